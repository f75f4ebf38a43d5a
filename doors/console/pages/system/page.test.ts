import { describe, expect, it } from 'vitest';
import type { HostPartsFragment } from '../../__generated__/operations.ts';
import { systemsView } from '../systems/page.ts';
import { systemView, type SystemPageParts } from './page.ts';

const NOW = Date.parse('2026-11-27T10:00:00Z');

const HARVEST: NonNullable<SystemPageParts['system']['harvest']> = {
  lastCompleteAt: '2026-11-27T09:45:00Z',
  lagSeconds: 900,
  records: 1204,
  expected: 1206,
  rejects: 0,
  running: false,
  problem: null,
  failingSince: null,
};

const SYSTEM: SystemPageParts['system'] = {
  id: 'hill',
  name: 'Koha of Hill',
  capabilities: ['HARVEST_FULL', 'LIVE_ITEMS', 'PATRON_ACCOUNT', 'RENEW'],
  libraries: [
    { id: 'north', name: 'North Library', memberships: [{ phase: 'LIVE', since: null, system: { id: 'hill' } }] },
    {
      id: 'south',
      name: 'South Library',
      memberships: [{ phase: 'FROZEN', since: '2026-11-01T00:00:00Z', system: { id: 'hill' } }],
    },
  ],
  harvest: HARVEST,
  answering: { lastAnswerAt: '2026-11-27T09:59:00Z', failingSince: null, reason: null },
  outages: [],
};
const DOWN: SystemPageParts['system'] = {
  ...SYSTEM,
  answering: {
    lastAnswerAt: '2026-11-26T14:05:00Z',
    failingSince: '2026-11-26T14:10:00Z',
    reason: { code: 'UNREACHABLE' },
  },
};
const HOST: HostPartsFragment = {
  name: 'hill',
  breaker: 'OPEN',
  openSince: '2026-11-27T09:58:00Z',
  openUntil: '2026-11-27T10:00:05Z',
  pausedUntil: null,
  inFlight: 0,
  waiting: 3,
  concurrency: 1,
  connections: 2,
  perSecond: 4,
  failuresToOpen: 5,
  lastFailure: {
    code: 'LMS_UNAVAILABLE',
    at: '2026-11-27T09:58:00Z',
    cause: 'ECONNREFUSED',
    why: 'it refused the connection',
  },
};

function show(given: Partial<SystemPageParts> = {}) {
  return systemView({ system: SYSTEM, gaps: [], isUntold: false, hosts: null, viewer: null, ...given }, NOW);
}

