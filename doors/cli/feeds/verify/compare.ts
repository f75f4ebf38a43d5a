import type { ManifestBucket, ManifestEntry } from '#feed-log/index.ts';

/** Identifiers of one bucket of which what was received is not what the manifest has. */
export interface BucketDifference {
  readonly bucket: string;
  /** Received with other contents. */
  readonly altered: readonly string[];
  /** Not received at all. */
  readonly lacking: readonly string[];
  /** Deleted, and still there with who received. */
  readonly notDeleted: readonly string[];
  /** Received as deleted, and there. */
  readonly wronglyDeleted: readonly string[];
  /** Deleted, and its deletion not received. */
  readonly deletionLacking: readonly string[];
  /** Received, and not in the manifest. */
  readonly tooMany: readonly string[];
}

/** Names of the buckets in which something differs. */
export function differingBuckets(
  manifest: readonly ManifestBucket[],
  received: readonly ManifestBucket[],
): readonly string[] {
  const other = new Map(received.map((bucket) => [bucket.bucket, bucket]));
  return manifest.flatMap(({ bucket, live, deleted }) => {
    const own = other.get(bucket);
    const isSame = own?.live.sha256 === live.sha256 && own.deleted.sha256 === deleted.sha256;
    return isSame ? [] : [bucket];
  });
}

export function compareBucket(
  bucket: string,
  published: readonly ManifestEntry[],
  received: readonly ManifestEntry[],
): BucketDifference {
  const own = new Map(received.map(({ identifier, sha256 }) => [identifier, sha256]));
  const known = new Set(published.map(({ identifier }) => identifier));
  const live = published.filter(({ sha256 }) => sha256 !== null);
  const deleted = published.filter(({ sha256 }) => sha256 === null);
  const named = (entries: readonly ManifestEntry[], holds: (entry: ManifestEntry) => boolean): readonly string[] =>
    entries.filter(holds).map(({ identifier }) => identifier);
  return {
    bucket,
    altered: named(live, ({ identifier, sha256 }) => ![sha256, null, undefined].includes(own.get(identifier))),
    lacking: named(live, ({ identifier }) => !own.has(identifier)),
    notDeleted: named(deleted, ({ identifier }) => typeof own.get(identifier) === 'string'),
    wronglyDeleted: named(live, ({ identifier }) => own.get(identifier) === null),
    deletionLacking: named(deleted, ({ identifier }) => !own.has(identifier)),
    tooMany: named(received, ({ identifier }) => !known.has(identifier)),
  };
}
