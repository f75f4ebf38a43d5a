import {
  OperateCancelJobDocument,
  OperateJobsDocument,
  type OperateJobPartsFragment,
  type OperateJobsQuery,
} from '../../../__generated__/operations.ts';
import { done, notDone, type Notice, type Page, type Submission } from '../../page.ts';
import { plural, sayWhen } from '../../../words/moments.ts';
import { operateModel } from '../places.ts';
import { retryModel } from '../retry-words.ts';
import { isOpen, JOB_TAGS, jobName, sayAfter } from '../../../words/jobs.ts';

const PATH = '/operate/jobs';

/** `/operate/jobs`: what runs, what failed and why, and cancelling. */
export const jobsPage: Page = {
  path: PATH,
  needs: 'OPERATOR',
  async show({ graph, now }) {
    const { data } = await graph.ask(OperateJobsDocument, {});
    return { template: 'pages/operate/jobs/page.njk', model: jobsView(data, now) };
  },
  submit: async (submission) => ({ redirect: PATH, notice: await cancel(submission) }),
};

async function cancel({ graph, form }: Submission): Promise<Notice> {
  const { data } = await graph.ask(OperateCancelJobDocument, { id: form.get('job') ?? '' });
  const { cancelComparisonJob: cancelled } = data;
  if (cancelled === null) {
    return notDone(
      'We cannot tell whether the job was cancelled',
      'Look at the list below, and try again if the job still waits or runs.',
    );
  }
  if (cancelled.job === null) return notDone('Nothing was cancelled', 'It was over already.');
  return done('The job is cancelled', 'A job that runs ends at its next step. What it had begun is not complete.');
}

const TAGS = { ...JOB_TAGS, CANCELLED: ['Cancelled', 'nhsuk-tag--grey'] } as const;

/** What runs and what failed comes first. */
const ORDER: readonly string[] = ['FAILED', 'RUNNING', 'WAITING', 'DONE', 'CANCELLED'];

export function jobsView({ comparisonJobs, rejectRetries }: Omit<OperateJobsQuery, 'region'>, now: number) {
  return {
    ...operateModel({ title: 'Jobs', path: '/operate/jobs' }),
    summary: sumUp(comparisonJobs, rejectRetries),
    jobs: inOrder(comparisonJobs ?? []).map((job) => toJob(job, now)),
    retries: inOrder(rejectRetries ?? []).map((retry) => {
      const { tag, colour, sentences } = retryModel(retry, now);
      return { heading: `Reading records of ${retry.system.name} again`, tag, colour, sentences, cancel: null };
    }),
    noJobs: noneOf(comparisonJobs, 'No job has been asked for.'),
    noRetries: noneOf(rejectRetries, 'Nobody has asked for it yet.'),
  };
}

/** Of a list that was not told, nobody knows what is in it. */
function sumUp(jobs: OperateJobsQuery['comparisonJobs'], retries: OperateJobsQuery['rejectRetries']): string {
  const open = [...(jobs ?? []), ...(retries ?? [])].filter(isOpen).length;
  const waitOrRun = plural(open, 'job waits or runs', 'jobs wait or run');
  if (jobs === null || retries === null) {
    return open === 0
      ? 'What is being done cannot be told in full now.'
      : `At least ${waitOrRun}: what is being done cannot be told in full now.`;
  }
  return open === 0 ? 'Nothing is being done at the moment.' : `${waitOrRun}.`;
}

function inOrder<Job extends { readonly state: string }>(jobs: readonly Job[]): readonly Job[] {
  return jobs.toSorted((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state));
}

/** What was not told is never called "none". */
function noneOf(list: readonly unknown[] | null, none: string): string | null {
  if (list === null) return 'They cannot be told now.';
  return list.length === 0 ? none : null;
}

function toJob(job: OperateJobPartsFragment, now: number) {
  const [tag, colour] = TAGS[job.state];
  return {
    heading: jobName(job.kind, job.snapshot),
    tag,
    colour,
    sentences: sentencesOf(job, now),
    cancel: isOpen(job) ? job.id : null,
  };
}

function sentencesOf(
  {
    kind,
    snapshot,
    state,
    step,
    done: reached,
    total,
    askedAt,
    startedAt,
    finishedAt,
    problem,
  }: OperateJobPartsFragment,
  now: number,
): readonly string[] {
  const ended = sayWhen(finishedAt ?? askedAt, now);
  switch (state) {
    case 'WAITING':
      return [`Asked for ${sayWhen(askedAt, now)}; nobody has begun.`];
    case 'RUNNING': {
      const of = total === null ? '' : ` (${reached.toLocaleString('en-GB')} of ${total.toLocaleString('en-GB')})`;
      return [`Begun ${sayWhen(startedAt ?? askedAt, now)}.`, `Now: ${step ?? 'it begins'}${of}.`];
    }
    case 'FAILED':
      return [
        `Failed ${ended}: ${problem ?? 'no reason is known'}`,
        `Put right what the reason names. ${sayAfter({ kind, snapshot })}`,
      ];
    case 'DONE':
      return [`Ended ${ended}.`];
    case 'CANCELLED':
      return [`Cancelled ${ended}.`, sayAfter({ kind, snapshot })];
  }
}
