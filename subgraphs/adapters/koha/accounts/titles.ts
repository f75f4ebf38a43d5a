/** Titles of what stands in an account. It is told without them where they cannot be read: they never cost a loan or a hold. */
import { isMerciaError } from '#platform/errors.ts';
import type { MerciaError } from '#platform/errors.ts';
import type { PersonCalls } from './person-calls.ts';
import type { WireLoan, WirePatronHold, WireTitle } from './wire-patrons.ts';

/** A title; null where the system has none, an error where it could not be read this time. */
export type FoundTitle = WireTitle | MerciaError | null;

export interface AccountTitles {
  of(loan: WireLoan): FoundTitle;
  ofHold(hold: WirePatronHold): FoundTitle;
  /** Why some are missing that are there; null where none is. */
  readonly failed: MerciaError | null;
}

type Titles = ReadonlyMap<number, WireTitle>;

/** Never rejects for what the system does. */
export async function findTitles(
  calls: Pick<PersonCalls, 'titlesOfItems' | 'titles'>,
  loans: readonly WireLoan[],
  holds: readonly WirePatronHold[],
  signal: AbortSignal,
): Promise<AccountTitles> {
  const itemIds = loans.map((loan) => loan.item_id);
  const biblioIds = holds.map((hold) => hold.biblio_id);
  const [byItem, byRecord] = await Promise.all([
    orError(calls.titlesOfItems(itemIds, signal)),
    orError(calls.titles(biblioIds, signal)),
  ]);
  const find = (titles: Titles | MerciaError, id: number): FoundTitle =>
    isMerciaError(titles) ? titles : (titles.get(id) ?? null);
  return {
    of: (loan) => find(byItem, loan.item_id),
    ofHold: (hold) => find(byRecord, hold.biblio_id),
    failed: [byItem, byRecord].find((found) => isMerciaError(found)) ?? null,
  };
}

async function orError(titles: Promise<Titles>): Promise<Titles | MerciaError> {
  try {
    return await titles;
  } catch (error) {
    if (isMerciaError(error)) return error;
    throw error;
  }
}
