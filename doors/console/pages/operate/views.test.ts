import { describe, expect, it } from 'vitest';
import type { Graph } from '../../graph.ts';
import type {
  KeyPartsFragment,
  OperateJobPartsFragment,
  OperateOverviewQuery,
  RetryPartsFragment,
} from '../../__generated__/operations.ts';
import { actionsView, looksView } from './audit/page.ts';
import { jobsView } from './jobs/page.ts';
import { keysView, revokeView } from './keys/page.ts';
import { overviewView } from './overview/page.ts';
import { rejectsPage, rejectsView } from './rejects/page.ts';
import { takeBackPage } from './take-back/page.ts';
import { ofAll, toldView } from './told/page.ts';
import { retryModel } from './retry-words.ts';

const NOW = Date.parse('2026-11-27T10:00:00Z');
const REGION = { name: 'Shires', incomplete: [] };
const FAULT = { code: 'STORE_UNAVAILABLE', message: '', system: null, correlationId: null } as const;

const KEY: KeyPartsFragment = {
  id: '0123456789ab',
  name: 'Discovery',
  role: 'public',
  service: null,
  madeAt: '2026-01-05T09:00:00Z',
  expiresAt: null,
  revokedAt: null,
};
const SOON: KeyPartsFragment = { ...KEY, id: 'aaaaaaaaaaaa', name: 'Soon', expiresAt: '2026-12-09T00:00:00Z' };
const RETRY: RetryPartsFragment = {
  id: '1',
  system: { id: 'hill', name: 'Koha of Hill' },
  state: 'DONE',
  askedAt: '2026-11-27T09:00:00Z',
  startedAt: '2026-11-27T09:00:02Z',
  finishedAt: '2026-11-27T09:00:05Z',
  outcome: { read: 2, gone: 1, refused: 0, left: 3 },
  problem: null,
};
const JOB: OperateJobPartsFragment = {
  id: 'job',
  kind: 'TAKE_SNAPSHOT',
  snapshot: 'before',
  state: 'FAILED',
  step: null,
  done: 0,
  total: null,
  askedAt: '2026-11-26T09:00:00Z',
  startedAt: '2026-11-26T09:00:01Z',
  finishedAt: '2026-11-26T09:01:00Z',
  problem: 'STORE_UNAVAILABLE: the disk is full',
};
const WELL: NonNullable<OperateOverviewQuery['region']>['systems'][number] = {
  id: 'hill',
  name: 'Koha of Hill',
  capabilities: ['LIVE_ITEMS'],
  libraries: [{ id: 'north', name: 'North' }],
  harvest: {
    lastCompleteAt: '2026-11-27T09:45:00Z',
    lagSeconds: 900,
    records: 10,
    rejects: 0,
    running: false,
    problem: null,
    failingSince: null,
  },
  answering: null,
  hosts: [],
  outages: [],
  answeringHistory: { changes: [], hours: [] },
};
const QUIET: OperateOverviewQuery = {
  region: { ...REGION, systems: [WELL] },
  rejectRetries: [],
  apiKeys: [KEY],
  comparisonJobs: [],
  plans: [],
  ledgers: [],
};

