import { FACT_STATES, ITEM_STATUSES, ITEM_USES, REASON_CODES, type ItemStatus } from '#domain/facts.ts';
import { describe, expect, it } from 'vitest';
import { createLocalClock } from './local-clock.ts';
import { describeCopy, describeMany, describeUnknown, type WordedCopy } from './status-words.ts';

const NOW = '2026-11-20T14:30:00Z';
const clock = createLocalClock(Date.parse(NOW), 'Europe/London');
const shelf: WordedCopy = {
  state: 'LIVE',
  asOf: NOW,
  reason: null,
  status: 'AVAILABLE',
  limitations: [],
  use: 'LOAN',
  due: null,
};
const say = (more: Partial<WordedCopy>): string => describeCopy({ ...shelf, ...more }, clock);

/** Whatever a reader would take for "do not come". */
const NOT_THERE =
  /not available|on loan|in use|kept for|on its way|returned|on order|prepared|bound|missing|lost|withdrawn|damaged/i;
const reasons = [null, ...REASON_CODES];

describe('the words for a copy', () => {
  it.each([
    [{}, 'On the shelf'],
    [{ use: 'REFERENCE' }, 'Reference only, on the shelf'],
    [{ use: 'SHORT_LOAN' }, 'Short loan, on the shelf'],
    [{ use: 'ONLINE' }, 'Online'],
    [{ limitations: ['HOLD_SHELF_NOT_TOLD'] }, 'Probably on the shelf; it may be kept for another reader'],
    [{ status: 'ON_LOAN', due: { on: '2026-12-03', at: null } }, 'On loan, due 3 Dec'],
    [{ status: 'ON_LOAN', due: { on: '2027-01-04', at: null } }, 'On loan, due 4 Jan 2027'],
    [{ status: 'ON_LOAN', due: { on: '2026-11-03', at: null } }, 'On loan, was due 3 Nov'],
    [{ status: 'ON_LOAN', due: { on: '2026-11-20', at: '2026-11-20T17:00:00Z' } }, 'On loan, due today 17:00'],
    [{ status: 'ON_LOAN' }, 'On loan'],
    [{ status: 'ON_ORDER' }, 'On order'],
    [{ state: 'UNKNOWN', status: 'UNKNOWN', reason: 'TIMEOUT' }, 'We could not check; it may be on the shelf'],
    [{ state: 'NOT_SUPPORTED', status: 'UNKNOWN' }, 'This library does not tell us; it may be on the shelf'],
    [{ state: 'LAST_KNOWN', asOf: '2026-11-19T14:05:00Z', reason: 'TIMEOUT' }, 'On the shelf yesterday 14:05'],
    [{ state: 'LAST_KNOWN', asOf: '2026-11-20T09:00:00Z', reason: 'TIMEOUT' }, 'On the shelf today 09:00'],
    [
      {
        state: 'LAST_KNOWN',
        asOf: '2026-11-02T09:00:00Z',
        reason: 'TIMEOUT',
        status: 'ON_LOAN',
        due: { on: '2026-12-03', at: null },
      },
      'On loan, due 3 Dec (as of 2 Nov 09:00)',
    ],
  ] as const)('%j', (more, words) => {
    expect(say(more)).toBe(words);
  });

  it('are in the time zone of the library, on both sides of a change of the clock', () => {
    const july = createLocalClock(Date.parse('2026-07-20T22:30:00Z'), 'Europe/London');
    const then = { ...shelf, state: 'LAST_KNOWN', asOf: '2026-07-20T22:15:00Z' } as const;

    expect(describeCopy(then, july)).toBe('On the shelf today 23:15');
    expect(describeCopy({ ...then, asOf: '2026-07-19T22:45:00Z' }, july)).toBe('On the shelf yesterday 23:45');
    expect(describeCopy({ ...then, asOf: '2026-01-19T22:45:00Z' }, july)).toBe('On the shelf 19 Jan 22:45');
  });

  it('exist for every state, reason, status and use, and are short', () => {
    for (const state of FACT_STATES)
      for (const reason of reasons)
        for (const status of ITEM_STATUSES)
          for (const use of ITEM_USES) {
            const words = say({ state, reason, status, use, due: { on: '2026-12-03', at: null } });
            expect(words, `${state} ${String(reason)} ${status} ${use}`).toMatch(/^[A-Z][^<>&]{2,79}$/);
            expect(words).not.toMatch(/undefined|null|NaN/);
          }
  });

  it('never say of what is unknown that it is not there', () => {
    for (const state of ['UNKNOWN', 'NOT_SUPPORTED'] as const)
      for (const reason of reasons)
        for (const status of ITEM_STATUSES)
          for (const use of ITEM_USES) {
            const words = say({ state, reason, status, use });
            expect(words).not.toMatch(NOT_THERE);
            expect(words).toMatch(/may be/);
          }
    expect(say({ status: 'UNKNOWN' })).toMatch(/may be on the shelf/);
    for (const reason of REASON_CODES) expect(describeUnknown(reason)).not.toMatch(NOT_THERE);
  });

  it('never say of what is only last known that it is so now', () => {
    for (const status of ITEM_STATUSES)
      for (const use of ITEM_USES) {
        const words = say({ state: 'LAST_KNOWN', asOf: '2026-11-19T14:05:00Z', reason: 'TIMEOUT', status, use });
        expect(words).toMatch(/yesterday 14:05/);
      }
  });

  it('say "not available" of nothing but what its system says so now', () => {
    const said = (status: ItemStatus): boolean => NOT_THERE.test(say({ status }));

    expect(ITEM_STATUSES.filter((status) => !said(status))).toEqual(['AVAILABLE', 'UNKNOWN']);
  });
});

describe('the words for many copies', () => {
  const then = { state: 'LAST_KNOWN', asOf: '2026-11-19T14:05:00Z' } as const;
  it.each([
    [{ shelved: [true, false] }, {}, 'Some are on the shelf'],
    [{ shelved: [false] }, {}, 'None is in its place at the moment'],
    [{ shelved: [null, false] }, {}, 'Some may be on the shelf'],
    [{}, {}, 'Some may be on the shelf'],
    [{ shelved: [true] }, then, 'Some are on the shelf (as of yesterday 14:05)'],
    [{}, { state: 'UNKNOWN', asOf: null, reason: 'TIMEOUT' }, 'We could not check; it may be on the shelf'],
    [{ shelved: [false], online: [true] }, {}, 'None is in its place at the moment; also online'],
    [{ shelved: [true], online: [true] }, then, 'Some are on the shelf; also online (as of yesterday 14:05)'],
    [{ shelved: [false], online: [null] }, {}, 'None is in its place at the moment'],
    [{ shelved: [], online: [true] }, {}, 'Online'],
    [{ shelved: [], online: [null] }, {}, 'It may be readable online'],
    [{ shelved: [], online: [false] }, {}, 'Not online at the moment'],
  ] as const)('%j %j', (many, more, words) => {
    expect(describeMany(many, { ...shelf, ...more }, clock)).toBe(words);
  });
});
