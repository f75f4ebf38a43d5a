import { tellAvailability } from '#clients/typescript/examples/find-a-copy.ts';
import { expect, it } from 'vitest';

const lent = {
  state: 'LIVE',
  asOf: null,
  itemCount: 2,
  recordGone: false,
  availableCount: 0,
  unknownCount: 0,
  earliestDue: null,
} as const;
const reason = {
  code: 'NOT_SUPPORTED',
  message: 'Copies as listed on 1 March 2026: what came or went since is not seen.',
};

type Holding = Parameters<typeof tellAvailability>[0];
const say = (more: object, basis: Holding['basis'] = 'ITEMS'): string =>
  tellAvailability({ online: false, basis, availability: { ...lent, ...more } } as Holding);

it('says that none is available only where the system may have no other copies', () => {
  expect(say({ reason: null })).toBe('none available now to borrow');
  expect(say({ reason })).toBe('perhaps on the shelf: ask the library');
  expect(say({ reason, availableCount: 1 })).toBe('1 available');
  expect(say({ reason: null, state: 'A_LATER_ONE' })).toBe('ask the library');
});

it('takes a holding without copies for none that is out', () => {
  const empty = { reason: null, itemCount: 0 };

  expect(say(empty)).toBe('none available now to borrow');
  expect(say(empty, 'STATEMENT')).toBe('perhaps held: ask the library');
  expect(say({ ...empty, state: 'LAST_KNOWN' }, 'RECORD_ONLY')).toBe('perhaps held: ask the library');
  expect(say({ ...empty, recordGone: true }, 'STATEMENT')).toBe('none available now to borrow');
  expect(say(empty, 'ORDER')).toBe('on order: ask the library');
  expect(say({ ...empty, availableCount: 1, itemCount: 1 }, 'STATEMENT')).toBe('1 available');
});
