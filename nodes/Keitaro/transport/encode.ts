/** A text as it can stand in one part of an address. Half a surrogate pair has no encoding: a replacement character stands for it. */
export const encode = (text: string): string =>
	encodeURIComponent(text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd'));
