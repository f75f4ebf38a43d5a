/** What a hold is for, in Symphony's words: the title, or one copy of it. */
import type { WantedHold } from '#domain/accounts.ts';
import type { RefusalWords } from '../../shared/accounts/refusals.ts';
import { refuse } from '../../shared/accounts/write-once.ts';
import type { Refused } from '../../shared/accounts/write-once.ts';
import type { SymphonyClient } from '../client.ts';
import { readItemLocalId } from '../item-ids.ts';
import { wireItemAlone } from '../wire.ts';
import type { AccountsContext } from './context.ts';

export type HoldTarget = { readonly fields: Readonly<Record<string, unknown>> } | Refused;

const VOLUME_WITHOUT_COPY: RefusalWords = ['NOT_SUPPORTED', 'Name a copy of the volume.'];

/** The target of a hold; a copy named by Symphony's own key costs a call for its number. */
export async function findTarget(
  { client }: AccountsContext,
  { recordLocalId, itemLocalId, enumeration }: WantedHold,
  signal: AbortSignal,
): Promise<HoldTarget> {
  const titleId = /^\d{1,15}$/.exec(recordLocalId)?.[0];
  if (titleId === undefined) return refuse('NOT_FOUND');
  if (itemLocalId === null) {
    // A volume is a call number of its own, which only its copies have.
    if (enumeration !== null) return refuse(VOLUME_WITHOUT_COPY);
    return { fields: { holdType: 'TITLE', bib: { resource: '/catalog/bib', key: titleId } } };
  }
  const named = readItemLocalId(itemLocalId);
  if (named === null) return refuse('NOT_FOUND');
  const barcode = 'key' in named ? await findBarcode(client, named.key, signal) : named.barcode;
  return barcode === null ? refuse('NOT_FOUND') : { fields: { holdType: 'COPY', itemBarcode: barcode } };
}

async function findBarcode(client: SymphonyClient, key: string, signal: AbortSignal): Promise<string | null> {
  const body = await client.resource('item', `/catalog/item/key/${key}`, 'barcode', signal);
  return wireItemAlone.safeParse(body).data?.barcode ?? null;
}
