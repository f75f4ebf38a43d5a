/** Which words of a query may be left out, and in what order that is tried. Pure. */
import type { ParsedQuery, QueryGroup, Term } from './terms.ts';

/** More are no search but a text that was pasted; leaving words out one by one would take too long. */
const WORDS_MAX = 12;

/** The words of which some may be left out; null if that would not be what was asked: operators, one word, a long text. */
export function looseTerms({ groups, strict }: ParsedQuery): readonly Term[] | null {
  const [group, ...others] = groups;
  if (group === undefined || others.length > 0 || strict === true) return null;
  // An initial says nothing without its neighbour: where words are left out, it is, too.
  const wanted = group.filter(({ without, kind }) => !without && kind !== 'initial');
  if (isClassMark(wanted)) return null;
  return wanted.length >= 2 && wanted.length <= WORDS_MAX ? wanted : null;
}

/** `WG 120`: neither half of a class mark says anything. */
function isClassMark(terms: readonly Term[]): boolean {
  return /^[a-z]{1,2} \d{1,4}(?:\.\d+)?$/i.test(terms.map(({ typed }) => typed).join(' '));
}

/** The query with these of its wanted words only. What is not wanted stays unwanted. */
export function keepTerms({ groups }: ParsedQuery, kept: ReadonlySet<Term>): QueryGroup {
  return (groups[0] ?? []).filter((term) => term.without || kept.has(term));
}

/** All but one, the last word left out first: people begin with what matters to them. */
export function leavingOneOut(terms: readonly Term[]): readonly (readonly Term[])[] {
  return terms.map((left) => terms.filter((term) => term !== left)).toReversed();
}
