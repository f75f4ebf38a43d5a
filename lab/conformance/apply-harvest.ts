/** A reader of harvest pages, as simple as can be: what an index must end up with. */
import type { HarvestFrom, HarvestPage, HarvestSource, HarvestedDescription } from '#contract/adapter.ts';
import { isVolatileKey } from '#domain/volatile-keys.ts';

/** What is known of a system after some pages: record id → what the harvest said of it, without its bytes. */
export interface TestIndex {
  readonly records: Map<string, string>;
  readonly described: Map<string, HarvestedDescription>;
  nextCursor: string | null;
}

export function emptyIndex(): TestIndex {
  return { records: new Map(), described: new Map(), nextCursor: null };
}

/** Applies one page: descriptions replace, deletions and missing ids remove. */
export function applyPage(index: TestIndex, page: HarvestPage): void {
  for (const record of page.records) {
    if (record.deleted) {
      index.records.delete(record.localId);
      index.described.delete(record.localId);
      continue;
    }
    const { visibility, marc, items, holdings } = record;
    // How copies stood has its own moment in every run.
    const timeless = holdings.map((holding) => ({
      ...holding,
      facts: null,
      liveKeys: holding.liveKeys.filter((key) => !isVolatileKey(key)),
    }));
    index.records.set(record.localId, JSON.stringify({ visibility, fields: marc.fields, items, holdings: timeless }));
    index.described.set(record.localId, record);
  }
  if (page.allLocalIds !== null) {
    for (const id of [...index.records.keys()]) {
      if (page.allLocalIds.has(id)) continue;
      index.records.delete(id);
      index.described.delete(id);
    }
  }
  index.nextCursor = page.nextCursor ?? index.nextCursor;
}

/** Every page of a run, or the first few. */
export async function collectPages(
  source: HarvestSource,
  from: HarvestFrom,
  most = Number.POSITIVE_INFINITY,
): Promise<readonly HarvestPage[]> {
  const pages: HarvestPage[] = [];
  for await (const page of source.pages(from, new AbortController().signal)) {
    pages.push(page);
    if (pages.length >= most) break;
  }
  return pages;
}

export async function harvestFully(source: HarvestSource): Promise<TestIndex> {
  const index = emptyIndex();
  for (const page of await collectPages(source, { run: { kind: 'full' }, resumeAt: null })) applyPage(index, page);
  return index;
}

/** The index as plain text, in the order of ids: two are the same when their texts are. */
export function textOf(index: TestIndex): readonly string[] {
  return [...index.records].sort(([a], [b]) => a.localeCompare(b)).map(([id, text]) => `${id} ${text}`);
}

/** Pages applied in order, to nothing. */
export function applyPages(pages: readonly HarvestPage[]): TestIndex {
  const index = emptyIndex();
  for (const page of pages) applyPage(index, page);
  return index;
}
