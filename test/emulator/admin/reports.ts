import type { Handler } from '../types';
export const reports: Record<string, Handler> = {};
