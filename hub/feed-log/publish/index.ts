/** Publishing, for the processes that harvest and for operators. */
export type { FeedPublication } from './batch.ts';
export { startFeedPublisher } from './publisher.ts';
export { releaseSets, type Release } from './hold-rows.ts';
export { feedStatus, type FeedStatus } from './state.ts';
export { ensureEpoch, restartLog } from './state.ts';
export { toSetKey } from './hold-rows.ts';
