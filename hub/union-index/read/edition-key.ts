import { parseDoi, parseIsbn, parseIssn, parseNlmId, parseOclcNumber } from '#domain/identifiers.ts';
import { parseId } from '#domain/ids.ts';
import { badUserInput } from '#platform/errors.ts';
import { shortenKey } from '../match/match-keys.ts';
import { isStorable } from './storable.ts';
import type { EditionKeyInput, Slot } from './views.ts';

/** What to look for, and where: `key` among match keys, `barcode`, `record` (of a system), `edition` (its number). */
export interface Lookup {
  readonly kind: 'key' | 'barcode' | 'record' | 'edition';
  readonly value: string;
  /** Set for a record only. */
  readonly system: string | null;
}

type KeyName = keyof EditionKeyInput;

const READERS: Readonly<Record<KeyName, (text: string, regionId: string) => Lookup | null>> = {
  id: (text, regionId) => lookup('edition', toEditionNumber(text, regionId)?.toString() ?? null),
  isbn: (text) => lookup('key', prefixed('isbn', parseIsbn(text))),
  issn: (text) => lookup('key', prefixed('issn', parseIssn(text))),
  doi: (text) => lookup('key', prefixed('doi', parseDoi(text))),
  oclcNumber: (text) => lookup('key', prefixed('oclc', toOclcNumber(text))),
  nlmId: (text) => lookup('key', prefixed('nlm', parseNlmId(text))),
  barcode: (text) => lookup('barcode', text === '' ? null : text),
  record(text) {
    const id = parseId(text, 'record');
    return id === null ? null : { kind: 'record', value: id.local, system: id.routingKey };
  },
};

/** Reads a key; a BAD_USER_INPUT error in its place where it holds not exactly one identifier, or one that is malformed. */
export function toLookup(key: EditionKeyInput, regionId: string): Slot<Lookup> {
  const given = (Object.keys(READERS) as KeyName[]).flatMap((name) => {
    const text = key[name];
    return text === null || text === undefined ? [] : [{ name, text: text.trim() }];
  });
  const [only] = given;
  if (only === undefined || given.length > 1) {
    return badUserInput(`by: give exactly one identifier in each key; this one has ${given.length}.`);
  }
  const found = isStorable(only.text) ? READERS[only.name](only.text, regionId) : null;
  return found ?? badUserInput(`by: this is not a valid ${only.name}; check its digits.`);
}

/** The number of an edition in the index; null for a text that is no edition's id of this region. */
export function toEditionNumber(id: string, regionId: string): number | null {
  const parts = parseId(id, 'edition');
  return parts?.routingKey === regionId && /^[1-9]\d{0,14}$/.test(parts.local) ? Number(parts.local) : null;
}

/** Bare digits, which the reader of records must not take for an OCLC number, are one here: the caller says so. */
function toOclcNumber(text: string): string | null {
  return /^0*[1-9]\d{0,11}$/.test(text) ? text.replace(/^0+/, '') : parseOclcNumber(text);
}

function prefixed(kind: string, value: string | null): string | null {
  return value === null ? null : shortenKey(`${kind}:${value}`);
}

function lookup(kind: Lookup['kind'], value: string | null): Lookup | null {
  return value === null ? null : { kind, value, system: null };
}
