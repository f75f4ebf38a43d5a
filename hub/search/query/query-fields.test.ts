import { describe, expect, it } from 'vitest';
import { parseQuery } from './parse-query.ts';
import { toTsquery } from './to-tsquery.ts';
import { weighWording } from './query-fields.ts';

describe('a wording of one weight', () => {
  it.each([
    ['asthma care', "'asthma':A & 'care':A"],
    ['"asthma care" -old', "('asthma':A <-> 'care':A) & !'old':A"],
    ["O'Brien or sixth", "'o''brien':A | ('sixth':A | '6th':A)"],
  ])('has it at each word of %s', (text, wanted) => {
    expect(weighWording(toTsquery(parseQuery(text).groups) ?? '', 'A')).toBe(wanted);
  });

  it('keeps whether a word is a beginning, and no weight that it had', () => {
    expect(weighWording("'heart':* & 'it''s' & 'c':AC", 'B')).toBe("'heart':*B & 'it''s':B & 'c':B");
  });

  it('has none where all words are of one', () => {
    expect(weighWording("'heart':* & 'it''s' & 'c':AC", null)).toBe("'heart':* & 'it''s' & 'c'");
  });
});
