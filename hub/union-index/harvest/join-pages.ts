import type { CondensedPage } from '#union-index/ingest-contract.ts';
import { SHARED_PROCESS_PACE } from './pace.ts';

/** A page that took longer is written at once: what a slow system gave must not be lost with the process. */
const QUICK_MS = 250;

/**
 * The same pages, small ones that come quickly joined to larger ones, because a transaction costs some twenty statements,
 * however many records it brings. The one that ends the run waits for nobody, and where
 * the source fails, what it gave before comes first.
 */
export async function* joinPages(
  pages: AsyncIterable<CondensedPage> | Iterable<CondensedPage>,
  recordsAtOnce = SHARED_PROCESS_PACE.recordsAtOnce,
): AsyncGenerator<CondensedPage> {
  let held: CondensedPage | null = null;
  let askedAt = performance.now();
  try {
    for await (const page of pages) {
      const isQuick = performance.now() - askedAt < QUICK_MS;
      const isLast = page.nextCursor !== null || page.allLocalIds !== null;
      const joined: CondensedPage = held === null ? page : join(held, page);
      held = null;
      if (isQuick && !isLast && joined.records.length + joined.rejects.length < recordsAtOnce) held = joined;
      else yield joined;
      askedAt = performance.now();
    }
  } catch (error) {
    if (held !== null) yield held;
    throw error;
  }
  if (held !== null) yield held;
}

/** What comes later of one record is true, as within a page; where to go on is where the later page says. */
function join(first: CondensedPage, second: CondensedPage): CondensedPage {
  const readLater = new Set(second.records.map(({ localId }) => localId));
  return {
    ...second,
    records: [...first.records, ...second.records],
    rejects: [...first.rejects.filter(({ localId }) => localId === null || !readLater.has(localId)), ...second.rejects],
    expected: second.expected ?? first.expected,
  };
}
