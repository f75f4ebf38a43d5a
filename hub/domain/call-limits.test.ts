import { expect, it } from 'vitest';
import { probeLimitMs } from './call-limits.ts';

const limits = {};

it.each([
  ['any number of calls a second', { limits }, 60_000],
  ['one call a second, as in a pilot', { limits: { ...limits, perSecond: 1 } }, 460_000],
  ['one call in ten seconds', { limits: { ...limits, perSecond: 0.1 } }, 4_060_000],
  ['a live part that takes fewer', { limits, live: { limits: { ...limits, perSecond: 4 } } }, 160_000],
])('gives a probe the time that its calls need: %s', (_what, system, ms) => {
  expect(probeLimitMs(system)).toBe(ms);
});
