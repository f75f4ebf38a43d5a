import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  eanCheckDigit,
  findIsbns,
  findIssns,
  isbn10CheckDigit,
  isPseudoIsbn,
  issnCheckDigit,
  parseDoi,
  parseEan,
  parseIsbn,
  parseIssn,
  parseLccn,
  parseNlmId,
  parseOclcNumber,
  toIsbn10,
} from './identifiers.ts';

const digits = (length: number): fc.Arbitrary<string> =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((all) => all.join(''));

/** Nine digits that are not one digit over and over: those are rejected as fillers. */
const nineDigits = digits(9).filter((nine) => !/^(\d)\1{8}$/.test(nine));

describe('ISBN', () => {
  it.each([
    ['0-19-852663-6 (pbk.) : £12.95', ['9780198526636']],
    ['9780198526636 | 0198526636', ['9780198526636', '9780198526636']],
    ['0002163527 : £12.95', ['9780002163521']],
    ['ISBN 978 0 19 852663 6', ['9780198526636']],
    ['155404295X :', ['9781554042951']],
    ['155404295x', ['9781554042951']],
    ['978‐1‐55404‐295‐1', ['9781554042951']],
    ['SBN 571 08989 5', ['9780571089895']],
    ['9791034904655', ['9791034904655']],
  ])('finds %s', (text, expected) => {
    expect(findIsbns(text).map((found) => found.isbn)).toEqual(expected);
  });

  it.each([
    '0198526637',
    '9780198526637',
    '8901234567890',
    '10198526636',
    '97801985266361',
    '0000000000',
    '£12.95',
    '',
  ])('finds none in %j', (text) => {
    expect(findIsbns(text)).toEqual([]);
  });

  it('says where each number stood, so that its qualifier can be read', () => {
    const text = '0198526636 (v. 1) 9781554042951 (set)';

    expect(findIsbns(text).map(({ start, end }) => text.slice(start, end))).toEqual(['0198526636', '9781554042951']);
  });

  it('folds the ten and the thirteen of a book to one, and back', () => {
    fc.assert(
      fc.property(nineDigits, (nine) => {
        const ten = nine + isbn10CheckDigit(nine);
        const thirteen = `978${nine}${eanCheckDigit(`978${nine}`)}`;

        expect(parseIsbn(ten)).toBe(thirteen);
        expect(parseIsbn(thirteen)).toBe(thirteen);
        expect(toIsbn10(thirteen)).toBe(ten);
      }),
    );
  });

  it('refuses every number with one digit changed', () => {
    fc.assert(
      fc.property(nineDigits, fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 9 }), (nine, place, step) => {
        const ten = nine + isbn10CheckDigit(nine);
        if (ten[place] === 'X') return;
        const wrong = ten.slice(0, place) + String((Number(ten[place]) + step) % 10) + ten.slice(place + 1);

        expect(parseIsbn(wrong)).toBeNull();
      }),
    );
  });

  it('never throws, and gives thirteen digits with a right check digit whatever the text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const { isbn } of findIsbns(text)) {
          expect(isbn).toMatch(/^97[89]\d{10}$/);
          expect(isbn.endsWith(eanCheckDigit(isbn))).toBe(true);
        }
      }),
    );
  });

  it('knows the ranges that vendors made up', () => {
    expect(isPseudoIsbn('9786611234563')).toBe(true);
    expect(isPseudoIsbn('9786631234561')).toBe(true);
    expect(isPseudoIsbn('9786601234564')).toBe(false);
    expect(isPseudoIsbn('9780198526636')).toBe(false);
  });

  it('has no ten for a 979', () => {
    expect(toIsbn10('9791034904655')).toBeNull();
  });
});

describe('EAN', () => {
  it('reads a bar code with its check digit and no other', () => {
    expect(parseEan('5 012345 678900')).toBe('5012345678900');
    expect(parseEan('5012345678901')).toBeNull();
    expect(parseEan('12345')).toBeNull();
  });
});

describe('ISSN', () => {
  it.each([
    ['0140-6736', ['0140-6736']],
    ['01406736', ['0140-6736']],
    ['ISSN 0140-6736 (print) 1474-547X (online)', ['0140-6736', '1474-547X']],
    ['1474-547x', ['1474-547X']],
    ['0140-6737', []],
    ['0000-0000', []],
    ['9780140673604', []],
  ])('finds those in %s', (text, expected) => {
    expect(findIssns(text)).toEqual(expected);
  });

  it('reads every number that has its check digit, with or without hyphen', () => {
    fc.assert(
      fc.property(
        digits(7).filter((seven) => seven !== '0000000'),
        (seven) => {
          const check = issnCheckDigit(seven);
          const issn = `${seven.slice(0, 4)}-${seven.slice(4)}${check}`;

          expect(parseIssn(issn)).toBe(issn);
          expect(parseIssn(seven + check)).toBe(issn);
        },
      ),
    );
  });
});

