import { expect, it } from 'vitest';
import { readInstant } from './instant.ts';

it('reads a time with its zone', () => {
  expect(readInstant('--since', '2026-11-30T02:00:00Z').toISOString()).toBe('2026-11-30T02:00:00.000Z');
  expect(readInstant('--since', '2026-11-30T02:00:00+01:00').toISOString()).toBe('2026-11-30T01:00:00.000Z');
});

it.each(['02/12/2026', '1', '2026', '2026-11-30', '2026-02-31T02:00:00Z', '2026-11-30T02:00:00', 'yesterday', ''])(
  'refuses "%s", which may be another time than is meant',
  (text) => {
    expect(() => readInstant('--since', text)).toThrow('--since');
  },
);
