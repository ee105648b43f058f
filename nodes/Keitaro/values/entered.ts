/** A text or number without blanks around it; nothing for anything else. */
export const trimmed = (entered: unknown): string =>
	typeof entered === 'string' || typeof entered === 'number' ? String(entered).trim() : '';

/** What a locator stands for: its value; saved workflows hold the bare one. */
export const locatorValue = (entered: unknown): unknown =>
	typeof entered === 'object' && entered !== null && 'value' in entered ? entered.value : entered;
