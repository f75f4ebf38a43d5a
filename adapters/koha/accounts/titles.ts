/** Titles of loans and holds. A title that cannot be read is left out: it never costs the loan or the hold. */
import type { Reason } from '#domain/facts.ts';
import { isMerciaError, type MerciaError } from '#platform/errors.ts';
import { reasonOf } from '#contract/reason-codes.ts';
import { asSlot } from '../../shared/slots.ts';
import type { KohaSite } from '../site.ts';
import type { PatronRecords } from './patron-records.ts';
import type { WireLoan, WirePatronHold, WireTitle } from './wire-accounts.ts';

/** A title; null if the system has none, an error if it could not be read this time. */
export type FoundTitle = WireTitle | MerciaError | null;

type Titles = ReadonlyMap<number, WireTitle>;

/** Never rejects for what the system does. */
export async function findTitles(
  records: Pick<PatronRecords, 'titlesOfItems' | 'titles'>,
  loans: readonly WireLoan[],
  holds: readonly WirePatronHold[],
  signal: AbortSignal,
) {
  const itemIds = loans.map((loan) => loan.item_id);
  const biblioIds = holds.map((hold) => hold.biblio_id);
  const [byItem, byRecord] = await Promise.all([
    asSlot(records.titlesOfItems(itemIds, signal)),
    asSlot(records.titles(biblioIds, signal)),
  ]);
  const find = (titles: Titles | MerciaError, id: number): FoundTitle =>
    isMerciaError(titles) ? titles : (titles.get(id) ?? null);
  return {
    of: (loan: WireLoan) => find(byItem, loan.item_id),
    ofHold: (hold: WirePatronHold) => find(byRecord, hold.biblio_id),
    /** Why titles are missing that the system has; null if none is. */
    failed: [byItem, byRecord].find((found) => isMerciaError(found)) ?? null,
  };
}

/** Set only if it could not be read: if Koha has none, nothing is missing. */
export function limitationOf(site: KohaSite, found: unknown, what: string): { readonly limitation?: Reason } {
  return isMerciaError(found) ? { limitation: reasonOf(site, found, what) } : {};
}

/**
 * Title and subtitle without the punctuation that cataloguers end them with; null if there is none.
 *
 *     "title":"Heart failure :","subtitle":"a guide /"
 */
export function titleText({ title, subtitle }: WireTitle): string | null {
  const parts = [title, subtitle].filter((part) => part !== null).map((part) => part.trim());
  const text = parts.join(' ').replace(/[\s/:;,=]+$/, '');
  return text === '' ? null : text;
}
