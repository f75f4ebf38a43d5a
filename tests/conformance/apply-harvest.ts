/** A reader of harvest pages, as simple as can be: what an index must end up with. */
import type { HarvestFrom, HarvestPage, HarvestSource, HarvestedDescription } from '#adapters/adapter.ts';

/** What is known of a system after some pages: record id → what the harvest said of it, without its bytes. */
export interface Shelf {
  readonly records: Map<string, string>;
  readonly described: Map<string, HarvestedDescription>;
  nextCursor: string | null;
}

export function emptyShelf(): Shelf {
  return { records: new Map(), described: new Map(), nextCursor: null };
}

/** Applies one page: descriptions replace, deletions and missing ids remove. */
export function applyPage(shelf: Shelf, page: HarvestPage): void {
  for (const record of page.records) {
    if (record.deleted) {
      shelf.records.delete(record.localId);
      shelf.described.delete(record.localId);
      continue;
    }
    const { visibility, marc, items, holdings } = record;
    // How copies stood has its own moment in every run.
    const timeless = holdings.map((holding) => ({ ...holding, facts: null }));
    shelf.records.set(record.localId, JSON.stringify({ visibility, fields: marc.fields, items, holdings: timeless }));
    shelf.described.set(record.localId, record);
  }
  if (page.allLocalIds !== null) {
    for (const id of [...shelf.records.keys()]) {
      if (page.allLocalIds.has(id)) continue;
      shelf.records.delete(id);
      shelf.described.delete(id);
    }
  }
  shelf.nextCursor = page.nextCursor ?? shelf.nextCursor;
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

/** A full harvest, applied. */
export async function harvestFully(source: HarvestSource): Promise<Shelf> {
  const shelf = emptyShelf();
  for (const page of await collectPages(source, { run: { kind: 'full' }, resumeAt: null })) applyPage(shelf, page);
  return shelf;
}

/** The shelf as plain text, in the order of ids: two shelves are the same when their texts are. */
export function textOf(shelf: Shelf): readonly string[] {
  return [...shelf.records].sort(([a], [b]) => a.localeCompare(b)).map(([id, text]) => `${id} ${text}`);
}
