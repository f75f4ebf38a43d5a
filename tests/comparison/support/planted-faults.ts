/** Two systems of a region that know each other's faults: what is wrong in migrations, each planted fifty times. */
import type { MarcField, MarcRecord } from '#marc/index.ts';
import { addRecord, createFilesWorld, type FilesWorld } from '#simulators/files/world.ts';

export const PLANTED = 50;

/** What of a snapshot must show the fault, and nothing else. */
export interface FaultFilter {
  readonly of: 'RECORDS' | 'ITEMS' | 'STATEMENTS';
  readonly where: readonly { readonly dimension: string; readonly in: readonly string[] }[];
}

export interface Fault extends FaultFilter {
  readonly name: string;
  /** Adds one record, or a pair, that has it; gives the numbers of the records on which it must be found. */
  readonly plant: (worlds: Worlds, serial: number) => readonly string[];
}

export interface Worlds {
  readonly north: FilesWorld;
  readonly south: FilesWorld;
}

export const SYSTEMS = ['north', 'south'] as const;
/** Two owners each, so that a copy without one is nobody's. */
export const OWNERS = {
  north: { N1: 'northfield', N2: 'norwood' },
  south: { S1: 'southam', S2: 'sutton' },
} as const;

/** As the region file describes the export; copies are fields of their records. */
export function settingsOf(address: string): object {
  return {
    records: [{ source: `${address}/catalogue.mrc` }],
    copies: {
      tag: '952',
      subfields: { barcode: 'p', owner: 'a', callNumber: 'o', location: 'c', itemType: 'y', status: '7' },
    },
    statuses: { '0': 'AVAILABLE', '1': 'LOST', '2': 'ON_ORDER' },
    itemTypes: { BOOK: 'LOAN' },
    suppression: { record: { '942$n': ['1'] } },
  };
}

const where = (dimension: string, ...values: readonly string[]): FaultFilter['where'] => [{ dimension, in: values }];
const found = (...kinds: readonly string[]): FaultFilter['where'] => where('FINDING', ...kinds);
/** A fault of one record. */
const record = (name: string, filter: FaultFilter['where'], change: (serial: number) => Change): Fault => ({
  name,
  of: 'RECORDS',
  where: filter,
  plant: ({ north }, serial) => [add(north, change(serial))],
});
/** A fault of one copy. */
const copy = (name: string, filter: FaultFilter['where'], parts: (serial: number) => Parts): Fault => ({
  name,
  of: 'ITEMS',
  where: filter,
  plant: ({ north }, serial) => [add(north, { copies: [parts(serial)] })],
});
/** A barcode of one copy and how it stands on another; in the same system, or in the other one. */
const pair = (
  name: string,
  filter: FaultFilter['where'],
  systems: readonly [keyof Worlds, keyof Worlds],
  barcodes: (serial: number) => readonly [string, string],
): Fault => ({
  name,
  of: 'ITEMS',
  where: filter,
  plant: (worlds, serial) =>
    barcodes(serial).map((barcode, place) => {
      const system = systems[place] ?? 'north';
      return add(worlds[system], { copies: [{ p: barcode, a: system === 'north' ? 'N1' : 'S1' }] });
    }),
});

const TWICE = found('BARCODE_TWICE', 'BARCODE_TWICE_ALIKE');
const ELSEWHERE = found('BARCODE_ELSEWHERE', 'BARCODE_ELSEWHERE_ALIKE');
const digits = (serial: number, length: number): string => String(serial).padStart(length, '0');

