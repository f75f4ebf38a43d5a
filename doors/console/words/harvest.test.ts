import { describe, expect, it } from 'vitest';
import { sayGap, sayGaps } from './gaps.ts';
import type { HarvestedFragment } from '../__generated__/operations.ts';
import { describeHarvest, sayRecords } from './harvest.ts';

const GOOD: HarvestedFragment = {
  lastCompleteAt: '2026-11-27T09:00:00Z',
  lagSeconds: 3_600,
  records: 20,
  rejects: 0,
  running: false,
  problem: null,
};
const never = { lastCompleteAt: null, lagSeconds: null };
const since = '2026-11-25T08:00:00Z';

describe('how a system’s data stands', () => {
  it.each<[string, Partial<HarvestedFragment> | null, Parameters<typeof describeHarvest>[1], string, string]>([
    ['good', {}, null, 'GOOD', 'Last read 60 minutes ago.'],
    ['not harvested', null, null, 'NOT_HARVESTED', 'Its records are not in this catalogue.'],
    ['first', { ...never, running: true }, null, 'STARTING', 'Its records are being read for the first time.'],
    ['not yet', never, null, 'TROUBLE', 'Its records have not been read yet.'],
    [
      'down from the beginning',
      { ...never, problem: 'LMS_TIMEOUT: words for programs' },
      null,
      'TROUBLE',
      'Its records have not been read yet. Its system did not answer in time.',
    ],
    [
      'down',
      { problem: 'LMS_UNAVAILABLE: words for programs' },
      null,
      'TROUBLE',
      'Its system does not answer. Last read 60 minutes ago.',
    ],
    [
      'wrong in a way of its own',
      { problem: 'CONFIG_INVALID: The export is from the future.' },
      null,
      'TROUBLE',
      'The export is from the future. Last read 60 minutes ago.',
    ],
    ['stale', {}, { why: 'STALE', since }, 'TROUBLE', 'Last read 60 minutes ago. It should have been read since.'],
    ['old', { lagSeconds: 300_000 }, null, 'TROUBLE', 'Last read 3 days ago. It should have been read since.'],
    [
      'partial',
      {},
      { why: 'PARTIAL', since },
      'STARTING',
      'Not all of its records have been read yet. Last read 60 minutes ago.',
    ],
    [
      'unreadable',
      { rejects: 2 },
      { why: 'UNREADABLE', since },
      'INCOMPLETE',
      'Some records could not be read since 25 November 2026. Last read 60 minutes ago.',
    ],
  ])('%s', (_, given, gap, standing, sentence) => {
    expect(describeHarvest(given === null ? null : { ...GOOD, ...given }, gap)).toMatchObject({ standing, sentence });
  });

  it('says who acts exactly if somebody has to', () => {
    const who = (given: Partial<HarvestedFragment>) => describeHarvest({ ...GOOD, ...given }).who;

    expect(who({})).toBeNull();
    expect(who({ problem: 'LMS_UNAVAILABLE: x' })).toContain('library’s system');
    expect(who({ problem: 'LMS_AUTH_FAILED: x' })).toContain('Whoever runs Mercia');
  });
});

it('counts what is held of what there is', () => {
  expect(sayRecords({ records: 4_203, rejects: 2 })).toBe('4,203 of 4,205 records held; 2 could not be read');
  expect(sayRecords({ records: 1, rejects: 0 })).toBe('1 record');
  expect(sayRecords({ records: 40, rejects: 0, lastCompleteAt: null })).toBe('40 records read so far');
});

it('names systems that are incomplete, and says so if that is not known', () => {
  const gap = { system: { id: 'hill', name: 'The Hill Koha' }, why: 'UNREADABLE', since } as const;

  expect(sayGaps([], 'It may be there.')).toBeNull();
  expect(sayGaps([gap], 'It may be there.')).toBe(
    '1 system is incomplete: The Hill Koha (some records could not be read since 25 November 2026). It may be there.',
  );
  expect(sayGaps(null, 'It may be there.')).toBe('Which systems are incomplete cannot be said now. It may be there.');
});

it('names the day of the libraries, also for the first hour of a summer’s day', () => {
  const atNight = '2026-07-01T23:30:00Z';

  expect(sayGap({ why: 'STALE', since: atNight })).toBe('changes since 2 July 2026 may be missing');
  expect(describeHarvest(GOOD, { why: 'UNREADABLE', since: atNight }).sentence).toContain('since 2 July 2026.');
});
