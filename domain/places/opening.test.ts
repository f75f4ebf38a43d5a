import { describe, expect, it } from 'vitest';
import type { Closure, OpeningHours } from './opening-hours.ts';
import { findOpening, type Opening } from './opening.ts';

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