export const FAULTS: readonly Fault[] = [
  copy('a copy without a barcode', where('BARCODE_FORM', 'MISSING'), () => ({ p: '' })),
  copy('a barcode in scientific form', where('BARCODE_FORM', 'SCIENTIFIC'), (n) => ({ p: `3.${digits(n, 4)}E+13` })),
  copy('a blank in a barcode', where('BARCODE_FORM', 'BLANKS'), (n) => ({ p: `3900 ${digits(n, 6)}` })),
  copy('signs in a barcode', where('BARCODE_FORM', 'SIGNS'), (n) => ({ p: `*3900${digits(n, 6)}*` })),
  pair('a barcode twice in a system', TWICE, ['north', 'north'], (n) => twice(`41000${digits(n, 6)}`)),
  pair('a barcode of two systems', ELSEWHERE, ['north', 'south'], (n) => twice(`42000${digits(n, 6)}`)),
  pair('a barcode twice but for case', TWICE, ['north', 'north'], (n) => [`x43${digits(n, 6)}`, `X43${digits(n, 6)}`]),
  pair('a barcode of two systems but for case', ELSEWHERE, ['north', 'south'], (n) => [
    `x44${digits(n, 6)}`,
    `X44${digits(n, 6)}`,
  ]),
  pair('a barcode twice but for zeros in front', TWICE, ['north', 'north'], (n) => [
    `0045${digits(n + 1, 8)}`,
    `45${digits(n + 1, 8)}`,
  ]),
  pair('a barcode of two systems but for zeros in front', ELSEWHERE, ['north', 'south'], (n) => [
    `46${digits(n + 1, 8)}`,
    `0046${digits(n + 1, 8)}`,
  ]),
  {
    name: 'a number that was made of the one of the record',
    of: 'ITEMS',
    where: found('BARCODE_MADE_UP'),
    plant: ({ north }) => [add(north, { copies: [{ p: `${1_000_000 + north.nextNumber}-1001` }] })],
  },
  {
    name: 'a title twice in a system',
    of: 'RECORDS',
    where: found('TITLE_TWICE'),
    plant: ({ north }) => {
      const describes = north.nextNumber;
      return [add(north, { describes }), add(north, { describes })];
    },
  },
  copy('a copy without an owner', where('OWNER_CODE', '(none)'), () => ({ a: '' })),
  copy('a copy of an owner whom nobody knows', [...where('LIBRARY', '(none)'), ...where('OWNER_CODE', 'GONE')], () => ({
    a: 'GONE',
  })),
  copy('a copy in a state that nobody mapped', where('STATUS', 'UNKNOWN'), () => ({ 7: '9' })),
  copy('a copy that is lost', where('STATUS', 'LOST'), () => ({ 7: '1' })),
  copy('a copy that is on order', where('STATUS', 'ON_ORDER'), () => ({ 7: '2' })),
  copy('a copy without an item type', where('ITEM_TYPE', '(none)'), () => ({ y: '' })),
  copy('a copy without a location', where('LOCATION', '(none)'), () => ({ c: '' })),
  record('a record without a title', where('HAS_TITLE', 'NO'), () => ({ without: ['245'] })),
  record('a record without copies', where('HAS_ITEMS', 'NO'), () => ({ copies: [] })),
  {
    ...record('a hidden record with copies', where('RECORD_VISIBILITY', 'SUPPRESSED'), () => ({ isHidden: true })),
    of: 'ITEMS',
  },
  record('a record that says next to nothing', where('BRIEF', 'YES'), () => ({
    without: ['008', '020', '100', '260', '300', '245'],
    more: [data('245', '00', { a: 'Notes' })],
  })),
  record('an ISBN with a wrong check digit', where('FAULT', '020:CHECK_DIGIT'), () => ({
    without: ['020'],
    more: [data('020', '  ', { a: '9780306406158' })],
  })),
  record('a record without any number', where('LACKS', 'IDENTIFIER'), () => ({ without: ['020'] })),
  record('a record without a class mark', where('LACKS', 'CLASS_MARK'), () => ({ without: ['060'] })),
  record('a record without a subject', where('LACKS', 'SUBJECT'), () => ({ without: ['650'] })),
  record('a language of no list', where('FAULT', '008:LANGUAGE'), () => ({ language: 'qqq' })),
  record('a second title', where('FAULT', '245:NOT_REPEATABLE'), () => ({ more: [data('245', '00', { a: 'Twice' })] })),
  record('an empty subfield', where('FAULT', '500:EMPTY_SUBFIELD'), () => ({ more: [data('500', '  ', { a: ' ' })] })),
  record('a character that was lost', where('FAULT', '500:LOST_CHARACTER'), () => ({
    more: [data('500', '  ', { a: 'Caf\ufffd' })],
  })),
  record('names in a local field', where('FIELD', '956'), (n) => ({
    more: [data('956', '  ', { a: `Asked for by reader ${n}` })],
  })),
  {
    ...record('a run that nobody can read', where('DATED', 'NO'), () => ({
      more: statement('N1', 'current issues only'),
    })),
    of: 'STATEMENTS',
  },
];

function twice(barcode: string): readonly [string, string] {
  return [barcode, barcode];
}

