/** What a rule may say of two records, and what it may not. */
import type { SystemId } from '#domain/ids.ts';
import type { MarcField, MarcRecord } from '#marc/index.ts';
import { expect, it } from 'vitest';
import { toPlanSettings } from '../plans/plan-settings.ts';
import { ownTagsOf } from '../target/pointers.ts';
import { toPlanned } from './beside-plan.ts';
import { compareMarc } from './compare-marc.ts';

const LEADER = '00000nam a2200000 i 4500';
const field = (tag: string, ...subfields: readonly string[]): MarcField => ({
  tag,
  ind1: ' ',
  ind2: ' ',
  subfields: subfields.map((one) => ({ code: one.charAt(0), value: one.slice(1) })),
});
const record = (fields: readonly MarcField[], leader = LEADER): MarcRecord => ({ leader, fields: [...fields] });

function compareOf(source: MarcRecord, target: MarcRecord, members: readonly MarcRecord[] = []) {
  return compareMarc({
    system: 'old',
    source,
    target,
    members,
    before: null,
    planned: null,
    isBase: false,
    ownTags: new Set(),
    tellsRuns: true,
    isProvenance: () => false,
  });
}

const rulesOf = (...records: Parameters<typeof compareOf>) =>
  compareOf(...records).map(({ field: tag, what, rule }) => [tag, what, rule]);

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

it.each([
  ['a few', 50],
  ['all', 1],
])('sets thousands of runs with new numbers, of which %s say more, beside their own', (_which, nth) => {
  const numbers = Array.from({ length: 5_000 }, (_, index) => index + 1);
  const run = (link: number, n: number, ...more: readonly string[]) => field('863', `81.${link}`, `av. ${n}`, ...more);
  const source = record(numbers.map((n) => run(n, n)));
  // The first is lost.
  const left = numbers.slice(1);
  const target = record(left.map((n, at) => run(at + 7, n, ...(n % nth === 0 ? ['zb'] : []))));

  const differences = compareOf(source, target);

  const numberOf = (text: string | null): string | undefined => / \$a v\. (\d+)/.exec(text ?? '')?.[1];
  const others = differences.filter(({ from, to }) => numberOf(from) !== numberOf(to));
  expect(others.filter(({ what }) => what !== 'CHANGED').map(({ what }) => what)).toEqual(['MISSING']);
  // They are weighed in parts: behind the one that is lost, a few at the ends of these may stand beside the next.
  expect(others.length).toBeLessThanOrEqual(10);
});

it('follows a link by a number with a blank in it', () => {
  const link = (number: string) => record([field('773', 'tBound with', `w${number}`)]);

  expect(compareOf(link('(old)sn 1'), link('5000001'))).toMatchObject([
    { rule: 'link-pointed-anew', links: [{ of: 'RECORD', from: 'sn 1', agency: 'old', to: '5000001' }] },
  ]);
});

/** With a leader that says so at place 18, by which rules it was described, and at 06, what it is. */
const withLeader = (rules: 'a' | 'i', type = 'a'): MarcRecord => ({
  leader: `00000n${type}m a2200000 ${rules} 4500`,
  fields: [{ tag: '245', ind1: ' ', ind2: ' ', subfields: [{ code: 'a', value: 'Clinical medicine' }] }],
});

const plannedAs = (rules: 'a' | 'i') => ({
  given: withLeader(rules),
  decided: withLeader(rules),
  lostPlaces: new Set<string>(),
});

it.each([
  ['that of the other member', { members: [withLeader('i')], planned: null }, 'other-member'],
  ['that of the record that the plan makes', { members: [withLeader('i')], planned: plannedAs('i') }, 'other-member'],
  ['a member’s, and not that of the plan', { members: [withLeader('i')], planned: plannedAs('a') }, null],
  ['nobody’s', { members: [withLeader('i', 'c')], planned: null }, null],
  ['that of a plan, of a record that is merged with none', { members: [], planned: plannedAs('i') }, null],
])('says of a leader that changed: it is %s', (_whose, given, rule) => {
  const differences = compareMarc({
    source: withLeader('a'),
    target: withLeader('i'),
    before: null,
    isBase: false,
    ownTags: new Set(),
    tellsRuns: true,
    isProvenance: () => false,
    system: 'old',
    ...given,
  });

  expect(differences.map((one) => [one.field, one.rule])).toEqual([['LDR', rule]]);
});

interface ByPlan {
  readonly from: readonly MarcField[];
  /** The same with the target's branches in `$5`; `from` if not said. */
  readonly owned?: readonly MarcField[];
  /** Of another record that the plan merges into it. */
  readonly merged?: readonly MarcField[];
  /** Whether the other is merged into it; true if not said. */
  readonly isBase?: boolean;
  /** What was written for the target. */
  readonly given: readonly MarcField[];
  /** What the target has; what was written for it if not said. */
  readonly to?: readonly MarcField[];
  readonly kind?: string;
  readonly tellsRuns?: boolean;
  readonly localFields?: readonly object[];
  readonly says: readonly unknown[];
}

