import type { MarcRecord } from '#marc/index.ts';
import { createHash } from 'node:crypto';
import { bucketOf, BUCKETS, canonicalHash, type ManifestBucket, type ManifestEntry } from '#feed-log/index.ts';

/** What a client received, newest version of each entry. */
export type Received = ReturnType<typeof createReceived>;

export function createReceived() {
  /** Identifier → digest; null if it is deleted. */
  const digests = new Map<string, string | null>();

  return {
    keep: (identifier: string, record: MarcRecord) =>
      void digests.set(identifier, canonicalHash(record).toString('hex')),
    /** It was told that the entry is deleted. */
    drop: (identifier: string) => void digests.set(identifier, null),
    /** Live and deleted ones. */
    count: () => digests.size,
    buckets(): readonly ManifestBucket[] {
      const byBucket = Map.groupBy(digests, ([identifier]) => bucketOf(identifier));
      return BUCKETS.map((bucket) => {
        const entries = byBucket.get(bucket) ?? [];
        const live = entries.flatMap(([identifier, sha256]) => (sha256 === null ? [] : `${identifier} ${sha256}\n`));
        const deleted = entries.flatMap(([identifier, sha256]) => (sha256 === null ? `${identifier}\n` : []));
        return { bucket, live: toPart(live), deleted: toPart(deleted) };
      });
    },
    entriesOf: (bucket: string): readonly ManifestEntry[] =>
      [...digests].flatMap(([identifier, sha256]) => (bucketOf(identifier) === bucket ? [{ identifier, sha256 }] : [])),
  };
}

/** Lines are sorted by their bytes, not by their characters. */
function toPart(lines: readonly string[]): ManifestBucket['live'] {
  const hash = createHash('sha256');
  for (const line of lines.map((text) => Buffer.from(text)).sort((a, b) => Buffer.compare(a, b))) hash.update(line);
  return { count: lines.length, sha256: hash.digest('hex') };
}
