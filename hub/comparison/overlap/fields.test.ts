import { marcOf } from '#tests/union-index/marc-lines.ts';
import { describe, expect, it } from 'vitest';
import { classOf, type ComparedField } from '../populations/conflict-classes.ts';
import { classifyFields } from './classify.ts';
import { readFields } from './fields.ts';

function compared(field: ComparedField, one: string, other: string): string | null {
  const [a, b] = [one, other].map((line) => readFields(marcOf('245 10 $a Nursing', line)));
  if (a === undefined || b === undefined) throw new Error('two records are compared');
  return classOf(classifyFields(a, b), field);
}

describe('what two records say of one book', () => {
  it('is no difference where only the shelf marks of their copies differ', () => {
    expect(compared('CLASSMARKS', '852 2_ $b N1 $h WY 100', '852 2_ $b S1 $h WB 320')).toBeNull();
    expect(compared('CLASSMARKS', '060 __ $a WY 100', '060 __ $a WB 320')).toBe('SUBSTANCE');
  });

  it.each([
    ['300 __ $a 1 v.', '300 __ $a 1 volume'],
    ['300 __ $a xii, 345 p. ;', '300 __ $a xii, 345 pages'],
    ['300 __ $a 3 v.', '300 __ $a 3 volumes'],
  ])('is the same: %s and %s', (one, other) => {
    expect(compared('EXTENT', one, other)).toMatch(/EQUAL|PUNCTUATION/);
  });

  it('is the same in both forms of an ISBN', () => {
    expect(compared('ISBN', '020 __ $a 0198526636', '020 __ $a 9780198526636 (pbk.)')).toBe('EQUAL');
  });
});
