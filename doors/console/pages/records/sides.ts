/** What two records say of a publication, in rows with names that a librarian knows; read from their public MARC fields. */
import type { ComparedRecordFragment } from '../../__generated__/operations.ts';
import { sayWhen } from '../../words/moments.ts';
import type { Marc, MarcField } from './marc.ts';

type Fold = (text: string) => string;

/** Subfields that are read as text; the rest are codes and numbers for programs. */
const READ: readonly (readonly [header: string, tags: readonly string[], codes: string, fold?: Fold])[] = [
  ['Title', ['245'], 'abnpc'],
  ['Names', ['100', '110', '111', '700', '710', '711'], 'abcd'],
  ['Edition', ['250'], 'ab'],
  ['Publication', ['260', '264'], 'abc'],
  ['Extent', ['300'], 'abce', foldExtent],
  ['Series', ['490', '440', '830'], 'av'],
  ['ISBN', ['020'], 'aq', foldIsbn],
  ['ISSN', ['022'], 'a'],
  ['Other numbers', ['010', '016', '024', '035'], 'a'],
  ['Subjects', ['600', '610', '611', '630', '650', '651', '655'], 'axyzv'],
];

const NOTHING = '–';
/** Values of one row; more are in the fields below. */
const VALUES_MAX = 8;

/** Rows of which neither record says anything are left out. */
export function sideRows(a: ComparedRecordFragment, b: ComparedRecordFragment, now: number) {
  const rows = READ.map(([header, tags, codes, foldValue = fold]) => {
    const [first, second] = [valuesOf(a.marc, tags, codes), valuesOf(b.marc, tags, codes)];
    return toRow(header, join(first), join(second), compare(first.map(foldValue), second.map(foldValue)));
  });
  return [
    ...rows.filter(({ cells: [first, second] }) => first !== NOTHING || second !== NOTHING),
    toRow('Held by', join(holdersOf(a)), join(holdersOf(b)), null),
    toRow(
      'Record received',
      `${a.system.name}, ${sayWhen(a.harvestedAt, now)}`,
      `${b.system.name}, ${sayWhen(b.harvestedAt, now)}`,
      null,
    ),
  ];
}

/** `compared` is null where it says nothing of the publication. */
function toRow(header: string, a: string, b: string, compared: string | null) {
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

/** Folded values, in any order. */
function compare(a: readonly string[], b: readonly string[]): string {
  if (a.length === 0 || b.length === 0) return 'Only one says it';
  const [first, second] = [new Set(a), new Set(b)];
  const shared = [...first].filter((value) => second.has(value)).length;
  if (shared === first.size && shared === second.size) return 'Same';
  return shared === 0 ? 'Different' : 'Partly the same';
}

/** Capitals, accents and punctuation do not count. */
function fold(text: string): string {
  return text
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** `1 v.` is `1 volume`, and `200 p.` is `200 pages`. */
function foldExtent(text: string): string {
  return fold(text.replaceAll(/\bv(?:ols?)?\b|\bvolumes\b/gi, 'volume').replaceAll(/\bpp?\b|\bpages\b/gi, 'page'));
}

/** The number without its prefix and check digit, which differ between the two forms of one ISBN; 979 has one form alone. */
function foldIsbn(text: string): string {
  const compact = text.replaceAll(/[\s-]/g, '');
  return /^(?:978)?(\d{9})[\dXx](?!\d)/.exec(compact)?.[1] ?? fold(text);
}
