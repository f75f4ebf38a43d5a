import { expect, it } from 'vitest';
import { FIX_KINDS } from './fix-kinds.ts';

const remedyOf = (kind: string) => FIX_KINDS.find((one) => one.kind === kind)?.remedy;

it('says of what takes two of one system that both are counted, so that nobody takes a pair for two things to do', () => {
  const ofTwo = FIX_KINDS.filter(({ twin }) => twin === 'RECORD' || twin === 'COPY');

  expect(ofTwo.map(({ kind }) => kind)).toEqual(['BARCODE_TWICE', 'TITLE_TWICE']);
  expect(ofTwo.filter(({ remedy }) => !remedy.includes('are counted; only one '))).toEqual([]);
});

it('says of copies without a barcode which are not counted', () => {
  expect(remedyOf('BARCODE_MISSING')).toMatch(/What is only read online needs none: it is not in this number\.$/);
});

it('asks nobody to delete a record on which another library has copies without its leave', () => {
  expect(remedyOf('TITLE_TWICE')).toMatch(
    /Agree first with every library in “Also held by” and “Other record held by”: they have copies on these records\./,
  );
});
