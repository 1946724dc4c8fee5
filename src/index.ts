/** What programs may use of Klartext; everything else may change without notice. */
export { type ErrorCode, type ErrorReach, KlartextError } from './errors.ts';
export { loadPipeline, type Pipeline } from './pipeline/load.ts';
export type { ProviderContext, ProviderEntry } from './providers/provider.ts';
export { compose, composeJson, type DocumentJson, type OutputFormat } from './run/compose.ts';
export { type DocumentInput, type ProcessedDocument, processDocument } from './run/document.ts';
export { type OpenRun, openRun, type RunSettings } from './run/open.ts';
export type * from './types.ts';