describe('every system in one row', () => {
  const hour = (ago: number, answered: number, failed: number, averageMs: number | null) => ({
    hour: new Date(NOW - ago * 3_600_000).toISOString(),
    answered,
    failed,
    averageMs,
    stoppedWaiting: 0,
  });
  const rowOf = (system: Partial<typeof WELL>) =>
    overviewView({ ...QUIET, region: { ...REGION, systems: [{ ...WELL, ...system }] } }, NOW).systems[0];

  it('says how its last day was, the hour under way at the right, and since when it is as it is', () => {
    const row = rowOf({
      answering: { lastAnswerAt: null, failingSince: null, reason: { code: 'TIMEOUT' } },
      answeringHistory: {
        changes: [{ at: '2026-11-27T08:10:00Z', answers: false, askedBefore: null, why: null }],
        hours: [hour(30, 9, 9, 9), hour(3, 10, 0, 40), hour(1, 5, 5, 120), hour(0, 0, 7, null)],
      },
    });

    expect(row).toMatchObject({ tag: 'Not answering', since: 'Since today 08:10' });
    expect(row?.day?.says).toBe('1 hour answered, 1 in part, 1 failed, 21 not asked');
    expect(row?.day?.strip.bars.at(-1)).toMatchObject({ y: 0, fill: '#7c1109' });
    expect(row?.times?.says).toBe('120 ms in the last hour with answers, 120 ms in the slowest');
    expect(row?.times?.spark.path).not.toContain('NaN');
  });

  it('does not say of a system that is well since when recording began as if it had failed before', () => {
    const answering = { lastAnswerAt: '2026-11-27T09:59:00Z', failingSince: null, reason: null };
    const began = { at: '2026-11-27T08:10:00Z', answers: true, askedBefore: null, why: null };
    const since = (changes: NonNullable<typeof WELL.answeringHistory>['changes']) =>
      rowOf({ answering, answeringHistory: { changes, hours: [] } })?.since;

    expect(since([began])).toBe('No failure recorded since today 08:10');
    expect(
      since([
        { ...began, answers: false },
        { ...began, at: '2026-11-27T08:12:00Z' },
      ]),
    ).toBe('Again since today 08:12');
  });

  it('does not call what is not kept, or not asked, well', () => {
    expect(rowOf({ answeringHistory: null })?.day).toBeNull();
    expect(rowOf({})?.day?.says).toBe('Nobody asked');
    expect(rowOf({ capabilities: [] })).toMatchObject({ tag: 'Cannot be asked', day: null, times: null });
    expect(rowOf({ answeringHistory: null })).toMatchObject({ noDay: 'Not kept of it', noTimes: 'Not kept of it' });
    const error = { ...FAULT, path: ['region', 'systems', 0, 'answeringHistory'] };
    const untold = { ...QUIET, region: { ...REGION, systems: [{ ...WELL, answeringHistory: null }] } };
    expect(overviewView(untold, NOW, [error]).systems[0]).toMatchObject({
      noDay: 'Cannot be told now',
      noTimes: 'Cannot be told now',
    });
    expect(rowOf({ hosts: null })?.queue).toEqual(['Cannot be told now']);
  });
});

describe('an outage that has ended', () => {
  const at = (from: string, until: string, askedBefore: string | null = null) => ({
    from: `2026-11-27T${from}Z`,
    until: `2026-11-27T${until}Z`,
    askedBefore: askedBefore === null ? null : `2026-11-27T${askedBefore}Z`,
  });
  const endedOf = (...systems: readonly Partial<typeof WELL>[]) =>
    overviewView({ ...QUIET, region: { ...REGION, systems: systems.map((one) => ({ ...WELL, ...one })) } }, NOW).ended;

  it('stays on the page, with what its readers were shown', () => {
    expect(endedOf({ outages: [at('08:50:00', '08:52:00')] })).toEqual([
      'Koha of Hill did not answer from today 08:50 until today 08:52. Meanwhile copies at 1 library were shown as last known, or as not checked.',
    ]);
    expect(endedOf({ outages: null })).toEqual([]);
  });

  it('is claimed of no time in which nobody asked', () => {
    const outages = [at('07:00:00', '07:50:00', '07:10:00'), at('08:00:00', '08:40:00', '08:00:00')];

    expect(endedOf({ outages }).map((sentence) => sentence.split('. ')[0])).toEqual([
      'Koha of Hill did not answer from today 07:00 until today 07:10 (then nobody asked until today 07:50)',
      'Koha of Hill did not answer today 08:00 (then nobody asked until today 08:40)',
    ]);
  });

  it('is told in one sentence of systems that were silent together, the earliest first', () => {
    const dale = { id: 'dale', name: 'Koha of Dale', libraries: [{ id: 'south', name: 'South' }] };
    const ended = endedOf(
      { outages: [at('08:50:10', '08:52:00'), at('07:00:00', '07:01:00')] },
      { ...dale, outages: [at('08:50:40', '08:52:59')] },
    );

    expect(ended.map((sentence) => sentence.split('. ')[0])).toEqual([
      'Koha of Hill did not answer from today 07:00 until today 07:01',
      'Koha of Hill and Koha of Dale did not answer from today 08:50 until today 08:52',
    ]);
    expect(ended[1]).toContain('copies at 2 libraries');
  });
});

