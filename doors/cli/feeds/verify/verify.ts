import type { FeedPosition, ManifestBucket, ManifestEntry } from '#feed-log/index.ts';
import { harvest, type HarvestOptions } from './harvest.ts';
import type { Received } from './received.ts';
import { badUserInput } from '#platform/errors.ts';
import { z } from 'zod';
import { askPatiently } from './ask-patiently.ts';

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

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const part = z.object({ count: z.int(), sha256 });
const manifestShape = z.object({
  repository: z.string(),
  epoch: z.string(),
  position: z.int(),
  live: z.int(),
  deleted: z.int(),
  sha256,
  buckets: z.array(z.object({ bucket: z.string(), live: part, deleted: part })),
});
const contentsShape = z.object({ entries: z.array(z.object({ identifier: z.string(), sha256: sha256.nullable() })) });
const refusalShape = z.object({ code: z.string(), message: z.string() });

type ReceivedManifest = Readonly<z.output<typeof manifestShape>>;

/** The newest one if no position is named. */
async function askManifest(address: string, at: FeedPosition | null, signal: AbortSignal): Promise<ReceivedManifest> {
  return ask(address, at, manifestShape, signal);
}

async function askBucket(
  address: string,
  bucket: string,
  at: FeedPosition,
  signal: AbortSignal,
): Promise<readonly ManifestEntry[]> {
  const { entries } = await ask(`${address}/${bucket}`, at, contentsShape, signal);
  return entries;
}

async function ask<Shape extends z.ZodType>(
  address: string,
  at: FeedPosition | null,
  shape: Shape,
  signal: AbortSignal,
): Promise<z.output<Shape>> {
  const query = at === null ? '' : `?epoch=${at.epoch}&position=${at.position}`;
  const response = await askPatiently(`${address}${query}`, signal);
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok) {
    const refusal = refusalShape.safeParse(answer);
    const why = refusal.success ? refusal.data.message : 'is it the address of a manifest? Name it with --manifest.';
    throw badUserInput(`${address} answered HTTP ${response.status}: ${why}`);
  }
  const parsed = shape.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw badUserInput(`${address} is no manifest of Mercia: name its address with --manifest.`);
}
