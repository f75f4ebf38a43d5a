/** What a rule may say of two records, and what it may not. */
import type { MarcField, MarcRecord } from '#marc/index.ts';
import { expect, it } from 'vitest';
import { compareMarc } from './compare-marc.ts';

const LEADER = '00000nam a2200000 i 4500';
const field = (tag: string, ...subfields: readonly string[]): MarcField => ({
  tag,
  ind1: ' ',
  ind2: ' ',
  subfields: subfields.map((one) => ({ code: one.charAt(0), value: one.slice(1) })),
});
const record = (fields: readonly MarcField[], leader = LEADER): MarcRecord => ({ leader, fields: [...fields] });

function rulesOf(source: MarcRecord, target: MarcRecord, members: readonly MarcRecord[] = []) {
  return compareMarc({
    system: 'old',
    source,
    target,
    members,
    before: null,
    planned: null,
    isBase: false,
    isProvenance: () => false,
  }).map(({ field: tag, what, rule }) => [tag, what, rule]);
}

it.each<[string, string, readonly (string | null)[]]>([
  ['an edit', '00000cam a2200000 i 4500', ['LDR', 'CHANGED', 'record-number']],
  ['that it is deleted', '00000dam a2200000 i 4500', ['LDR', 'CHANGED', null]],
])('of a leader that says %s', (_what, leader, says) => {
  expect(rulesOf(record([]), record([], leader))).toEqual([says]);
});

it.each<[string, MarcField, MarcField, string | null]>([
  ['a number in $9 of a heading is gone', field('650', 'aWards', '912'), field('650', 'aWards'), 'local-pointer'],
  ['a note in $9 of a heading is gone', field('650', 'aWards', '9local'), field('650', 'aWards'), null],
  ['a number in $9 of a note is new', field('500', 'aWards'), field('500', 'aWards', '912'), null],
])('if %s', (_what, from, to, rule) => {
  expect(rulesOf(record([from]), record([to]))).toEqual([[from.tag, 'CHANGED', rule]]);
});

it('of a merged record misses a heading in whose place another record has another', () => {
  const [nursing, ethics] = [field('650', 'aNursing'), field('650', 'aEthics')];

  expect(rulesOf(record([nursing]), record([ethics]), [record([ethics])])).toEqual([
    ['650', 'MISSING', null],
    ['650', 'ADDED', 'other-member'],
  ]);
});

/** With a leader that says so at place 18, by which rules it was described, and at 06, what it is. */
const withLeader = (rules: 'a' | 'i', type = 'a'): MarcRecord => ({
  leader: `00000n${type}m a2200000 ${rules} 4500`,
  fields: [{ tag: '245', ind1: ' ', ind2: ' ', subfields: [{ code: 'a', value: 'Clinical medicine' }] }],
});

it.each([
  ['that of the other member', { members: [withLeader('i')], planned: null }, 'other-member'],
  ['that of the record that the plan makes', { members: [withLeader('i')], planned: withLeader('i') }, 'other-member'],
  ['a member’s, and not that of the plan', { members: [withLeader('i')], planned: withLeader('a') }, null],
  ['nobody’s', { members: [withLeader('i', 'c')], planned: null }, null],
  ['that of a plan, of a record that is merged with none', { members: [], planned: withLeader('i') }, null],
])('says of a leader that changed: it is %s', (_whose, given, rule) => {
  const differences = compareMarc({
    source: withLeader('a'),
    target: withLeader('i'),
    before: null,
    isBase: false,
    isProvenance: () => false,
    system: 'old',
    ...given,
  });

  expect(differences.map((one) => [one.field, one.rule])).toEqual([['LDR', rule]]);
});

it.each<[string, MarcField[], MarcField[], MarcField[], readonly unknown[]]>([
  [
    'the type of the record is the target’s',
    [field('942', 'cBOOK')],
    [field('942', 'cBK')],
    [field('942', 'cBK')],
    [['942', 'CHANGED', 'written-for-target']],
  ],
  [
    'a heading stands there once more',
    [field('650', 'aWards')],
    [field('650', 'aWards')],
    [field('650', 'aWards'), field('650', 'aWards')],
    [['650', 'ADDED', null]],
  ],
  [
    'the place of a run was given a branch, and is not there',
    [field('852', '81', 'bOLD')],
    [field('852', '81', 'bNEW')],
    [field('866', '81')],
    [
      ['852', 'MISSING', 'written-for-target'],
      ['866', 'ADDED', null],
      ['852', 'MISSING', null],
    ],
  ],
  [
    'the number of a record that stays behind was taken out',
    [field('773', 'tHost', 'w12')],
    [field('773', 'tHost')],
    [field('773', 'tHost')],
    [['773', 'CHANGED', 'link-left-behind']],
  ],
])('by a plan, if %s', (_what, from, given, to, says) => {
  const differences = compareMarc({
    source: record(from),
    target: record(to),
    planned: record(given),
    members: [],
    before: null,
    isBase: true,
    isProvenance: () => false,
    system: 'old',
  });

  expect(differences.map((one) => [one.field, one.what, one.rule])).toEqual(says);
});
