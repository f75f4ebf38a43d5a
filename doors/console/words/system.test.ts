import { expect, it } from 'vitest';
import { describeSystem, sayMeaning } from './system.ts';

const NOW = Date.parse('2026-11-27T10:00:00Z');
const LIBRARIES = [{ name: 'North' }, { name: 'South' }];
const WELL: Parameters<typeof describeSystem>[0] = {
  capabilities: ['LIVE_ITEMS'],
  harvest: {
    lastCompleteAt: '2026-11-27T09:45:00Z',
    lagSeconds: 900,
    records: 10,
    rejects: 0,
    running: false,
    problem: null,
    failingSince: null,
  },
  answering: { lastAnswerAt: '2026-11-27T09:59:00Z', failingSince: null, reason: null },
};
const SILENT = { lastAnswerAt: null, failingSince: '2026-11-27T09:50:00Z', reason: { code: 'TIMEOUT' } } as const;

it.each([
  ['well', WELL, 'GOOD', ''],
  [
    'silent with new data',
    { ...WELL, answering: SILENT },
    'TROUBLE',
    'Whether a copy at North and South is in cannot be checked now; it may be on its shelf.',
  ],
  [
    'silent, with old data',
    { ...WELL, answering: SILENT, harvest: WELL.harvest && { ...WELL.harvest, lagSeconds: 1_000_000 } },
    'TROUBLE',
    'Whether a copy at North and South is in cannot be checked now; it may be on its shelf. Titles may be missing here, or old.',
  ],
  [
    'of old data, though it answers',
    { ...WELL, harvest: WELL.harvest && { ...WELL.harvest, lagSeconds: 1_000_000 } },
    'TROUBLE',
    'Titles of North and South may be missing here, or old.',
  ],
] as const)('says of a system that is %s what that means', (_, system, standing, means) => {
  const words = describeSystem(system, null, NOW);

  expect(words.standing).toBe(standing);
  expect(sayMeaning(words, LIBRARIES)).toBe(means);
});

it.each([null, 'LMS_UNAVAILABLE: A library system did not answer.'])(
  'says in one sentence that a system is silent, since when, and how old what is shown is (%s)',
  (problem) => {
    const list = problem === null ? 'Its list of titles is up to date. ' : '';
    const harvest = WELL.harvest && { ...WELL.harvest, problem };

    expect(describeSystem({ ...WELL, harvest, answering: SILENT }, null, NOW)).toMatchObject({
      tag: 'Not answering',
      sentence: `Since today 09:50 it does not say whether a copy is in: it takes too long. ${list}Last read 15 minutes ago.`,
      who: expect.stringMatching(/^Whoever runs the library’s system\./) as string,
    });
  },
);
