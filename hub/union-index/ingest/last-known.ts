/** What a harvested page means for the last-known facts: some are replaced, some must be deleted. */
import type { HoldingFacts } from '#domain/facts.ts';
import { createHoldingId, createId, type HoldingId } from '#domain/ids.ts';
import type { HoldingRow, ItemRow, RemovedContents } from '../repositories/contents.ts';
import { deleteKnownHoldings, upsertKnownHoldings } from '#store/repositories/last-known/holdings.ts';
import { deleteKnownItems } from '#store/repositories/last-known/items.ts';
import type { Tx } from '#store/tables.ts';
import { joinByHash } from '../repositories/editions.ts';
import type { CondensedDescription, IngestTarget } from '../ingest-contract.ts';
import { joinByLibrary, toInstant } from './page-rows.ts';

export interface PageContents {
  /** What the index had of records that were written again, hidden or deleted. */
  readonly removed: RemovedContents;
  /** What it has instead. */
  readonly items: readonly ItemRow[];
  readonly holdings: readonly HoldingRow[];
  /** Every record of the page, those that have not changed as well: their copies may have been lent since. */
  readonly described: Iterable<CondensedDescription>;
}

/** In the page's transaction, as its last statements: a live answer that is written meanwhile waits for these rows. */
export async function updateLastKnown(
  transaction: Tx,
  { systemId }: IngestTarget,
  { removed, items, holdings, described }: PageContents,
): Promise<void> {
  const shown = new Set(items.flatMap((item) => (item.visibility === 'PUBLIC' ? [item.localId] : [])));
  const gone = removed.publicItems.filter((localId) => !shown.has(localId));
  await deleteKnownHoldings(transaction, findForgotten(removed, new Set(gone), items, holdings));
  await deleteKnownItems(
    transaction,
    gone.map((localId) => createId(systemId, 'item', localId)),
  );
  // The page may have been matched, and every other system then waits for its end: 3,000 copies held against 3,000 take more than a minute.
  await joinByHash(transaction);
  await upsertKnownHoldings(transaction, toKnownHoldings(systemId, described), 'harvest');
}

/**
 * Holdings that no longer exist, and those of records with a copy that was hidden: its last-known facts must not be
 * shown.
 */
function findForgotten(
  removed: RemovedContents,
  gone: ReadonlySet<string>,
  items: readonly ItemRow[],
  holdings: readonly HoldingRow[],
): readonly string[] {
  const hiding = new Set(items.filter((item) => gone.has(item.localId)).map((item) => item.record));
  const kept = new Set(holdings.filter((holding) => !hiding.has(holding.record)).map((holding) => holding.id));
  return removed.holdings.filter((id) => !kept.has(id));
}

function toKnownHoldings(
  systemId: string,
  described: Iterable<CondensedDescription>,
): ReadonlyMap<HoldingId, HoldingFacts> {
  const known = new Map<HoldingId, HoldingFacts>();
  for (const { localId, visibility, holdings } of described) {
    if (visibility !== 'PUBLIC') continue;
    for (const { library, facts } of joinByLibrary(holdings)) {
      // A moment that cannot be read is no moment: such facts have no age.
      const asOf = toInstant(facts?.asOf ?? null);
      if (facts === null || asOf === null) continue;
      known.set(createHoldingId(systemId, localId, library), { ...facts, asOf });
    }
  }
  return known;
}
