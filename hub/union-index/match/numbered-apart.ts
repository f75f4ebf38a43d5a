import type { Identifiers } from '../description.ts';
import type { FeatureFacts } from './features/compare-features.ts';
import { bestOf, containment, dice, sharedCount } from './similarity.ts';
import { isOneWord, unlikeWords } from './other-words.ts';

/**
 * What forbids two records that bear different numbers to be one edition. Different numbers alone say little: libraries
 * loan one book into WorldCat twice, and hardback and paperback have an ISBN each. Beside another publisher, another
 * carrier or another extent they say that two cataloguers held two things.
 */
export type NumberedApartRule = 'imprint' | 'printing' | 'carrier' | 'extent' | 'set-number' | 'title-word' | 'creator';

type Numbered = FeatureFacts & { readonly identifiers: Identifiers };
type Rule = (a: Numbered, b: Numbered) => string | null;

/** Of the pages of the longer, the shorter has less: no slip, and no other way to count the plates. */
const EXTENT_RATIO_MIN = 0.85;
/** With an ISBN each, a few pages are a new setting. */
const EXTENT_RATIO_MIN_OF_ISBNS = 0.98;
/** Years; one less is a date of copyright, or a cataloguer's guess. The year of the first printing excuses nothing here. */
const PRINTINGS_APART = 2;

/** Asked of serials too. The rest is not: their publishers, makers and subtitles change, and each library has another. */
export const OF_SERIALS_TOO: ReadonlySet<NumberedApartRule> = new Set(['carrier']);

export const NUMBERED_APART: readonly (readonly [NumberedApartRule, Rule])[] = [
  [
    'imprint',
    (a, b) => {
      const words = bestOf(a.publisher.publishers, b.publisher.publishers, (x, y) => containment(x.words, y.words));
      const letters = bestOf(a.publisher.publishers, b.publisher.publishers, (x, y) => dice(x.grams, y.grams));
      return words === 0 && letters < 0.25
        ? `${a.publisher.stated.join(': ')} / ${b.publisher.stated.join(': ')}`
        : null;
    },
  ],
  [
    'printing',
    (a, b) => {
      const [year, other] = [a.year.own, b.year.own];
      if (year === null || other === null) return null;
      return Math.abs(year - other) >= PRINTINGS_APART ? `published ${String(year)} / ${String(other)}` : null;
    },
  ],
  ['carrier', (a, b) => (a.format.microform === b.format.microform ? null : 'one is a microform, the other is not')],
  [
    'extent',
    (a, b) => {
      if (a.extent.volumes !== null || b.extent.volumes !== null) return null;
      const [pages, others] = [longest(a), longest(b)];
      if (pages === null || others === null) return null;
      const least = haveIsbnsApart(a, b) ? EXTENT_RATIO_MIN_OF_ISBNS : EXTENT_RATIO_MIN;
      return Math.min(pages, others) / Math.max(pages, others) < least ? `${pages} / ${others} pages` : null;
    },
  ],
  [
    'set-number',
    (a, b) => {
      const [first, second] = [a.identifiers, b.identifiers];
      if (a.title.full === b.title.full || first.isbns.length > 0 || second.isbns.length > 0) return null;
      // All that they have is the ISBN of the set around them.
      return meet(first.otherIsbns, second.otherIsbns) ? 'two volumes of one set' : null;
    },
  ],
  [
    'title-word',
    (a, b) => {
      const [words, others] = [unlikeWords(a.title.full, b.title.full), unlikeWords(b.title.full, a.title.full)];
      return words.length > 0 && others.length > 0 ? `${words.join(' ')} / ${others.join(' ')}` : null;
    },
  ],
  [
    'creator',
    (a, b) => {
      if (namesMain(a, b) || namesMain(b, a)) return null;
      return `${a.contributors.stated.join('; ')} / ${b.contributors.stated.join('; ')}`;
    },
  ],
];

/** Whether both bear numbers of one kind, and none of any kind is the other's; ISBNs that are apart suffice. */
export function isApartByNumbers(a: Numbered, b: Numbered): boolean {
  if (haveIsbnsApart(a, b)) return true;
  if (meet(a.identifiers.isbns, b.identifiers.isbns)) return false;
  const kinds = [
    [a.identifiers.lccns, b.identifiers.lccns],
    [a.identifiers.oclcNumbers, b.identifiers.oclcNumbers],
  ] as const;
  const compared = kinds.filter(([numbers, others]) => numbers.length > 0 && others.length > 0);
  return compared.length > 0 && compared.every(([numbers, others]) => !meet(numbers, others));
}

/** Whether both have ISBNs and share none. The ISBN of a volume in the record of its set is none of its own, and yet not that of another publisher's book. */
export function haveIsbnsApart(a: Numbered, b: Numbered): boolean {
  const [first, second] = [a.identifiers, b.identifiers];
  if (first.isbns.length + first.otherIsbns.length === 0 || second.isbns.length + second.otherIsbns.length === 0) {
    return false;
  }
  return !(
    meet(first.isbns, second.isbns) ||
    meet(first.isbns, second.otherIsbns) ||
    meet(first.otherIsbns, second.isbns) ||
    meet(first.otherIsbns, second.otherIsbns)
  );
}

function meet(numbers: readonly string[], others: readonly string[]): boolean {
  return numbers.some((number) => others.includes(number));
}

function longest({ extent }: Numbered): number | null {
  return extent.pages === null ? null : Math.max(extent.pages, ...extent.numbers);
}

/** Whether the one's main name is among those of the other; so it is where one of them names nobody. */
export function namesMain(a: Pick<FeatureFacts, 'contributors'>, b: Pick<FeatureFacts, 'contributors'>): boolean {
  const [main, other] = [a.contributors.names[0], b.contributors.names[0]];
  if (main === undefined || other === undefined || dice(main.grams, other.grams) >= 0.3) return true;
  if (b.contributors.names.some(({ surname }) => isOneWord(main.surname, surname))) return true;
  return sharedCount(a.contributors.mainWords, b.contributors.responsibilityWords) > 0;
}
