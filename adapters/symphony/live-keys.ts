/** What a holding is asked for with: the shared keys, the copies that harvest saw shadowed, and the numbers of those that it shows. */
import { LIVE_KEYS_MAX } from '#domain/catalogue.ts';
import type { LibraryId } from '#domain/ids.ts';
import { parseJson } from '#platform/parse-json.ts';
import { z } from 'zod';
import * as shared from '../shared/live-keys.ts';

const HIDDEN_TOO_MANY = 'H';
const NUMBERS = 'c:';
/** Copies of one holding whose numbers go along. */
const NUMBERED_MAX = 100;

/**
 * The shadowed copies go along because the XML of many titles does not say so, and the numbers of a library's copies (`numbers`, by
 * barcode) because it never does.
 */
export function toLiveKeys(
  titleId: string,
  library: LibraryId,
  hidden: readonly string[],
  copiesOfTitle: number,
  numbers: ReadonlyMap<string, string> = new Map(),
): readonly string[] {
  const isNumbered = numbers.size > 0 && numbers.size <= NUMBERED_MAX;
  const keys = [
    ...shared.toLiveKeys(titleId, library, copiesOfTitle),
    ...(isNumbered ? [`${NUMBERS}${JSON.stringify([...numbers])}`] : []),
  ];
  if (keys.length + hidden.length > LIVE_KEYS_MAX) return [...keys, HIDDEN_TOO_MANY];
  return [...keys, ...hidden.map((barcode) => `h:${barcode}`)];
}

export interface LiveKeys extends shared.LiveKeys {
  readonly hidden: ReadonlySet<string>;
  /** More is hidden than live keys can hold: the title itself has to be asked. */
  readonly hidesTooMany: boolean;
  /** Barcode → number of the copy, of those that harvest saw. */
  readonly numbers: ReadonlyMap<string, string>;
}

const numbersShape = z.array(z.tuple([z.string(), z.string()]));

/** Reads what {@link toLiveKeys} wrote; null for anything else. */
export function readLiveKeys(keys: readonly string[]): LiveKeys | null {
  const known = shared.readLiveKeys(keys);
  const numbers = readNumbers(keys);
  if (known === null || numbers === null) return null;
  const hidden = new Set(keys.filter((key) => key.startsWith('h:')).map((key) => key.slice(2)));
  return { ...known, hidden, hidesTooMany: keys.includes(HIDDEN_TOO_MANY), numbers };
}

/** Null for a text that {@link toLiveKeys} did not write. */
function readNumbers(keys: readonly string[]): ReadonlyMap<string, string> | null {
  const text = keys.find((key) => key.startsWith(NUMBERS))?.slice(NUMBERS.length) ?? '[]';
  try {
    return new Map(numbersShape.parse(parseJson(text)));
  } catch {
    return null;
  }
}