describe('a system', () => {
  it('that is well says so, with when it answered, was read, and what it holds of what it said it has', () => {
    const shown = show();

    expect(shown).toMatchObject({
      wrong: ['Nothing is wrong now.'],
      means: [],
      acts: [],
      rejectsHref: null,
    });
    expect(shown.facts.map(({ key, value }) => [key.text, value.text])).toEqual([
      ['Last answer about copies', 'Today 09:59'],
      ['Catalogue last read to its end', 'Today 09:45'],
      ['Records held', '1,204; the system said that it has 1,206'],
      ['Records that could not be read', '0'],
    ]);
  });

  it('that is well again says when it was not', () => {
    const outages = [{ from: '2026-11-27T08:50:00Z', until: '2026-11-27T08:52:00Z', askedBefore: null }];

    expect(show().ended).toEqual([]);
    expect(show({ system: { ...SYSTEM, outages: null } }).ended).toEqual([]);
    expect(show({ system: { ...SYSTEM, outages } })).toMatchObject({
      wrong: ['Nothing is wrong now.'],
      ended: [
        expect.stringContaining('did not answer from today 08:50 until today 08:52. Meanwhile copies at 2 libraries'),
      ],
    });
  });

  it('that nobody has asked is not called well', () => {
    expect(show({ system: { ...SYSTEM, answering: null } }).wrong).toEqual([
      'Whether it answers is not known. Nobody has asked it about a copy since this service was started.',
    ]);
  });

  it('is not called well, or never asked, while nobody can tell whether it answers', () => {
    const shown = show({ system: { ...SYSTEM, answering: null, outages: null }, isUntold: true });

    expect(shown.wrong).toEqual(['Whether it answers cannot be told now.']);
    expect(shown.facts[0]?.value.text).toBe('Cannot be told now');
    expect(shown.tags[0]?.text).toBe('Copies: not known now');
    const { summary } = systemsView({ region: { name: 'R', incomplete: [], systems: [SYSTEM] } }, true, NOW);
    expect(summary).toBe('Which systems answer cannot be told now.');
  });

  it('that is down says since when, what that means for readers, and who acts; never that a copy is not there', () => {
    const shown = show({ system: DOWN });

    expect(shown.tags[0]).toEqual({ text: 'Copies: not answering', colour: 'nhsuk-tag--red' });
    expect(shown.wrong).toEqual(['Since yesterday 14:10 it does not say whether a copy is in.']);
    expect(shown.means.join(' ')).toMatch(
      /North Library and South Library is in cannot be checked now\..*may well be on its shelf/,
    );
    expect(shown.means.join(' ')).toContain(
      'do not see their loans here, and cannot renew them here, until it answers',
    );
    expect(shown.means.join(' ')).not.toMatch(/not available|unavailable/i);
    expect(shown.acts).toEqual([expect.stringMatching(/^Whoever runs the library’s system\./)]);
    expect(shown.facts.map(({ key }) => key.text)).toContain('In trouble since');
  });

  it('whose catalogue is in trouble says so apart from how it answers', () => {
    const problem = 'LMS_TIMEOUT: A library system did not answer in time.';
    const harvest = { ...HARVEST, problem, failingSince: '2026-11-25T09:00:00Z' };
    const shown = show({ system: { ...SYSTEM, harvest } });

    expect(shown.wrong.join(' ')).toMatch(/^Its catalogue: .* In trouble since 25 November 2026 at 09:00\.$/);
    expect(shown.means).toEqual(['Titles of North Library and South Library may be missing here, or old.']);
    expect(shown.tags.map(({ colour }) => colour)).toEqual(['nhsuk-tag--green', 'nhsuk-tag--red']);
  });

  it.each([
    ['STALE', /^Its catalogue: Last read 15 minutes ago\. It should have been read since\.$/, 'missing here, or old.'],
    ['PARTIAL', /^Its catalogue: Not all of its records have been read yet\./, 'missing here.'],
    ['UNREADABLE', /^Its catalogue: Some records could not be read\./, 'missing here.'],
  ] as const)('that the index has not all of (%s) is not called well', (why, words, means) => {
    const gap = { system: { id: 'hill', name: 'Koha of Hill' }, why, since: null };
    const shown = show({ gaps: [gap] });

    expect(shown.wrong).toEqual([expect.stringMatching(words)]);
    expect(shown.means).toEqual([`Titles of North Library and South Library may be ${means}`]);
    expect(show({ gaps: [{ ...gap, system: { id: 'bay', name: 'Bay' } }] }).wrong).toEqual(['Nothing is wrong now.']);
  });

  it('is not called well while it is read for the first time, or while nobody can tell what is missing', () => {
    const harvest = { ...HARVEST, lastCompleteAt: null, lagSeconds: null, running: true };

    expect(show({ system: { ...SYSTEM, harvest } })).toMatchObject({
      wrong: ['Its catalogue: Its records are being read for the first time.'],
      means: ['Titles of North Library and South Library may be missing here.'],
    });
    expect(show({ gaps: null }).wrong).toEqual(['Whether all of its records are here cannot be told now.']);
  });

  it('with a library that moves says which, and since when', () => {
    expect(show().libraries.map(({ move }) => move)).toEqual([
      null,
      'it is moving to another system: nothing is changed here until the move is done (since 1 November 2026)',
    ]);
  });

  it('shows hosts to operators only, whatever it was given', () => {
    const viewers = ['PATRON', 'STAFF', 'MIGRATION', 'OPERATOR'] as const;
    const shown = viewers.map((role) => show({ hosts: [HOST], viewer: { role, libraries: [] } }).hosts !== null);

    expect([show({ hosts: [HOST] }).hosts, ...shown]).toEqual([null, false, false, false, true]);
  });

  it('says of a host whether it is asked, when the next question goes, and what failed last', () => {
    const operator = { role: 'OPERATOR', libraries: [] } as const;

    expect(show({ hosts: [HOST], viewer: operator }).hosts?.rows).toEqual([
      {
        header: 'hill',
        cells: [
          'No: it failed several times in a row',
          'today 09:58',
          'today 10:00 finds out whether it is back',
          '0 of 1',
          '3',
          '2 at once, 4 a second; not asked after 5 failures',
          'It refused the connection (ECONNREFUSED), today 09:58',
        ],
      },
    ]);
    expect(show({ hosts: [], viewer: operator }).hosts?.instead).toContain('adapter server');
    expect(show({ hosts: null, viewer: operator }).hosts?.instead).toBe('The hosts could not be asked for now.');
  });

  it('leads to the records that could not be read only whom that page is for', () => {
    const harvest = { ...HARVEST, rejects: 2 };
    const of = (role: 'STAFF' | 'MIGRATION') =>
      show({ system: { ...SYSTEM, harvest }, viewer: { role, libraries: [] } });

    expect(of('STAFF').rejectsHref).toBeNull();
    expect(of('MIGRATION')).toMatchObject({
      rejectsHref: '/operate/rejects?system=hill',
      wrong: ['2 records could not be read.'],
    });
  });
});
