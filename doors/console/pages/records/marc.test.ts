import { describe, expect, it } from 'vitest';
import { compareMarc, type Marc, type MarcField } from './marc.ts';

function field(tag: string, ...subfields: readonly string[]): MarcField {
  return {
    tag,
    value: null,
    ind1: ' ',
    ind2: '0',
    subfields: subfields.map((text) => ({ code: text.charAt(0), value: text.slice(2) })),
  };
}

function control(tag: string, value: string): MarcField {
  return { tag, value, ind1: null, ind2: null, subfields: [] };
}

function marc(...fields: readonly MarcField[]): Marc {
  return { leader: '00000nam a22', undecoded: false, fields };
}

function compared(a: Marc, b: Marc): readonly string[] {
  return compareMarc(a, b).flatMap(({ name, fields }) =>
    fields.map((one) => [name, one.tag, one.a ?? '–', one.b ?? '–', one.standing].join(' | ')),
  );
}

describe('compareMarc', () => {
  it('finds what is the same, what differs, and what only one has, in the order of cataloguers', () => {
    const a = marc(
      control('001', 'x 1'),
      field('020', 'a 111'),
      field('020', 'a 222'),
      field('245', 'a Asthma /', 'c by A.'),
    );
    const b = marc(
      control('001', 'x 2'),
      field('020', 'a 222'),
      field('245', 'a Asthma', 'c by A'),
      field('650', 'a Lung'),
    );

    expect(compared(a, b)).toEqual([
      'Title | 245 | #0 $a Asthma / $c by A. | #0 $a Asthma $c by A | NEARLY',
      'Identifiers and codes | 020 | #0 $a 111 | – | ONLY_A',
      'Identifiers and codes | 020 | #0 $a 222 | #0 $a 222 | SAME',
      'Subjects | 650 | – | #0 $a Lung | ONLY_B',
      'Control fields | Leader | 00000nam#a22 | 00000nam#a22 | SAME',
      'Control fields | 001 | x#1 | x#2 | DIFFERENT',
    ]);
  });

  it('lets equal fields find each other before others are paired', () => {
    const a = marc(field('650', 'a One'), field('650', 'a Two'));
    const b = marc(field('650', 'a Two'), field('650', 'a Three'));

    expect(compared(a, b).slice(0, 2)).toEqual([
      'Subjects | 650 | #0 $a One | #0 $a Three | DIFFERENT',
      'Subjects | 650 | #0 $a Two | #0 $a Two | SAME',
    ]);
  });

  it('never calls two fields nearly the same of which no letter can be compared', () => {
    expect(compared(marc(field('245', 'a !')), marc(field('245', 'a ?')))[0]).toContain('DIFFERENT');
  });

  it('has a class for every tag, and shortens what is very long', () => {
    const tags = [
      '011',
      '100',
      '245',
      '250',
      '264',
      '300',
      '490',
      '830',
      '520',
      '650',
      '700',
      '776',
      '856',
      '880',
      '2A0',
    ];
    const whole = marc(...tags.map((tag) => field(tag, `a ${'long '.repeat(200)}`)));

    const fields = compareMarc(whole, whole).flatMap((one) => one.fields);

    expect(fields.map(({ tag }) => tag).toSorted()).toEqual([...tags, 'Leader'].toSorted());
    expect(Math.max(...fields.map(({ a }) => a?.length ?? 0))).toBeLessThan(510);
  });
});
