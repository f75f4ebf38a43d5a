import { describe, expect, it } from 'vitest';
import type { CopyHistoryQuery } from '../../__generated__/operations.ts';
import { copyView } from './page.ts';

const NOW = Date.parse('2026-11-27T15:00:00Z');

type Found = NonNullable<CopyHistoryQuery['items']>[number];
type Told = NonNullable<NonNullable<Found['item']>['history']>['told'][number];

const FIRST: Told = {
  from: null,
  until: '2026-11-27T13:57:00Z',
  source: null,
  asOf: null,
  status: 'LOST',
  statusAtSource: 'Lost',
  rule: 'codes.LOST.4',
  code: null,
  why: null,
};

function show(...told: readonly Told[]) {
  const found: Found = {
    item: { history: { since: '2026-10-28T15:00:00Z', told } },
    holding: {
      library: { name: 'Oak Library' },
      callNumbers: ['WB 115', 'WB 116'],
      edition: { id: 'e1', title: 'Anatomy', language: 'eng' },
    },
  };
  const [copy] = copyView([found], { barcode: '0042', refused: undefined, isUnread: false }, NOW).copies;
  if (copy === undefined) throw new Error('the copy is shown');
  return copy;
}

describe('what was told of a copy', () => {
  it('names the copy by its title, library and call numbers', () => {
    expect(show(FIRST)).toMatchObject({ title: 'Anatomy', href: '/titles/e1', facts: 'Oak Library · WB 115, WB 116' });
    expect(show(FIRST).silence).toBe('When its system did not answer is told since 28 October 2026 at 15:00.');
  });

  it('says in words which setting decided, and that a start was not recorded', () => {
    expect(show(FIRST).rows).toEqual([
      {
        header: { text: 'Before today 13:57; the start was not recorded' },
        cells: [
          'Lost',
          'Lost',
          { text: 'The settings of this region, for the value 4 of LOST', notes: ['In the region file: codes.LOST.4'] },
          { text: 'Not recorded', notes: [] },
        ],
      },
    ]);
  });

  it('begins with what holds now, although a time of silence that is over began later', () => {
    const silence = { ...FIRST, from: '2026-11-27T13:50:00Z', status: null, source: 'LAST_KNOWN' } as const;

    expect(show({ ...FIRST, until: null }, silence).rows.map(({ header }) => header)).toEqual([
      { text: 'Now (since when is not recorded)' },
      { text: 'From today 13:50, until today 13:57' },
    ]);
  });

  it.each([
    ['locations.CATALOGING', 'The settings of this region, for the place CATALOGING'],
    ['statuses.08', 'The settings of this region, for the state 08'],
    [
      'no codes.LOST.9 in the region file',
      'Nobody has said in the settings of this region what the value 9 of LOST means',
    ],
    ['no location BIN in the region file', 'Nobody has said in the settings of this region what the place BIN means'],
    ['Koha: checked out', 'A fixed rule for Koha: checked out'],
  ])('says of the rule %s: %s', (rule, text) => {
    const [, , cell] = show({ ...FIRST, rule }).rows[0]?.cells ?? [];

    expect(typeof cell === 'string' ? cell : cell?.text).toBe(text);
  });

  it('says of a time of silence why it was, and that what was shown is not recorded', () => {
    const silence = {
      ...FIRST,
      from: '2026-11-27T13:50:00Z',
      status: null,
      source: 'LAST_KNOWN',
      code: 'LMS_TIMEOUT',
      why: 'no answer came within 4.2 s',
    } as const;

    const BY = {
      text: 'Its system did not answer when it was asked',
      notes: ['Why, at first: no answer came within 4.2 s (LMS_TIMEOUT)'],
    };
    expect(show(silence).rows[0]).toMatchObject({
      header: { text: 'From today 13:50, until today 13:57' },
      cells: ['As last known, or as not checked: which of the two is not recorded', 'Not recorded', 'Not recorded', BY],
    });
  });
});
