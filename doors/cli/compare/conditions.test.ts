import { describe, expect, it } from 'vitest';
import { readConditions, readDimensions, readPopulation, writeCondition } from './conditions.ts';

describe('conditions of the command line', () => {
  it('join two values of one dimension, and keep everything behind the first sign', () => {
    expect(readConditions(['ITEM_TYPE=STL', 'library=a', 'ITEM_TYPE=A=B,C'])).toEqual([
      { dimension: 'ITEM_TYPE', in: ['STL', 'A=B,C'] },
      { dimension: 'LIBRARY', in: ['a'] },
    ]);
  });

  it.each([
    ['ITEM_TYPE', 'write DIMENSION=VALUE'],
    ['=STL', 'write DIMENSION=VALUE'],
    ['COLOUR=red', 'There is no dimension COLOUR; there are SYSTEM'],
  ])('refuse %s', (written, problem) => {
    expect(() => readConditions([written])).toThrow(problem);
  });

  it('name dimensions and what is counted in any case', () => {
    expect(readDimensions('library, item-type')).toEqual(['LIBRARY', 'ITEM_TYPE']);
    expect(readPopulation('items')).toBe('ITEMS');
    expect(() => readPopulation('books')).toThrow('write one of RECORDS, ITEMS, STATEMENTS');
  });

  it('are written as they are read', () => {
    const condition = { dimension: 'LOCATION', in: ["Matron's room", 'STACKS'] } as const;

    expect(writeCondition(condition)).toBe(String.raw`--where 'LOCATION=Matron'\''s room' --where LOCATION=STACKS`);
  });
});
