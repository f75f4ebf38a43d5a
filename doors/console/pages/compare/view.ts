/** The snapshots of a region: whether they are whole, what they lack, how old they are, and the work on them. */
import type { SnapshotJobsQuery, SnapshotsQuery } from '../../__generated__/operations.ts';
import { listNames, nameIn, type Named } from '../../words/lists.ts';
import { plural, sayAge, sayWhen } from '../../words/moments.ts';
import { sayGaps, sayOld, sayScope, stateWords } from '../../words/snapshots.ts';
import type { Viewer } from '../../viewer.ts';
import { isOpen, JOB_TAGS, jobName, sayAfter, sayStep } from '../../words/jobs.ts';
import { COMPARE } from './refused.ts';

type Snapshot = NonNullable<SnapshotsQuery['snapshots']>[number];
type System = NonNullable<SnapshotsQuery['region']>['systems'][number];

export interface TakeForm {
  readonly name: string;
  readonly note: string;
  /** What is wrong with the name; null if nothing is. */
  readonly problem: string | null;
}

interface CompareGiven {
  readonly data: SnapshotsQuery;
  readonly jobs: readonly AskedJob[];
  /** Records of each system in the newest whole snapshot, by id: where one is missing, nobody knows. Null if they were not asked for. */
  readonly recordsThen: ReadonlyMap<string, number> | null;
  readonly viewer: Viewer;
  readonly form?: TakeForm;
  readonly now: number;
}

const NO_FORM: TakeForm = { name: '', note: '', problem: null };

export function compareView({ data, jobs, recordsThen, viewer, form = NO_FORM, now }: CompareGiven) {
  const systems = data.region?.systems ?? [];
  const snapshots = data.snapshots ?? [];
  const mayChange = viewer.role === 'MIGRATION' || viewer.role === 'OPERATOR';
  const newest = snapshots.find(({ state }) => state === 'WHOLE');
  // What became of a snapshot that was dropped since concerns nobody.
  const shownJobs = jobs
    .filter(({ state, snapshot }) => state !== 'DONE' && snapshot !== null)
    .map((job) => jobModel(job, now, systems));
  return {
    title: form.problem === null ? 'Compare' : 'Error: Compare',
    current: COMPARE,
    scope: sayScope(viewer),
    snapshots: snapshots.map((snapshot) =>
      snapshotModel(snapshot, systems, { mayChange, seesAll: viewer.role !== 'STAFF', now }),
    ),
    // Without one, what is made of it leads nowhere.
    hasWhole: newest !== undefined,
    stale:
      newest === undefined ? [] : sayChanges(newest, systems, { recordsThen, seesAll: viewer.role !== 'STAFF', now }),
    jobs: shownJobs,
    jobsSentence: sayOpenJobs(jobs),
    taken: mayChange ? takenOf(snapshots, jobs, now) : null,
    hasOpenJobs: shownJobs.some(({ isOpen }) => isOpen),
    mayChange,
    form,
  };
}

/** So long the page says of a snapshot that it is taken, after it has said that it is being taken. */
const NEWS_MS = 600_000;

/** The snapshot that was finished last, if that is news; null while another is asked for. */
function takenOf(snapshots: readonly Snapshot[], jobs: readonly AskedJob[], now: number) {
  const taking = jobs.filter(({ kind }) => kind === 'TAKE_SNAPSHOT');
  if (taking.some(isOpen)) return null;
  const [last] = taking
    .filter(
      ({ state, finishedAt }) => state === 'DONE' && finishedAt !== null && now - Date.parse(finishedAt) < NEWS_MS,
    )
    .toSorted((a, b) => Date.parse(b.finishedAt ?? '') - Date.parse(a.finishedAt ?? ''));
  const found = snapshots.find(({ name, state }) => state === 'WHOLE' && name === last?.snapshot);
  if (found === undefined) return null;
  return { text: `The snapshot “${found.name}” is taken.`, href: `${COMPARE}/${encodeURIComponent(found.name)}` };
}

