import type { Answer, Tracker } from './types';

export const json = (value: unknown, status = 200): Answer => ({ status, type: 'application/json', body: JSON.stringify(value) });
export const text = (body: string, status = 200): Answer => ({ status, type: 'text/plain; charset=utf-8', body });
export const html = (body: string, status = 200): Answer => ({ status, type: 'text/html; charset=utf-8', body });
export const empty = (status = 200): Answer => ({ status, body: '' });
export const error = (status: number, message: string): Answer => json({ error: message }, status);

/** What any address below the panel shows that the API does not know: a page, and 200 with it. */
export const panel = () => html('<!DOCTYPE html><html><head><title>Keitaro</title></head><body><div id="app"></div></body></html>');

/** Not JSON, whatever the published spec says. */
export const missing = (model: string, id: number | string) => text(`Traffic\\Model\\${model} #${id} not found`, 404);

export const forbidden = (section: string) =>
	json({ error: `You have no permission to access this page to ${section}`, stacktrace: null }, 403);

export const invalid = (tracker: Tracker, fields: Record<string, string[]>) => json(fields, tracker.settings.validationStatus);

interface Refusal extends Error {
	answer: Answer;
}

/** Ends the handling of a request with this answer. */
export function refuse(answer: Answer): never {
	throw Object.assign(new Error('refused'), { answer });
}

export const isRefusal = (thrown: unknown): thrown is Refusal => thrown instanceof Error && 'answer' in thrown;

/** alias -> "Alias", campaign_id -> "Campaign id". */
export const label = (field: string) => (field.charAt(0).toUpperCase() + field.slice(1)).replaceAll('_', ' ');
