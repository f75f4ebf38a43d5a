import { expect, it } from 'vitest';
import { ownListCard } from './own-list.ts';

const NOW = Date.parse('2026-11-27T12:00:00Z');
const snapshot = { name: 'first', takenAt: '2026-11-27T11:00:00Z', state: 'WHOLE' } as const;

it('says to staff how much their library has to mend, as of when, and leads there', () => {
  expect(ownListCard({ snapshots: [snapshot], toMend: 167 }, NOW)).toEqual({
    href: '/my-library',
    heading: 'Records to put right: 167 things in your library',
    description: 'The worst first, each with what to do. From the snapshot “first”, 60 minutes old.',
  });
});

it('claims no number that is not known, and is not there for anybody else', () => {
  expect(ownListCard({ snapshots: [snapshot], toMend: null }, NOW)?.heading).toBe('Records to put right');
  expect(ownListCard(null, NOW)).toBeNull();
});

it('leads nowhere before a first snapshot, and says what it waits for', () => {
  expect(ownListCard({ snapshots: [], toMend: null }, NOW)).toEqual({
    href: null,
    heading: 'Records to put right',
    description: 'Your list appears when the migration team has taken a first snapshot. None has been taken yet.',
  });
  expect(ownListCard({ snapshots: [{ ...snapshot, state: 'TAKING' }], toMend: null }, NOW)?.description).toMatch(
    / None is complete yet\.$/,
  );
});
