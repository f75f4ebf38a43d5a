import { describe, expect, it } from 'vitest';
import { toInstant, toWallTime } from './wall-time.ts';

describe('toWallTime', () => {
  it('is the clock on the wall, summer time included', () => {
    expect(toWallTime(Date.parse('2026-01-15T23:30:00Z'), 'Europe/London')).toEqual({
      day: '2026-01-15',
      minutes: 1410,
    });
    expect(toWallTime(Date.parse('2026-07-15T23:30:00Z'), 'Europe/London')).toEqual({ day: '2026-07-16', minutes: 30 });
  });
});

describe('toInstant', () => {
  const instant = (day: string, minutes: number, zone = 'Europe/London'): string =>
    new Date(toInstant({ day, minutes }, zone)).toISOString();

  it.each([
    ['2026-01-15', 540, 'Europe/London', '2026-01-15T09:00:00.000Z'],
    ['2026-07-15', 540, 'Europe/London', '2026-07-15T08:00:00.000Z'],
    ['2026-07-15', 1440, 'Europe/London', '2026-07-15T23:00:00.000Z'],
    ['2026-12-31', 1440, 'Europe/London', '2027-01-01T00:00:00.000Z'],
    ['2026-07-15', 540, 'Asia/Kathmandu', '2026-07-15T03:15:00.000Z'],
    ['2026-07-15', 540, 'Pacific/Kiritimati', '2026-07-14T19:00:00.000Z'],
    // The day on which clocks go forward is an hour shorter, and midnight is still midnight.
    ['2026-03-29', 0, 'Europe/London', '2026-03-29T00:00:00.000Z'],
    ['2026-03-29', 1440, 'Europe/London', '2026-03-29T23:00:00.000Z'],
    ['2026-10-25', 0, 'Europe/London', '2026-10-24T23:00:00.000Z'],
    ['2026-10-25', 1440, 'Europe/London', '2026-10-26T00:00:00.000Z'],
    ['9999-12-31', 1439, 'Europe/London', '9999-12-31T23:59:00.000Z'],
    ['0000-01-01', 60, 'UTC', '0000-01-01T01:00:00.000Z'],
  ])('is when %s at minute %i in %s is', (day, minutes, zone, expected) => {
    expect(instant(day, minutes, zone)).toBe(expected);
  });

  it('is the first moment of a time that the clock shows twice', () => {
    expect(instant('2026-10-25', 90)).toBe('2026-10-25T00:30:00.000Z');
  });

  it('is the change of the clock for a time that it never shows', () => {
    expect(instant('2026-03-29', 60)).toBe('2026-03-29T01:00:00.000Z');
    expect(instant('2026-03-29', 90)).toBe('2026-03-29T01:00:00.000Z');
    expect(instant('2026-03-29', 120)).toBe('2026-03-29T01:00:00.000Z');
    // Half an hour only, and at midnight.
    expect(instant('2026-10-04', 135, 'Australia/Lord_Howe')).toBe('2026-10-03T15:30:00.000Z');
    expect(instant('2026-04-24', 30, 'Africa/Cairo')).toBe('2026-04-23T22:00:00.000Z');
  });
});
