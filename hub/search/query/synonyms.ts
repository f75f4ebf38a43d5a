/** Other names of what was typed, as a vocabulary has them, put into a query. Pure. */
import { plainTerm, type QueryGroup, type Synonym, type Term } from './terms.ts';

/**
 * Joins neighbouring terms that have other names together, the longest first. A name of which a word was left out, or is not
 * wanted, is none any more.
 */
export function joinSynonyms(group: QueryGroup): QueryGroup {
  const joined: Term[] = [];
  for (let at = 0; at < group.length;) {
    const found = longestAt(group, at);
    const [first] = group.slice(at, at + 1);
    if (first === undefined) break;
    if (found === null) joined.push(first);
    else joined.push(joinTerms(group.slice(at, at + found.typed.length), found));
    at += found?.typed.length ?? 1;
  }
  return joined;
}

/** The query as it was typed, without other names. */
export function withoutSynonyms(groups: readonly QueryGroup[]): readonly QueryGroup[] {
  return groups.map((group) => group.map(plain));
}

function longestAt(group: QueryGroup, at: number): Synonym | null {
  const fitting = (group[at]?.synonyms ?? []).filter(({ typed }) =>
    typed.every((word, place) => isPlain(group[at + place], word)),
  );
  const most = Math.max(...fitting.map(({ typed }) => typed.length));
  return fitting.find(({ typed }) => typed.length === most) ?? null;
}

function isPlain(term: Term | undefined, typed: string): boolean {
  return term?.typed === typed && !term.quoted && !term.without && term.field === undefined;
}

function joinTerms(terms: readonly Term[], { typed, phrases }: Synonym): Term {
  const words = terms.flatMap((term) => term.words);
  const parts = terms.map(plain);
  return { ...plainTerm(typed.join(' ')), words, joined: { parts, phrases } };
}

function plain({ synonyms: _, ...term }: Term): Term {
  return term;
}
