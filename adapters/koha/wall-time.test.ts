import { describe, expect, it } from 'vitest';
import { sinceWallTime, wallTime } from './wall-time.ts';

const at = (text: string): number => Date.parse(text);

describe('wallTime', () => {
  it.each([
    ['2026-11-24T14:00:30Z', 'Europe/Berlin', '2026-11-24 15:00:30'],
    ['2026-07-01T23:30:00Z', 'Europe/London', '2026-07-02 00:30:00'],
    ['2026-01-01T00:00:00Z', 'UTC', '2026-01-01 00:00:00'],
  ])('%s in %s is %s', (instant, zone, wall) => {
    expect(wallTime(at(instant), zone)).toBe(wall);
  });
});

describe('sinceWallTime', () => {
  it('is the wall time of the instant on a day like any other', () => {
    expect(sinceWallTime(at('2026-11-24T14:00:00Z'), at('2026-11-24T15:00:00Z'), 'Europe/Berlin')).toBe(
      '2026-11-24 15:00:00',
    );
  });

  it('reaches back over the hour that comes twice when clocks go back', () => {
    // 02:50 summer time; ten minutes of real time later it is 02:00 winter time, stamped before the mark.
    const mark = at('2026-10-25T00:50:00Z');

    const since = sinceWallTime(mark, at('2026-10-25T01:30:00Z'), 'Europe/Berlin');

    expect(since).toBe('2026-10-25 01:50:00');
    expect(wallTime(at('2026-10-25T01:05:00Z'), 'Europe/Berlin') >= since).toBe(true);
  });

  it('does not reach forward when clocks go forward', () => {
    expect(sinceWallTime(at('2026-03-29T00:30:00Z'), at('2026-03-29T03:00:00Z'), 'Europe/Berlin')).toBe(
      '2026-03-29 01:30:00',
    );
  });

  it('goes by the clock itself where that is in another zone, and reaches back an hour more', () => {
    const [since, now] = [at('2026-11-24T14:00:00Z'), at('2026-11-24T15:00:00Z')];

    expect(sinceWallTime(since, now, 'Asia/Tokyo', -8 * 3_600_000)).toBe('2026-11-24 14:00:00');
  });
});
