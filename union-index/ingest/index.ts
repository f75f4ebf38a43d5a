export { createIngest } from './create-ingest.ts';
