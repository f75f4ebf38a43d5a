/** What two records say of a publication, in rows with names that a librarian knows; read from their public MARC fields. */
import type { ComparedRecordFragment } from '../../__generated__/operations.ts';
import { sayWhen } from '../../words/moments.ts';
import type { Marc, MarcField } from './marc.ts';

export interface SideRow {
  readonly header: string;
  readonly cells: readonly [a: string, b: string, same: string];
}

/** Subfields that are read as text; the rest are codes and numbers for programs. */
const READ: readonly (readonly [header: string, tags: readonly string[], codes: string])[] = [
  ['Title', ['245'], 'abnpc'],
  ['Names', ['100', '110', '111', '700', '710', '711'], 'abcd'],
  ['Edition', ['250'], 'ab'],
  ['Publication', ['260', '264'], 'abc'],
  ['Extent', ['300'], 'abce'],
  ['Series', ['490', '440', '830'], 'av'],
  ['ISBN', ['020'], 'aq'],
  ['ISSN', ['022'], 'a'],
  ['Other numbers', ['010', '016', '024', '035'], 'a'],
  ['Subjects', ['600', '610', '611', '630', '650', '651', '655'], 'axyzv'],
];

const NOTHING = '–';
/** Values of one row; more are in the fields below. */
const VALUES_MAX = 8;

/** Rows of which neither record says anything are left out. */
export function sideRows(a: ComparedRecordFragment, b: ComparedRecordFragment, now: number): readonly SideRow[] {
  const rows = READ.map(([header, tags, codes]) => {
    const [first, second] = [valuesOf(a.marc, tags, codes), valuesOf(b.marc, tags, codes)];
    return toRow(header, join(first), join(second), compare(first, second));
  });
  return [
    ...rows.filter(({ cells: [first, second] }) => first !== NOTHING || second !== NOTHING),
    toRow('Held by', join(holdersOf(a)), join(holdersOf(b)), null),
    toRow(
      'Last read',
      `${a.system.name}, ${sayWhen(a.harvestedAt, now)}`,
      `${b.system.name}, ${sayWhen(b.harvestedAt, now)}`,
      null,
    ),
  ];
}

/** `compared` is null where it says nothing of the publication. */
function toRow(header: string, a: string, b: string, compared: string | null): SideRow {
  return { header, cells: [a, b, compared ?? ''] };
}

function valuesOf(marc: Marc | null, tags: readonly string[], codes: string): readonly string[] {
  const fields = marc?.fields.filter(({ tag }) => tags.includes(tag)) ?? [];
  return [...new Set(fields.map((field) => read(field, codes)).filter((text) => text !== ''))];
}

function read({ subfields }: MarcField, codes: string): string {
  return subfields
    .filter(({ code }) => codes.includes(code))
    .map(({ value }) => value.trim())
    .join(' ')
    .replace(/[\s/:;,=]+$/, '');
}

function join(values: readonly string[]): string {
  if (values.length === 0) return NOTHING;
  const shown = values.slice(0, VALUES_MAX).join('; ');
  return values.length > VALUES_MAX ? `${shown}; and ${values.length - VALUES_MAX} more` : shown;
}

function holdersOf({ id, edition }: ComparedRecordFragment): readonly string[] {
  const holdings = edition?.holdings.filter(({ record }) => record.id === id) ?? [];
  return [...new Set(holdings.map(({ library }) => library.name))];
}

/** In any order; capitals, accents and punctuation do not count. */
function compare(a: readonly string[], b: readonly string[]): string {
  if (a.length === 0 || b.length === 0) return 'Only one says it';
  const [first, second] = [new Set(a.map(fold)), new Set(b.map(fold))];
  const shared = [...first].filter((value) => second.has(value)).length;
  if (shared === first.size && shared === second.size) return 'Same';
  return shared === 0 ? 'Different' : 'Partly the same';
}

function fold(text: string): string {
  return text
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}
