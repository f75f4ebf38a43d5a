import { describe, expect, it } from 'vitest';
import { WEEKDAYS, type Closure, type OpeningHours, type OpeningRules } from './opening-hours.ts';
import { findOpening, openingAt, type Opening } from './opening.ts';

/** Monday to Friday, and a lunch break on Wednesday. */
const DAY = [{ from: 510, to: 1020 }];
const hours: OpeningHours = {
  monday: DAY,
  tuesday: DAY,
  wednesday: [
    { from: 510, to: 720 },
    { from: 780, to: 1020 },
  ],
  thursday: DAY,
  friday: DAY,
};
const TUESDAY = '2026-11-24';
const FRIDAY = '2026-11-27';
const MONDAY = '2026-11-30';

/** In winter, when London keeps UTC. */
const toMoment = ({ day, minutes }: { readonly day: string; readonly minutes: number }): number =>
  Date.parse(`${day}T00:00:00Z`) + minutes * 60_000;

function opening(
  at: { readonly day: string; readonly minutes: number },
  rest: { closures?: readonly Closure[]; bankHolidays?: readonly string[]; from?: string } = {},
): Opening {
  const { closures = [], bankHolidays = [], from = null } = rest;
  return findOpening({ hours, closures, bankHolidays, timeZone: 'Europe/London' }, toMoment(at), from);
}

describe('findOpening', () => {
  it.each([
    [TUESDAY, 509, false],
    [TUESDAY, 510, true],
    [TUESDAY, 1019, true],
    [TUESDAY, 1020, false],
    ['2026-11-25', 750, false],
    ['2026-11-28', 700, false],
  ])('on %s at minute %i is open: %s', (day, minutes, openNow) => {
    expect(opening({ day, minutes }).openNow).toBe(openNow);
  });

  it('counts today only while some of its hours are left', () => {
    expect(opening({ day: FRIDAY, minutes: 100 }).opensOn).toBe(FRIDAY);
    expect(opening({ day: FRIDAY, minutes: 1020 }).opensOn).toBe(MONDAY);
  });

  it('looks from the day asked for on, whatever the hour is now', () => {
    expect(opening({ day: TUESDAY, minutes: 1200 }, { from: '2026-11-28' })).toMatchObject({
      openNow: false,
      opensOn: MONDAY,
      closure: null,
    });
  });

  it('is shut on a bank holiday, which is no closure', () => {
    const found = opening({ day: TUESDAY, minutes: 600 }, { bankHolidays: [TUESDAY] });

    expect(found).toEqual({ from: TUESDAY, openNow: false, opensOn: '2026-11-25', closure: null });
  });

  it('names the closure that keeps it shut on the next day of its week', () => {
    const closure: Closure = { from: MONDAY, to: '2026-12-04', note: 'Refurbishment' };

    expect(opening({ day: '2026-11-28', minutes: 600 }, { closures: [closure] })).toMatchObject({
      opensOn: '2026-12-07',
      closure,
    });
    expect(opening({ day: FRIDAY, minutes: 600 }, { closures: [closure] })).toMatchObject({
      openNow: true,
      opensOn: FRIDAY,
      closure: null,
    });
  });

  it('opens on no day while it is closed until further notice', () => {
    const closure: Closure = { from: TUESDAY, to: null, note: null };

    expect(opening({ day: TUESDAY, minutes: 600 }, { closures: [closure] })).toMatchObject({
      openNow: false,
      opensOn: null,
      closure,
    });
  });

  it('claims nothing where nobody gave the hours, but that a closure is one', () => {
    const closures: readonly Closure[] = [{ from: '2026-12-01', to: '2026-12-02', note: null }];
    const rules = { hours: null, closures, bankHolidays: [], timeZone: 'Europe/London' };
    const unknown = (day: string): Opening => findOpening(rules, toMoment({ day, minutes: 600 }), day);

    expect(unknown(TUESDAY)).toEqual({ from: TUESDAY, openNow: null, opensOn: null, closure: null });
    expect(unknown('2026-12-02')).toMatchObject({ openNow: false, opensOn: null, closure: closures[0] });
  });
});

