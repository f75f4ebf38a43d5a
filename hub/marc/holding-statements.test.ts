/** Holdings as records of public collections have them, shortened; and what may be looked up in them. */
import { runsOf } from '#domain/lending/statement-runs.ts';
import { marcOf } from '#tests/union-index/marc-lines.ts';
import { describe, expect, it } from 'vitest';
import { linkedRuns, runsInOrder, type StatedRun } from './holding-statements.ts';

/** `place kind text (note)`, with a question mark in front where the text is no run that can be read. */
function told(runs: readonly StatedRun[]): readonly string[] {
  return runs.map(({ place, statement: { kind, text, note } }) =>
    [
      runsOf(text) === null ? '?' : '',
      [place ?? '-', kind === 'MAIN' ? [] : kind, text, note === null ? [] : `(${note})`].flat().join(' '),
    ].join(''),
  );
}

describe('coded holdings', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    [
      'a compressed range, and one that goes on',
      ['853 20 $8 1 $a v. $i (year)', '863 40 $8 1.1 $a 1-27 $i 1948-2007 $w g', '863 40 $8 1.2 $a 29- $i 2011-'],
      ['- v.1-27 (1948-2007), v.29- (2011-)'],
    ],
    ['no captions', ['863 40 $8 1 $a 1-49 $i 1950-1998'], ['- 1-49 (1950-1998)']],
    [
      'issues at either end',
      [
        '853 23 $8 1 $a v. $b no. $i (year)',
        '863 30 $8 1.1 $a 3-18 $b 1-2 $i 1975-1990 $w g',
        '863 30 $8 1.2 $a 37 $b 2-3 $i 2009',
      ],
      ['- v.3:no.1 (1975)-v.18:no.2 (1990), v.37:no.2 (2009)-v.37:no.3 (2009)'],
    ],
    [
      'volumes that are whole by the number of their issues',
      ['853 20 $8 1 $a v. $b no. $u 4 $v r $i (year) $j (month)', '863 30 $8 1.1 $a 3-18 $b 1-4 $i 1975-1990 $j 01-10'],
      ['- v.3-18 (1975-1990)'],
    ],
    [
      'years in the place of numbers, with a gap',
      ['852 __ $b KU', '853 20 $8 1.1 $a (year) $w a', '863 41 $8 1.1 $a 2014 $w g', '863 41 $8 1.2 $a 2017'],
      ['KU 2014, 2017'],
    ],
    [
      'supplements and indexes, each by its own captions',
      ['854 20 $8 1 $a suppl. $i (year)', '864 40 $8 1.1 $i 1990-1995', '865 40 $8 1.1 $a 1-10 $z In the office'],
      ['- SUPPLEMENT 1990-1995', '?- INDEX 1-10 (In the office)'],
    ],
    [
      'issues as they were received, behind the summary',
      [
        '852 __ $b PHYSICS',
        '853 2_ $8 3 $a v. $b no. $i (year) $j (month)',
        '866 _0 $8 1 $a v.5-83 (1988-2008)',
        '863 _1 $8 3.25 $a 84 $b 4 $i 2008 $j 11',
        '863 _1 $8 3.27 $a 85 $b 1 $i 2009 $j 21',
      ],
      [
        'PHYSICS v.5-83 (1988-2008)',
        '?PHYSICS Received issue by issue: from v.84:no.4 (2008:Nov.) to v.85:no.1 (2009:Spring)',
      ],
    ],
    [
      'a double issue among them, which is no run',
      ['853 2_ $8 3 $a v. $b no. $i (year)', '863 _1 $8 3.1 $a 84 $b 1-2 $i 2008', '863 _1 $8 3.2 $a 84 $b 3 $i 2008'],
      ['?- Received issue by issue: from v.84:no.1 (2008) to v.84:no.3 (2008)'],
    ],
    [
      'an issue to predict the next ones from',
      ['853 20 $8 1 $a v. $b issue $u 6 $i (year) $w 6 $x 01 $y pm01,03', '863 41 $8 1.1 $a 90 $b 3 $i 2006'],
      ['?- Received as an issue: v.90:issue3 (2006)'],
    ],
    [
      'a double issue and a gap among pieces, at a level of holdings',
      [
        '853 20 $8 1 $a v. $b no. $u 6 $i (year) $x 01 $y pm01,03',
        '863 41 $8 1.1 $a 90 $b 1-2 $i 2006 $w g',
        '863 41 $8 1.2 $a 90 $b 3 $i 2006',
      ],
      ['?- Received issue by issue: from v.90:no.1 (2006) to v.90:no.3 (2006)'],
    ],
    [
      'a double issue at the end of pieces, of their last number',
      ['853 2_ $8 3 $a v. $b no. $i (year)', '863 _1 $8 3.1 $a 84 $b 3 $i 2008', '863 _1 $8 3.2 $a 84 $b 4-5 $i 2008'],
      ['?- Received issue by issue: from v.84:no.3 (2008) to v.84:no.5 (2008)'],
    ],
    [
      'pieces of two numbers, each by itself',
      [
        '853 2_ $8 1 $a v. $b no. $i (year)',
        '853 2_ $8 2 $a v. $b no. $i (year)',
        '863 _1 $8 2.1 $a 253 $b 2 $i 2006',
        '863 _1 $8 1.1 $a 34 $b 47 $i 2005',
        '863 _1 $8 1.2 $a 34 $b 48 $i 2005',
      ],
      [
        '?- Received as an issue: v.253:no.2 (2006)',
        '?- Received issue by issue: from v.34:no.47 (2005) to v.34:no.48 (2005)',
      ],
    ],
    [
      'the beginning of a prediction, which was not received',
      ['853 20 $8 1 $a v. $b issue $u 6 $i (year) $x 01 $y pm01', '863 41 $8 1.1 $a <90> $b <3> $i <2006>'],
      [],
    ],
    [
      'a double issue of two years',
      ['853 2_ $8 3 $a v. $b no. $i (year)', '863 _0 $8 3.1 $a 84 $b 12 $i 2007-2008'],
      ['?- Received as a double issue: v.84:no.12 (2007) to v.84:no.12 (2008)'],
    ],
    [
      'volumes that cross from year to year',
      ['853 20 $8 1 $a v. $b no. $u 12 $i (year) $j (month)', '863 30 $8 1 $a 3-18 $b 1-12 $i 1975-1991 $j 07-06'],
      ['- v.3:no.1 (1975:July)-v.18:no.12 (1991:June)'],
    ],
    [
      'volumes that begin within a year, and go on',
      ['853 20 $8 1 $a v. $b no. $u 6 $i (year) $j (month)', '863 30 $8 1 $a 3- $b 1- $i 1975- $j 07/08-'],
      ['- v.3:no.1 (1975:July)-'],
    ],
    [
      'volumes that go on, under the month of the first alone',
      ['853 20 $8 1 $a v. $b no. $i (year) $j (month)', '863 30 $8 1 $a 3- $b 1- $i 1975- $j 07'],
      ['- v.3:no.1 (1975:July)-'],
    ],
    [
      'issues of years that have no volumes',
      ['853 20 $8 1 $a (year) $b no.', '863 40 $8 1 $a 1990-2000 $b 3-2'],
      ['- no.3 (1990)-no.2 (2000)'],
    ],
    ...[
      ['$a 5 $b 1- $i 1990', 'v.5:no.1- (1990)'],
      ['$a 1-27 $i 1948-', 'v.1-27 (1948-)'],
      ['$a 1- $i 1948-2007', 'v.1- (1948-2007)'],
      ['$a 1-3,5-7 $i 1990-1996', 'v.1-3,5-7 (1990-1996)'],
    ].map(([coded = '', text = '']): [string, readonly string[], readonly string[]] => [
      `ends that do not agree, ${coded}`,
      ['853 20 $8 1 $a v. $b no. $i (year)', `863 40 $8 1 ${coded}`],
      [`?- As coded: ${text}`],
    ]),
    [
      'ends that are not certain',
      ['853 20 $8 2 $a v. $i (year)', '863 41 $8 2.1 $a <2>- $i <2004>-'],
      ['?- v.<2>- (<2004>-)'],
    ],
    ['what was not published', ['863 44 $8 1.1 $a 5-6'], []],
    [
      'an 866 that says the same in words',
      ['863 42 $8 1.1 $a 1-5', '866 40 $8 1 $a v.1-5 (bound)'],
      ['?- v.1-5 (bound)'],
    ],
  ])('are told of %s', (_what, lines, statements) => {
    expect(told(runsInOrder(marcOf(...lines)))).toEqual(statements);
  });

  it('belong to the place that their number leads to', () => {
    const record = marcOf(
      '852 __ $8 1 $b CPL',
      '852 __ $8 2 $b MPL',
      '863 40 $8 2.1 $i 1990-1995',
      '866 _0 $8 1.1 $a 2001-',
    );

    expect(told(linkedRuns(record))).toEqual(['MPL 1990-1995', 'CPL 2001-']);
    expect(told(runsInOrder(record))).toEqual(['MPL 1990-1995', 'CPL 2001-']);
  });

  it('belong to the place before them where their numbers begin again with each place', () => {
    const lines = ['852 __ $8 1 $b A', '866 _0 $8 1.1 $a v.1-10', '852 __ $8 1 $b B', '866 _0 $8 1.1 $a v.5-20'];

    expect(told(runsInOrder(marcOf(...lines)))).toEqual(['A v.1-10', 'B v.5-20']);
  });
});

