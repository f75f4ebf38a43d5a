import type { FeedPosition } from '#feed-log/index.ts';
import { askBucket, askManifest, type ReceivedManifest } from './ask-manifest.ts';
import { compareBucket, differingBuckets, type BucketDifference } from './compare.ts';
import { harvest, type HarvestOptions } from './harvest.ts';
import type { Received } from './received.ts';

export interface Verdict {
  readonly manifest: Omit<ReceivedManifest, 'buckets'>;
  /** How many buckets differ. */
  readonly differing: number;
  /** The first of them, with what differs. */
  readonly differences: readonly BucketDifference[];
}

export interface VerifyOptions {
  /** Address of the manifest. */
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
