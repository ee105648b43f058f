/** n8n looks for previews in a folder of the node's version: lists come as one item from version 1, as an item for each record from version 2. */
export const FOLDERS = { 1: 'nodes/Keitaro/__schema__/v1.0.0', 2: 'nodes/Keitaro/__schema__/v2.0.0' } as const;