const HERE = 'old' as SystemId;

it.each<[string, ByPlan]>([
  [
    'the type of the record is the target’s',
    {
      from: [field('942', 'cBOOK')],
      given: [field('942', 'cBK')],
      kind: 'koha',
      says: [['942', 'CHANGED', 'written-for-target']],
    },
  ],
  [
    'a field of a system without such data of its own was not written',
    { from: [field('942', 'aShelf notes')], given: [], kind: 'files', says: [['942', 'MISSING', null]] },
  ],
  [
    'copies and numbers of a system that has them there were not written',
    { from: [field('949', 'a1')], given: [], kind: 'symphony', says: [['949', 'MISSING', 'local-pointer']] },
  ],
  [
    'a subfield, a note and a heading were lost in the writing',
    {
      from: [field('245', 'aWards', 'cby Ann Example'), field('520', 'aOf wards'), field('650', 'aWards', '912')],
      given: [field('245', 'aWards')],
      says: [
        ['245', 'CHANGED', null],
        ['520', 'MISSING', null],
        ['650', 'MISSING', null],
      ],
    },
  ],
  [
    'a note of a merged record was lost in the writing, and a publisher that the plan does not take was not',
    {
      from: [field('260', 'bOne'), field('520', 'aOf wards')],
      merged: [field('260', 'bAnother')],
      isBase: false,
      given: [field('260', 'bAnother')],
      says: [
        ['260', 'CHANGED', 'other-member'],
        ['520', 'MISSING', null],
      ],
    },
  ],
  [
    'a field was made up in the writing',
    { from: [], given: [field('500', 'aMade up')], says: [['500', 'ADDED', null]] },
  ],
  [
    'local fields are dropped and moved',
    {
      from: [field('590', 'aLocal'), field('591', 'aMore')],
      given: [field('500', 'aMore')],
      localFields: [
        { tags: '590', does: 'DROP' },
        { tags: '591', does: 'MOVE', to: '500' },
      ],
      says: [
        ['590', 'MISSING', 'local-field-by-plan'],
        ['591', 'MISSING', 'local-field-by-plan'],
        ['500', 'ADDED', 'local-field-by-plan'],
      ],
    },
  ],
  [
    'a local field that it drops is there still',
    {
      from: [field('590', 'aLocal')],
      given: [],
      to: [field('590', 'aLocal')],
      localFields: [{ tags: '590', does: 'DROP' }],
      says: [['590', 'ADDED', null]],
    },
  ],
  [
    'a heading stands there once more',
    {
      from: [field('650', 'aWards')],
      given: [field('650', 'aWards')],
      to: [field('650', 'aWards'), field('650', 'aWards')],
      says: [['650', 'ADDED', null]],
    },
  ],
  [
    'the place of a run was given a branch, and is not there',
    {
      from: [field('852', '81', 'bOLD')],
      given: [field('852', '81', 'bNEW')],
      to: [field('866', '81')],
      says: [
        ['852', 'MISSING', null],
        ['866', 'ADDED', null],
        ['852', 'MISSING', null],
      ],
    },
  ],
  [
    'runs and their places have other numbers and branches, and one stays behind with its place',
    {
      from: [
        field('852', '81', 'bOLD', 'hWB 100', 'cJNL'),
        field('866', '81.1', 'av.1-9'),
        field('852', '82', 'bOLD', 'hWX 1'),
        field('866', '82.1', 'av.10'),
      ],
      given: [field('852', '84', 'bNEW', 'hWB 100', 'cJNL'), field('866', '84.1', 'av.1-9')],
      says: [
        ['852', 'CHANGED', 'written-for-target'],
        ['852', 'MISSING', 'written-for-target'],
        ['866', 'CHANGED', 'written-for-target'],
        ['866', 'MISSING', 'written-for-target'],
      ],
    },
  ],
  [
    'the shelf mark of a run was lost in the writing, and the whole place of another',
    {
      from: [
        field('852', '81', 'bOLD', 'hWB 100'),
        field('866', '81.1', 'av.1-9'),
        field('852', '82', 'bOLD', 'cBasement of the old house'),
        field('853', '82', 'av.'),
        field('863', '82.1', 'a1-5'),
      ],
      given: [
        field('852', '84', 'bNEW'),
        field('866', '84.1', 'av.1-9'),
        field('853', '85', 'av.'),
        field('863', '85.1', 'a1-5'),
      ],
      says: [
        ['852', 'MISSING', null],
        ['852', 'MISSING', null],
        ['852', 'ADDED', 'written-for-target'],
        ['866', 'CHANGED', 'written-for-target'],
        ['853', 'CHANGED', 'written-for-target'],
        ['863', 'CHANGED', 'written-for-target'],
      ],
    },
  ],
  [
    'two records state the same run, and that of the base stays behind with its place',
    {
      from: [field('852', '81', 'bOLD', 'hWX 1'), field('866', '81.1', 'av.1-9')],
      merged: [field('852', '81', 'bOTHER', 'hWB 100'), field('866', '81.1', 'av.1-9')],
      given: [field('852', '82', 'bNEW', 'hWB 100'), field('866', '82.1', 'av.1-9')],
      says: [
        ['852', 'CHANGED', 'written-for-target'],
        ['866', 'CHANGED', 'written-for-target'],
      ],
    },
  ],
  [
    'of two alike places of merged records one was lost in the writing',
    {
      from: [field('852', 'bOLD', 'hWB 100'), field('866', 'av.1-9')],
      merged: [field('852', 'bOLD', 'hWB 100'), field('866', 'av.10-')],
      kind: 'files',
      given: [field('852', '81', 'bNEW', 'hWB 100'), field('866', '81.1', 'av.1-9'), field('866', '82.1', 'av.10-')],
      says: [
        ['852', 'CHANGED', null],
        ['866', 'CHANGED', 'written-for-target'],
        ['866', 'ADDED', 'written-for-target'],
      ],
    },
  ],
  [
    'the place of a run was lost in the writing, and it said whose it was',
    {
      from: [field('852', '81', 'bOLD', 'hWB 100', '5OLD'), field('866', '81.1', 'av.1-9')],
      owned: [field('852', '81', 'bOLD', 'hWB 100', '5NEW'), field('866', '81.1', 'av.1-9')],
      given: [field('866', '81.1', 'av.1-9')],
      says: [['852', 'MISSING', null]],
    },
  ],
  [
    'runs are gone, and the target tells none',
    {
      from: [field('853', '81', 'av.'), field('863', '81.1', 'a1')],
      given: [field('853', '82', 'av.'), field('863', '82.1', 'a1')],
      to: [],
      tellsRuns: false,
      says: ['853', '863', '853', '863'].map((tag) => [tag, 'MISSING', null]),
    },
  ],
  [
    'the target tells runs in another way, and not where on its shelves they stand',
    {
      from: [field('852', '81', 'bOLD'), field('852', '82', 'bOLD', 'hWB 100'), field('866', '81.1', 'av.1-9')],
      given: [field('852', '81', 'bNEW'), field('852', '82', 'bNEW', 'hWB 100'), field('866', '81.1', 'av.1-9')],
      to: [],
      says: [
        ['852', 'MISSING', 'written-for-target'],
        ['852', 'MISSING', null],
        ['866', 'MISSING', 'written-for-target'],
        ['852', 'MISSING', null],
      ],
    },
  ],
  [
    'the number of a record that stays behind was taken out',
    {
      from: [field('773', 'tHost', 'w12')],
      given: [field('773', 'tHost')],
      says: [['773', 'CHANGED', 'link-left-behind']],
    },
  ],
  [
    'a link is gone with its words',
    { from: [field('773', 'tHost', 'w12')], given: [field('773', 'tHost')], to: [], says: [['773', 'MISSING', null]] },
  ],
  [
    'nothing but the number of a record that stays behind was in it',
    { from: [field('773', 'w12')], given: [], says: [['773', 'MISSING', 'link-left-behind']] },
  ],
  [
    'a series named an authority of its system alone',
    {
      from: [field('800', 'aExample, Ann', '9912'), field('830', 'aTexts', '=^A12')],
      given: [field('800', 'aExample, Ann'), field('830', 'aTexts')],
      says: ['800', '830'].map((tag) => [tag, 'CHANGED', 'local-pointer']),
    },
  ],
  [
    'a heading of a merged record named an authority of its system',
    {
      from: [field('650', 'aWards', '912')],
      merged: [field('650', 'aNursing')],
      given: [field('650', 'aWards'), field('650', 'aNursing')],
      says: [
        ['650', 'CHANGED', 'local-pointer'],
        ['650', 'ADDED', 'other-member'],
      ],
    },
  ],
])(
  'by a plan, if %s',
  (
    _what,
    { from, owned = from, merged, given, to = given, kind = 'koha', localFields = [], isBase = true, ...rest },
  ) => {
    const settings = toPlanSettings({ systems: [HERE], localFields });
    const members = merged === undefined ? [] : [record(merged)];
    const sources = [record(owned), ...members].map((marc) => ({ system: HERE, libraries: [], marc }));
    const [base, ...others] = isBase ? sources : sources.toReversed();
    if (base === undefined) throw new Error('no source');
    const differences = compareMarc({
      source: record(from),
      target: record(to),
      planned: toPlanned(record(given), [base, ...others], new Map([[HERE, kind]]), settings),
      members,
      before: null,
      isBase,
      isProvenance: () => false,
      system: HERE,
      ownTags: ownTagsOf(kind),
      tellsRuns: rest.tellsRuns ?? true,
    });

    expect(differences.map((one) => [one.field, one.what, one.rule])).toEqual(rest.says);
  },
);
