/** What copies and holdings are named and found by. */
import { LIVE_KEYS_MAX } from '#domain/catalogue.ts';
import { parseId } from '#domain/ids.ts';
import type { ItemId, LibraryId } from '#domain/ids.ts';
import { copiesOfLargeTitle, sizeKeys } from '../shared/large-titles.ts';

const HIDDEN_TOO_MANY = 'H';

/** A copy is its title's key and its own number, because the XML of many titles tells no other. */
export function itemLocalId(titleId: string, barcode: string): string {
  return `${titleId}:${barcode}`;
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

/** The title, whose copies count, how many it has, and those that harvest saw shadowed: the XML of many titles does not say so. */
export function toLiveKeys(
  titleId: string,
  library: LibraryId,
  hidden: readonly string[],
  copiesOfTitle: number,
): readonly string[] {
  const keys = [`r:${titleId}`, `l:${library}`, ...sizeKeys(copiesOfTitle)];
  if (keys.length + hidden.length > LIVE_KEYS_MAX) return [...keys, HIDDEN_TOO_MANY];
  return [...keys, ...hidden.map((barcode) => `h:${barcode}`)];
}

/** What live keys say of a holding. */
export interface LiveKeys {
  readonly titleId: string;
  readonly library: string;
  readonly hidden: ReadonlySet<string>;
  /** More is hidden than live keys can hold: the title itself has to be asked. */
  readonly hidesTooMany: boolean;
  /** Copies of the title, of all libraries, where they are many; else null. */
  readonly copies: number | null;
}

/** Reads what {@link toLiveKeys} wrote; null where it did not. */
export function readLiveKeys(keys: readonly string[]): LiveKeys | null {
  const titleId = keys.find((key) => /^r:\d+$/.test(key))?.slice(2);
  const library = keys.find((key) => key.startsWith('l:'))?.slice(2);
  if (titleId === undefined || library === undefined) return null;
  return {
    titleId,
    library,
    hidden: new Set(keys.filter((key) => key.startsWith('h:')).map((key) => key.slice(2))),
    hidesTooMany: keys.includes(HIDDEN_TOO_MANY),
    copies: copiesOfLargeTitle(keys),
  };
}
