/** What must be so of a region file's bytes before anybody reads them as YAML, and of its texts afterwards. */
import { isUtf8 } from 'node:buffer';
import { Lexer } from 'yaml';
import type { RegionFault } from './region-file-error.ts';
import { isMetadataAddress } from '#platform/metadata-address.ts';
import type { Wording } from './issue-words.ts';
import type { KeyPath } from './known-keys.ts';

/** What a hand writes nests some ten levels; the parser's own limit is the stack. */
const MAX_LEVELS = 64;
/** Columns of indentation that so many levels take. */
const MAX_INDENT = 4 * MAX_LEVELS;

const LINE_FEED = 0x0a;

/** The text of a file; null with the fault if its bytes are no UTF-8. */
export function decodeText(bytes: Uint8Array): { readonly text: string } | { readonly fault: RegionFault } {
  if (isUtf8(bytes)) return { text: new TextDecoder('utf-8').decode(bytes) };
  return { fault: faultAt(badLineOf(bytes), 'is not UTF-8', 'save the file as UTF-8') };
}

/** No letter of UTF-8 holds a line feed, so that lines can be looked at one by one. */
function badLineOf(bytes: Uint8Array): number {
  let start = 0;
  for (let line = 1; ; line += 1) {
    const end = bytes.indexOf(LINE_FEED, start);
    if (end === -1 || !isUtf8(bytes.subarray(start, end))) return line;
    start = end + 1;
  }
}

/** The first thing in a text that keeps it from being read as YAML at all; null if there is none. */
export function findUnreadable(text: string): RegionFault | null {
  const control = unprintableIn(text);
  if (control !== null) return faultAt(lineAt(text, control.at), control.message, control.hint);
  const line = tooDeepLine(text);
  return line === null ? null : faultAt(line, `nests deeper than ${MAX_LEVELS} levels`, 'is it a region file?');
}

export interface Unprintable {
  /** Place in the text. */
  readonly at: number;
  readonly message: string;
  readonly hint: string;
}

/** What YAML does not let through as it is: control characters but tab and the ends of lines. */
const UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffe\uffff]/;

/** The first character of a text that cannot be printed; null if there is none. */
export function unprintableIn(text: string): Unprintable | null {
  const at = text.search(UNPRINTABLE);
  if (at === -1) return null;
  const code = text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0');
  return { at, message: `holds a character that cannot be printed (U+${code})`, hint: 'take it out' };
}

/**
 * The line that goes deeper than a parser should follow; null if none does. Counted on the tokens, which are read one by
 * one: brackets that are open, marks of lists and keys on one line, and columns before its first word.
 */
function tooDeepLine(text: string): number | null {
  let [line, brackets, marks, atStart] = [1, 0, 0, true];
  for (const token of new Lexer().lex(text)) {
    if (token === '[' || token === '{') brackets += 1;
    else if ((token === ']' || token === '}') && brackets > 0) brackets -= 1;
    else if (token === '-' || token === '?') marks += 1;
    const isIndented = atStart && /^ +$/.test(token) && token.length > MAX_INDENT;
    if (isIndented || brackets > MAX_LEVELS || marks > MAX_LEVELS) return line;
    const ends = token.split('\n').length - 1;
    line += ends;
    if (ends > 0) marks = 0;
    atStart = ends > 0;
  }
  return null;
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

function faultAt(line: number, message: string, hint: string): RegionFault {
  return { line, column: 1, path: '', message, hint };
}

/** Keys with a value that names a machine even if it does not begin with `http`. */
const NAMES_A_HOST = /(?:host|address|server)$/i;

/** Faults of all texts under whichever key, in `settings` of any kind too, keys included. An escape in quotes can write a character that the file itself may not contain. */
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
