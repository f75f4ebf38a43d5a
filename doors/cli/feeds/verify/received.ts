import type { MarcRecord } from '#marc/index.ts';
import { createHash } from 'node:crypto';
import { bucketOf, BUCKETS, canonicalHash, type ManifestBucket, type ManifestEntry } from '#feed-log/index.ts';

/** What a client received, newest version of each entry. */
export type Received = ReturnType<typeof createReceived>;

export function createReceived() {
  /** Identifier → digest; null if it is deleted. */
  const digests = new Map<string, string | null>();
  /** Which bucket an identifier is in takes a digest of its own: of a million entries once, not for each bucket that is looked into. */
  let grouped: ReadonlyMap<string, readonly (readonly [string, string | null])[]> | null = null;
  const byBucket = () => (grouped ??= Map.groupBy(digests, ([identifier]) => bucketOf(identifier)));
  const set = (identifier: string, sha256: string | null): void => {
    digests.set(identifier, sha256);
    grouped = null;
  };

  return {
    keep: (identifier: string, record: MarcRecord): void => {
      set(identifier, canonicalHash(record).toString('hex'));
    },
    /** It was told that the entry is deleted. */
    drop: (identifier: string): void => {
      set(identifier, null);
    },
    /** Live and deleted ones. */
    count: () => digests.size,
    buckets(): readonly ManifestBucket[] {
      return BUCKETS.map((bucket) => {
        const entries = byBucket().get(bucket) ?? [];
        const live = entries.flatMap(([identifier, sha256]) => (sha256 === null ? [] : `${identifier} ${sha256}\n`));
        const deleted = entries.flatMap(([identifier, sha256]) => (sha256 === null ? `${identifier}\n` : []));
        return { bucket, live: toPart(live), deleted: toPart(deleted) };
      });
    },
    entriesOf: (bucket: string): readonly ManifestEntry[] =>
      (byBucket().get(bucket) ?? []).map(([identifier, sha256]) => ({ identifier, sha256 })),
  };
}

/** Lines are sorted by their bytes, not by their characters. */
function toPart(lines: readonly string[]): ManifestBucket['live'] {
  const hash = createHash('sha256');
  for (const line of lines.map((text) => Buffer.from(text)).sort((a, b) => Buffer.compare(a, b))) hash.update(line);
  return { count: lines.length, sha256: hash.digest('hex') };
}
