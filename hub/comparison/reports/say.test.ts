import { expect, it } from 'vitest';
import { counted, sayNumber } from './say.ts';

it('says how many there are as people write it', () => {
  expect([0, 1, 2, 1204].map((count) => counted(count, 'record'))).toEqual([
    '0 records',
    '1 record',
    '2 records',
    '1,204 records',
  ]);
  expect(counted(1, 'copy is the last', 'copies are the last')).toBe('1 copy is the last');
  expect(sayNumber(1_000_000)).toBe('1,000,000');
});
