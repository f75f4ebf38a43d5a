/** The copies that the lists of an account name, asked for by 17 one by one. */
import type { LoanFacts } from '#domain/accounts.ts';
import { isMerciaError, type MerciaError } from '#platform/errors.ts';
import { toComparable } from '../barcodes.ts';
import type { ItemAnswer } from './item-answer.ts';
import type { AccountsContext, PatronRecords } from './patron-records.ts';

export interface NamedCopy {
  readonly entry: ItemEntry;
  /** Null if the system knows none by it; an error if it could not be asked this time. */
  readonly copy: ItemAnswer | MerciaError | null;
}

/** In the order of the entries. Never rejects for what the system does. */
export async function findCopies(
  records: Pick<PatronRecords, 'item'>,
  entries: readonly string[],
  signal: AbortSignal,
): Promise<readonly NamedCopy[]> {
  const read = entries.map(readItemEntry).filter((entry) => entry !== null);
  return Promise.all(read.map(async (entry) => ({ entry, copy: await findCopy(records, entry, signal) })));
}

/** By the first of what may be its barcode that the system knows. */
async function findCopy(
  records: Pick<PatronRecords, 'item'>,
  { text, candidates }: ItemEntry,
  signal: AbortSignal,
): Promise<ItemAnswer | MerciaError | null> {
  try {
    for (const candidate of candidates) {
      const found = await records.item(candidate, signal);
      if (found !== null && isOfEntry(text, candidate, found)) return found;
    }
    return null;
  } catch (error) {
    if (isMerciaError(error)) return error;
    throw error;
  }
}

/** One whose copy could be asked about. */
export type FoundCopy = NamedCopy & { readonly copy: ItemAnswer | null };

/**
 * The entries that have one of these names, as {@link namesOf} gives them, or read like it. A number in a title is no name. Throws
 * where the copy of one that may have it could not be asked about.
 */
export async function findNamed(
  { records, site: { barcodes } }: Pick<AccountsContext, 'records' | 'site'>,
  entries: readonly string[],
  names: readonly string[],
  signal: AbortSignal,
): Promise<readonly FoundCopy[]> {
  const wanted = new Set(names.map((name) => toComparable(name, barcodes)));
  const isWanted = (name: string): boolean => wanted.has(toComparable(name, barcodes));
  const found: FoundCopy[] = [];
  for (const entry of readItemEntries(entries)) {
    if (![entry.text, ...entry.candidates].some(isWanted)) continue;
    const copy = await findCopy(records, entry, signal);
    if (isMerciaError(copy)) throw copy;
    const { localId } = namesOf({ entry, copy });
    if ([entry.text, localId, nameOf({ entry, copy })].some(isWanted)) found.push({ entry, copy });
  }
  return found;
}

/**
 * What a loan or a hold is called: a barcode as the list itself writes it, whether or not 17 has an answer this time. A short number
 * with words behind it is one only if 17 says so, and may be called by all of it in another reading.
 */
export function namesOf(named: NamedCopy): Pick<LoanFacts, 'localId' | 'otherNames'> {
  const { entry, copy } = named;
  const told = nameOf(named);
  const localId = entry.name === entry.words ? told : entry.name;
  const names = [entry.text, told, ...(isMerciaError(copy) ? entry.candidates : [])];
  const otherNames = [...new Set(names)].filter((name) => name !== localId);
  return otherNames.length === 0 ? { localId } : { localId, otherNames };
}

/** The barcode by which a copy is asked for again, or the whole entry where the system explains it no further. */
export function nameOf({ entry, copy }: NamedCopy): string {
  return copy === null || isMerciaError(copy) ? entry.name : copy.barcode;
}

/** The same, but for a title, or a number that may begin one. */
export function barcodeOf(named: NamedCopy): string | null {
  const name = nameOf(named);
  return name === named.entry.words ? null : name;
}

/**
 * The barcode of the copy, by which it is changed; null if nothing says which copy it is. An entry of one long word is what the server
 * itself calls the copy, even where 17 tells nothing of it, as of one that was lent from another library.
 */
export function copyBarcodeOf({ entry, copy }: NamedCopy): string | null {
  if (copy !== null && !isMerciaError(copy)) return copy.barcode;
  return entry.words === null && !isShort(entry.text) ? entry.text : null;
}

/** A copy is out once, however often it is named; titles may be of several copies. */
export function oncePerCopy<Named extends NamedCopy>(named: readonly Named[]): readonly Named[] {
  const barcodes = named.map(copyBarcodeOf);
  return named.filter((_, place) => {
    const barcode = barcodes[place] ?? null;
    return barcode === null || barcodes.indexOf(barcode) === place;
  });
}

/** One entry of a list in 64: a barcode at most sites, a number of the system's own or a title at some. */
interface ItemEntry {
  /** The whole entry without blanks around it. */
  readonly text: string;
  /** What it is called where 17 explains it no further. */
  readonly name: string;
  /** What to ask for with 17, the likeliest first; empty if nothing of it can be a barcode. */
  readonly candidates: readonly string[];
  /** What stands beside the barcode, which is a title where it is anything; null if nothing does. */
  readonly words: string | null;
}

/**
 * An entry of a list; null for an empty one.
 *
 *     AU30001000000017   AU30001000000017 Clinical audit   ASClinical audit
 */
export function readItemEntry(value: string): ItemEntry | null {
  const text = value.trim();
  if (text === '') return null;
  const [first = '', ...rest] = text.split(/\s+/);
  // A barcode has a digit; a word of a title seldom.
  const candidates = [...new Set([first, text])].filter((candidate) => /\d/.test(candidate));
  if (rest.length === 0) return { text, name: text, candidates, words: candidates.length === 0 ? text : null };
  const isBarcode = /\d/.test(first) && !isShort(first);
  const [name, words] = isBarcode ? [first, text.slice(first.length).trim()] : [text, text];
  return { text, name, candidates, words };
}

/** `1984` and `100` begin titles as often as they are barcodes. */
function isShort(word: string): boolean {
  return word.length < 8;
}

/**
 * Whether a copy is the one that an entry names: a short number is its barcode only if the title of the copy stands behind it, perhaps cut,
 * or behind a day or an author.
 *
 *     AU12345 Clinical audit   AU12345 2026-12-09 Clinical au
 */
function isOfEntry(text: string, candidate: string, { title }: ItemAnswer): boolean {
  if (candidate === text || !isShort(candidate)) return true;
  const told = plainWords(title ?? '').join('');
  const behind = plainWords(text.slice(candidate.length));
  if (told === '') return false;
  return behind.some((_, place) => {
    const words = behind.slice(place).join('');
    if (words === told) return true;
    // Behind something else, a word or two may begin another title.
    const isClear = place === 0 || !isShort(words.length < told.length ? words : told);
    return isClear && (words.startsWith(told) || told.startsWith(words));
  });
}

/** Without marks, and articles: some write them last, or not at all. */
function plainWords(text: string): readonly string[] {
  const plain = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return (plain.match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => !['the', 'a', 'an'].includes(word));
}

export function readItemEntries(values: readonly string[]): readonly ItemEntry[] {
  return values.map(readItemEntry).filter((entry) => entry !== null);
}
