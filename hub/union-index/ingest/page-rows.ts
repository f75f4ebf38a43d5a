import { LIVE_KEYS_MAX, NUMBER_MAX, type HarvestedHolding, type HarvestedItem } from '#domain/catalogue.ts';
import { createHoldingId, type LibraryId } from '#domain/ids.ts';
import { isVolatileKey } from '#domain/volatile-keys.ts';
import { isDay } from '#domain/wall-time.ts';
import type { CondensedDescription } from '../ingest-contract.ts';
import type { HoldingRow, ItemRow } from '../repositories/contents.ts';

/** What the database takes for blank, too, where it is no blank here. */
const NOT_BLANK = /[^\s\u0085]/;
const DAY = /^\d{4}-\d{2}-\d{2}/;

/**
 * A system's statement of time, as PostgreSQL takes it; null for what is none (`0000-00-00`), and for a day that the calendar does not
 * have (`2026-02-31`), which would be read as another one.
 */
export function toInstant(text: string | null): string | null {
  if (text === null || (DAY.test(text) && toDay(text) === null)) return null;
  const instant = new Date(text);
  // An offset may lead out of the years that PostgreSQL reads. NaN is in none of them.
  const year = instant.getUTCFullYear();
  return year >= 1 && year <= 9999 ? instant.toISOString() : null;
}

/** `YYYY-MM-DD`, without the time of day that may follow; null for what is no day of the years 1 to 9999. */
export function toDay(text: string | null): string | null {
  const day = DAY.exec(text ?? '')?.[0] ?? '';
  return isDay(day) && !day.startsWith('0000') ? day : null;
}

export function toItemRows(
  record: number,
  items: readonly HarvestedItem[],
  libraryOf: (ownerCode: string) => LibraryId | null,
): readonly ItemRow[] {
  return items.map((item) => ({
    ...item,
    record,
    library: libraryOf(item.ownerCode),
    barcode: item.barcode !== null && item.barcode.length > NUMBER_MAX ? null : item.barcode,
  }));
}

/** One row for each library: an adapter that states two holdings of one library means one. */
export function toHoldingRows(
  system: string,
  record: number,
  localId: string,
  holdings: readonly HarvestedHolding[],
): readonly HoldingRow[] {
  return joinByLibrary(holdings).map(({ facts: _facts, ...holding }) => ({
    ...holding,
    // Shelf marks are looked up by an index that takes no blank one.
    callNumbers: holding.callNumbers.filter((mark) => NOT_BLANK.test(mark)),
    liveKeys: holding.liveKeys.slice(0, LIVE_KEYS_MAX),
    id: createHoldingId(system, localId, holding.library),
    record,
  }));
}

/** Live keys of unchanged public records that may have changed all the same; `written` are the records that were written again. */
export function toVolatileKeys(
  system: string,
  described: Iterable<Pick<CondensedDescription, 'localId' | 'visibility' | 'holdings'>>,
  written: ReadonlyMap<string, number>,
): readonly Pick<HoldingRow, 'id' | 'liveKeys'>[] {
  const rows: Pick<HoldingRow, 'id' | 'liveKeys'>[] = [];
  for (const { localId, visibility, holdings } of described) {
    if (visibility !== 'PUBLIC' || written.has(localId)) continue;
    const isVolatile = holdings.some(({ liveKeys }) => liveKeys.some(isVolatileKey));
    if (isVolatile) rows.push(...toHoldingRows(system, 0, localId, holdings));
  }
  return rows;
}

/** One for each library, in the order in which they were first named. */
export function joinByLibrary(holdings: readonly HarvestedHolding[]): readonly HarvestedHolding[] {
  const byLibrary = new Map<string, HarvestedHolding>();
  for (const holding of holdings) {
    const known = byLibrary.get(holding.library);
    byLibrary.set(holding.library, known === undefined ? holding : joinHoldings(known, holding));
  }
  return [...byLibrary.values()];
}

function joinHoldings(a: HarvestedHolding, b: HarvestedHolding): HarvestedHolding {
  return {
    library: a.library,
    basis: a.basis,
    copies: a.copies === null || b.copies === null ? (a.copies ?? b.copies) : a.copies + b.copies,
    callNumbers: [...new Set([...a.callNumbers, ...b.callNumbers])],
    statements: [...a.statements, ...b.statements],
    siteCodes: [...new Set([...a.siteCodes, ...b.siteCodes])],
    catalogueUrl: a.catalogueUrl ?? b.catalogueUrl,
    liveKeys: [...new Set([...a.liveKeys, ...b.liveKeys])],
    facts: null,
  };
}