function snapshotModel(
  { name, note, takenAt, state, systems: taken }: Snapshot,
  systems: readonly System[],
  { mayChange, seesAll, now }: { readonly mayChange: boolean; readonly seesAll: boolean; readonly now: number },
) {
  const { tag, colour } = stateWords(state);
  const href = `${COMPARE}/${encodeURIComponent(name)}`;
  const gaps =
    state === 'WHOLE'
      ? [...sayGaps(taken, nameIn(systems)), ...(seesAll ? sayAbsent(taken, systems) : sayNoneOfYours(taken))]
      : [];
  return {
    name,
    href: state === 'WHOLE' ? href : null,
    tag,
    colour,
    facts:
      state === 'WHOLE'
        ? `Taken ${sayWhen(takenAt, now)}, ${sayOld(takenAt, now)}. ${saySystems(taken.length, seesAll)}`
        : `Asked for ${sayWhen(takenAt, now)}.`,
    note: note ?? '',
    gaps: state === 'WHOLE' && gaps.length === 0 ? ['Nothing is known to be missing.'] : gaps,
    advice: adviceOf(state, mayChange),
    dropHref: mayChange && state !== 'TAKING' ? `${href}/drop` : null,
  };
}

/** Staff are told of the systems of their libraries: there may be more in it. */
function saySystems(count: number, seesAll: boolean): string {
  const systems = plural(count, 'system');
  return seesAll ? `${systems} in it.` : `${systems} ${count === 1 ? 'is' : 'are'} yours to see.`;
}

function adviceOf(state: Snapshot['state'], mayChange: boolean): string {
  switch (state) {
    case 'WHOLE':
      return '';
    case 'TAKING':
      return 'You can open it when it is complete.';
    case 'FAILED':
      return mayChange
        ? 'It could not be taken, and cannot be asked. Drop it and take another.'
        : 'It could not be taken, and cannot be asked.';
  }
}

/** Systems that came into the region later, or were left out. */
function sayAbsent(taken: Snapshot['systems'], systems: readonly System[]): readonly string[] {
  return systems
    .filter(({ id, harvest }) => harvest !== null && !taken.some((one) => one.id === id))
    .map(({ name }) => `${name} is not in it.`);
}

/** Staff are told of the systems of their libraries: others may be in it. */
function sayNoneOfYours(taken: Snapshot['systems']): readonly string[] {
  return taken.length === 0 ? ['No system of your libraries is in it.'] : [];
}

/** How old the snapshot is, and which systems were read since, with what became of their records. */
function sayChanges(
  { name, takenAt, systems: taken }: Snapshot,
  systems: readonly System[],
  { recordsThen, seesAll, now }: Pick<CompareGiven, 'recordsThen' | 'now'> & { readonly seesAll: boolean },
): readonly string[] {
  const changes = taken.flatMap(({ id, harvestedAt }) => {
    const system = systems.find((one) => one.id === id);
    const readAt = system?.harvest?.lastCompleteAt ?? null;
    if (system === undefined || readAt === null) return [];
    if (harvestedAt !== null && Date.parse(readAt) <= Date.parse(harvestedAt)) return [];
    return [{ ...system, readAt }];
  });
  const head = `The newest complete snapshot, “${name}”, is ${sayOld(takenAt, now)}.`;
  // Staff are told of the systems of their libraries, of which none may be in it.
  const whose = seesAll ? 'in it' : 'of your libraries';
  if (changes.length === 0) {
    return [taken.length === 0 ? head : `${head} No system ${whose} has been read in full since.`];
  }
  const read = sayRead(changes, { all: taken.length, whose }, now);
  return [`${head} ${read}`, ...(recordsThen === null ? [] : sayDifferences(changes, recordsThen))];
}

