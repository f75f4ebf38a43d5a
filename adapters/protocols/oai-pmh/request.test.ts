import { expect, it } from 'vitest';
import { nextOaiFrom } from './index.ts';

it('goes back by the overlap from the clock of the server, by a day at least where it counts days', () => {
  expect(nextOaiFrom('2026-01-04T00:00:10Z', 'second', 60_000)).toBe('2026-01-03T23:59:10Z');
  expect(nextOaiFrom('2026-01-04T00:00:10Z', 'day', 60_000)).toBe('2026-01-03');
  expect(() => nextOaiFrom('yesterday', 'day', 0)).toThrow(/is no date/);
});
