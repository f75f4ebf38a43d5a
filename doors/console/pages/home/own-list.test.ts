import { expect, it } from 'vitest';
import { ownListCard } from './own-list.ts';

const NOW = Date.parse('2026-11-27T12:00:00Z');
const snapshot = { name: 'first', takenAt: '2026-11-27T11:00:00Z', state: 'WHOLE' } as const;

it('says to staff how much their library has to mend, as of when, and leads there', () => {
  expect(ownListCard({ snapshot, toMend: 167 }, NOW)).toEqual({
    href: '/my-library',
    heading: 'Your library: 167 things to mend',
    description: 'The worst first, each with what to do. From the snapshot “first”, 60 minutes old.',
  });
});

it('claims no number that is not known, and is not there for anybody else', () => {
  expect(ownListCard({ snapshot, toMend: null }, NOW)?.heading).toBe('What your library has to mend');
  expect(ownListCard(null, NOW)).toBeNull();
});
