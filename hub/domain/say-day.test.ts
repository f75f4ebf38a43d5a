import { expect, it } from 'vitest';
import { sayDay } from './say-day.ts';

it('says a day as people write it, and leaves alone what is none', () => {
  expect(sayDay('2026-11-27')).toBe('27 November 2026');
  expect(sayDay('2026-03-01')).toBe('1 March 2026');
  expect(sayDay('2026-13-01')).toBe('2026-13-01');
  expect(sayDay('soon')).toBe('soon');
});
