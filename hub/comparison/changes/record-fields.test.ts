import type { MarcField, MarcRecord } from '#marc/index.ts';
import { expect, it } from 'vitest';
import { changedFields } from './record-fields.ts';

const LEADER = '00123nam a2200045 a 4500';
const record = (fields: readonly MarcField[], leader = LEADER): MarcRecord => ({ leader, fields });
const subject = (value: string, form?: string): MarcField => ({
  tag: '650',
  ind1: ' ',
  ind2: '0',
  subfields: [{ code: 'a', value }, ...(form === undefined ? [] : [{ code: 'v', value: form }])],
});
const saved = (at: string): MarcField => ({ tag: '005', value: at });

it.each([
  ['nothing, if fields of a tag change their places', [subject('A'), subject('B')], [subject('B'), subject('A')], []],
  ['nothing, if it was only saved anew', [saved('20260101')], [saved('20260601')], []],
  [
    'a field that is gone, beside the same again',
    [subject('A'), subject('A')],
    [subject('A')],
    [['650', '#0 $a A', null]],
  ],
  ['a field that came', [], [subject('A', 'Atlases')], [['650', null, '#0 $a A $v Atlases']]],
  [
    'the subfields that differ',
    [subject('A', 'Atlases'), subject('B')],
    [subject('A', 'Tables'), subject('B')],
    [['650 $v', '#0 $a A $v Atlases', '#0 $a A $v Tables']],
  ],
] as const)('tells %s', (_, was, now, expected) => {
  const changes = changedFields(record(was), record(now));

  expect(changes.map((change) => [change.field, change.was, change.now])).toEqual(expected);
});

it('tells what the leader says, and not how long the record is', () => {
  const longer = record([], '00999nam a2200099 a 4500');
  const serial = record([], '00123nas a2200045 a 4500');

  expect(changedFields(record([]), longer)).toEqual([]);
  expect(changedFields(record([]), serial)).toEqual([{ field: 'LDR', tag: 'LDR', was: LEADER, now: serial.leader }]);
});
