import type { FeedPosition, ManifestBucket, ManifestEntry } from '#feed-log/index.ts';
import { askBucket, askManifest, type ReceivedManifest } from './ask-manifest.ts';
import { harvest, type HarvestOptions } from './harvest.ts';
import type { Received } from './received.ts';

export interface Verdict {
  readonly manifest: Omit<ReceivedManifest, 'buckets'>;
  readonly differing: number;
  /** The first of them, with what differs. */
  readonly differences: readonly BucketDifference[];
}

export interface VerifyOptions {
  readonly manifest: string;
  readonly received: Received;
  /** How many of the buckets that differ are looked into. */
  readonly buckets: number;
  readonly signal: AbortSignal;
}

/** Of a feed that changes all the time; each pass only asks for what changed since the last. */
const MOST_PASSES = 50;

/** Compares what was received with the manifest at a position; the newest if none is named. */
export async function verify(options: VerifyOptions, at: FeedPosition | null): Promise<Verdict> {
  return judge(options, await askManifest(options.manifest, at, options.signal));
}

/**
 * Harvests, then asks for the manifest. What is published between the two is harvested too, until the manifest stands where it
 * stood before: what differs then has been lost.
 */
export async function harvestAndVerify(
  options: VerifyOptions,
  repository: Omit<HarvestOptions, 'from' | 'received' | 'signal'>,
): Promise<Verdict> {
  const { received, signal } = options;
  let from: string | null = null;
  let before: FeedPosition | null = null;
  for (let passes = 1; ; passes += 1) {
    const newest = await harvest({ ...repository, from, received, signal });
    const manifest = await askManifest(options.manifest, null, signal);
    const isSettled = before?.epoch === manifest.epoch && before.position === manifest.position;
    const isSame = differingBuckets(manifest.buckets, received.buckets()).length === 0;
    if (isSame || isSettled || passes === MOST_PASSES) return judge(options, manifest);
    from = newest;
    before = manifest;
  }
}

async function judge(
  { received, manifest: address, buckets: most, signal }: VerifyOptions,
  found: ReceivedManifest,
): Promise<Verdict> {
  const { buckets, ...manifest } = found;
  const names = differingBuckets(buckets, received.buckets());
  const differences: BucketDifference[] = [];
  for (const bucket of names.slice(0, most)) {
    const published = await askBucket(address, bucket, manifest, signal);
    differences.push(compareBucket(bucket, published, received.entriesOf(bucket)));
  }
  return { manifest, differing: names.length, differences };
}

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

function differingBuckets(manifest: readonly ManifestBucket[], received: readonly ManifestBucket[]): readonly string[] {
  const other = new Map(received.map((bucket) => [bucket.bucket, bucket]));
  return manifest.flatMap(({ bucket, live, deleted }) => {
    const own = other.get(bucket);
    const isSame = own?.live.sha256 === live.sha256 && own.deleted.sha256 === deleted.sha256;
    return isSame ? [] : [bucket];
  });
}

function compareBucket(
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