describe('what readers were told', () => {
  it('is each change of a system, the newest first, beside its hours', () => {
    const changes = [
      { at: '2026-11-27T08:10:00Z', answers: true, askedBefore: null, why: null },
      {
        at: '2026-11-27T09:51:00Z',
        ...{ answers: false, askedBefore: '2026-11-27T09:20:00Z', why: 'no answer came within 10.0 s' },
      },
    ];
    const hours = [1, 2].map((stoppedWaiting) => ({
      hour: '2026-11-27T08:00:00Z',
      ...{ answered: 0, failed: 0, averageMs: null, stoppedWaiting },
    }));
    const data = {
      region: {
        ...REGION,
        libraries: [
          { id: 'north', name: 'North' },
          { id: 'east', name: 'East' },
        ],
        systems: [{ ...WELL, answeringHistory: { changes, hours } }],
      },
    };
    const { libraries, systems } = toldView(data, { library: 'north', errors: [] }, NOW);

    expect(libraries).toEqual([
      { value: '', text: 'All libraries', selected: false },
      { value: 'east', text: 'East', selected: false },
      { value: 'north', text: 'North', selected: true },
    ]);
    expect(systems[0]).toMatchObject({
      day: { says: 'Nobody asked' },
      changes: [
        'In these hours 3 answers stopped waiting for it, and showed its copies as not checked or as last known.',
        'From today 09:51 it did not answer when it was asked: at first, no answer came within 10.0 s. Copies were shown as last known, or as not checked.',
        'From today 08:10 until today 09:51 it answered when it was asked. Nobody asked from today 09:20 until today 09:51: how it stood between is not known.',
      ],
    });
  });

  it('is said of all systems without a library: those that did not answer first, each with its sentences', () => {
    const told = (name: string, standing: Parameters<typeof ofAll>[0][number]['standing']) => ({
      ...{
        name,
        standing,
        time: 'yesterday 19:23',
        heading: `${name}, then`,
        sentences: [`${name}: sentence.`, 'More.'],
      },
    });
    const [ash, elm, oak, list, box] = [
      told('Ash', 'ANSWERED'),
      told('Elm', 'STOPPED_WAITING'),
      told('Oak', 'SILENT'),
      told('List', 'NEVER_ASKED'),
      told('Box', 'NOT_ASKED'),
    ];

    expect(ofAll([ash, elm, oak, list, box]).map(({ heading, sentences }) => [heading, ...sentences])).toEqual([
      ['Yesterday 19:23: one system did not answer: Oak', 'In that hour answers stopped waiting for Elm.'],
      ['Oak, then', 'Oak: sentence.', 'More.'],
      ['Elm, then', 'Elm: sentence.', 'More.'],
      [
        'The others',
        'Not asked then, as far as is recorded, so that readers were told nothing of their copies: Box.',
        'Box: sentence.',
        'Answered: Ash.',
        ...['List: sentence.', 'More.'],
      ],
    ]);
    expect(ofAll([ash])[0]?.heading).toBe('Yesterday 19:23: no system is recorded that did not answer');
  });
});

