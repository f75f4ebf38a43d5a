import type { SystemId } from '#domain/ids.ts';
import type { MarcField, MarcRecord } from '#marc/index.ts';
import { describe, expect, it } from 'vitest';
import { mergeRecords, type SourceRecord } from './merge-fields.ts';
import { toPlanSettings } from './plan-settings.ts';

/** `650 _0 $a Asthma $2 mesh`; what has no subfields is a control field. */
function toField(line: string): MarcField {
  const [head = '', ...parts] = line.split(' $');
  const tag = head.slice(0, 3);
  if (parts.length === 0) return { tag, value: head.slice(4) };
  const [ind1 = ' ', ind2 = ' '] = head.slice(4).replaceAll('_', ' ');
  return { tag, ind1, ind2, subfields: parts.map((part) => ({ code: part.slice(0, 1), value: part.slice(2) })) };
}

function toLine(field: MarcField): string {
  if ('value' in field) return `${field.tag} ${field.value}`;
  const indicators = `${field.ind1}${field.ind2}`.replaceAll(' ', '_');
  return [`${field.tag} ${indicators}`, ...field.subfields.map(({ code, value }) => `${code} ${value}`)].join(' $');
}

const record = (system: string, lines: readonly string[], libraries: readonly string[] = [system]): SourceRecord => {
  const marc: MarcRecord = { leader: `leader of ${system}`.padEnd(24), fields: lines.map(toField) };
  return { system: system as SystemId, libraries, marc };
};
const settings = (more: object = {}) => toPlanSettings({ systems: ['a', 'b', 'c'], ...more });

function merged(members: readonly [SourceRecord, ...SourceRecord[]], more?: object): readonly string[] {
  return mergeRecords(members, settings(more)).fields.map(toLine);
}

describe('records of one edition', () => {
  const a = record('a', ['001 1', '245 00 $a Asthma', '300 __ $a 20 p.', '650 _2 $a Asthma.', '520 __ $a Short.']);
  const b = record('b', [
    '001 2',
    '041 0_ $a eng',
    '245 00 $a ASTHMA : a guide',
    '300 __ $a xii, 20 p.',
    '520 __ $a Rather longer than that.',
    '650 _2 $a asthma $9 77',
    '650 _2 $a Lung $0 (DeCS)9',
  ]);

  it('become one by what is usual: the base keeps its title, subjects are all there once, what it lacks is filled', () => {
    expect(merged([a, b])).toEqual([
      '001 1',
      '041 0_ $a eng',
      '245 00 $a Asthma',
      '300 __ $a 20 p.',
      '650 _2 $a Asthma.',
      '650 _2 $a Lung $0 (DeCS)9',
      '520 __ $a Short.',
      '520 __ $a Rather longer than that.',
    ]);
    expect(mergeRecords([a, b], settings()).leader).toContain('leader of a');
  });

  it('take each field by the narrowest rule of the plan', () => {
    const fields = {
      '245': { take: 'FIRST', order: ['b'] },
      '3XX': { take: 'LONGEST' },
      '52X': { take: 'LONGEST' },
      '650': { take: 'BASE' },
      '04X': { take: 'BASE' },
    };

    expect(merged([a, b], { merge: { fields } })).toEqual([
      '001 1',
      '245 00 $a ASTHMA : a guide',
      '300 __ $a xii, 20 p.',
      '520 __ $a Rather longer than that.',
      '650 _2 $a Asthma.',
    ]);
  });

  it('keep a field and its other script together, under numbers of their own', () => {
    const own = record('a', [
      '245 00 $6 880-01 $a Kampo',
      '700 1_ $6 880-02 $a Sato',
      '880 00 $6 245-01/$1 $a 漢方',
      '880 1_ $6 700-02/$1 $a 佐藤',
    ]);
    const other = record('b', [
      '245 00 $6 880-01 $a Kampo igaku',
      '700 1_ $6 880-02 $a Tanaka',
      '880 00 $6 245-01/$1 $a 漢方医学',
      '880 1_ $6 700-02/$1 $a 田中',
    ]);

    expect(merged([own, other])).toEqual([
      '245 00 $6 880-01 $a Kampo',
      '700 1_ $6 880-02 $a Sato',
      '700 1_ $6 880-04 $a Tanaka',
      '880 00 $6 245-01/$1 $a 漢方',
      '880 1_ $6 700-02/$1 $a 佐藤',
      '880 1_ $6 700-04/$1 $a 田中',
    ]);
  });
});

