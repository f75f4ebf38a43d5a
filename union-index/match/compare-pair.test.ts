import { field008, marcOf } from '#tests/union-index/marc-lines.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RecordDescription } from '../description.ts';
import { describeRecord } from '../normalise/describe-record.ts';
import { comparePair } from './compare-pair.ts';
import { withinDistance } from './edit-distance.ts';
import { matchKeys } from './match-keys.ts';

const ISBN = '020 __ $a 9780198526636';
const TITLE = '245 10 $a Midwifery : $b a guide';

function book(...lines: readonly string[]): RecordDescription {
  return describeRecord(marcOf(...lines));
}

function verdict(a: readonly string[], b: readonly string[]): string {
  const { same, reasons } = comparePair(book(...a), book(...b));
  return same
    ? 'same'
    : reasons
        .filter(({ weight }) => weight < 0)
        .map(({ feature }) => feature)
        .join(' ');
}

describe('comparePair', () => {
  it.each<[string, string, readonly string[], readonly string[]]>([
    ['a ten and a thirteen', 'same', ['020 __ $a 0198526636', TITLE], [ISBN, TITLE]],
    ['a brief title', 'same', [ISBN, TITLE], [ISBN, '245 10 $a Midwifery']],
    ['a mistyped title', 'same', [ISBN, '245 10 $a Midwifery in practice'], [ISBN, '245 10 $a Midwifry in practice']],
    ['two letters swapped', 'same', [ISBN, '245 10 $a Glaucoma surgery'], [ISBN, '245 10 $a Glaucoma suregry']],
    ['an article more', 'same', [ISBN, '245 14 $a The midwifery guide'], [ISBN, '245 10 $a Midwifery guide']],
    ['a subtitle typed into $a', 'same', [ISBN, '245 10 $a Midwifery a guide'], [ISBN, TITLE]],
    [
      'one year apart',
      'same',
      [ISBN, TITLE, field008({ dates: 's2015' })],
      [ISBN, TITLE, field008({ dates: 's2016' })],
    ],
    [
      'a reprint that says so',
      'same',
      [ISBN, TITLE, field008({ dates: 'r20101998' })],
      [ISBN, TITLE, field008({ dates: 's1998' })],
    ],
    ['no year', 'same', [ISBN, TITLE, field008({ dates: 's2015' })], [ISBN, TITLE, field008({ dates: 'n' })]],
    ['an LCCN', 'same', ['010 __ $a   2004123456', TITLE], ['010 __ $a 2004-123456', TITLE]],
    ['an OCLC number', 'same', ['035 __ $a (OCoLC)ocm00012345', TITLE], ['035 __ $a (OCoLC)12345', TITLE]],
    ['an NLM number', 'same', ['016 7_ $a 101084139 $2 DNLM', TITLE], ['035 __ $a (DNLM)101084139', TITLE]],
    ['a book that is a report elsewhere', 'same', [ISBN, TITLE, field008({ contents: 't   ' })], [ISBN, TITLE]],
    ['another title', 'title', [ISBN, TITLE], [ISBN, '245 10 $a Paediatrics']],
    [
      'a title with another number',
      'title',
      [ISBN, '245 10 $a Spelling level 1'],
      [ISBN, '245 10 $a Spelling level 3'],
    ],
    ['another format', 'format', [ISBN, TITLE, '300 __ $a 300 p.'], [ISBN, TITLE, '300 __ $a 1 online resource']],
    ['another volume', 'part', [ISBN, '245 10 $a Anatomy. $n Vol. 1'], [ISBN, '245 10 $a Anatomy. $n Vol. 2']],
    ['the set against a volume', 'part', [ISBN, '245 10 $a Anatomy'], [ISBN, '245 10 $a Anatomy. $n Vol. 2']],
    ['another named part', 'part', [ISBN, '245 10 $a Anatomy. $p Head'], [ISBN, '245 10 $a Anatomy. $p Thorax']],
    ['another edition', 'edition', [ISBN, TITLE, '250 __ $a 2nd ed.'], [ISBN, TITLE, '250 __ $a Third edition']],
    ['years apart', 'year', [ISBN, TITLE, field008({ dates: 's1999' })], [ISBN, TITLE, field008({ dates: 's2003' })]],
    ['no number in common', '', [ISBN, TITLE], ['020 __ $a 9781554042951', TITLE]],
    ['no number at all', '', [TITLE], [TITLE]],
    ['a cancelled ISBN', '', [ISBN, TITLE], ['020 __ $z 9780198526636', TITLE]],
    ['an ISBN that vendors made up', '', ['020 __ $a 9786611234560', TITLE], ['020 __ $a 9786611234560', TITLE]],
    [
      'an unknown format',
      'format',
      ['LDR 00000n?m a2200000 i 4500', ISBN, TITLE],
      ['LDR 00000n?m a2200000 i 4500', ISBN, TITLE],
    ],
  ])('finds %s: %s', (_what, expected, a, b) => {
    expect(verdict(a, b)).toBe(expected);
    expect(verdict(b, a)).toBe(expected);
  });

  it('matches serials by ISSN and title, print and online apart, whatever the years', () => {
    const serial = 'LDR 00000nas a2200000 i 4500';
    const lancet = [serial, '022 __ $a 0140-6736', '245 04 $a The lancet'];

    expect(verdict([...lancet, field008({ dates: 'c18239999' })], [...lancet, field008({ dates: 'd19902004' })])).toBe(
      'same',
    );
    expect(verdict(lancet, [...lancet, '300 __ $a 1 online resource'])).toBe('format');
    expect(verdict(lancet, [serial, '022 __ $a 0140-6736', '245 04 $a Journal of surgery'])).toBe('title');
    expect(verdict(lancet, ['022 __ $a 0140-6736', '245 04 $a The lancet'])).toBe('format');
  });

  it('matches by words only where everything is stated and nothing contradicts', () => {
    const stated = [
      field008({ dates: 's2004' }),
      '100 1_ $a Jones, A.',
      TITLE,
      '250 __ $a 2nd ed.',
      '264 _1 $b Elsevier',
    ];

    expect(verdict(stated, stated)).toBe('same');
    expect(verdict([...stated, ISBN], stated)).toBe('same');
    expect(verdict([...stated, ISBN], [...stated, '020 __ $a 9781554042951'])).toBe('');
    expect(
      verdict(
        stated,
        stated.filter((line) => !line.startsWith('250')),
      ),
    ).toBe('');
    expect(
      verdict(
        stated,
        stated.map((line) => line.replace('Elsevier', 'Springer')),
      ),
    ).toBe('');
  });

  it('takes no evidence from a key that too many share', () => {
    expect(comparePair(book(ISBN, TITLE), book(ISBN, TITLE), new Set(['isbn:9780198526636'])).same).toBe(false);
  });
});

