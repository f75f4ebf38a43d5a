/**
 * What stands in a cell of a report as a person reads it: names for ids of the region, words for codes of the graph. A file that a page
 * saves has the names and keeps the codes. What these pages have no word for stays as it is.
 */
import { DIFFERENCE_WORDS, FIELD_WORDS } from '../../words/conflicts.ts';
import { FORMAT_WORDS, STATUS_WORDS, VISIBILITY_WORDS } from '../../words/copies.ts';
import { nameIn, nameSilent, sayRule } from '../../words/lists.ts';
import { sayDay } from '../../words/moments.ts';
import { TOLD_WORDS } from '../../words/snapshots.ts';
import { pairHref } from '../hrefs.ts';

type Named = readonly { readonly id: string; readonly name: string }[];
export type NamedRegion = { readonly libraries: Named; readonly systems: Named } | null;

type Words = Readonly<Record<string, string>>;

/** Columns whose cells are one code. */
const CODES: Readonly<Record<string, Words>> = {
  Difference: DIFFERENCE_WORDS,
  Field: FIELD_WORDS,
  Format: FORMAT_WORDS,
  // A status that the system alone has a word for stays as the system says it.
  State: STATUS_WORDS,
  Status: STATUS_WORDS,
  'Who may see it': VISIBILITY_WORDS,
  Why: VISIBILITY_WORDS,
};

/** Columns in which ids of libraries or systems stand, alone or among other words. */
const WITH_IDS: ReadonlySet<string> = new Set([
  'Also held by',
  'Also in',
  'Cheaper',
  'Libraries',
  'Library',
  'Options',
  'Other library',
  'Other record held by',
  'Other system',
  'System',
  'Who does what',
  'Years that one library has alone',
]);

/** Names of libraries and systems for their ids, in columns that have some; any other cell as it is. */
export function nameIds(header: string, cell: string | null, region: NamedRegion): string | null {
  return cell !== null && WITH_IDS.has(header) ? withNames(cell, region) : cell;
}

/** Columns that name rules of MARC as `020:CHECK_DIGIT`. */
const WITH_RULES: ReadonlySet<string> = new Set(['More', 'Rule']);

const RECORD_COLUMNS: ReadonlySet<string> = new Set(['Group', 'Record', 'Other record']);
/** A key of many signs that only tells groups apart. */
const KEY = /^[0-9a-f]{32}$/;
const KEY_SHOWN = 6;

/** `header`: of its column. */
export function sayCell(header: string, cell: string | null, region: NamedRegion): string | null {
  if (cell === null) return null;
  const words = CODES[header];
  if (words !== undefined && Object.hasOwn(words, cell)) return words[cell] ?? cell;
  if (WITH_IDS.has(header)) return nameIds(header, cell, region);
  if (WITH_RULES.has(header)) return sayRule(cell);
  if (header === 'Where and how') return withStatus(cell);
  if (RECORD_COLUMNS.has(header)) return nameGroup(cell, region);
  if (header === 'Not told at all')
    return cell
      .split(', ')
      .map((thing) => TOLD_WORDS[thing] ?? thing)
      .join(', ');
  return SENTENCES.has(header) ? withDays(nameSilent(cell, region?.systems ?? [])) : cell;
}

/** Columns of sentences of the reports themselves. All others may say what a catalogue says, which staff key in as it stands. */
const SENTENCES: ReadonlySet<string> = new Set([
  'Counted since',
  'Last borrowed',
  'Not shown',
  'Since',
  'Too few to be shown',
  'What became of it',
  'What is known of the difference',
  'What may be missing',
  'What to do',
  'What to know of it',
  'Why',
  'Why none',
  'Why there is no number',
]);

/** `2026-10-02` as `2 October 2026`; what is no day of a calendar stays. */
function withDays(text: string): string {
  return text.replaceAll(/(?<![\w-])\d{4}-\d{2}-\d{2}(?![\w-])/g, (day) => (isDay(day) ? sayDay(day) : day));
}

/** `Med CON, ON_LOAN` as `Med CON, On loan`. */
function withStatus(text: string): string {
  const words: Words = STATUS_WORDS;
  return text
    .split(', ')
    .map((part) => (Object.hasOwn(words, part) ? (words[part] ?? part) : part))
    .join(', ');
}

/** Not `2026-02-31`, which would be told as a day of March. */
function isDay(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

/** A column that is one library's or system's, by its name. */
export function sayHeader(header: string, region: NamedRegion): string {
  return namesOf(region).get(header) ?? header;
}

/** Not what an id begins with: `koha-a:record:12` is one name. */
const WORD = /[\w.-]+(?![\w.-]|:\S)/g;

/** `28 days: koha-a MAIN` as `28 days: Four Rivers Shared Catalogue MAIN`: names for ids that stand by themselves. */
export function withNames(text: string, region: NamedRegion): string {
  const names = namesOf(region);
  return names.get(text) ?? text.replaceAll(WORD, (word) => names.get(word) ?? word);
}

type Names = ReadonlyMap<string, string>;
const NO_NAMES: Names = new Map();
/** Of each answer: a page has hundreds of cells, and a region hundreds of names. */
const namesByRegion = new WeakMap<NonNullable<NamedRegion>, Names>();

/** By id. A library may have the name of its system. */
function namesOf(region: NamedRegion): Names {
  if (region === null) return NO_NAMES;
  const known = namesByRegion.get(region);
  if (known !== undefined) return known;
  const lists = [region.libraries, region.systems];
  const names = new Map(lists.flatMap((list) => list.map(({ id }) => [id, nameIn(list)(id)])));
  namesByRegion.set(region, names);
  return names;
}

const RECORD = /^(?<system>[^:\s]+)(?::record:| )(?<number>.+)$/;

/** `koha-a:record:12` as `Four Rivers Shared Catalogue, record 12`. */
function nameGroup(text: string, region: NamedRegion): string {
  if (KEY.test(text)) return `${text.slice(0, KEY_SHOWN)}…`;
  const { system = '', number = '' } = RECORD.exec(text)?.groups ?? {};
  const name = nameIn(region?.systems ?? [])(system);
  if (name === system) return text;
  return text.includes(':record:') ? `${name}, record ${number}` : `${name}, edition ${number}`;
}

/** Where the two records of a row are compared; null if it has no two. `cells` in the order of `headers`. */
export function pairOf(headers: readonly string[], cells: readonly (string | null)[]): string | null {
  const of = (header: string): string | null => cells[headers.indexOf(header)] ?? null;
  const [a, b] = [of('Record'), of('Other record')];
  return a?.includes(':record:') === true && b?.includes(':record:') === true ? pairHref(a, b) : null;
}