describe('LCCN', () => {
  // The examples are those of the Library's own page on normalisation.
  it.each([
    ['n78-890351', 'n78890351'],
    ['n78-89035', 'n78089035'],
    ['n 78890351 ', 'n78890351'],
    [' 85000002 ', '85000002'],
    ['85-2 ', '85000002'],
    ['2001-000002', '2001000002'],
    ['75-425165//r75', '75425165'],
    [' 79139101 /AC/r932', '79139101'],
    ['(DLC)   2004123456', '2004123456'],
    ['sn 85001234', 'sn85001234'],
  ])('normalises %j', (text, expected) => {
    expect(parseLccn(text)).toBe(expected);
  });

  it.each(['', 'abc', '1234', '00000000', 'n78-8903511', '2001-12345678', 'abcd12345678'])('refuses %j', (text) => {
    expect(parseLccn(text)).toBeNull();
  });

  it('gives the same when what it gave is read again', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const once = parseLccn(text);
        if (once !== null) expect(parseLccn(once)).toBe(once);
      }),
    );
  });
});

describe('OCLC number', () => {
  it.each([
    ['(OCoLC)ocm00012345', '12345'],
    ['(OCoLC)12345', '12345'],
    ['(OCoLC) ocn123456789', '123456789'],
    ['ocm00012345 ', '12345'],
    ['on1105060931', '1105060931'],
    ['(ocolc)0012345', '12345'],
  ])('reads %j', (text, expected) => {
    expect(parseOclcNumber(text)).toBe(expected);
  });

  it.each(['12345', '(DLC)12345', '(OCoLC)fst01204928', '(OCoLC)000', 'ocm', '(OCoLC)12345 67890'])(
    'refuses %j',
    (text) => {
      expect(parseOclcNumber(text)).toBeNull();
    },
  );
});

describe('NLM unique id', () => {
  it.each([
    ['101084139', '101084139'],
    ['(DNLM)101084139', '101084139'],
    ['0372524r', '0372524R'],
    ['(NLM)9712259', '9712259'],
  ])('reads %j', (text, expected) => {
    expect(parseNlmId(text)).toBe(expected);
  });

  it.each(['(DNLM)D002622', '(DNLM)SR0083589(s)', '(DNLM)275344-nlmdb', '(OCoLC)101084139', '1234', ''])(
    'refuses %j',
    (text) => {
      expect(parseNlmId(text)).toBeNull();
    },
  );
});

describe('DOI', () => {
  it.each([
    ['https://doi.org/10.1016/S0140-6736(05)17833-7', '10.1016/s0140-6736(05)17833-7'],
    ['doi:10.1000/182.', '10.1000/182'],
    ['(see 10.1000/182)', '10.1000/182'],
    ['https://dx.doi.org/10.1007/978-3-540-68014-7?nosfx=y', '10.1007/978-3-540-68014-7'],
    [
      '10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2.',
      '10.1002/(sici)1097-0258(19980815/30)17:15/16<1661::aid-sim968>3.0.co;2-2',
    ],
    [
      'https://doi.org/10.1002/%28SICI%291097-0258%2819980815%2930%3A2%3C1661%3A%3AAID-SIM968%3E3.0.CO%3B2-%23',
      '10.1002/(sici)1097-0258(19980815)30:2<1661::aid-sim968>3.0.co;2-#',
    ],
    ['<a href="https://doi.org/10.1000/182">', '10.1000/182'],
    ['https://doi.org/10.1000%2F182', '10.1000/182'],
    ['https://doi.org/10.1016/S0140-6736%2805%2917833-7', '10.1016/s0140-6736(05)17833-7'],
    ['https://doi.org/10.1000/50%off', '10.1000/50%off'],
  ])('finds that of %s', (text, expected) => {
    expect(parseDoi(text)).toBe(expected);
  });

  it.each(['', '10.1000', 'chapter 10.10/3', 'https://example.org/10.1/x'])('finds none in %j', (text) => {
    expect(parseDoi(text)).toBeNull();
  });
});
