/** n8n looks for previews in a folder of the node's version. The other versions put out the same, and get theirs when the node is built. */
export const FOLDER = 'nodes/Keitaro/__schema__/v1.0.0';