describe('what needs an operator', () => {
  it('is said once of a system that answers nothing', () => {
    const problem = 'LMS_UNAVAILABLE: A library system did not answer.';
    const answering = { lastAnswerAt: null, failingSince: null, reason: { code: 'UNREACHABLE' } as const };
    const systems = [{ ...WELL, answering, harvest: WELL.harvest === null ? null : { ...WELL.harvest, problem } }];

    expect(overviewView({ ...QUIET, region: { ...REGION, systems } }, NOW).groups[0]?.items[0]?.what).toBe(
      'Koha of Hill: It does not say whether a copy is in. Its catalogue: Last read 15 minutes ago.',
    );
  });

  it('is a system that did not answer when it was last asked, before this process began', () => {
    const changes = [{ at: '2026-11-27T08:10:00Z', answers: false, askedBefore: null, why: null }];
    const systems = [{ ...WELL, answering: null, answeringHistory: { changes, hours: [] } }];

    expect(overviewView({ ...QUIET, region: { ...REGION, systems } }, NOW).groups[0]?.items[0]?.what).toBe(
      'Koha of Hill: It did not answer from today 08:10, and nobody has asked it since this service was started again.',
    );
  });

  it('is nothing on a quiet day', () => {
    expect(overviewView(QUIET, NOW)).toMatchObject({
      groups: [],
      summary: expect.stringMatching(/^Nothing needs you/) as string,
    });
  });

  it('is a system that is silent, its host, its rejects, a failed job and a key that ends, in this order, each with a step', () => {
    const bad = {
      ...WELL,
      harvest: WELL.harvest && { ...WELL.harvest, rejects: 2 },
      answering: { lastAnswerAt: null, failingSince: '2026-11-27T09:50:00Z', reason: { code: 'TIMEOUT' } as const },
      hosts: [
        {
          name: 'hill',
          breaker: 'OPEN' as const,
          openSince: '2026-11-27T09:51:00Z',
          openUntil: '2026-11-27T10:00:05Z',
          pausedUntil: null,
          inFlight: 0,
          waiting: 0,
          concurrency: 1,
          connections: 2,
          perSecond: null,
          failuresToOpen: 5,
          lastFailure: {
            ...{ code: 'LMS_TIMEOUT', at: '2026-11-27T09:51:00Z', cause: null },
            why: 'no answer came within 4 s',
          },
        },
      ],
    };
    const { groups, summary } = overviewView(
      { ...QUIET, region: { ...REGION, systems: [bad] }, apiKeys: [KEY, SOON], comparisonJobs: [JOB] },
      NOW,
    );

    expect(summary).toBe('5 things need you now.');
    expect(groups.map(({ heading, items }) => [heading, items.map(({ next }) => next.href)])).toEqual([
      ['Systems in trouble', ['/systems/hill']],
      ['Hosts that are not asked', ['/systems/hill#hosts']],
      ['Records that could not be read', ['/operate/rejects?system=hill']],
      ['Jobs that failed', ['/operate/jobs']],
      ['Keys that end soon', ['/operate/keys']],
    ]);
    expect(groups.at(-1)?.items[0]?.what).toContain('is good until 8 December 2026');
    expect(groups[1]?.items[0]?.what).toBe(
      'Koha of Hill is asked less, or not at all, since today 09:51. Last failure: no answer came within 4 s, today 09:51.',
    );
  });

  it('is also what cannot be told: that is never called nothing', () => {
    const { groups } = overviewView(
      { region: null, rejectRetries: null, apiKeys: null, comparisonJobs: null, plans: null, ledgers: null },
      NOW,
    );

    expect(groups.flatMap(({ items }) => items.map(({ what }) => what))).toEqual([
      'How it is with the systems cannot be told now.',
      'How it is with the jobs of comparing cannot be told now.',
      'How it is with reading rejects again cannot be told now.',
      'How it is with the keys cannot be told now.',
    ]);
  });

  it('is that the records of a system cannot be told now, and no claim that every one could be read', () => {
    const untold = { ...WELL, harvest: null };
    const show = (...path: readonly (readonly (string | number)[])[]) => {
      const errors = path.map((at) => ({ ...FAULT, path: at }));
      return overviewView(
        { ...QUIET, region: { ...REGION, systems: [untold, { ...WELL, name: 'Vale' }] } },
        NOW,
        errors,
      );
    };

    for (const shown of [show(['region', 'systems', 0, 'harvest']), show([])]) {
      expect(shown.groups.flatMap(({ items }) => items.map(({ what }) => what))).toEqual([
        'How it is with the records of Koha of Hill cannot be told now.',
      ]);
      expect(shown.systems.map(({ age }) => age)).toEqual(['Cannot be told now', '15 minutes']);
    }
    const never = show(['apiKeys']);
    expect([never.groups, never.systems[0]?.age]).toEqual([[], 'Not listed']);
  });

  it('is a system whose changes are missing, as the index says, or that the index cannot say', () => {
    const gap = (why: 'STALE' | 'PARTIAL') => ({
      ...{ system: { id: 'hill', name: 'Koha of Hill' }, why, since: '2026-11-26T09:00:00Z' },
    });
    const show = (incomplete: NonNullable<OperateOverviewQuery['region']>['incomplete']) =>
      overviewView({ ...QUIET, region: { ...REGION, incomplete, systems: [WELL] } }, NOW);
    const saidOf = (shown: ReturnType<typeof show>) =>
      shown.groups.flatMap(({ items }) => items.map(({ what }) => what));
    const [stale, partial] = [show([gap('STALE')]), show([gap('PARTIAL')])];

    expect(saidOf(stale)).toEqual([
      'Koha of Hill: Its catalogue: Last read 15 minutes ago. It should have been read since.',
    ]);
    expect(stale.systems[0]).toMatchObject({ age: '15 minutes', ageNote: 'Old' });
    // It is being read: nobody has to do anything.
    expect([saidOf(partial), partial.systems[0]?.ageNote]).toEqual([[], 'Being read']);
    expect(saidOf(show(null))).toEqual(['How it is with records that may be missing cannot be told now.']);
  });

  it('is no job that failed long ago', () => {
    const old = { ...JOB, finishedAt: '2026-11-01T09:00:00Z' };
    expect(overviewView({ ...QUIET, comparisonJobs: [old] }, NOW).groups).toEqual([]);
  });

  it('is no job whose snapshot was dropped, and no plan or ledger that was made since', () => {
    const failing = (changes: Partial<OperateOverviewQuery>) =>
      overviewView({ ...QUIET, ...changes }, NOW).groups.flatMap(({ items }) => items.map(({ what }) => what));
    const plan = (snapshot: string, state: 'WHOLE' | 'FAILED' | 'PREDICTING') => ({
      ...{ snapshot: { name: snapshot }, state },
    });
    const predicting = { ...JOB, kind: 'PREDICT_PLAN' };
    const making = { ...JOB, kind: 'MAKE_LEDGER' };

    expect(failing({ comparisonJobs: [{ ...JOB, snapshot: null }] })).toEqual([]);
    expect(
      failing({ comparisonJobs: [predicting], plans: [plan('before', 'WHOLE'), plan('other', 'FAILED')] }),
    ).toEqual([]);
    expect(failing({ comparisonJobs: [making], ledgers: [{ target: 'before', state: 'WHOLE' }] })).toEqual([]);
    for (const changes of [
      { comparisonJobs: [predicting], plans: [plan('before', 'WHOLE'), plan('before', 'FAILED')] },
      { comparisonJobs: [predicting], plans: [plan('before', 'PREDICTING')] },
      { comparisonJobs: [predicting], plans: null },
      { comparisonJobs: [making], ledgers: [{ target: 'before', state: 'FAILED' as const }] },
      { comparisonJobs: [making], ledgers: null },
    ]) {
      expect(failing(changes)).toEqual([expect.stringMatching(/ before failed yesterday/)]);
    }
  });

  it('is a failed reading of rejects only while its system has some, so that somebody can ask for it again', () => {
    const failed = { ...RETRY, state: 'FAILED', outcome: null, problem: 'LMS_TIMEOUT: no answer in time.' } as const;
    const texts = (harvest: typeof WELL.harvest, errors: Parameters<typeof overviewView>[2] = []) =>
      overviewView(
        { ...QUIET, region: { ...REGION, systems: [{ ...WELL, harvest }] }, rejectRetries: [failed] },
        NOW,
        errors,
      ).groups.flatMap(({ items }) => items.map(({ next }) => next.text));
    const again = 'Ask for it again: Koha of Hill';

    expect(texts(WELL.harvest)).toEqual([]);
    expect(texts(null)).toEqual([]);
    expect(texts(WELL.harvest && { ...WELL.harvest, rejects: 2 })).toContain(again);
    expect(texts(null, [{ ...FAULT, path: ['region', 'systems', 0, 'harvest'] }])).toContain(again);
    expect(
      overviewView({ ...QUIET, rejectRetries: [{ ...failed, system: { id: 'left', name: 'Left' } }] }, NOW).groups,
    ).toEqual([]);
  });

  it('claims nothing of jobs before those that it asked for', () => {
    const jobs = Array.from({ length: 200 }, () => ({ ...JOB, state: 'DONE' as const, problem: null }));

    expect(overviewView({ ...QUIET, comparisonJobs: jobs }, NOW).summary).toContain(
      'none of the last 200 jobs failed in the last week',
    );
    expect(overviewView({ ...QUIET, comparisonJobs: jobs.slice(1) }, NOW).summary).toContain(
      'no job failed in the last week',
    );
  });
});

