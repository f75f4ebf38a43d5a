import { marcOf } from '#tests/union-index/marc-lines.ts';
import { describe, expect, it } from 'vitest';
import { describeRecord } from '../../normalise/describe-record.ts';
import type { PairScore } from '../score-pair.ts';
import { scorePair, toMatchView } from '../score-pair.ts';

/** A serial of continuing `dates` (`c19889999`, `d18401988`), printed, out of lines written by hand from facts. */
function serial(dates: string, ...lines: readonly string[]): readonly string[] {
  return ['LDR 00000cas a2200000 a 4500', `008 880101${dates}enkwr p       0   a0eng d`, ...lines];
}

function online(dates: string, ...lines: readonly string[]): readonly string[] {
  return [
    'LDR 00000cas a2200000 a 4500',
    `008 880101${dates}enkwr po      0   a0eng d`,
    '300 __ $a 1 online resource',
    ...lines,
  ];
}

function score(a: readonly string[], b: readonly string[]): PairScore {
  const [first, second] = [toMatchView(describeRecord(marcOf(...a))), toMatchView(describeRecord(marcOf(...b)))];
  const found = scorePair(first, second);
  expect(scorePair(second, first).probability).toBe(found.probability);
  return found;
}

const BMJ = serial(
  'c19889999',
  '022 0_ $a 0959-8138 $l 0959-8138',
  '222 _0 $a BMJ $b (Clinical research ed.)',
  '245 00 $a BMJ.',
);
const BRITISH_MEDICAL_JOURNAL = serial(
  'd18571988',
  '022 0_ $a 0007-1447',
  '210 0_ $a Br. med. j. $b (1857)',
  '245 00 $a British medical journal.',
  '260 __ $a London : $b British Medical Association.',
);
const ANNUAL_REPORT = (body: string): readonly string[] =>
  serial('c19999999', `110 2_ $a ${body}.`, '245 10 $a Annual report.', `260 __ $a London : $b ${body}.`);

describe('serials that are one', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    [
      'a title with and without its spelled-out form, under one ISSN',
      BMJ,
      serial('c19889999', '022 0_ $a 0959-8138', '245 00 $a BMJ : $b British medical journal.'),
    ],
    [
      'the abbreviated title, under one ISSN',
      BRITISH_MEDICAL_JOURNAL,
      serial('uuuuuuuuu', '022 0_ $a 0007-1447', '245 00 $a Br med j.'),
    ],
    [
      'another first year, because a library has it from then',
      BMJ,
      serial('c20019999', '022 0_ $a 0959-8138', '245 00 $a BMJ.'),
    ],
    [
      'a title with a qualifier',
      serial('c18239999', '022 0_ $a 0140-6736', '245 04 $a The Lancet (London, England).'),
      serial('c18239999', '022 0_ $a 0140-6736', '245 04 $a The lancet.'),
    ],
    [
      'another publisher and another OCLC number, because it changed hands',
      [...BMJ, '260 __ $a London : $b British Medical Association.', '035 __ $a (OCoLC)111'],
      [...BMJ, '260 __ $a New York : $b Springer.', '035 __ $a (OCoLC)222'],
    ],
    [
      'a run over the turn of a century that its imprint writes short',
      serial('|||||||||', '022 0_ $a 0962-1067', '245 00 $a Travelling.', '260 __ $a Lausanne : $c 1998-02.'),
      serial('c19989999', '022 0_ $a 0962-1067', '245 00 $a Travelling.'),
    ],
    [
      'a run that ends before it begins, as coded or in its imprint',
      serial('d20001998', '022 0_ $a 0962-1067', '245 00 $a Travelling.'),
      serial('|||||||||', '022 0_ $a 0962-1067', '245 00 $a Travelling.', '260 __ $a Lausanne : $c 2001-1998.'),
    ],
    ['annual reports of one body', ANNUAL_REPORT('Mercia Midwifery Trust'), ANNUAL_REPORT('Mercia Midwifery Trust')],
    [
      'a title, publisher and first year without a number',
      serial('c19859999', '245 00 $a Midwifery.', '260 __ $a Edinburgh : $b Churchill Livingstone.'),
      serial('c19859999', '245 00 $a Midwifery.', '260 __ $b Churchill Livingstone.'),
    ],
  ])('joins %s', (_what, a, b) => {
    expect(score(a, b)).toMatchObject({ decision: 'SAME', vetoes: [] });
  });
});

