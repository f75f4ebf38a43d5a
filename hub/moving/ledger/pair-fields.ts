/** Which field of the target a field of the source became, among those of one tag that are not the same on both sides. */
import { isControlField, type MarcField } from '#marc/index.ts';
import { likeness, plain, withoutNumbers } from './field-texts.ts';

export type FieldPair = readonly [one: MarcField | null, other: MarcField | null];

/** Less in common is another field, not a changed one. */
const LEAST_ALIKE = 0.5;
/** How many pairs are weighed at once. Of a journal with thousands of runs they would be millions, more than memory has room for. */
const MOST_WEIGHED = 250_000;

/** Each that is missing beside the one that is most like it, so that a change shows as one. */
export function pairUp(
  missing: readonly MarcField[],
  added: readonly MarcField[],
  isReplaced: boolean,
): readonly FieldPair[] {
  const pairs: FieldPair[] = [];
  let [left, free] = [missing, added];
  const keep = (found: readonly FieldPair[]): void => {
    const done = new Set(found.flat());
    [left, free] = [left.filter((field) => !done.has(field)), free.filter((field) => !done.has(field))];
    for (const pair of found) pairs.push(pair);
  };
  // What stands in the place of a field of which a record has one alone may say something else altogether; so may the only one.
  const least = isReplaced || (missing.length === 1 && added.length === 1) ? 0 : LEAST_ALIKE;
  const isTooMuch = (): boolean => left.length * free.length > MOST_WEIGHED;
  const textOf = isTooMuch() ? ownWords : plain;
  if (isTooMuch()) keep(pairSame(left, free));
  // What is left of parts is weighed again, as long as that leads to something.
  while (isTooMuch()) {
    const fewer = Math.min(left.length, free.length);
    const parts = Math.ceil(Math.sqrt((left.length * free.length) / MOST_WEIGHED));
    const found = inParts(left, free, parts).map(([ones, others]) => pairMostAlike(ones, others, { textOf, least }));
    keep(found.flat());
    if (found.flat().length * 2 < fewer) break;
  }
  if (!isTooMuch()) keep(pairMostAlike(left, free, { textOf, least }));
  return [...pairs, ...left.map((one): FieldPair => [one, null]), ...free.map((other): FieldPair => [null, other])];
}

/** Without the numbers that link it to other fields and records, whose it is, and the branch: what may differ in each of a great many. */
function ownWords(field: MarcField): string {
  if (isControlField(field)) return plain(field);
  const { subfields, ...head } = withoutNumbers(field);
  const isOther = field.tag === '852' ? /^[58b]$/ : /^[58]$/;
  return plain({ ...head, subfields: subfields.filter(({ code }) => !isOther.test(code)) });
}

/** Those of the same words, in the order in which they stand. */
function pairSame(missing: readonly MarcField[], added: readonly MarcField[]): readonly FieldPair[] {
  const free = Map.groupBy(added.toReversed(), ownWords);
  return missing.flatMap((one): readonly FieldPair[] => {
    const other = free.get(ownWords(one))?.pop();
    return other === undefined ? [] : [[one, other]];
  });
}

/** Both sides cut into so many parts, of each what stands in the same one: the order is mostly the same. */
function inParts(missing: readonly MarcField[], added: readonly MarcField[], parts: number) {
  const partOf = (fields: readonly MarcField[], part: number): readonly MarcField[] => {
    const begin = (at: number): number => Math.round((fields.length * at) / parts);
    return fields.slice(begin(part), begin(part + 1));
  };
  return Array.from({ length: parts }, (_, part) => [partOf(missing, part), partOf(added, part)] as const);
}

interface Weighing {
  readonly textOf: (field: MarcField) => string;
  readonly least: number;
}

function pairMostAlike(
  missing: readonly MarcField[],
  added: readonly MarcField[],
  { textOf, least }: Weighing,
): readonly FieldPair[] {
  if (missing.length === 0 || added.length === 0) return [];
  const weigh = (field: MarcField) => ({ field, text: textOf(field).normalize('NFD') });
  const [ones, others] = [missing.map(weigh), added.map(weigh)];
  const scored = ones
    .flatMap((one) => others.map((other) => ({ one, other, alike: likeness(one.text, other.text) })))
    .toSorted((a, b) => b.alike - a.alike);
  const done = new Set<(typeof ones)[number]>();
  return scored.flatMap(({ one, other, alike }): readonly FieldPair[] => {
    if (done.has(one) || done.has(other) || alike < least) return [];
    done.add(one).add(other);
    return [[one.field, other.field]];
  });
}
