export { createIngest } from './create-ingest.ts';
export type { IngestOptions } from './create-ingest.ts';
