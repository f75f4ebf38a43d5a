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
    ['x b or c d', "'x' & 'b' | 'c' & 'd'"],
    ['asthma -handbook', "'asthma' & !'handbook'"],
    ['asthma -"old book"', "'asthma' & !('old' <-> 'book')"],
    ['asthma -tumour', "'asthma' & !('tumour' | 'tumor')"],
    ['Covid-2019', "'covid' & '2019'"],
    ['Hiv/aids', "'hiv' & 'aids'"],
    ["Gray's", "'gray'"],
    ['"gray\'s"', "'gray''s'"],
    ['the', "'the'"],
    ['the lancet', "'lancet'"],
    ['"the lancet"', "('the' <-> 'lancet')"],
    ['\u201cthe lancet\u201d', "('the' <-> 'lancet')"],
    ['vitamin A deficiency', "'vitamin' & 'a':AC & 'deficiency'"],
    ['hepatitis a', "'hepatitis' & 'a':AC"],
    ['guide to a ward', "'guide' & 'ward'"],
    ['616.12', "('616.12' | '616.12':*)"],
    ['or', null],
    ['-', null],
    ['"', null],
    ['... !!! \\', null],
    [':*', null],
    ['obstetrics and nursing', "'obstetrics' & 'nursing'"],
    ['and', "'and'"],
    ['"war and peace"', "(('war' <-> 'and' | 'war') <-> 'peace')"],
  ])('%s is %s to the database', (text, wanted) => {
    expect(tsquery(text)).toBe(wanted);
  });

  it.each([
    ['nursing NOT cancer', "'nursing' & !'cancer'"],
    ['(leg OR arm) AND (eye OR ear)', "'leg' & 'eye' | 'leg' & 'ear' | 'arm' & 'eye' | 'arm' & 'ear'"],
    ['nursing NOT (cancer OR ward)', "'nursing' & !'cancer' & !'ward'"],
    ['nursing NOT (cancer AND ward)', "'nursing' & !'cancer' | 'nursing' & !'ward'"],
    ['nursing -(cancer ward)', "'nursing' & !'cancer' | 'nursing' & !'ward'"],
    ['asthma NOT post-operative', "'asthma' & !('post' <-> 'operative')"],
    ['author:Kumar', "'kumar':B"],
    ['author: Kumar clinical', "'kumar':B & 'clinical'"],
    ['au:"Smith Kumar"', "'smith':B & 'kumar':B"],
    ['ti:"heart failure" -su:neoplasms', "('heart':A <-> 'failure':A) & !'neoplasms':C"],
    ['title:(heart OR lung)', "'heart':A | 'lung':A"],
    ['year:2018-2019', "('2018':D | '2019':D)"],
    ['year:2019-2018', "('2018':D | '2019':D)"],
    ['isbn:0198526636', "('9780198526636' | '0198526636')"],
    ['any:heart', "'heart'"],
    ['nursing:research', "'nursing' & 'research'"],
    ['Title: heart', "'heart':A"],
    ['https://example.org/title:', "'https' & 'example.org' & 'title'"],
    ['function(s)', "'function' & 's':AC"],
    ['"kumar & clark"', "(('kumar' <-> 'and' | 'kumar') <-> 'clark')"],
    ['heart and lung or liver', "'heart' & 'lung' | 'liver'"],
    ['(pre)-eclampsia management', "'pre' & 'eclampsia' & 'management'"],
    ['poly(adp-ribose)-polymerase', "'poly' & 'adp' & 'ribose' & 'polymerase'"],
    ['"heart failure"-related', "('heart' <-> 'failure') & 'related'"],
    ['(-)-epinephrine', "'epinephrine'"],
    ['(re)-"heart failure"', "'re' & ('heart' <-> 'failure')"],
    ['9780198526636-ebook', "('9780198526636' | '0198526636') & 'ebook'"],
    ['9780198526636 -ebook', "('9780198526636' | '0198526636') & !'ebook'"],
    ['ward (-cancer) -eye', "'ward' & !'cancer' & !'eye'"],
  ])('reads operators, brackets and fields as librarians type them: %s', (text, wanted) => {
    expect(tsquery(text)?.replaceAll(/'(\p{Lu})/gu, (found) => found.toLowerCase())).toBe(wanted);
  });

  it.each([
    ['nursing NOT', ['NOT']],
    ['OR nursing', ['OR']],
    ['nursing AND AND cancer', ['AND']],
    ['(nursing OR midwifery', ['(']],
    ['nursing OR midwifery) AND ethics', [')']],
    ['language:ger nursing', ['language:']],
    ['nursing AND cancer', []],
    ['author:Kumar', []],
    ['year:1962-2021', []],
    ['nursing year:1950-2021', ['1950-2021']],
    ['nursing series:978-1950', []],
    ['heart (disease', undefined],
    ['NURSING AND CANCER', undefined],
    [Array.from({ length: 7 }, () => '(leg OR arm)').join(' AND '), ['(', 'OR', ')', 'AND']],
  ])('says what it takes as words: %s', (text, wanted) => {
    expect(parseQuery(text).asWords).toEqual(wanted);
  });

  it('looks for nothing that is not wanted where it takes the others as words', () => {
    const many = Array.from({ length: 7 }, () => '(leg OR arm)').join(' ');
    const wanted = Array.from({ length: 7 }, () => "'leg' & 'arm'").join(' & ');

    expect(tsquery(`${many} NOT cancer`)).toBe(`${wanted} & !'cancer'`);
    expect(tsquery(`${many} -su:cancer eye`)).toBe(`${wanted} & 'eye'`);
    expect(tsquery(`${many} NOT (cancer (ward OR ear)) eye`)).toBe(`${wanted} & 'eye'`);
    expect(tsquery(`${many} (eye NOT cancer)`)).toBe(`${wanted} & 'eye'`);
  });

  it.each([
    ['sixth', "('sixth' | '6th')"],
    ['6TH', "('6th' | 'sixth')"],
    ['20th', "('20th' | 'twentieth')"],
    ['21st', "('21st' | ('twenty' <-> 'first'))"],
    ['12th', "('12th' | 'twelfth')"],
    ['volume', "('volume' | 'vol')"],
    ['vol.', "('vol.' | 'volume')"],
    ['vol.2', "('volume2' | ('vol' <-> '2') | ('volume' <-> '2'))"],
    ['Volume II', "('volume2' | ('volume' <-> 'ii') | ('volume' <-> '2') | ('vol' <-> 'ii') | ('vol' <-> '2'))"],
    ['WHO', "('who' | 'acronym0who')"],
    ['who', "'who'"],
    ['10', "('10' | 'ten' | '10th' | 'tenth' | 'edition10')"],
    ['42', "('42' | '42nd' | ('forty' <-> 'second') | 'edition42')"],
    ['wg120', "('wg120' | ('wg' <-> '120'))"],
    ['β', "('β' | 'beta')"],
    ['beta', "('beta' | 'β')"],
    ['TNFα', "('tnfα' | ('tnf' <-> 'alpha') | 'tnfalpha')"],
    ['Sjögren', "('sjögren' | 'sjoegren')"],
    ['Sjoegren', "('sjoegren' | 'sjogren')"],
    ['poet', "'poet'"],
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

  it.each(['0022-006X', '0022-006x', 'ISSN 0022-006X', 'issn 0022006x', 'e-ISSN: 0022 006X', '0022\u2013006X'])(
    'reads an ISSN typed as %s',
    (text) => {
      expect(tsquery(text)).toBe("('0022006X' | ('0022' <-> '006X'))");
    },
  );

  it.each(['10th ed.', 'Tenth edition', '10. Aufl.', '10 ed', '10e éd.', 'ed. 10'])(
    'reads an edition typed as %s',
    (text) => {
      expect(tsquery(text)).toMatch(/^\('edition10' \| /);
    },
  );

  it.each(['21st ed', 'twenty first edition', 'twenty-first ed.'])('reads an edition in two words: %s', (text) => {
    expect(tsquery(text)).toMatch(/^\('edition21' \| /);
  });

  it.each([
    ['https://doi.org/10.1093/med/9780199547180.001.0001', "('10.1093' <-> 'med' <-> '9780199547180.001.0001')"],
    ['doi:10.1000/182.', "('10.1000' <-> '182')"],
    [
      '10.1002/(SICI)1097-0258(19980815)17:15<1661::AID-SIM968>3.0.CO;2-2',
      "('10.1002' <-> 'sici' <-> '1097' <-> '0258' <-> '19980815' <-> '17' <-> '15' <-> '1661' <-> 'aid' <-> 'sim968' <-> '3.0.co' <-> '2' <-> '2')",
    ],
    ['https://doi.org/10.1000%2F182', "('10.1000' <-> '182')"],
    ['(OCoLC)ocn00984691234', "'984691234'"],
    ['OCLC number 984691234', "'984691234'"],
    ['(DNLM)101084139', "'101084139'"],
    ['NLM ID: 101084139', "'101084139'"],
    ['LCCN 2004-123456', "'2004123456'"],
    ['barcode: 30114-012', "'30114-012'"],
    ['978-0-19-852663-6 (pbk.) : £12.95', "('9780198526636' | '0198526636')"],
    ['978-0-19-852663-7', "'9780198526637'"],
  ])('reads a number typed as %s', (text, wanted) => {
    expect(tsquery(text)).toBe(wanted);
  });

  it.each([
    ['year:2015-2019', "('2015':D | '2016':D | '2017':D | '2018':D | '2019':D)"],
    ['title:(report 2020-2024)', "'report':A & '2020':A & '2024':A"],
    ['"nhs strategy 2020\u20132024"', "('nhs' <-> 'strategy' <-> '2020' <-> '2024')"],
    ['nhs strategy 2020-2024', "'nhs' & 'strategy' & '2020' & '2024'"],
    ['2020-2024', "('20202024' | ('2020' <-> '2024'))"],
    ['ISSN 2020-2024', "('20202024' | ('2020' <-> '2024'))"],
    ['nursing issn:2020-2024', "'nursing' & ('20202024' | ('2020' <-> '2024'))"],
    ['nursing issn 20202024', "'nursing' & ('20202024' | ('2020' <-> '2024'))"],
  ])('takes years from and to for an ISSN only where nothing else is typed but its name: %s', (text, wanted) => {
    expect(tsquery(text)).toBe(wanted);
  });

  it.each(['any:0022-006X', 'series:0022-006X'])(
    'takes the name of a field before a number for no word: %s',
    (text) => {
      expect(tsquery(text)).toBe("('0022006X' | ('0022' <-> '006X'))");
    },
  );

  it('takes what is no number of a publication as it is', () => {
    expect(tsquery('1990-1994')).toBe("'1990' & '1994'");
    expect(tsquery('isbn')).toBe("'isbn'");
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
