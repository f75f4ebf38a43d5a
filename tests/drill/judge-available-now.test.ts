/** What the drill takes for an untruth about what is available now. */
import { judgeAvailableNow } from '#drill/judge/judge-available-now.ts';
import type { AvailableNowAnswer, EditionAnswer } from '#drill/question.ts';
import type { DrilledSystem } from '#drill/systems.ts';
import { createHistory } from '#drill/world/history.ts';
import type { CopyTruth } from '#drill/world/truth.ts';
import { describe, expect, it } from 'vitest';

const NOW = Date.parse('2026-11-26T12:00:00Z');
const SHELF: CopyTruth = { status: 'AVAILABLE', dueOn: null };
const LENT: CopyTruth = { status: 'ON_LOAN', dueOn: '2026-12-01' };

const edition = {
  id: 'drill:edition:1',
  holdings: [
    { id: 'koha:holding:1@lib-koha', library: { id: 'lib-koha' }, record: { localId: '1' }, availability: null },
  ],
} as const satisfies EditionAnswer;

type List = 'available' | 'unavailable' | 'unknown';

/** The copy was `before`, and became `after` a moment before the answer. */
function breachesOf(lists: readonly List[], before: CopyTruth, after: CopyTruth = before): readonly string[] {
  const copy = createHistory<CopyTruth>(before);
  if (after !== before) copy.set(NOW - 100, after);
  const titles = new Map([[1, { title: 1, queue: null, copies: new Map([['b', copy]]) }]]);
  const system = { id: 'koha', login: {}, freshForMs: 0, truth: { titles } } as unknown as DrilledSystem;
  const listOf = (list: List) => (lists.includes(list) ? [{ id: edition.id }] : []);
  const answer: AvailableNowAnswer = {
    available: listOf('available'),
    unavailable: listOf('unavailable'),
    unknown: listOf('unknown'),
    checkedAt: '2026-11-26T12:00:00Z',
  };
  return judgeAvailableNow(answer, [edition], { systems: [system], askedAt: NOW - 500, answeredAt: NOW });
}

describe('what is available now is', () => {
  it.each<readonly [readonly List[], CopyTruth, CopyTruth]>([
    [['available'], SHELF, SHELF],
    [['available'], SHELF, LENT],
    [['unavailable'], SHELF, LENT],
    [['unavailable'], LENT, SHELF],
    [['unavailable'], LENT, LENT],
    [['unavailable'], null, null],
    [['unknown'], SHELF, SHELF],
    [['unknown'], LENT, LENT],
  ])('true as %j of a copy that was %j and became %j', (lists, before, after) => {
    expect(breachesOf(lists, before, after)).toEqual([]);
  });

  it.each<readonly [readonly List[], CopyTruth, RegExp]>([
    [['unavailable'], SHELF, /a copy was in its place/],
    [['available'], LENT, /no copy was in its place/],
    [['available'], null, /no copy was in its place/],
    [[], SHELF, /in 0 lists/],
    [['available', 'unknown'], SHELF, /in 2 lists/],
  ])('untrue as %j of a copy that was %j', (lists, truth, message) => {
    expect(breachesOf(lists, truth)).toMatchObject([expect.stringMatching(message)]);
  });

  it('not null without an error', () => {
    expect(judgeAvailableNow(null, [edition], { systems: [], askedAt: NOW, answeredAt: NOW })).toHaveLength(1);
  });
});