describe('serials that are two', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['annual reports of two bodies', ANNUAL_REPORT('Mercia Midwifery Trust'), ANNUAL_REPORT('Health Protection Board')],
    [
      'bulletins of which nobody says whose they are',
      serial('c19709999', '245 00 $a Bulletin.'),
      serial('c19709999', '245 00 $a Bulletin.'),
    ],
    [
      'one title under two ISSNs',
      serial('c19509999', '022 0_ $a 0140-6736', '245 00 $a Health.'),
      serial('c19509999', '022 0_ $a 0959-8138', '245 00 $a Health.'),
    ],
    [
      'another title',
      serial('c19509999', '245 00 $a Nursing times.'),
      serial('c19509999', '245 00 $a Nursing standard.'),
    ],
  ])('does not join %s', (_what, a, b) => {
    expect(score(a, b).decision).not.toBe('SAME');
  });

  it.each<[string, string, readonly string[], readonly string[]]>([
    [
      'print and electronic under one ISSN',
      'format',
      BMJ,
      online('c19889999', '022 0_ $a 0959-8138', '245 00 $a BMJ.'),
    ],
    [
      'microfilm and print',
      'carrier',
      [...BMJ, '035 __ $a (OCoLC)111', '007 hd afu---buca'],
      [...BMJ, '035 __ $a (OCoLC)222'],
    ],
    [
      'predecessor by number',
      'history',
      [...BMJ, '780 00 $t British medical journal $x 0007-1447'],
      BRITISH_MEDICAL_JOURNAL,
    ],
    ['successor by title alone', 'history', [...BRITISH_MEDICAL_JOURNAL, '785 00 $t BMJ (Clinical research ed.)'], BMJ],
    [
      'one that ended before the other began',
      'run',
      serial('d18801882', '022 0_ $a 0036-8075', '245 00 $a Science.'),
      serial('c18839999', '022 0_ $a 0036-8075', '245 00 $a Science.'),
    ],
    [
      'one that ended in the year in which the other began',
      'run',
      serial('d19691975', '245 00 $a Travelling.'),
      serial('d19751980', '245 00 $a Travelling.'),
    ],
    [
      'runs that only the imprint tells',
      'run',
      serial('|||||||||', '245 00 $a Travelling.', '260 __ $a Lausanne : $b Cinémathèque, $c 1969-75.'),
      serial('|||||||||', '245 00 $a Travelling.', '260 __ $a Lausanne : $b Cinémathèque, $c 1975-80.'),
    ],
    [
      'a run over the turn of a century that ended before the other began',
      'run',
      serial('|||||||||', '245 00 $a Travelling.', '260 __ $a Lausanne : $b Cinémathèque, $c 1998-02.'),
      serial('c20039999', '245 00 $a Travelling.'),
    ],
    [
      'a supplement',
      'supplement',
      serial('c19909999', '022 0_ $a 0962-1067', '245 00 $a Journal of clinical nursing.'),
      serial('c19909999', '022 0_ $a 0962-1067', '245 00 $a Journal of clinical nursing. $p Supplement.'),
    ],
    [
      'another section by letter',
      'part',
      serial('c19709999', '245 00 $a Physical review. $n A.'),
      serial('c19709999', '245 00 $a Physical review. $n B.'),
    ],
    [
      'another section by name, in the same words',
      'part',
      serial('c19709999', '245 00 $a Bulletin. $p Mathematics and physics. Physics.'),
      serial('c19709999', '245 00 $a Bulletin. $p Mathematics and physics. Mathematics.'),
    ],
  ])('forbids %s', (_what, rule, a, b) => {
    const { decision, vetoes } = score(a, b);

    expect(decision).toBe('DIFFERENT');
    expect(vetoes.map((veto) => veto.rule)).toContain(rule);
  });
});

describe('what two serials are told of', () => {
  it('names the title, the number and the year that speak for them', () => {
    const { evidence } = score(BMJ, serial('c19889999', '022 0_ $a 0959-8138', '245 00 $a BMJ.'));

    expect(evidence.map(({ feature, speaks }) => [feature, speaks])).toEqual([
      ['issn', 'for'],
      ['serial-title', 'for'],
      ['first-year', 'for'],
    ]);
  });

  it('takes an ISSN that too many share for nothing', () => {
    const [a, b] = [
      toMatchView(describeRecord(marcOf(...BMJ))),
      toMatchView(describeRecord(marcOf(...BMJ.slice(0, 3), '245 00 $a BMJ.'))),
    ];

    expect(
      scorePair(a, b, new Set(['issn:0959-8138'])).evidence.some(
        ({ feature, speaks }) => feature === 'issn' && speaks === 'for',
      ),
    ).toBe(false);
  });
});