describe('reading rejects again', () => {
  it('says what came of it, with every number that is not 0', () => {
    expect(retryModel(RETRY, NOW)).toEqual({
      tag: 'Done',
      colour: 'nhsuk-tag--green',
      sentences: [
        'Ended today 09:00: 2 records can be read now, 1 is gone from the system, 3 can be read by a full harvest only.',
      ],
      isOpen: false,
    });
  });

  it('says that it waits for long, and why it failed', () => {
    const waiting = { ...RETRY, state: 'WAITING', outcome: null, startedAt: null, finishedAt: null } as const;
    const failed = { ...RETRY, state: 'FAILED', outcome: null, problem: 'LMS_TIMEOUT: no answer in time.' } as const;

    expect(retryModel(waiting, NOW).sentences.join(' ')).toContain('check that a process harvests');
    expect(retryModel(failed, NOW).sentences[0]).toBe('Failed today 09:00: LMS_TIMEOUT: no answer in time.');
  });

  it('may be asked for while nobody has, and only for a system with rejects', () => {
    const pageInfo = { hasNextPage: true, endCursor: 'next' };
    const open = { ...RETRY, state: 'RUNNING', outcome: null, finishedAt: null } as const;
    const of = (rejects: number, rejectRetries: readonly RetryPartsFragment[]) =>
      rejectsView(
        {
          region: { ...REGION, systems: [{ id: 'hill', name: 'Koha of Hill', harvest: { rejects } }] },
          rejectRetries,
          rejects: {
            nodes: [
              {
                system: { name: 'Koha of Hill' },
                localId: null,
                place: 'page 3',
                reason: 'cut off',
                since: '2026-11-20T09:00:00Z',
              },
            ],
            pageInfo,
          },
        },
        { system: 'hill', after: null, isOperator: false },
        NOW,
      );

    expect(
      [of(2, []), of(2, [RETRY]), of(2, [open, RETRY]), of(0, [RETRY])].map(({ systems }) => systems[0]?.mayAsk),
    ).toEqual([true, true, false, false]);
    expect(of(2, [open]).lookAgainHref).toBe('/operate/rejects?system=hill');
    expect(of(2, [])).toMatchObject({
      places: [],
      nextHref: '/operate/rejects?system=hill&after=next',
      rows: [
        { header: 'Number not known', cells: ['Koha of Hill', 'page 3', 'cut off', 'on 20 November 2026 at 09:00'] },
      ],
    });
  });
});

