import { field008, marcOf } from '#tests/union-index/marc-lines.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeRecord } from '../normalise/describe-record.ts';
import { withinDistance } from './edit-distance.ts';
import { matchKeys } from './match-keys.ts';
import type { MatchView, PairScore } from './score-pair.ts';
import { forbidsPair, judgePair, scorePair, toMatchView } from './score-pair.ts';

const ISBN = '020 __ $a 9780198526636';
const TITLE = '245 10 $a Midwifery : $b a guide';

const IMPRINT = '264 _1 $a London : $b Elsevier, $c 2004.';
const FULL = [
  '100 1_ $a Jones, Alice.',
  TITLE,
  IMPRINT,
  '300 __ $a xii, 345 pages ; $c 24 cm',
  field008({ dates: 's2004    ' }),
];

/** A leader that was lost. */
const UNSAID = `LDR ${' '.repeat(24)}`;

function book(...lines: readonly string[]): MatchView {
  return toMatchView(describeRecord(marcOf(...lines)));
}

function score(a: readonly string[], b: readonly string[]): PairScore {
  return scorePair(book(...a), book(...b));
}

function without(tag: string): readonly string[] {
  return FULL.filter((line) => !line.startsWith(tag));
}

describe('scorePair', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['the same in the same words', FULL, FULL],
    ['a ten and a thirteen', [...FULL, '020 __ $a 0198526636'], [...FULL, ISBN]],
    ['a brief record with the ISBN', [ISBN, ...FULL], [ISBN, TITLE, field008({ dates: 's2004    ' })]],
    ['a record without its subtitle', [...without('245'), '245 10 $a Midwifery', ISBN], [...FULL, ISBN]],
    ['a mistyped title', [...without('245'), '245 10 $a Midwifry : $b a guide'], FULL],
    ['a name in initials', [...without('100'), '100 1_ $a Jones, A.'], FULL],
    ['two that do not say what they are', [UNSAID, ISBN, ...without('300')], [UNSAID, ISBN, ...without('300')]],
    ['one that does not say what it is, and a book', [UNSAID, ISBN, ...without('300')], [ISBN, ...FULL]],
    ['AACR2 and RDA', [...without('300'), '300 __ $a xii, 345 p. : $b ill. ; $c 24 cm.'], FULL],
  ])('joins %s', (_what, a, b) => {
    expect(score(a, b)).toMatchObject({ decision: 'SAME', vetoes: [] });
    expect(score(b, a).probability).toBe(score(a, b).probability);
  });

  it.each<[string, readonly string[], readonly string[]]>([
    ['another title', [...without('245'), '245 10 $a Paediatrics : $b a text'], FULL],
    ['no number and a title alone', ['245 10 $a Midwifery'], ['245 10 $a Midwifery']],
    ['another title under one ISBN', [ISBN, ...without('245'), '245 10 $a Anatomy of the foot'], [ISBN, ...FULL]],
    ['a later year under one ISBN', [ISBN, ...FULL], [ISBN, ...FULL.map((line) => line.replaceAll('2004', '2007'))]],
  ])('does not join %s', (_what, a, b) => {
    expect(score(a, b).decision).not.toBe('SAME');
  });

  it.each<[string, string, readonly string[], readonly string[]]>([
    ['an e-book', 'format', [ISBN, ...FULL], [ISBN, ...without('300'), '300 __ $a 1 online resource']],
    ['another volume', 'part', [ISBN, '245 10 $a Anatomy. $n Vol. 1'], [ISBN, '245 10 $a Anatomy. $n Vol. 2']],
    ['the set against a volume', 'part', [ISBN, '245 10 $a Anatomy'], [ISBN, '245 10 $a Anatomy. $n Vol. 2']],
    ['another named part', 'part', [ISBN, '245 10 $a Anatomy. $p Head'], [ISBN, '245 10 $a Anatomy. $p Thorax']],
    ['another edition', 'edition', [ISBN, TITLE, '250 __ $a 2nd ed.'], [ISBN, TITLE, '250 __ $a Third edition']],
    [
      'a printing of another decade',
      'year',
      [ISBN, TITLE, field008({ dates: 's1989    ' })],
      [ISBN, TITLE, field008({ dates: 's2003    ' })],
    ],
    [
      'a translation',
      'language',
      FULL,
      [...FULL.slice(0, 1), '245 10 $a Sage-femme', IMPRINT, field008({ dates: 's2004    ', language: 'fre' })],
    ],
    ['a serial', 'format', ['LDR 00000nas a2200000 i 4500', TITLE], [TITLE]],
    ['a serial of what does not say what it is', 'format', ['LDR 00000nas a2200000 i 4500', TITLE], [UNSAID, TITLE]],
    [
      'a book of what says that it is online, and nothing else of what it is',
      'format',
      [ISBN, ...FULL],
      [UNSAID, ISBN, ...without('300').slice(0, -1), field008({ dates: 's2004    ', form: 'o' })],
    ],
  ])('forbids %s, and says by which rule', (_what, rule, a, b) => {
    expect(score(a, b)).toMatchObject({ decision: 'DIFFERENT' });
    expect(score(a, b).vetoes.map((veto) => veto.rule)).toContain(rule);
    expect(forbidsPair(book(...b), book(...a))).toBe(true);
  });

  it('takes two edition numbers of one year and as many pages for a slip, but of a book with an ISBN for a doubt', () => {
    const [one, other] = ['77th ed.', '78th ed.'].map((stated) => [...FULL, `250 __ $a ${stated}`]);
    if (one === undefined || other === undefined) throw new Error('two records make a pair');

    expect(score(one, other).decision).toBe('SAME');
    expect(score([ISBN, ...one], [ISBN, ...other]).decision).toBe('SAME');
    expect(score([ISBN, ...one], other)).toMatchObject({ decision: 'UNSURE', vetoes: [] });
    expect(forbidsPair(book(...other), book(ISBN, ...one))).toBe(true);
  });

  it('lets a year that both state excuse a gap', () => {
    const reprint = [ISBN, TITLE, field008({ dates: 'r20101998' })];

    expect(score(reprint, [ISBN, TITLE, field008({ dates: 's1998    ' })]).vetoes).toEqual([]);
  });

  it('says what speaks for and against, strongest first, and that it adds up', () => {
    const { evidence } = score([ISBN, ...FULL], [ISBN, ...without('264'), '264 _1 $a Boston : $b Mosby, $c 2004.']);
    const weights = evidence.map(({ weight }) => Math.abs(weight));

    expect(weights).toEqual(weights.toSorted((x, y) => y - x));
    expect(evidence.find(({ feature }) => feature === 'isbn')).toMatchObject({ speaks: 'for' });
    expect(evidence.find(({ feature }) => feature === 'title')?.value).toBe('Midwifery: a guide / Midwifery: a guide');
  });

  it('takes nothing that both say alike, or leave out, for a reason against', () => {
    const [one, other] = [
      ['245 10 $a Nursing', '260 __ $a Ely : $b Fen Press, $c 2019.', '300 __ $a 200 p.'],
      ['245 10 $a Nursing', '260 __ $a Ely : $b Mosby, $c 2018.', '300 __ $a 1 v.'],
    ];
    const against = score(one, other).evidence.filter(({ speaks }) => speaks === 'against');

    expect(against.map(({ value }) => value.split(' / ')).filter(([first, second]) => first === second)).toEqual([]);
  });

  it('judges serials by number and title, print and online apart, whatever the years', () => {
    const serial = 'LDR 00000nas a2200000 i 4500';
    const lancet = [serial, '022 __ $a 0140-6736', '245 04 $a The lancet'];
    const from = (dates: string): readonly string[] => [...lancet, field008({ dates })];

    expect(score(from('c18239999'), from('d19902004')).decision).toBe('SAME');
    expect(score(lancet, [...lancet, '300 __ $a 1 online resource']).vetoes.map(({ rule }) => rule)).toEqual([
      'format',
    ]);
    expect(score(lancet, [serial, '022 __ $a 0140-6736', '245 04 $a Journal of surgery']).decision).toBe('DIFFERENT');
    expect(score(lancet, [serial, '245 04 $a The lancet']).decision).not.toBe('SAME');
  });

  it('comes to the same in either order, of titles of one length too', () => {
    const one = ['245 10 $a mTOR inhibitors in cancer treatment', IMPRINT];
    const other = ['245 10 $a EGFR inhibitors in cancer treatment', IMPRINT];
    expect(score(one, other).probability).toBe(score(other, one).probability);
  });

  it('takes no evidence from a long number that too many share', () => {
    const doi = `024 7_ $a 10.1093/acrefore/${'9780190236557.'.repeat(5)}1 $2 doi`;
    const [a, b] = [book(doi, ...FULL), book(doi, ...FULL)];
    const [key = ''] = a.keys.filter((found) => found.startsWith('doi:'));

    expect(judgePair(a, b, new Set([key])).weight).toBeLessThan(judgePair(a, b).weight);
  });

  it('takes no evidence from a number that too many share', () => {
    const [a, b] = [book(ISBN, ...FULL), book(ISBN, ...FULL)];

    expect(judgePair(a, b, new Set(['isbn:9780198526636'])).weight).toBeLessThan(judgePair(a, b).weight);
  });
});

