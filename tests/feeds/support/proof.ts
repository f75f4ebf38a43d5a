/** The manifest as a client computes it from what it holds, with no code of the index. */
import { createHash } from 'node:crypto';

export interface HeldEntry {
  readonly identifier: string;
  /** Null if it is deleted. */
  readonly sha256: string | null;
}

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** `000 live-digest deleted-digest` of each bucket, and the digest of them all. */
export function prove(entries: readonly HeldEntry[]): { readonly buckets: readonly string[]; readonly sha256: string } {
  const buckets = Array.from({ length: 4096 }, (_, number) => {
    const bucket = number.toString(16).padStart(3, '0');
    const inIt = entries.filter(({ identifier }) => sha256(identifier).startsWith(bucket));
    const live = inIt
      .filter((entry) => entry.sha256 !== null)
      .map((entry) => `${entry.identifier} ${entry.sha256 ?? ''}\n`);
    const deleted = inIt.filter((entry) => entry.sha256 === null).map(({ identifier }) => `${identifier}\n`);
    return `${bucket} ${sha256(live.sort(byBytes).join(''))} ${sha256(deleted.sort(byBytes).join(''))}`;
  });
  return { buckets, sha256: sha256(buckets.map((line) => `${line}\n`).join('')) };
}
