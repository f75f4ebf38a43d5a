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

  it('are dropped of one member of an edition and kept of the other', () => {
    expect(merged([record('a', lines), record('b', lines)], { localFields })).toEqual([
      '245 00 $a T',
      '590 __ $a Gift',
      '690 __ $a Local',
    ]);
  });
});
