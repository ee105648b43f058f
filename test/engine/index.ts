/**
 * Runs nodes and workflows on n8n's real engine (n8n-core), with the built package:
 *
 *   const { items } = await runNode({ parameters: { resource: 'bot', operation: 'getAll' }, credentials: { keitaroApi } });
 */
export { engine, engineDir, projectDir } from './core';
export type { Credentials } from './credentials';
export { testCredential, type CredentialTestResult } from './credential-test';
export { clearEngineLog, engineLog } from './log';
export { listSearch, loadOptions, type ListSearchOptions, type MethodOptions } from './node-methods';
export { credentialType, loadKeitaro, newestVersion, nodeType } from './package-loader';
export { runNode, type NodeRun, type RunNodeOptions } from './run-node';
export { runWorkflow, type IWorkflowJson, type NodeResult, type RunWorkflowOptions, type WorkflowRun } from './run-workflow';
export { poll, type PollOptions } from './poll';
export type { TriggerOptions } from './trigger';
export { webhook, type WebhookOptions, type WebhookTrigger } from './webhook';