describe('matchKeys', () => {
  it('gives a book its ISBN and no ISSN, a serial its ISSN and no ISBN', () => {
    const lines = [ISBN, '022 __ $a 0140-6736', '035 __ $a (OCoLC)12345'];

    expect(matchKeys(book(...lines))).toEqual(['isbn:9780198526636', 'oclc:12345']);
    expect(matchKeys(book('LDR 00000nas a2200000 i 4500', ...lines))).toEqual(['issn:0140-6736', 'oclc:12345']);
  });

  it('keeps keys within 64 characters', () => {
    const long = matchKeys(
      book(
        '100 1_ $a Jones, A.',
        `245 10 $a ${'Midwifery '.repeat(30)}`,
        '250 __ $a 2nd ed.',
        '264 _1 $b Elsevier $c 2004',
      ),
    );

    expect(long).toHaveLength(1);
    expect(long[0]?.length).toBeLessThanOrEqual(64);
  });
});

describe('withinDistance', () => {
  it('agrees with the plain way to count', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 9 });
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 5 }), (a, b, limit) => {
        expect(withinDistance(a, b, limit)).toBe(distance(a, b) <= limit);
      }),
    );
  });
});

function distance(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length;
  const rows = Array.from({ length: a.length + 1 }, (_, row) => [row, ...new Array<number>(b.length).fill(0)]);
  rows[0] = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    for (let column = 1; column <= b.length; column += 1) {
      const changed = rows[row - 1]![column - 1]! + (a[row - 1] === b[column - 1] ? 0 : 1);
      let best = Math.min(changed, rows[row - 1]![column]! + 1, rows[row]![column - 1]! + 1);
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        best = Math.min(best, rows[row - 2]![column - 2]! + 1);
      }
      rows[row]![column] = best;
    }
  }
  return rows[a.length]![b.length]!;
}