describe('keys', () => {
  it('that end soon come first, those that are revoked last and without a next step', () => {
    const revoked = { ...KEY, id: 'bbbbbbbbbbbb', name: 'Gone', revokedAt: '2026-11-02T09:00:00Z' };
    const { rows, summary } = keysView([revoked, KEY, SOON], NOW);

    expect(summary).toBe('2 keys are valid.');
    expect(rows.map(({ header, cells }) => [header, cells[3], cells[4], cells[5]])).toEqual([
      [
        'Soon',
        '8 December 2026',
        'Valid; it ends soon',
        { text: 'Revoke Soon', href: '/operate/keys/aaaaaaaaaaaa/revoke' },
      ],
      ['Discovery', 'Does not end', 'Valid', { text: 'Revoke Discovery', href: '/operate/keys/0123456789ab/revoke' }],
      ['Gone', 'Does not end', 'Revoked on 2 November 2026', 'Nothing to do'],
    ]);
    expect(revokeView(revoked, NOW).mayRevoke).toBe(false);
  });

  it('were made and revoked on the day of the libraries, also in the hour in which it is still the day before in UTC', () => {
    const made = { ...KEY, madeAt: '2026-07-01T23:30:00Z', revokedAt: '2026-07-02T23:30:00Z' };

    expect(keysView([made], NOW).rows[0]?.cells.slice(2, 5)).toEqual([
      '2 July 2026',
      'Does not end',
      'Revoked on 3 July 2026',
    ]);
  });
});