/** Books of which one catalogue says no more, and parts of a host. */
const brief = (title: string, ...lines: readonly string[]): readonly string[] => [
  `245 10 $a ${title}`,
  '260 __ $c 1975',
  ...lines,
];
const part = (...lines: readonly string[]): readonly string[] => [
  'LDR 00000naa a2200000 i 4500',
  field008({ dates: 's2015    ' }),
  ...lines,
];
const surgery = (...lines: readonly string[]): readonly string[] => [
  '100 1_ $a Kumar, Anil.',
  '245 10 $a Surgery',
  '260 __ $c 2015',
  ...lines,
];
const SMITH = '100 1_ $a Smith, John.';
const ASTHMA = '245 10 $a Management of asthma in adults';

describe('what looks like one edition and may be two', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['a title of two authors', brief('Clinical medicine', SMITH), brief('Clinical medicine', '100 1_ $a Brown, Kate.')],
    [
      'chapters of one name in two books',
      part('100 1_ $a Kumar', '245 10 $a Introduction', '773 0_ $t Book A $g p. 1-10'),
      part('100 1_ $a Kumar', '245 10 $a Introduction', '773 0_ $t Book B $g p. 3-15'),
    ],
    [
      'articles of one name in two journals',
      part(SMITH, ASTHMA, '773 0_ $t BMJ $g Vol. 350'),
      part(SMITH, ASTHMA, '773 0_ $t The Lancet $g Vol. 10'),
    ],
    [
      'two articles of one journal',
      part(SMITH, '245 10 $a Editorial', '773 0_ $t BMJ $g Vol. 350, p. 1-4'),
      part(SMITH, '245 10 $a Editorial', '773 0_ $t BMJ $g Vol. 350, p. 91-94'),
    ],
    [
      'a chapter whose book is not named',
      part(SMITH, '245 10 $a Introduction', '773 0_ $t BMJ $g Vol. 350'),
      part(SMITH, '245 10 $a Introduction'),
    ],
    [
      'volumes by their ISBNs',
      surgery('020 __ $a 9780198526636 $q (v. 1)', '300 __ $a 400 p.'),
      surgery('020 __ $a 9780702075551 $q (v. 2)', '300 __ $a 396 p.'),
    ],
    [
      'volumes with the ISBN of the set',
      surgery('020 __ $a 9780198526636', '300 __ $a v. 1 (400 p.)'),
      surgery('020 __ $a 9780198526636', '300 __ $a v. 2 (396 p.)'),
    ],
    ['volumes by their extent', surgery('300 __ $a Bd. 1'), surgery('300 __ $a Bd. 2')],
    [
      'a volume by its title and one by its extent',
      surgery('300 __ $a v. 1'),
      [...surgery(), '245 10 $a Surgery. $n Vol. II'].filter((line) => line !== '245 10 $a Surgery'),
    ],
    [
      'titles that differ in a vowel sign',
      ['100 1_ $a शर्मा, राम', '245 10 $a किला', '260 __ $c 2015', '300 __ $a 210 p.'],
      ['100 1_ $a शर्मा, राम', '245 10 $a कुल', '260 __ $c 2015', '300 __ $a 210 p.'],
    ],
    [
      'titles that differ in a tone',
      ['245 10 $a ไข้', '260 __ $c 2015', '300 __ $a 210 p.'],
      ['245 10 $a ไข่', '260 __ $c 2015', '300 __ $a 210 p.'],
    ],
  ])('does not join %s', (_what, a, b) => {
    expect(score(a, b).decision).not.toBe('SAME');
    expect(score(b, a).decision).not.toBe('SAME');
  });

  it.each<[string, readonly string[], readonly string[]]>([
    [
      'an author by a number',
      brief('Clinical medicine', SMITH, ISBN),
      brief('Clinical medicine', ISBN, '100 1_ $a Brown, K.'),
    ],
    [
      'an editor in one, and the author with the editor in the other',
      brief('Clinical medicine', SMITH),
      brief('Clinical medicine', '100 1_ $a Brown, Kate.', '700 1_ $a Smith, John.'),
    ],
    [
      'an article whose journal is written in two ways',
      part(SMITH, ASTHMA, '773 0_ $t N Engl J Med $g 350, p. 1-4'),
      part(SMITH, ASTHMA, '773 0_ $t The New England journal of medicine. $g Vol. 350, p. 1-4'),
    ],
    [
      'an article whose place is told by one',
      part(SMITH, ASTHMA, '773 0_ $t BMJ $g p. 1-4'),
      part(SMITH, ASTHMA, '773 0_ $t BMJ'),
    ],
    [
      'a volume by its ISBN and by its extent',
      surgery('020 __ $a 9780198526636 $q (v. 1)', '300 __ $a 400 p.'),
      surgery('020 __ $a 9780198526636 $q (Bd. 1)', '300 __ $a v. 1 (400 p.)'),
    ],
    ['volumes that have arrived of one set', surgery('300 __ $a v. <1>'), surgery('300 __ $a v. <1-2>')],
  ])('joins %s', (_what, a, b) => {
    expect(score(a, b)).toMatchObject({ decision: 'SAME', vetoes: [] });
  });

  it('lets no third record join them', () => {
    const [one, other] = [surgery('300 __ $a Bd. 1'), surgery('300 __ $a Bd. 2')];

    expect(forbidsPair(book(...one), book(...other))).toBe(true);
    expect(forbidsPair(book(...one), book(...surgery('300 __ $a 400 p.')))).toBe(false);
  });
});

describe('matchKeys', () => {
  const keys = (...lines: readonly string[]): readonly string[] => matchKeys(describeRecord(marcOf(...lines)));

  it('gives a book its ISBN and no ISSN, a serial its ISSN and no ISBN', () => {
    const lines = [ISBN, '022 __ $a 0140-6736', '035 __ $a (OCoLC)12345'];

    expect(keys(...lines)).toEqual(['isbn:9780198526636', 'oclc:12345']);
    expect(keys('LDR 00000nas a2200000 i 4500', ...lines)).toEqual(['issn:0140-6736', 'oclc:12345']);
  });

  it('finds a book by the start of its title with year, surname or pages', () => {
    expect(keys(...FULL)).toEqual(['ta:midwifery|jones', 'tp:midwifery|345', 'ty:midwifery|2004']);
  });

  it('keeps keys within 64 characters', () => {
    const long = keys(`100 1_ $a ${'Jones'.repeat(30)}, A.`, `245 10 $a ${'Midwifery '.repeat(30)}`);

    expect(long).toHaveLength(3);
    expect(Math.max(...long.map((key) => key.length))).toBeLessThanOrEqual(64);
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