/** Two systems with some hundred good records each; with faults, each of them fifty times. Gives where each must be found. */
export function createWorlds(
  faults: readonly Fault[],
): Worlds & { readonly expected: ReadonlyMap<string, Set<string>> } {
  const worlds = { north: createFilesWorld(), south: createFilesWorld() };
  // Nothing of the two is alike that was not planted alike.
  worlds.south.nextNumber = 500_001;
  for (const [world, place] of [
    [worlds.north, 'N1'],
    [worlds.south, 'S1'],
  ] as const) {
    add(world, { more: statement(place, 'v.1-20 (1990-2009)'), copies: [{ a: place }] });
  }
  for (let number = 0; number < 300; number += 1) {
    add(worlds.north, {});
    add(worlds.south, { copies: [{ a: 'S1' }, { a: 'S2' }] });
  }
  const expected = new Map(
    faults.map(({ name, plant }) => {
      const planted = Array.from({ length: PLANTED }, (_, serial) => plant(worlds, serial));
      return [name, new Set(planted.flat())] as const;
    }),
  );
  return { ...worlds, expected };
}

/** Subfields of 952 that differ from those of a good copy; an empty one is left out. */
type Parts = Readonly<Record<string, string>>;

interface Change {
  readonly without?: readonly string[];
  readonly more?: readonly MarcField[];
  readonly language?: string;
  readonly copies?: readonly Parts[];
  readonly isHidden?: boolean;
  /** The publication, by number; its own if not said. */
  readonly describes?: number;
}

/** Adds a good record but for what is changed, and gives its number. */
function add(world: FilesWorld, change: Change): string {
  const { without = [], more = [], language = 'eng', copies = [{}], isHidden = false } = change;
  const serial = world.nextNumber;
  const publication = change.describes ?? serial;
  const marc: MarcRecord = {
    leader: '00000nam a2200000 a 4500',
    fields: [
      ...describe(publication, language).filter(({ tag }) => !without.includes(tag)),
      ...more,
      ...copies.map((parts, place) => copyField(serial, place, parts)),
    ],
  };
  return addRecord(world, marc, { isHidden }).id;
}

export function describe(serial: number, language: string): readonly MarcField[] {
  const name = wordOf(serial);
  return [
    { tag: '008', value: `200101s2020    enk           000 0 ${language} d` },
    data('020', '  ', { a: isbnOf(serial) }),
    data('040', '  ', { a: 'UkTest' }),
    data('060', '  ', { a: 'WB 100' }),
    data('100', '1 ', { a: `${name}, Ada` }),
    data('245', '10', { a: `On the ${name} of ${wordOf(serial * 7 + 3)}` }),
    data('260', '  ', { a: 'Ely :', b: `${name} Press,`, c: '2020.' }),
    data('300', '  ', { a: `${100 + (serial % 400)} p.` }),
    data('650', ' 0', { a: 'Nursing' }),
  ];
}

function copyField(serial: number, place: number, parts: Parts): MarcField {
  const good: Parts = { p: `39${digits(serial, 9)}${place}`, a: 'N1', c: 'MAIN', o: 'WB 100', y: 'BOOK', 7: '0' };
  const subfields = Object.entries({ ...good, ...parts }).filter(([, value]) => value !== '');
  return data('952', '  ', Object.fromEntries(subfields));
}

export function data(tag: string, indicators: string, subfields: Parts): MarcField {
  const [ind1 = ' ', ind2 = ' '] = indicators;
  return { tag, ind1, ind2, subfields: Object.entries(subfields).map(([code, value]) => ({ code, value })) };
}

export function statement(place: string, run: string): readonly MarcField[] {
  return [data('852', '  ', { b: place }), data('866', ' 0', { a: run })];
}

/** A word of its own for each number. */
function wordOf(number: number): string {
  const syllables = ['ba', 'de', 'fi', 'go', 'lu', 'ma', 'ne', 'pi', 'ro', 'tu'];
  const word = digits(number, 7).replaceAll(/\d/g, (digit) => syllables[Number(digit)] ?? '');
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}

function isbnOf(serial: number): string {
  const body = `978${digits(serial, 9)}`;
  const weighted = Array.from(body, (digit, place) => Number(digit) * (place % 2 === 0 ? 1 : 3));
  const sum = weighted.reduce((total, value) => total + value, 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
}