describe('jobs', () => {
  it('that failed come first, those that wait or run may be cancelled', () => {
    const running = { ...JOB, id: 'run', state: 'RUNNING', step: 'copies records', done: 2, total: 6 } as const;
    const { jobs, summary, noRetries } = jobsView({ comparisonJobs: [running, JOB], rejectRetries: null }, NOW);

    expect(summary).toBe('At least 1 job waits or runs: what is being done cannot be told in full now.');
    expect(jobs.map(({ tag, cancel }) => [tag, cancel])).toEqual([
      ['Failed', null],
      ['Running', 'run'],
    ]);
    expect(jobs[1]?.sentences).toContain('Now: copies records (2 of 6).');
    expect(noRetries).toBe('They cannot be told now.');
  });

  it('advise nothing about a snapshot that was dropped since', () => {
    const [first, second] = (['FAILED', 'CANCELLED'] as const).map((state) => {
      const comparisonJobs = [{ ...JOB, state, snapshot: null }];
      return jobsView({ comparisonJobs, rejectRetries: [] }, NOW).jobs[0]?.sentences.at(-1);
    });

    expect(first).toBe('Put right what the reason names. Its snapshot was dropped since.');
    expect(second).toBe('Its snapshot was dropped since.');
  });

  it('says that nothing is being done only where both lists were told', () => {
    const sumUp = (asked: Parameters<typeof jobsView>[0]): string => jobsView(asked, NOW).summary;

    expect(sumUp({ comparisonJobs: [JOB], rejectRetries: [] })).toBe('Nothing is being done at the moment.');
    expect(sumUp({ comparisonJobs: [{ ...JOB, state: 'WAITING' }], rejectRetries: [] })).toBe('1 job waits or runs.');
    expect(sumUp({ comparisonJobs: null, rejectRetries: [] })).toBe('What is being done cannot be told in full now.');
  });
});