describe('openingAt', () => {
  const rules: OpeningRules = { hours, closures: [], bankHolidays: [], timeZone: 'Europe/London' };
  function at(
    moment: string,
    rest: Partial<OpeningRules> = {},
  ): readonly [boolean | null, string | null, string | null] {
    const { isOpen, opensNext, closesAt } = openingAt({ ...rules, ...rest }, Date.parse(moment));
    const toText = (time: number | null): string | null =>
      time === null ? null : new Date(time).toISOString().replace(':00.000Z', 'Z');
    return [isOpen, toText(opensNext), toText(closesAt)];
  }

  it.each([
    ['2026-11-24T08:29:59.999Z', false, '2026-11-24T08:30Z', null],
    ['2026-11-24T08:30:00Z', true, null, '2026-11-24T17:00Z'],
    ['2026-11-24T16:59:59.999Z', true, null, '2026-11-24T17:00Z'],
    ['2026-11-24T17:00:00Z', false, '2026-11-25T08:30Z', null],
    // The lunch break on Wednesday, and the weekend.
    ['2026-11-25T12:30:00Z', false, '2026-11-25T13:00Z', null],
    ['2026-11-27T18:00:00Z', false, '2026-11-30T08:30Z', null],
    // In summer it opens an hour earlier by UTC.
    ['2026-07-14T07:30:00Z', true, null, '2026-07-14T16:00Z'],
  ])('at %s is open: %s, opens next at %s and closes at %s', (moment, isOpen, opensNext, closesAt) => {
    expect(at(moment)).toEqual([isOpen, opensNext, closesAt]);
  });

  it('keeps to the clock on the wall over a change of the clock', () => {
    // The Friday before the clocks go forward, and back.
    expect(at('2026-03-27T18:00:00Z')).toEqual([false, '2026-03-30T07:30Z', null]);
    expect(at('2026-10-23T18:00:00Z')).toEqual([false, '2026-10-26T08:30Z', null]);
  });

  it('opens at the change if the clock jumps over its time, and the first time if the clock shows it twice', () => {
    const early: OpeningHours = { sunday: [{ from: 90, to: 240 }] };

    expect(at('2026-03-29T00:30:00Z', { hours: early })).toEqual([false, '2026-03-29T01:00Z', null]);
    expect(at('2026-03-29T01:00:00Z', { hours: early })).toEqual([true, null, '2026-03-29T03:00Z']);
    expect(at('2026-10-25T00:00:00Z', { hours: early })).toEqual([false, '2026-10-25T00:30Z', null]);
    expect(at('2026-10-25T01:15:00Z', { hours: early })).toEqual([true, null, '2026-10-25T04:00Z']);
  });

  it('never opens for a time that the clock jumps over whole', () => {
    const night: OpeningHours = { sunday: [{ from: 70, to: 110 }] };

    expect(at('2026-03-29T01:00:00Z', { hours: night })).toEqual([false, '2026-04-05T00:10Z', null]);
  });

  it('goes on over midnight where the next day begins as the last one ended', () => {
    const late: OpeningHours = { friday: [{ from: 1080, to: 1440 }], saturday: [{ from: 0, to: 120 }] };

    expect(at('2026-11-27T23:59:59Z', { hours: late })).toEqual([true, null, '2026-11-28T02:00Z']);
    expect(at('2026-11-28T00:00:00Z', { hours: late })).toEqual([true, null, '2026-11-28T02:00Z']);
    expect(at('2026-11-28T02:00:00Z', { hours: late })).toEqual([false, '2026-12-04T18:00Z', null]);
    // Midnight in summer is 23:00 UTC.
    expect(at('2026-07-10T23:00:00Z', { hours: late })).toEqual([true, null, '2026-07-11T01:00Z']);
  });

  it('closes at no time that anybody waits for if it is open day and night', () => {
    const ever = Object.fromEntries(WEEKDAYS.map((day) => [day, [{ from: 0, to: 1440 }]]));

    expect(at('2026-11-24T03:00:00Z', { hours: ever })).toEqual([true, null, null]);
    expect(at('2026-11-24T03:00:00Z', { hours: ever, bankHolidays: ['2026-12-26'] })).toEqual([true, null, null]);
    expect(at('2026-12-24T03:00:00Z', { hours: ever, bankHolidays: ['2026-12-25'] })).toEqual([
      true,
      null,
      '2026-12-25T00:00Z',
    ]);
  });

  it('is shut over a closure that lasts from one year into the next, to its last minute', () => {
    const winter: Closure = { from: '2026-12-24', to: '2027-01-03', note: null };
    const bankHolidays = ['2027-01-01', '2027-01-04'];

    expect(at('2026-12-23T16:00:00Z', { closures: [winter] })).toEqual([true, null, '2026-12-23T17:00Z']);
    for (const moment of ['2026-12-24T10:00:00Z', '2026-12-31T23:59:59Z', '2027-01-01T00:00:00Z'])
      expect(at(moment, { closures: [winter] })).toEqual([false, '2027-01-04T08:30Z', null]);
    expect(at('2026-12-31T12:00:00Z', { closures: [winter], bankHolidays })).toEqual([
      false,
      '2027-01-05T08:30Z',
      null,
    ]);
  });

  it('reads a bank holiday by its own clock', () => {
    const boxingDay = { bankHolidays: ['2026-11-24'], timeZone: 'Pacific/Auckland' };

    // Tuesday in Auckland begins on Monday at 11:00 UTC.
    expect(at('2026-11-23T20:00:00Z', boxingDay)).toEqual([false, '2026-11-24T19:30Z', null]);
    expect(at('2026-11-22T20:00:00Z', boxingDay)).toEqual([true, null, '2026-11-23T04:00Z']);
  });

  it('opens never while it is closed until further notice', () => {
    const closures: readonly Closure[] = [{ from: '2026-09-01', to: null, note: null }];

    expect(at('2026-11-24T12:00:00Z', { closures })).toEqual([false, null, null]);
  });

  it('claims nothing if its hours are unknown, but that a closure and a bank holiday are what they are', () => {
    const closures: readonly Closure[] = [{ from: '2026-11-25', to: '2026-11-25', note: null }];
    const unknown = { hours: null, closures, bankHolidays: ['2026-11-26'] };

    expect(at('2026-11-24T12:00:00Z', unknown)).toEqual([null, null, null]);
    expect(at('2026-11-25T12:00:00Z', unknown)).toEqual([false, null, null]);
    expect(at('2026-11-26T12:00:00Z', unknown)).toEqual([false, null, null]);
  });

  it('reads times of a day in any order, overlapping too', () => {
    const mixed: OpeningHours = {
      tuesday: [
        { from: 780, to: 1020 },
        { from: 540, to: 700 },
        { from: 690, to: 720 },
      ],
    };

    expect(at('2026-11-24T09:00:00Z', { hours: mixed })).toEqual([true, null, '2026-11-24T12:00Z']);
    expect(at('2026-11-24T12:00:00Z', { hours: mixed })).toEqual([false, '2026-11-24T13:00Z', null]);
  });
});
