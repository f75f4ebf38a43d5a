import { describe, expect, it } from 'vitest';
import { parseQuery } from './parse-query.ts';
import type { ParsedQuery } from './parse-query.ts';
import { keepTerms } from './relaxed-queries.ts';
import { withoutSynonyms } from './synonyms.ts';
import { toTsquery } from './to-tsquery.ts';

/** The query with other names of `heart attack`, and of `heart`. */
function named(text: string): ParsedQuery {
  const query = parseQuery(text);
  const synonyms = [
    { typed: ['heart'], phrases: [['cor']] },
    { typed: ['heart', 'attack'], phrases: [['myocardial', 'infarction']] },
  ];
  return {
    groups: query.groups.map((group) => group.map((term) => (term.typed === 'heart' ? { ...term, synonyms } : term))),
  };
}

const asked = (text: string): string | null => toTsquery(named(text).groups);

describe('other names in a query', () => {
  it('are added to the words that they stand for, of the longest name', () => {
    expect(asked('heart attack care')).toBe("(('heart' & 'attack') | ('myocardial' <-> 'infarction')) & 'care'");
    expect(asked('heart care attack')).toBe("(('heart') | 'cor') & 'care' & 'attack'");
    expect(asked('zebra or heart attack')).toBe("'zebra' | (('heart' & 'attack') | ('myocardial' <-> 'infarction'))");
  });

  it('go where a word is left out or is not wanted, or the words are in quotation marks', () => {
    const query = named('heart attack care');
    const [group = []] = query.groups;
    const kept = new Set(group.filter(({ typed }) => typed !== 'attack'));

    expect(toTsquery([keepTerms(query, kept)])).toBe("(('heart') | 'cor') & 'care'");
    expect(asked('heart -attack')).toBe("(('heart') | 'cor') & !'attack'");
    expect(asked('"heart attack"')).toBe("('heart' <-> 'attack')");
    expect(toTsquery(withoutSynonyms(query.groups))).toBe(toTsquery(parseQuery('heart attack care').groups));
  });
});
