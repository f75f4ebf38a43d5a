import { expect, it } from 'vitest';
import { askedMost } from './asked-most.ts';

const NOW = Date.parse('2026-11-27T12:00:00Z');
const whole = { name: 'first', takenAt: '2026-11-27T11:00:00Z', state: 'WHOLE' } as const;

it('leads the migration team to the two numbers that are asked most, and says how old they are', () => {
  expect(askedMost([{ ...whole, name: 'next', state: 'TAKING' }, whole], NOW)).toEqual({
    links: [
      { text: 'Titles that only one library has', href: '/compare/first/overlap#alone' },
      { text: 'Overlap between systems', href: '/compare/first/overlap#systems' },
    ],
    facts: 'From the snapshot “first”, 60 minutes old.',
  });
});

it('leads to taking a snapshot where there is none, and nowhere where nobody can tell', () => {
  expect(askedMost([], NOW)?.links).toEqual([{ text: 'Take the first snapshot', href: '/compare#take' }]);
  expect(askedMost(null, NOW)).toBeNull();
});
