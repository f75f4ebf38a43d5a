/** Work that takes longer than a page may, in words: how far it is, or why it failed and what to do. */
import type { SnapshotJobsQuery } from '../../__generated__/operations.ts';
import { plural, sayAge, sayWhen } from '../../words/moments.ts';
import { isOpen, JOB_TAGS } from '../../words/jobs.ts';

export type AskedJob = NonNullable<SnapshotJobsQuery['comparisonJobs']>[number];

const TAGS = { ...JOB_TAGS, CANCELLED: ['Stopped', 'nhsuk-tag--grey'] } as const;

export function jobModel(job: AskedJob, now: number) {
  const { id, kind, snapshot, state, done, total } = job;
  const [tag, colour] = TAGS[state];
  const open = isOpen(job);
  const what = kind === 'TAKE_SNAPSHOT' ? 'Taking a snapshot' : kind;
  return {
    id,
    heading: snapshot === null ? what : `${what}: ${snapshot}`,
    tag,
    colour,
    sentences: sentencesOf(job, now),
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
  { state, step, askedAt, startedAt, finishedAt, problem }: AskedJob,
  now: number,
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
      return [`Begun ${sayAge(since(startedAt ?? askedAt))} ago.`, `Now: ${step ?? 'it begins'}.`];
    case 'DONE':
      return [`Ended ${sayWhen(finishedAt ?? askedAt, now)}.`];
    case 'CANCELLED':
      return [`Stopped ${sayWhen(finishedAt ?? askedAt, now)}. What it had begun is not complete.`];
    case 'FAILED':
      return [
        `Failed ${sayWhen(finishedAt ?? askedAt, now)}: ${problem ?? 'no reason is known'}`,
        'What to do: drop the snapshot that failed, and take another. If that fails too, tell whoever runs Mercia the reason.',
      ];
  }
}

/** For one announcement: `1 snapshot is being taken.` */
export function sayOpenJobs(jobs: readonly AskedJob[]): string {
  const open = jobs.filter(isOpen).length;
  return open === 0 ? 'Nothing is being done at the moment.' : `${plural(open, 'piece')} of work under way.`;
}
