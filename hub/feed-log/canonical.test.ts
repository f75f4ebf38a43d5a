import { parseIso2709Record, writeIso2709, type MarcRecord } from '#marc/index.ts';
import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { canonicalHash, toCanonicalText } from './canonical.ts';

const record: MarcRecord = {
  leader: '00714cam a2200205 i 4500',
  fields: [
    { tag: '001', value: 'demo-17' },
    {
      tag: '245',
      ind1: '1',
      ind2: '0',
      subfields: [
        { code: 'a', value: 'Médecine /' },
        { code: 'c', value: 'G. C. Cook.' },
      ],
    },
  ],
};

it('writes a line for the leader and each field', () => {
  expect(toCanonicalText(record)).toBe(
    '     cam          i     \n001 demo-17\n245 10\u001faMédecine /\u001fcG. C. Cook.\n',
  );
  expect(canonicalHash(record)).toEqual(createHash('sha256').update(toCanonicalText(record)).digest());
});

it('is the same for what was written as ISO 2709 and read again', () => {
  const read = parseIso2709Record(writeIso2709(record));

  expect(read.kind === 'record' && toCanonicalText(read.record)).toBe(toCanonicalText(record));
});
