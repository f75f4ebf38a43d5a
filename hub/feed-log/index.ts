/** What is passed on to discovery systems, for those who serve it. */
export * from './contract.ts';
export { readDatabaseClock } from './clock.ts';
export { canonicalHash, toCanonicalText } from './canonical.ts';
export type * from './deliveries/contract.ts';
export { createDeliveryStore, type DeliveryStore, type DeliveryLog } from './deliveries/receipts.ts';
export {
  editionIdentifier,
  hyphenatedToRecordId,
  oaiIdentifier,
  readOaiIdentifier,
  recordIdentifier,
  toEditionId,
  toRecordId,
} from './identifiers.ts';
export { type FeedPart, type FeedsAtPosition, readAtOnePosition } from './read/at-one-position.ts';
export { createEntrySearcher, type EntrySearcher } from './read/create-entry-searcher.ts';
export { createReadingNotes, forgetReadings, tellPositions, type Reading, type ReadingNotes } from './readings.ts';
export { createFeedReader, type FeedReader } from './read/create-feed-reader.ts';
export {
  type BucketContents,
  bucketOf,
  BUCKETS,
  createManifestReader,
  describeManifest,
  type FeedManifest,
  isManifestRefusal,
  type ManifestBucket,
  type ManifestEntry,
  type ManifestQuestion,
  type ManifestReader,
  type ManifestRefusal,
} from './read/manifest.ts';
export { createFeedRenderer } from './render/create-feed-renderer.ts';
export { toDublinCore } from './render/dublin-core.ts';
export * from './search-contract.ts';
export type * from '#search/cql/contract.ts';
export { TooManyTermsError } from '#search/cql/contract.ts';