describe('a field with nothing but a note', () => {
  it('is about the runs beside it, since it may say what they lack', () => {
    const lines = [
      '852 __ $b F',
      '866 _0 $a Vol. 191 (1976)-v. 290 (2000)',
      '866 _0 $z LACKS: v. 207-210',
      '867 _0 $a 1980-',
    ];

    expect(told(runsInOrder(marcOf(...lines)))).toEqual([
      'F Vol. 191 (1976)-v. 290 (2000) (LACKS: v. 207-210)',
      'F SUPPLEMENT 1980-',
    ]);
  });

  it.each([
    ['LACKS v.65', ['- v.1-50', '- v.60-70 (LACKS v.65)', '- v.80- (1990-)']],
    ['LACKS v.65, 90', ['- v.1-50 (LACKS v.65, 90)', '- v.60-70 (LACKS v.65, 90)', '- v.80- (1990-) (LACKS v.65, 90)']],
    ['incomplete', ['- v.1-50 (incomplete)', '- v.60-70 (incomplete)', '- v.80- (1990-) (incomplete)']],
  ])('is about those of several runs in which it may be missing: %s', (note, runs) => {
    const lines = ['866 _0 $a v.1-50', '866 _0 $a v.60-70', '866 _0 $a v.80- (1990-)', `866 _0 $z ${note}`];

    expect(told(runsInOrder(marcOf(...lines)))).toEqual(runs);
  });

  it('is kept as its text where there is no run', () => {
    expect(told(runsInOrder(marcOf('866 _0 $z Current year only')))).toEqual(['?- Current year only']);
  });
});
