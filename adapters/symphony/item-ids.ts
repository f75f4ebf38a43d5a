/** How copies are named. */
import { parseId, type ItemId } from '#domain/ids.ts';

/** A copy is its title's key and its own number, because the XML of many titles tells no other. */
export function itemLocalId(titleId: string, barcode: string): string {
  return `${titleId}:${barcode}`;
}

/** The number of a copy by its local id. */
export function barcodeOfLocalId(titleId: string, localId: string): string {
  return localId.slice(titleId.length + 1);
}

/** Whether Symphony made the number up, for a copy that has no barcode: `6909669-2001` under the title 6909669. */
export function isMadeUp(titleId: string, barcode: string): boolean {
  return barcode.startsWith(`${titleId}-`) && /^\d+$/.test(barcode.slice(titleId.length + 1));
}

export type NamedCopy = { readonly titleId: string; readonly barcode: string } | { readonly key: string };

/** What an item id asks for: a copy of a title by its number, or Symphony's own key (`476022:46:1`); null for neither. */
export function readItemId(id: ItemId): NamedCopy | null {
  return readItemLocalId(parseId(id, 'item')?.local ?? '');
}

/** The same of its local part. */
export function readItemLocalId(local: string): NamedCopy | null {
  if (/^\d+:\d+:\d+$/.test(local)) return { key: local };
  const [, titleId, barcode] = /^(\d{1,15}):(.+)$/.exec(local) ?? [];
  return titleId === undefined || barcode === undefined ? null : { titleId, barcode };
}
