export { createIngest } from './create-ingest.ts';
export { releaseRecords } from './release-record.ts';
export { listWatched, type WatchedRecord } from '../repositories/kept-hidden.ts';
