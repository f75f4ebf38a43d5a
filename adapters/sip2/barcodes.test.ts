import { expect, it } from 'vitest';
import { isSameBarcode, toAsked, toComparable } from './barcodes.ts';

const AS_IT_IS = { digits: null, ignoreCase: false, ignoreZeros: false };

it.each([
  ['barcodes as they are', AS_IT_IS, ['123', ' 123 ']],
  ['those that are asked for with as many digits', { ...AS_IT_IS, digits: 5 }, ['123', ' 123 ', '00123']],
  ['letters of any case', { ...AS_IT_IS, ignoreCase: true }, ['123', ' 123 ']],
  ['zeros before them', { ...AS_IT_IS, ignoreZeros: true }, ['123', ' 123 ', '00123']],
])('compares %s', (_, settings, alike) => {
  const all = ['123', ' 123 ', '00123', '1230'];

  const found = all.filter((one) => toComparable(one, settings) === toComparable('123', settings));

  expect(found).toEqual(alike);
  expect(toComparable('a1', settings) === toComparable('A1', settings)).toBe(settings.ignoreCase);
  // Whatever is taken for its answer is compared with it.
  const taken = all.filter((one) => isSameBarcode(toAsked(one.trim(), settings), toAsked('123', settings), settings));
  expect(taken).toEqual(found);
});
