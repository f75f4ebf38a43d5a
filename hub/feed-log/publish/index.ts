/** Publishing, for the processes that harvest and for operators. */
export type { FeedPublication } from './batch.ts';
export { startFeedPublisher } from './publisher.ts';
export { releaseSets, type Release, toSetKey } from './hold-rows.ts';
export { feedStatus, type FeedStatus, ensureEpoch, restartLog } from './state.ts';
