import { describe, expect, it } from 'vitest';
import type { SnapshotsQuery } from '../../__generated__/operations.ts';
import { compareView } from './view.ts';
import { jobModel, type AskedJob } from './view.ts';

const NOW = Date.parse('2026-11-27T12:00:00Z');
const MIGRATION = { role: 'MIGRATION', libraries: [] } as const;
const STAFF = { role: 'STAFF', libraries: [{ id: 'elm', name: 'Elm Library' }] } as const;

const system = { id: 'a', harvestedAt: '2026-11-24T09:00:00Z', problem: null, notTold: [] };
const whole = {
  name: 'first',
  note: null,
  takenAt: '2026-11-24T10:00:00Z',
  state: 'WHOLE',
  systems: [system],
} as const;

function asked(snapshots: SnapshotsQuery['snapshots'], lastCompleteAt = '2026-11-24T09:00:00Z'): SnapshotsQuery {
  return {
    region: { name: 'R', systems: [{ id: 'a', name: 'Koha A', harvest: { lastCompleteAt, records: 105 } }] },
    snapshots,
  };
}

function view(data: SnapshotsQuery, more: Partial<Parameters<typeof compareView>[0]> = {}) {
  return compareView({ data, jobs: [], recordsThen: new Map([['a', 100]]), viewer: MIGRATION, now: NOW, ...more });
}

describe('the snapshots', () => {
  it('says how old the newest is, and that nothing was read since', () => {
    expect(view(asked([whole])).stale).toEqual([
      'The newest complete snapshot, “first”, is 3 days old. No system in it has been read in full since.',
    ]);
  });

  it('says what has changed since a stale one was taken', () => {
    expect(view(asked([whole], '2026-11-26T08:30:00Z')).stale).toEqual([
      'The newest complete snapshot, “first”, is 3 days old. Since then these systems in it have been read again: Koha A (yesterday 08:30).',
      'Their records: Koha A has 5 more.',
    ]);
  });

  it('says that the numbers of records are the same only if they were counted then', () => {
    const told = (recordsThen: ReadonlyMap<string, number> | null) =>
      view(asked([whole], '2026-11-26T08:30:00Z'), { recordsThen }).stale.slice(1);

    expect(told(new Map([['a', 105]]))).toEqual([
      'Their numbers of records are the same; what the records say may have changed.',
    ]);
    expect(told(new Map())).toEqual(['How many records Koha A had then is not known.']);
    expect(told(null)).toEqual([]);
  });

  it('says what each lacks, and calls nothing that is not told none', () => {
    const gaps = (more: object) => view(asked([{ ...whole, systems: [{ ...system, ...more }] }])).snapshots[0]?.gaps;

    expect(gaps({})).toEqual(['Nothing is known to be missing.']);
    expect(gaps({ harvestedAt: null })).toEqual(['Koha A had never been read in full: what it has is not known.']);
    expect(gaps({ problem: '2 records could not be read', notTold: ['LOANS', 'READERS'] })).toEqual([
      'Koha A: 2 records could not be read.',
      'Koha A does not tell loans and readers: such numbers are unknown, not 0.',
    ]);
    expect(view(asked([{ ...whole, systems: [] }])).snapshots[0]?.gaps).toEqual(['Koha A is not in it.']);
  });

  it('leads only to those that can be asked, and says what to do about the others', () => {
    const [failed, taking] = view(
      asked([
        { ...whole, state: 'FAILED' },
        { ...whole, state: 'TAKING' },
      ]),
    ).snapshots;

    expect(failed).toMatchObject({ href: null, tag: 'Failed', dropHref: '/compare/first/drop' });
    expect(failed?.advice).toContain('Drop it and take another.');
    expect(taking).toMatchObject({ href: null, tag: 'Being taken', dropHref: null });
    expect(view(asked([{ ...whole, name: 'a b/c' }])).snapshots[0]?.href).toBe('/compare/a%20b%2Fc');
  });

  it('says of the snapshot that was finished last that it is taken, and leads there', () => {
    const job = {
      id: '1',
      kind: 'TAKE_SNAPSHOT',
      snapshot: 'first',
      state: 'DONE',
      step: null,
      done: 3,
      total: 3,
      askedAt: '2026-11-27T11:57:00Z',
      startedAt: '2026-11-27T11:57:01Z',
      finishedAt: '2026-11-27T11:58:00Z',
      problem: null,
    } as const;
    const taken = (...jobs: readonly AskedJob[]) => view(asked([whole]), { jobs }).taken;

    expect(taken(job)).toEqual({ text: 'The snapshot “first” is taken.', href: '/compare/first' });
    expect(taken({ ...job, finishedAt: '2026-11-27T11:40:00Z' })).toBeNull();
    expect(taken(job, { ...job, id: '2', state: 'RUNNING', finishedAt: null })).toBeNull();
    expect(taken({ ...job, snapshot: 'dropped' })).toBeNull();
    expect(taken({ ...job, kind: 'MAKE_LEDGER' })).toBeNull();
    expect(taken(job, { ...job, id: '2', kind: 'COMPARE_RECORDS', state: 'RUNNING', finishedAt: null })).not.toBeNull();
    expect(view(asked([whole]), { jobs: [job], viewer: STAFF }).taken).toBeNull();
  });

  it('says that all were read again without naming each', () => {
    const ids = ['a', 'b', 'c'];
    const data = {
      region: {
        name: 'R',
        systems: ids.map((id) => ({ id, name: id, harvest: { lastCompleteAt: '2026-11-26T08:30:00Z', records: 1 } })),
      },
      snapshots: [{ ...whole, systems: ids.map((id) => ({ ...system, id })) }],
    };

    expect(view(data).stale[0]).toBe(
      'The newest complete snapshot, “first”, is 3 days old. Since then all 3 systems in it have been read again, the last yesterday 08:30.',
    );
  });

  it('says nothing to staff of systems that are not their libraries’', () => {
    const stale = (snapshot: Parameters<typeof asked>[0], lastCompleteAt?: string) =>
      view(asked(snapshot, lastCompleteAt), { viewer: STAFF, recordsThen: null }).stale[0]?.split('. ')[1];

    expect(stale([whole])).toBe('No system of your libraries has been read in full since.');
    expect(stale([whole], '2026-11-26T08:30:00Z')).toBe(
      'Since then these systems of your libraries have been read again: Koha A (yesterday 08:30).',
    );
    expect(stale([{ ...whole, systems: [] }])).toBeUndefined();
  });

  it('tells staff of no system that they are not told of', () => {
    const gaps = (systems: (typeof whole)['systems'] | readonly []) =>
      view(asked([{ ...whole, systems }]), { viewer: STAFF }).snapshots[0]?.gaps;

    expect(gaps([system])).toEqual(['Nothing is known to be missing.']);
    expect(gaps([])).toEqual(['No system of your libraries is in it.']);
    const facts = (viewer: typeof STAFF | typeof MIGRATION) => view(asked([whole]), { viewer }).snapshots[0]?.facts;
    expect([facts(STAFF), facts(MIGRATION)]).toEqual([
      expect.stringMatching(/\. 1 system is yours to see\.$/),
      expect.stringMatching(/\. 1 system in it\.$/),
    ]);
  });

  it('lets staff change nothing, and says whose rows they see', () => {
    const { mayChange, scope, snapshots } = view(asked([whole]), { viewer: STAFF });

    expect([mayChange, snapshots[0]?.dropHref]).toEqual([false, null]);
    expect(scope).toBe('You see the rows of your own library only: Elm Library.');
  });
});

