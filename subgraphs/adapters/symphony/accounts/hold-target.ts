/** What a hold is for, in Symphony's words: the title, or one copy of it. */
import type { Refusal, WantedHold } from '#domain/accounts.ts';
import { readItemLocalId } from '../item-ids.ts';
import { wireItemAlone } from '../wire.ts';
import type { PatronsContext } from './patrons.ts';
import { refusalOf } from './refusals.ts';

export type HoldTarget = { readonly fields: Readonly<Record<string, unknown>> } | { readonly refusal: Refusal };

/** The target of a hold; a copy named by Symphony's own key costs a call for its number. */
export async function findTarget(
  { client }: PatronsContext,
  { recordLocalId, itemLocalId, enumeration }: WantedHold,
  signal: AbortSignal,
): Promise<HoldTarget> {
  const titleId = /^\d{1,15}$/.exec(recordLocalId)?.[0];
  if (titleId === undefined) return { refusal: refusalOf('NOT_FOUND', null) };
  if (itemLocalId === null) {
    // A volume is a call number of its own, which only its copies tell.
    if (enumeration !== null) return { refusal: refusalOf('NOT_SUPPORTED', null, 'Name a copy of the volume') };
    return { fields: { holdType: 'TITLE', bib: { resource: '/catalog/bib', key: titleId } } };
  }
  const named = readItemLocalId(itemLocalId);
  if (named === null) return { refusal: refusalOf('NOT_FOUND', null) };
  let barcode: string | null;
  if ('key' in named) {
    const body = await client.resource('item', `/catalog/item/key/${named.key}`, 'barcode', signal);
    barcode = wireItemAlone.safeParse(body).data?.barcode ?? null;
  } else barcode = named.barcode;
  return barcode === null
    ? { refusal: refusalOf('NOT_FOUND', null) }
    : { fields: { holdType: 'COPY', itemBarcode: barcode } };
}
