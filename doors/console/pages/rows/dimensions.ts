/** What rows are chosen by, in words. */
import type { Condition, Dimension, NamesFragment, Population } from '../../__generated__/operations.ts';
import { STATUS_WORDS } from '../../words/copies.ts';
import { listChoices, nameIn, sayRule } from '../../words/lists.ts';

/** Of the region, to call things by their names. */
export type KnownNames = ReturnType<typeof namesIn>;

export function namesIn({ region, findingKinds }: NamesFragment) {
  return { libraries: region?.libraries ?? [], systems: region?.systems ?? [], findings: findingKinds };
}

export const POPULATION_WORDS: Readonly<Record<Population, readonly [one: string, many: string]>> = {
  RECORDS: ['record', 'records'],
  ITEMS: ['copy', 'copies'],
  STATEMENTS: ['statement of a journal’s run', 'statements of journals’ runs'],
};

/** What stands before the values of a condition. */
const WORDS: Readonly<Record<Dimension, string>> = {
  SYSTEM: 'System',
  LIBRARY: 'Library',
  VISIBILITY: 'Who may see it',
  FORMAT: 'Format',
  SERIAL: 'Is a journal or series',
  ONLINE: 'Is read online',
  YEAR: 'Year of publication',
  LANGUAGE: 'Language (code)',
  CLASS_SCHEME: 'Class scheme',
  FIELD: 'Has the MARC field',
  FAULT: 'Breaks the MARC rule',
  LACKS: 'Does not say',
  IDENTIFIER: 'Has a valid ISBN',
  BRIEF: 'Says too little to be matched',
  PART: 'Is part of another publication',
  HAS_ITEMS: 'Has copies',
  HAS_STATEMENTS: 'States a run of a journal',
  HAS_TITLE: 'Has a title',
  FINDING: 'What was found',
  FINDING_GROUP: 'What was found, with those that share it',
  SAME_BARCODE_IN: 'Its barcode is used in the system too',
  SAME_BARCODE_AT: 'Its barcode is used at the library too',
  OWNER_CODE: 'Owner (code)',
  ITEM_TYPE: 'Item type (code)',
  LOCATION: 'Location (code)',
  COLLECTION: 'Collection (code)',
  STATUS: 'How it stood',
  STATUS_AT_SOURCE: 'How it stood, in the system’s own words',
  USE: 'Use',
  RECORD_VISIBILITY: 'Who may see its record',
  LEFT_OUT: 'Left out of public counts because',
  BARCODE_FORM: 'Form of the barcode',
  BARCODE_PREFIX: 'Barcode begins with',
  BARCODE_LENGTH: 'Characters of the barcode',
  LAST_BORROWED_YEAR: 'Year of the last loan',
  ACQUIRED_YEAR: 'Year of acquisition',
  CREATED_YEAR: 'Year in which it came into its system',
  KIND: 'Kind of statement',
  DATED: 'Its first year or volume can be read',
  HELD_BY: 'How many libraries have the edition',
  HOLDER: 'The edition is held by',
  WORK_HOLDER: 'Any edition is held by',
  TITLE_OF: 'One record for each title of',
  CONFLICT: 'Differs from the first record of its edition in (field:how)',
  ROW: 'Rows',
  LAST_COPY: 'Is the last copy of its edition in the region',
  RECORD: 'Record',
};

export function isDimension(text: string): text is Dimension {
  return Object.hasOwn(WORDS, text);
}

const VALUES: Readonly<Record<string, string>> = {
  '(not told)': 'not told by the system',
  '(none)': 'none',
  YES: 'yes',
  NO: 'no',
  PUBLIC: 'everybody',
  SUPPRESSED: 'hidden by the library',
  ILL_TEMPORARY: 'hidden, made for an interlibrary loan',
};

const OF_LIBRARIES: ReadonlySet<Dimension> = new Set<Dimension>([
  'LIBRARY',
  'HOLDER',
  'WORK_HOLDER',
  'TITLE_OF',
  'SAME_BARCODE_AT',
]);
const OF_SYSTEMS: ReadonlySet<Dimension> = new Set<Dimension>(['SYSTEM', 'SAME_BARCODE_IN']);
const STATUSES: Readonly<Record<string, string>> = STATUS_WORDS;
/** More are a list that nobody reads. */
const MOST_VALUES = 6;

/** `Library: Severnhythe Hospitals Library or Temestead Library`. */
export function sayCondition({ dimension, in: values }: Condition, names: KnownNames): string {
  if (dimension === 'ROW') return `${values.length} chosen ${values.length === 1 ? 'row' : 'rows'} of a report`;
  const shown = values.slice(0, MOST_VALUES).map((value) => sayValue(dimension, value, names));
  const more = values.length - shown.length;
  const all = more > 0 ? [...shown, `${more} more`] : shown;
  return `${WORDS[dimension]}: ${listChoices(all)}`;
}

function sayValue(dimension: Dimension, value: string, { libraries, systems, findings }: KnownNames): string {
  if (OF_LIBRARIES.has(dimension)) return VALUES[value] ?? nameIn(libraries)(value);
  if (OF_SYSTEMS.has(dimension)) return VALUES[value] ?? nameIn(systems)(value);
  if (dimension === 'FINDING') return findings.find(({ name }) => name === value)?.says.replace(/\.$/, '') ?? value;
  if (dimension === 'FAULT') return sayRule(value);
  if (dimension === 'STATUS' && Object.hasOwn(STATUSES, value)) return STATUSES[value] ?? value;
  return VALUES[value] ?? value;
}
