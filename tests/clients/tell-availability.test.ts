import { tellAvailability } from '#clients/typescript/examples/find-a-copy.ts';
import { expect, it } from 'vitest';

const lent = {
  state: 'LIVE',
  asOf: null,
  itemCount: 2,
  availableCount: 0,
  unknownCount: 0,
  earliestDue: null,
} as const;
const reason = {
  code: 'NOT_SUPPORTED',
  message: 'Copies as listed on 1 March 2026: what came or went since is not seen.',
};

it('says that none is available only where the system may have no other copies', () => {
  const say = (more: object): string =>
    tellAvailability({ online: false, availability: { ...lent, ...more } } as Parameters<typeof tellAvailability>[0]);

  expect(say({ reason: null })).toBe('none available now');
  expect(say({ reason })).toBe('perhaps on the shelf: ask the library');
  expect(say({ reason, availableCount: 1 })).toBe('1 available');
});
