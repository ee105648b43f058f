import { createHash } from 'node:crypto';

/** Characters of a fingerprint, six bits each: among 200,000 known ones, the chance to mistake a new one is 2 in 10,000,000,000,000. */
export const FINGERPRINT = 10;

/** A short stand-in for a text, by which it is known again. */
export const fingerprint = (text: string): string => createHash('sha256').update(text).digest('base64').slice(0, FINGERPRINT);
