/** The public MARC fields of two records, side by side: what is the same, what differs, and what only one of them has. */
import type { ComparedRecordFragment } from '../../__generated__/operations.ts';

export type Marc = NonNullable<ComparedRecordFragment['marc']>;
export type MarcField = Marc['fields'][number];

export type Standing = 'SAME' | 'NEARLY' | 'DIFFERENT' | 'ONLY_A' | 'ONLY_B';

export interface ComparedField {
  /** Three digits, or `Leader`. */
  readonly tag: string;
  readonly a: string | null;
  readonly b: string | null;
  readonly standing: Standing;
}

/** A longer field is a contents note or an abstract. */
const TEXT_MAX = 500;

/** Classes of fields in the order in which a cataloguer reads them; the first that takes a tag has it. */
const CLASSES: readonly (readonly [name: string, takes: (tag: string) => boolean])[] = [
  ['Title', (tag) => /^(?:130|2[0-4]\d)$/.test(tag)],
  ['Authors and other names', (tag) => /^(?:1\d\d|7[0-5]\d)$/.test(tag)],
  ['Edition', (tag) => /^25\d$/.test(tag)],
  ['Publication', (tag) => /^26\d$/.test(tag)],
  ['Description', (tag) => /^3\d\d$/.test(tag)],
  ['Series', (tag) => /^(?:4\d\d|8[0-3]\d)$/.test(tag)],
  ['Identifiers and codes', (tag) => /^0[1-9]\d$/.test(tag)],
  ['Subjects', (tag) => /^6\d\d$/.test(tag)],
  ['Notes', (tag) => /^5\d\d$/.test(tag)],
  ['Related titles', (tag) => /^7[6-9]\d$/.test(tag)],
  ['Holdings and links', (tag) => /^8[4-7]\d$/.test(tag)],
  ['Control fields', (tag) => tag === 'Leader' || tag.startsWith('00')],
  ['Other fields', () => true],
];

/** Classes in which neither has a field are left out. */
export function compareMarc(a: Marc, b: Marc) {
  const byClass = Map.groupBy(compareFields(a, b), ({ tag }) => CLASSES.find(([, takes]) => takes(tag))?.[0] ?? '');
  return CLASSES.flatMap(([name]) => {
    const fields = byClass.get(name);
    return fields === undefined ? [] : [{ name, fields }];
  });
}

/** A field as cataloguers write it: `10 $a Title : $b rest`. */
export function writeField({ value, ind1, ind2, subfields }: MarcField): string {
  // Blanks have a meaning there, and a page would show several of them as one.
  if (value !== null) return value.replaceAll(' ', '#');
  const indicators = `${ind1 ?? ' '}${ind2 ?? ' '}`.replaceAll(' ', '#');
  return `${indicators} ${subfields.map((subfield) => `$${subfield.code} ${subfield.value}`).join(' ')}`;
}

function compareFields(a: Marc, b: Marc): readonly ComparedField[] {
  const leaders = { tag: 'Leader', a: a.leader.replaceAll(' ', '#'), b: b.leader.replaceAll(' ', '#') };
  const tags = [...new Set([...a.fields, ...b.fields].map(({ tag }) => tag))].toSorted();
  return [
    { ...leaders, standing: standingOf(leaders.a, leaders.b) },
    ...tags.flatMap((tag) => pairUp(tag, textsOf(a, tag), textsOf(b, tag))),
  ];
}

function textsOf({ fields }: Marc, tag: string): readonly string[] {
  return fields.filter((field) => field.tag === tag).map(writeField);
}

/** Equal fields find each other first, then nearly equal ones; what is left of both is paired in order. */
function pairUp(tag: string, as: readonly string[], bs: readonly string[]): readonly ComparedField[] {
  const partners = as.map((): number | null => null);
  const taken = new Set<number>();
  for (const meets of [isSame, isNearly, isAny]) {
    for (const [index, text] of as.entries()) {
      if (partners[index] !== null) continue;
      const found = bs.findIndex((other, place) => !taken.has(place) && meets(text, other));
      if (found < 0) continue;
      partners[index] = found;
      taken.add(found);
    }
  }
  return [
    ...as.map((text, index): ComparedField => {
      const partner = partners[index] ?? null;
      const other = partner === null ? null : (bs[partner] ?? null);
      return { tag, a: shorten(text), b: other === null ? null : shorten(other), standing: standingOf(text, other) };
    }),
    ...bs.flatMap((text, place): readonly ComparedField[] =>
      taken.has(place) ? [] : [{ tag, a: null, b: shorten(text), standing: 'ONLY_B' }],
    ),
  ];
}

function standingOf(a: string, b: string | null): Standing {
  if (b === null) return 'ONLY_A';
  if (isSame(a, b)) return 'SAME';
  return isNearly(a, b) ? 'NEARLY' : 'DIFFERENT';
}

const isSame = (a: string, b: string): boolean => a === b;
const isNearly = (a: string, b: string): boolean => fold(a) !== '' && fold(a) === fold(b);
const isAny = (): boolean => true;

/** Letters and digits alone, without accents and capitals; indicators and subfield codes do not count either. */
function fold(text: string): string {
  return text
    .replace(/^[\d#]{2} (?=\$)/, '')
    .replaceAll(/\$[a-z0-9] /g, ' ')
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}

function shorten(text: string): string {
  return text.length <= TEXT_MAX ? text : `${text.slice(0, TEXT_MAX).trimEnd()} …`;
}
