import type { RecordDescription } from '../../description.ts';
import { fold } from '../fold.ts';
import { withinDistance } from '../edit-distance.ts';
import { bestOf, containment, dice, sharedCount, trigramsOf, wordsOf, type CodeSet } from '../similarity.ts';
import { featureGroup } from './feature-group.ts';

interface Name {
  readonly surname: string;
  /** Empty for bodies, and for people who are called by one name. */
  readonly given: readonly string[];
  readonly grams: CodeSet;
}

const NAMES_MAX = 8;

/** Who made it: main names, all names, their years of birth, and the statement of responsibility. */
export const contributorFeatures = featureGroup({
  columns: [
    { name: 'creator_main', trend: 0 },
    { name: 'creator_best', trend: 0 },
    { name: 'creators_shared', trend: 0 },
    { name: 'creator_birth_gap', trend: 0 },
    { name: 'responsibility_likeness', trend: 0 },
    { name: 'responsibility_within', trend: 0 },
    { name: 'creator_in_responsibility', trend: 0 },
    { name: 'creators_fewer', trend: 0 },
  ],
  prepare({ creators, evidence }: RecordDescription) {
    const names = creators.slice(0, NAMES_MAX).map(toName);
    const responsibility = fold(evidence.responsibility ?? '');
    const birth = /\b(1\d{3}|20\d{2})\b/.exec(evidence.creatorDates ?? '')?.[1];
    return {
      stated: creators,
      names,
      birthYear: birth === undefined ? null : Number(birth),
      responsibility: trigramsOf(responsibility),
      responsibilityWords: wordsOf(responsibility),
      mainWords: wordsOf(names[0]?.surname ?? ''),
    };
  },
  compare(a, b, row, at) {
    const [main, otherMain] = [a.names[0], b.names[0]];
    const named = main !== undefined && otherMain !== undefined;
    row[at] = named ? compareNames(main, otherMain) : NaN;
    row[at + 1] = named
      ? Math.max(bestOf([main], b.names, compareNames), bestOf(a.names, [otherMain], compareNames))
      : NaN;
    row[at + 2] = named ? namesShared(a.names, b.names) : NaN;
    row[at + 3] =
      a.birthYear === null || b.birthYear === null ? NaN : Math.min(20, Math.abs(a.birthYear - b.birthYear));
    row[at + 4] = dice(a.responsibility, b.responsibility);
    row[at + 5] = containment(a.responsibilityWords, b.responsibilityWords);
    row[at + 6] = a.names.length > 0 ? nameStated(a.mainWords, b) : nameStated(b.mainWords, a);
    row[at + 7] = Math.min(a.names.length, b.names.length);
  },
  describe: ({ stated }) => stated.slice(0, 3).join('; '),
});

/** `Jones, Alice M.` is a surname and given names; what has no comma is a body, compared as a text. */
function toName(stated: string): Name {
  const comma = stated.indexOf(',');
  const folded = fold(stated);
  if (comma === -1) return { surname: folded, given: [], grams: trigramsOf(folded) };
  const given = fold(stated.slice(comma + 1))
    .split(' ')
    .filter((word) => word !== '');
  return { surname: fold(stated.slice(0, comma)), given, grams: trigramsOf(folded) };
}

/** 1 the same; 0.9 initials that fit; 0.8 no given name to compare; 0.3 the same surname of another person. */
function compareNames(a: Name, b: Name): number {
  if (a.given.length === 0 && b.given.length === 0) return dice(a.grams, b.grams);
  if (a.surname !== b.surname && !isNear(a.surname, b.surname)) return Math.min(0.25, dice(a.grams, b.grams));
  const slip = a.surname === b.surname ? 0 : 0.1;
  if (a.given.length === 0 || b.given.length === 0) return 0.8 - slip;
  const count = Math.min(a.given.length, b.given.length);
  let whole = true;
  for (let index = 0; index < count; index += 1) {
    const [first = '', second = ''] = [a.given[index], b.given[index]];
    if (first === second) continue;
    if (!second.startsWith(first.charAt(0))) return index === 0 ? 0.3 : 0.6 - slip;
    if (first.length > 1 && second.length > 1 && !isNear(first, second)) return 0.5 - slip;
    whole = false;
  }
  return (whole ? 1 : 0.9) - slip;
}

function isNear(a: string, b: string): boolean {
  // Nobody mistypes the first letter, and most pairs of names differ in it.
  return a.length >= 5 && b.length >= 5 && a.charCodeAt(0) === b.charCodeAt(0) && withinDistance(a, b, 1);
}

function namesShared(a: readonly Name[], b: readonly Name[]): number {
  const [fewer, more] = a.length <= b.length ? [a, b] : [b, a];
  const shared = fewer.filter((name) => bestOf([name], more, compareNames) >= 0.75).length;
  return shared / fewer.length;
}

/** Where only one record has headings: whether the other's statement of responsibility names its main one. */
function nameStated(
  mainWords: CodeSet,
  { names, responsibilityWords }: { readonly names: readonly Name[]; readonly responsibilityWords: CodeSet },
): number {
  if (mainWords.length === 0 || names.length > 0 || responsibilityWords.length === 0) return NaN;
  return sharedCount(mainWords, responsibilityWords) / mainWords.length;
}
