import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuery } from './parse-query.ts';
import { toTsquery } from './to-tsquery.ts';

const tsquery = (text: string): string | null => toTsquery(parseQuery(text).groups);

describe('a query', () => {
  it.each([
    ['asthma care', "'asthma' & 'care'"],
    ['"asthma care"', "('asthma' <-> 'care')"],
    ['"asthma care', "('asthma' <-> 'care')"],
    ['lancet or breathing', "'lancet' | 'breathing'"],
    ['a b or c d', "'a' & 'b' | 'c' & 'd'"],
    ['asthma -handbook', "'asthma' & !'handbook'"],
    ['asthma -"old book"', "'asthma' & !('old' <-> 'book')"],
    ['asthma -tumour', "'asthma' & !('tumour' | 'tumor')"],
    ['COVID-19', "'covid' & '19'"],
    ['HIV/AIDS', "'hiv' & 'aids'"],
    ["Gray's", "'gray''s'"],
    ['or', null],
    ['-', null],
    ['"', null],
    ['... !!! \\', null],
    [':*', null],
    ['obstetrics and nursing', "'obstetrics' & 'nursing'"],
    ['and', "'and'"],
    ['"war and peace"', "('war' <-> 'and' <-> 'peace')"],
  ])('%s is %s to the database', (text, wanted) => {
    expect(tsquery(text)).toBe(wanted);
  });

  it.each([
    ['sixth', "('sixth' | '6th')"],
    ['6TH', "('6th' | 'sixth')"],
    ['20th', "('20th' | 'twentieth')"],
    ['21st', "('21st' | ('twenty' <-> 'first'))"],
    ['12th', "('12th' | 'twelfth')"],
    ['volume', "('volume' | 'vol')"],
    ['vol.', "('vol.' | 'volume')"],
    ['vol.2', "('vol.2' | ('volume' <-> '2') | ('vol' <-> '2'))"],
    ['ed', "('ed' | 'edition' | 'edn')"],
    ['"sixth ed"', "(('sixth' | '6th') <-> ('ed' | 'edition' | 'edn'))"],
  ])('has other forms of %s in it', (text, wanted) => {
    expect(tsquery(text)).toBe(wanted);
  });

  it('takes a number in two words for one thing', () => {
    expect(tsquery('twenty first century')).toBe("(('twenty' <-> ('first' | '1st')) | '21st') & 'century'");
  });

  it.each(['978-0-19-852663-6', '0 19 852663 6', '"0198526636"', 'ISBN 0198526636', 'ISBN-13: 9780198526636'])(
    'reads an ISBN typed as %s',
    (text) => {
      expect(tsquery(text)).toBe("('9780198526636' | '0198526636')");
    },
  );

  it.each(['0022-006X', '0022-006x', 'ISSN 0022-006X', '0022\u2013006X'])('reads an ISSN typed as %s', (text) => {
    expect(tsquery(text)).toBe("('0022006X' | ('0022' <-> '006X'))");
  });

  it('takes what is no number of a publication as it is', () => {
    expect(tsquery('1990-1994')).toBe("'1990' & '1994'");
    expect(tsquery('ISBN')).toBe("'isbn'");
  });

  it('never breaks out of its quotation marks', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const unquoted = (tsquery(text) ?? '').replaceAll(/'(?:[^']|'')*'/g, '');

        expect(unquoted).toMatch(/^[()!&|<> -]*$/);
      }),
      { seed: 30, numRuns: 300 },
    );
  });
});
