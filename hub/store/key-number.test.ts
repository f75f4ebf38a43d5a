import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyNumber } from './key-number.ts';

describe('keyNumber', () => {
  it('gives for ever the numbers that stand in databases', () => {
    expect(['', 'isbn:9780198526636', 'ty:introductiontoclinicalme|2004', 'ts:助産学'].map(keyNumber)).toEqual([
      3694911948705343, 5358106387498169, 2338919145956748, 6191908521798325,
    ]);
  });

  it('gives whole numbers that a double and a bigint hold alike', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (key) => {
        const number = keyNumber(key);
        expect(Number.isSafeInteger(number) && number >= 0).toBe(true);
      }),
    );
  });

  it('gives a hundred thousand alike keys as many numbers', () => {
    const keys = Array.from({ length: 100_000 }, (_, number) => `isbn:978${String(number).padStart(10, '0')}`);

    expect(new Set(keys.map(keyNumber)).size).toBe(keys.length);
  });
});
