/** Checks of every text in a region file, under whichever key: in `settings` of any kind, too. */
import { isMetadataAddress } from '#platform/metadata-address.ts';
import type { Wording } from './issue-words.ts';
import type { KeyPath } from './known-keys.ts';
import { unprintableIn } from './readable-text.ts';

/** Keys with a value that names a machine even if it does not begin with `http`. */
const NAMES_A_HOST = /(?:host|address|server)$/i;

/** Faults of all texts, keys included. An escape in quotes can write a character that the file itself may not contain. */
export function checkTexts(value: unknown, path: KeyPath = [], seen = new Set<object>()): readonly Wording[] {
  if (typeof value === 'string') return checkText(value, path);
  // An anchor may stand in many places, and in itself.
  if (typeof value !== 'object' || value === null || seen.has(value)) return [];
  seen.add(value);
  if (Array.isArray(value)) return value.flatMap((one: unknown, place) => checkTexts(one, [...path, place], seen));
  return Object.entries(value).flatMap(([key, one]) => {
    const here = [...path, key];
    const unprintable = unprintableIn(key);
    return unprintable === null ? checkTexts(one, here, seen) : [{ ...unprintable, path: here }];
  });
}

function checkText(text: string, path: KeyPath): readonly Wording[] {
  const unprintable = unprintableIn(text);
  if (unprintable !== null) return [{ ...unprintable, path }];
  const namesHost = NAMES_A_HOST.test(String(path.at(-1) ?? ''));
  if (!isMetadataAddress(text) && !(namesHost && isMetadataAddress(`http://${text}`))) return [];
  const message = 'this is a link-local or metadata address, where no library system is';
  return [{ path, message, hint: 'name the address of the system itself' }];
}