describe('who did what', () => {
  const KEYS = [{ id: '0123456789ab', name: 'Discovery' }];
  const REGION = {
    libraries: [{ id: 'north', name: 'North Library' }],
    systems: [{ id: 'koha-a', name: 'Koha of A' }],
  };

  const pageInfo = { hasNextPage: true, endCursor: 'next' };

  it('says who changed what, and that nobody signs in at the command line', () => {
    const entry = { at: '2026-11-27T09:00:00Z', kind: 'KEY_REVOKED', subject: '0123456789ab', note: null } as const;
    const nodes = [
      { ...entry, actor: 'pseudonym', role: 'operator' },
      { ...entry, actor: null, role: null },
      { ...entry, actor: 'key.0123456789ab', role: 'operator' },
    ];
    const { rows, nextHref } = actionsView({ nodes, pageInfo }, REGION, { after: null, now: NOW, keys: KEYS });

    expect(rows.map(({ cells }) => cells.slice(0, 4))).toEqual([
      ['Revoked a key', '0123456789ab', 'pseudonym', 'operator'],
      ['Revoked a key', '0123456789ab', 'Somebody at the command line', ''],
      ['Revoked a key', '0123456789ab', 'The key “Discovery”', 'operator'],
    ]);
    expect(nextHref).toBe('/operate/audit?after=next');

    const saved = { ...entry, kind: 'EXPORTED', subject: 'first fix-first north koha-a', note: 'CSV' } as const;
    const [row] = actionsView({ nodes: [{ ...saved, actor: 'x', role: 'staff' }], pageInfo }, REGION, {
      after: null,
      now: NOW,
      keys: KEYS,
    }).rows;
    expect(row?.cells.slice(0, 2)).toEqual(['Saved rows of a snapshot', 'first fix-first North Library Koha of A']);
  });

  it('says apart who looked at readers’ data, what for, and what was refused', () => {
    const node = {
      at: '2026-11-27T09:00:00Z',
      action: 'LOOK',
      actor: 'pseudonym',
      actorLibraries: [{ name: 'North' }],
      library: { name: 'South' },
      purpose: 'DESK_ENQUIRY',
      note: null,
      refusal: 'NOT_YOUR_LIBRARY',
    } as const;
    const { rows, nextHref } = looksView({ nodes: [node], pageInfo }, { after: null, now: NOW, keys: KEYS });

    expect(rows[0]?.cells).toEqual([
      'Looked at an account',
      'pseudonym',
      'North',
      'South',
      'The reader asked',
      '',
      'Refused: the reader belongs to another library',
    ]);
    expect(nextHref).toBe('/operate/audit?of=readers&after=next');
  });
});

it('says that nothing was asked for only if that was refused', async () => {
  const heading = async (code: string) => {
    const answer = { data: { retryRejects: null }, errors: [{ ...FAULT, code, path: ['retryRejects'] }] };
    const graph = { ask: () => Promise.resolve(answer) } as unknown as Graph;
    const visit = {
      graph,
      params: {},
      viewer: null,
      query: new URLSearchParams(),
      own: null,
      quick: new Set<string>(),
      memory: null,
      now: NOW,
    };
    return rejectsPage.submit?.({ ...visit, form: new URLSearchParams({ system: 'hill' }) });
  };

  expect(await heading('FORBIDDEN')).toMatchObject({ notice: { heading: 'Nothing was asked for' } });
  expect(await heading('SUBGRAPH_UNAVAILABLE')).toMatchObject({
    notice: { heading: 'We cannot tell whether it was asked for' },
  });
});

it('takes back a record whose number has a blank', async () => {
  const sent: unknown[] = [];
  const ask = (_document: unknown, variables: unknown) => {
    sent.push(variables);
    return Promise.resolve({ data: { takeBack: null }, errors: [] });
  };
  const form = new URLSearchParams({
    records: ' drop:record:ocm 12345 \r\n\r\nhill:record:7\n',
    reason: 'Incident 12',
    sure: 'yes',
  });
  const visit = {
    params: {},
    viewer: null,
    query: new URLSearchParams(),
    own: null,
    quick: new Set<string>(),
    memory: null,
    now: NOW,
  };

  await takeBackPage.submit?.({ ...visit, graph: { ask } as unknown as Graph, form });

  expect(sent).toEqual([{ records: ['drop:record:ocm 12345', 'hill:record:7'], reason: 'Incident 12' }]);
});