describe('local fields', () => {
  const localFields = [
    { tags: '590', libraries: ['north'], does: 'MOVE', to: '591' },
    { tags: '59X', systems: ['b'], does: 'DROP' },
    { tags: '9XX', does: 'DROP' },
  ];
  const lines = ['245 00 $a T', '590 __ $a Gift', '690 __ $a Local', '942 __ $c BK'];

  it.each([
    ['moved where only the named libraries have the record', record('a', lines, ['north']), ['590'], '591 __ $a Gift'],
    ['kept where another has it too', record('a', lines, ['north', 'south']), ['942'], '590 __ $a Gift'],
    ['kept where nobody is known to have it', record('a', lines, []), ['942'], '590 __ $a Gift'],
  ])('are %s', (_what, member, gone, there) => {
    const found = merged([member], { localFields });

    expect(found).toContain(there);
    expect(found).toContain('690 __ $a Local');
    for (const tag of gone) expect(found.filter((line) => line.startsWith(`${tag} `))).toEqual([]);
  });

  it('take what they say in another script with them, alone and in an edition', () => {
    const both = [
      '245 00 $a T',
      '590 __ $6 880-01 $a Gift',
      '880 __ $6 590-01/(2/r $a מתנה',
      '880 __ $6 590-00 $a ספר',
    ];
    const ofNorth = record('a', both, ['north']);
    const there = ['591 __ $6 880-01 $a Gift', '880 __ $6 591-01/(2/r $a מתנה', '880 __ $6 591-00 $a ספר'];

    expect(merged([ofNorth], { localFields })).toEqual(['245 00 $a T', ...there]);
    expect(merged([ofNorth, record('c', ['245 00 $a T'])], { localFields })).toEqual(['245 00 $a T', ...there]);
    expect(merged([record('b', both)], { localFields })).toEqual(['245 00 $a T']);
    expect(merged([record('c', ['245 00 $a T']), record('b', both)], { localFields })).toEqual(['245 00 $a T']);
  });

  it('are dropped of one member of an edition and kept of the other', () => {
    expect(merged([record('a', lines), record('b', lines)], { localFields })).toEqual([
      '245 00 $a T',
      '590 __ $a Gift',
      '690 __ $a Local',
    ]);
  });
});

describe('what is no twin', () => {
  const cases: readonly (readonly [
    what: string,
    a: readonly string[],
    b: readonly string[],
    both: readonly string[],
  ])[] = [
    ['signs that count', ['650 _0 $a C#'], ['650 _0 $a C++'], ['650 _0 $a C#', '650 _0 $a C++']],
    [
      'whose field it is',
      ['500 __ $a Signed $5 UkA'],
      ['500 __ $a Signed $5 UkB'],
      ['500 __ $a Signed $5 UkA', '500 __ $a Signed $5 UkB'],
    ],
    [
      'the case of an address',
      ['856 40 $u http://x/aBc'],
      ['856 40 $u http://x/AbC'],
      ['856 40 $u http://x/aBc', '856 40 $u http://x/AbC'],
    ],
    ['the sign of a number', ['024 7_ $a 10/1-2'], ['024 7_ $a 10/12'], ['024 7_ $a 10/1-2', '024 7_ $a 10/12']],
    [
      'one that stands in another script too',
      ['700 1_ $a Sato'],
      ['700 1_ $6 880-01 $a Sato', '880 1_ $6 700-01 $a 佐藤'],
      ['700 1_ $6 880-01 $a Sato', '880 1_ $6 700-01 $a 佐藤'],
    ],
    [
      'one that stands in another script alone',
      ['500 __ $a Note', '880 __ $6 500-00 $a 注'],
      ['880 __ $6 500-00 $a 注', '880 __ $6 500-00 $a 釈', '880 __ $6 245-00 $a 題'],
      ['500 __ $a Note', '880 __ $6 500-00 $a 注', '880 __ $6 500-00 $a 釈'],
    ],
  ];

  it.each(cases)('%s', (_what, a, b, both) => {
    expect(merged([record('a', a), record('b', b)])).toEqual(both);
  });
});

it.each([
  ['of all records', {}, ['245 00 $a A', '590 __ $a Ours', '942 __ $c BK']],
  ['of the target by name', { systems: ['a'] }, ['245 00 $a A', '942 __ $c BK', '590 __ $a Theirs']],
])('a rule for local fields %s does to the record of the target what was meant', (_what, of, left) => {
  const target = record('a', ['245 00 $a A', '590 __ $a Ours', '942 __ $c BK']);
  const other = record('b', ['590 __ $a Theirs']);
  const localFields = ['590', '9XX'].map((tags) => ({ tags, does: 'DROP', ...of }));

  expect(merged([target, other], { into: 'a', localFields }).toSorted()).toEqual(left.toSorted());
});
