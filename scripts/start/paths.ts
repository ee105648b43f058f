import path from 'node:path';

export const projectDir = path.resolve(__dirname, '../..');

/** All that trying it out brings along; ignored by git, and safe to delete. */
export const devDir = path.resolve(process.env.N8N_DEV_DIR || path.join(projectDir, '.n8n-dev'));

/** Where n8n and the Node that it needs are installed. */
export const n8nDir = path.join(devDir, 'n8n');