describe('work', () => {
  it('is shown while it goes on, and when it failed, until its snapshot is dropped', () => {
    const one = { kind: 'TAKE_SNAPSHOT', step: null, done: 0, total: null, startedAt: null, problem: null } as const;
    const job = { ...one, askedAt: whole.takenAt, finishedAt: whole.takenAt };
    const { jobs, hasOpenJobs, jobsSentence } = view(asked([whole]), {
      jobs: [
        { ...job, id: '1', state: 'RUNNING', snapshot: 'a' },
        { ...job, id: '2', state: 'DONE', snapshot: 'b' },
        { ...job, id: '3', state: 'FAILED', snapshot: 'c' },
        { ...job, id: '4', state: 'FAILED', snapshot: null },
      ],
    });

    expect(jobs.map(({ id }) => id)).toEqual(['1', '3']);
    expect([hasOpenJobs, jobsSentence]).toEqual([true, '1 piece of work under way.']);
  });
});

describe('a job', () => {
  const job: AskedJob = {
    id: '1',
    kind: 'TAKE_SNAPSHOT',
    snapshot: 'first',
    state: 'RUNNING',
    step: 'barcodes',
    done: 2,
    total: 5,
    askedAt: '2026-11-27T11:58:00Z',
    startedAt: '2026-11-27T11:59:00Z',
    finishedAt: null,
    problem: null,
  };

  it('says how far it is', () => {
    const { sentences, progress, isOpen } = jobModel(job, NOW);

    expect(sentences).toEqual(['Begun 1 minute ago.', 'Now: barcodes.']);
    expect(progress).toMatchObject({ done: 2, total: 5, text: '2 of 5 done in this step' });
    expect(isOpen).toBe(true);
    expect(jobModel({ ...job, total: null }, NOW).progress).toBeNull();
  });

  it('says when nobody has begun for long', () => {
    const waiting = { ...job, state: 'WAITING', startedAt: null, step: null } as const;

    expect(jobModel(waiting, NOW).sentences).toHaveLength(1);
    expect(jobModel({ ...waiting, askedAt: '2026-11-27T11:50:00Z' }, NOW).sentences[1]).toContain('longer than usual');
  });

  it('says why it failed and what to do', () => {
    const failed = {
      ...job,
      state: 'FAILED',
      finishedAt: '2026-11-27T11:59:30Z',
      problem: 'The disk is full.',
    } as const;
    const { sentences, isOpen } = jobModel(failed, NOW);

    expect(sentences[0]).toBe('Failed today 11:59: The disk is full.');
    expect(sentences[1]).toContain('Drop it, and take another. If that fails too');
    expect(isOpen).toBe(false);
  });

  it.each([
    ['COMPARE_RECORDS', 'Comparing the records of the snapshot first', 'Nobody can ask for that again'],
    ['PREDICT_PLAN', 'Predicting a plan of the snapshot first', 'Predict the plan again'],
    ['MAKE_LEDGER', 'Making a ledger by the snapshot first', 'Make the ledger again'],
  ])('of the kind %s leaves the snapshot as it is if it is stopped or fails', (kind, heading, next) => {
    for (const state of ['CANCELLED', 'FAILED'] as const) {
      const shown = jobModel({ ...job, kind, state, finishedAt: '2026-11-27T11:59:30Z' }, NOW);

      expect(shown.heading).toBe(heading);
      expect(shown.sentences[1]).toMatch(/^The snapshot stays as it is/);
      expect(shown.sentences[1]).toContain(next);
      expect(shown.sentences.join(' ')).not.toMatch(/drop/i);
    }
  });
});
