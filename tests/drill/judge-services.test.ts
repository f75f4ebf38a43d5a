/** What the drill takes for an untruth of RTAC and DAIA. */
import type { DaiaLine, RtacLine } from '#drill/services/ask-services.ts';
import { judgeServices } from '#drill/services/judge-services.ts';
import type { DrilledSystem } from '#drill/systems.ts';
import { createHistory } from '#drill/world/history.ts';
import type { CopyTruth, TitleTruth } from '#drill/world/truth.ts';
import { describe, expect, it } from 'vitest';

const NOW = Date.parse('2026-11-26T12:00:00Z');
const shelf: CopyTruth = { status: 'AVAILABLE', dueOn: null };
const lent: CopyTruth = { status: 'ON_LOAN', dueOn: '2026-12-01' };
const title: TitleTruth = {
  title: 1,
  queue: null,
  copies: new Map([
    ['in', createHistory<CopyTruth>(shelf)],
    ['out', createHistory<CopyTruth>(lent)],
  ]),
};
const system = {
  id: 'koha',
  login: {},
  freshForMs: 0,
  truth: { titles: new Map([[1, title]]), titleOf: () => title },
} as unknown as DrilledSystem;

const line = (barcode: string, status: string, more: Partial<RtacLine> = {}): RtacLine => ({
  id: `koha:item:${barcode}`,
  barcode,
  status,
  library: { code: 'lib-koha' },
  ...more,
});
const item = (barcode: string, more: DaiaLine): DaiaLine => ({ id: `tag:x.org,2026:koha:item:${barcode}`, ...more });

function breachesOf(rtac: readonly RtacLine[], daia: readonly DaiaLine[] = [], status = 200): readonly string[] {
  const statuses = { rtac: 200, daia: status };
  const answer = {
    rtac: new Map([[1, rtac]]),
    daia: new Map([[1, daia]]),
    statuses,
    askedAt: NOW,
    answeredAt: NOW + 50,
  };
  return judgeServices([system], [1], answer).breaches;
}

const loan = line('out', 'On loan, due 1 Dec', { dueDate: '2026-12-01' });
const truly = [line('in', 'On the shelf'), loan];

describe('RTAC and DAIA', () => {
  it.each([
    'On the shelf',
    'Probably on the shelf; it may be kept for another reader',
    'We could not check; it may be on the shelf',
    'On the shelf yesterday 14:05',
    'On the shelf 3 Nov 14:05',
    'On loan, due 1 Dec (as of yesterday 14:05)',
  ])('may say of a copy in its place "%s"', (status) => {
    expect(breachesOf([line('in', status), loan])).toEqual([]);
  });

  it.each([
    ['On loan, due 1 Dec', {}],
    ['Missing from its place', {}],
    ['Not available; ask the library', {}],
    ['On the shelf', { dueDate: '2026-12-01' }],
  ])('may not say of it "%s" %j', (status, more) => {
    expect(breachesOf([line('in', status, more), loan])).toEqual([
      expect.stringMatching(/told to be away, and was there all the time/),
    ]);
  });

  it('may not say of a copy on loan that it is there', () => {
    expect(breachesOf([line('in', 'On the shelf'), line('out', 'On the shelf')])).toHaveLength(1);
    expect(breachesOf(truly, [item('out', { available: [{ service: 'loan' }] })])).toHaveLength(1);
  });

  it('may not have a service of a copy in its place among those that are unavailable', () => {
    const unavailable = [{ service: 'loan' }];

    expect(breachesOf(truly, [item('in', {}), item('out', { unavailable })])).toEqual([]);
    expect(breachesOf(truly, [item('in', { unavailable })])).toHaveLength(1);
  });

  it('may leave no library out, but may know nothing of the whole title', () => {
    expect(breachesOf([])).toEqual([expect.stringMatching(/are left out/)]);
    expect(breachesOf([line('', 'We could not check; it may be on the shelf', { library: { code: '' } })])).toEqual([]);
  });

  it('may fail as a whole only as a gateway does', () => {
    expect(breachesOf(truly, [], 503)).toEqual([]);
    expect(breachesOf(truly, [], 404)).toHaveLength(1);
  });
});
