import { isPseudoIsbn } from '#domain/identifiers.ts';
import { isSet, type Extent } from './extent.ts';
import { isSetQualifier, readQualifiedIsbns } from './isbn-qualifiers.ts';
import type { MarcFields } from './marc-fields.ts';
import { toPartKey } from './part-key.ts';

const VOLUME =
  /(?<![\p{L}\d])(?:v|vol|volume|pt|part|bd|band|bk|book|t|tome|tomo)\b\.? ?(\d{1,3}|[ivx]{1,5})(?![\p{L}\d])/gu;
/** `v. 1-2`, `v. 1 & 2`, `v. 1-` of a set that goes on. */
const GOES_ON = /^\W*?[-–—&/+,]/;
const LEADS = /^\W{0,3}$/;

/**
 * The volume that a record without 245 $n is of, as its ISBNs or its extent say; null if they name none, or several.
 *
 *     020 __ $a 9780198526636 $q (v. 1 : hbk.)      300 __ $a v. 1 (400 p.)      300 __ $a Bd. 2
 */
export function readStatedVolume(fields: MarcFields, extent: Extent): string | null {
  // What comes out over years is a set: `v. 1` is what has come so far, or what this library has.
  if (isSet(extent) || /[mcdu]/.test(fields.control('008')[6] ?? ' ')) return null;
  return volumeOfIsbns(fields) ?? volumeOfExtent(extent);
}

/** One that is not said to be of a volume may be the whole set's. */
function volumeOfIsbns(fields: MarcFields): string | null {
  const own = readQualifiedIsbns(fields).filter(
    ({ isbn, qualifier, cancelled }) => !cancelled && !isPseudoIsbn(isbn) && !isSetQualifier(qualifier),
  );
  const [volume = null, another] = [...new Set(own.map(({ qualifier }) => onlyVolume(qualifier)))];
  return another === undefined ? volume : null;
}

function volumeOfExtent({ text }: Extent): string | null {
  const [first] = text.matchAll(VOLUME);
  return first !== undefined && LEADS.test(text.slice(0, first.index)) && !text.includes('<') ? onlyVolume(text) : null;
}

function onlyVolume(text: string): string | null {
  const [found, another] = text.matchAll(VOLUME);
  if (found === undefined || another !== undefined) return null;
  if (GOES_ON.test(text.slice(found.index + found[0].length))) return null;
  const key = toPartKey(found[1] ?? '');
  return key === '' ? null : key;
}