/** "The same" is said only where all of them were counted then and now. */
function sayDifferences(changed: readonly System[], recordsThen: ReadonlyMap<string, number>): readonly string[] {
  const differences: string[] = [];
  const unknown: string[] = [];
  for (const { id, name, harvest } of changed) {
    const then = recordsThen.get(id);
    if (then === undefined || harvest === null) unknown.push(name);
    else if (harvest.records !== then) differences.push(`${name} ${sayDifference(harvest.records - then)}`);
  }
  if (differences.length === 0 && unknown.length === 0) {
    return ['Their numbers of records are the same; what the records say may have changed.'];
  }
  return [
    ...(differences.length === 0 ? [] : [`Their records: ${listNames(differences)}.`]),
    ...(unknown.length === 0 ? [] : [`How many records ${listNames(unknown)} had then is not known.`]),
  ];
}

/** Named if they are few, or not all. */
function sayRead(
  changes: readonly { readonly name: string; readonly readAt: string }[],
  { all, whose }: { readonly all: number; readonly whose: string },
  now: number,
): string {
  const last = changes.map(({ readAt }) => readAt).toSorted((a, b) => Date.parse(b) - Date.parse(a))[0] ?? '';
  if (changes.length === all && all > FEW) {
    return `Since then all ${String(all)} systems ${whose} have been read again, the last ${sayWhen(last, now)}.`;
  }
  const named = changes.map(({ name, readAt }) => `${name} (${sayWhen(readAt, now)})`);
  return `Since then these systems ${whose} have been read again: ${listNames(named)}.`;
}

const FEW = 2;

/** `has 5 more`, `has 2 fewer`. */
function sayDifference(difference: number): string {
  const number = Math.abs(difference).toLocaleString('en-GB');
  return difference > 0 ? `has ${number} more` : `has ${number} fewer`;
}

export type AskedJob = NonNullable<SnapshotJobsQuery['comparisonJobs']>[number];

const TAGS = { ...JOB_TAGS, CANCELLED: ['Stopped', 'nhsuk-tag--grey'] } as const;

export function jobModel(job: AskedJob, now: number, systems: Named = []) {
  const { id, kind, snapshot, state, done, total } = job;
  const [tag, colour] = TAGS[state];
  const open = isOpen(job);
  return {
    id,
    heading: jobName(kind, snapshot),
    tag,
    colour,
    sentences: sentencesOf(job, now, systems),
    progress:
      open && total !== null && total > 0
        ? { done, total, text: `${done.toLocaleString('en-GB')} of ${total.toLocaleString('en-GB')} done in this step` }
        : null,
    isOpen: open,
  };
}

/** Of a job that nobody has begun for so long, whoever does jobs may not be running. */
const LONG_WAIT_SECONDS = 120;

function sentencesOf(
  { kind, snapshot, state, step, askedAt, startedAt, finishedAt, problem }: AskedJob,
  now: number,
  systems: Named,
): readonly string[] {
  const since = (moment: string): number => Math.max(now - Date.parse(moment), 0) / 1_000;
  switch (state) {
    case 'WAITING':
      return [
        `Asked for ${sayAge(since(askedAt))} ago; nobody has begun.`,
        ...(since(askedAt) > LONG_WAIT_SECONDS
          ? ['It waits longer than usual: ask whoever runs Mercia whether its part for comparing is running.']
          : []),
      ];
    case 'RUNNING':
      return [
        `Begun ${sayAge(since(startedAt ?? askedAt))} ago.`,
        `Now: ${step === null ? 'it begins' : sayStep(step, systems)}.`,
      ];
    case 'DONE':
      return [`Ended ${sayWhen(finishedAt ?? askedAt, now)}.`];
    case 'CANCELLED':
      return [
        `Stopped ${sayWhen(finishedAt ?? askedAt, now)}. What it had begun is not complete.`,
        sayAfter({ kind, snapshot }),
      ];
    case 'FAILED':
      return [
        `Failed ${sayWhen(finishedAt ?? askedAt, now)}: ${problem ?? 'no reason is known'}`,
        `${sayAfter({ kind, snapshot })} If that fails too, tell whoever runs Mercia the reason.`,
      ];
  }
}

/** For one announcement: `1 snapshot is being taken.` */
function sayOpenJobs(jobs: readonly AskedJob[]): string {
  const open = jobs.filter(isOpen).length;
  return open === 0 ? 'Nothing is being done at the moment.' : `${plural(open, 'piece')} of work under way.`;
}
