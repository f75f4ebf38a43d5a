/** Texts as no cataloguer writes them, but a fault of a conversion may: none holds up the process that reads it. */
import type { MarcRecord } from '#marc/marc-record.ts';
import { expect, it } from 'vitest';
import { describeRecord } from './describe-record.ts';

const LENGTH = 50_000;
/** A piece that is repeated, and what stands at the end. */
const PIECES: readonly (readonly [string, string])[] = [
  [' ', 'b'],
  [', ', 'x'],
  ['. ', 'x'],
  ['(', ''],
  ['[text', ''],
  ['1', 'x'],
  ['1, ', 'x'],
  ['1/', ''],
  [' ; ', '1'],
  [' : ', ''],
  ['= ', ''],
];
const FIELDS = [
  '100 a',
  '245 a',
  '245 b',
  '245 c',
  '250 a',
  '260 b',
  '260 c',
  '300 a',
  '490 a',
  '490 v',
  '650 a',
  '773 t',
];

it('are described in no time, each', () => {
  const slow: string[] = [];
  for (const [piece, end] of PIECES) {
    const value = `a${piece.repeat(LENGTH / piece.length)}${end}`;
    for (const field of FIELDS) {
      const [tag = '', code = ''] = field.split(' ');
      const record: MarcRecord = {
        leader: '00000nam a2200000 a 4500',
        fields: [{ tag, ind1: ' ', ind2: ' ', subfields: [{ code, value }] }],
      };
      const startedAt = process.cpuUsage().user;
      describeRecord(record);
      const ms = (process.cpuUsage().user - startedAt) / 1_000;
      // In each way in which such a text can be divided, it took seconds.
      if (ms > 250) slow.push(`${field} of ${JSON.stringify(piece)}: ${ms.toFixed(0)} ms`);
    }
  }
  expect(slow).toEqual([]);
});
