import { field008, marcOf } from '#tests/union-index/marc-lines.ts';
import { describe, expect, it } from 'vitest';
import { describeRecord } from '../normalise/describe-record.ts';
import { isApartByNumbers } from './numbered-apart.ts';
import type { MatchView } from './score-pair.ts';
import { scorePair, toMatchView } from './score-pair.ts';

const BOOK: readonly string[] = [
  '100 1_ $a Jones, Alice.',
  '245 10 $a Midwifery in practice : $b a guide for students',
  '260 __ $a London : $b Elsevier, $c 2004.',
  '300 __ $a xii, 345 pages ; $c 24 cm',
  field008({ dates: 's2004    ' }),
];
const ONE = '035 __ $a (OCoLC)111';
const ANOTHER = '035 __ $a (OCoLC)222';

function view(...lines: readonly string[]): MatchView {
  return toMatchView(describeRecord(marcOf(...lines)));
}

function book(number: string, tag = '', instead = ''): MatchView {
  return view(
    ...BOOK.filter((line) => tag === '' || !line.startsWith(tag)),
    number,
    ...(instead === '' ? [] : [instead]),
  );
}

describe('records that bear different numbers', () => {
  it('are one edition where nothing else differs', () => {
    expect(scorePair(book(ONE), book(ANOTHER))).toMatchObject({ decision: 'SAME', vetoes: [] });
  });

  it.each<[string, string, string, string]>([
    ['another publisher', 'imprint', '260', '260 __ $a New York : $b McGraw-Hill, $c 2004.'],
    ['the year of another printing', 'printing', '008', field008({ dates: 's2007    ' })],
    ['a microform', 'carrier', '008', field008({ dates: 's2004    ', form: 'a' })],
    ['another extent', 'extent', '300', '300 __ $a viii, 210 pages ; $c 24 cm'],
    ['a set of volumes', 'set', '300', '300 __ $a 3 volumes ; $c 24 cm'],
    ['another word in the title', 'title-word', '245', '245 10 $a Midwifery in history : $b a guide for students'],
    ['another name', 'creator', '100', '100 1_ $a Okonkwo, Ngozi.'],
  ])('are two beside %s', (_what, rule, tag, line) => {
    const found = scorePair(book(ONE), book(ANOTHER, tag, line));

    expect(found.decision).toBe('DIFFERENT');
    expect(found.vetoes.map((veto) => veto.rule)).toContain(rule);
  });

  it('are not those of which one shares another number', () => {
    const isbn = '020 __ $a 9780198526636';

    expect(isApartByNumbers(view(...BOOK, ONE, isbn), view(...BOOK, ANOTHER, isbn))).toBe(false);
    expect(isApartByNumbers(view(...BOOK, ONE), view(...BOOK, isbn))).toBe(false);
  });

  it('are apart by their ISBNs alone, whatever number else they share', () => {
    const [a, b] = [view(...BOOK, ONE, '020 __ $a 9780198526636'), view(...BOOK, ONE, '020 __ $a 9780702025891')];

    expect(isApartByNumbers(a, b)).toBe(true);
  });
});
