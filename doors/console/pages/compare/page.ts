import {
  CancelSnapshotJobDocument,
  DropSnapshotDocument,
  RecordsThenDocument,
  RegionNameDocument,
  SnapshotJobsDocument,
  SnapshotsDocument,
  TakeSnapshotDocument,
} from '../../__generated__/operations.ts';
import type { Graph } from '../../graph.ts';
import { mayView, type Viewer } from '../../viewer.ts';
import { done, notDone, type Page, type Shown, type Submission, type Visit } from '../page.ts';
import { sayAfter } from '../../words/jobs.ts';
import { sayWhen } from '../../words/moments.ts';
import { COMPARE, COMPARE_MS, noSuchSnapshot, refuse } from './refused.ts';
import { compareView, type TakeForm } from './view.ts';

/** `/compare`: the snapshots, and what to do with them. Who may see none is told what this is. */
export const comparePage: Page = {
  path: COMPARE,
  formNeeds: 'MIGRATION',
  show: (visit) => showSnapshots(visit, visit.typed?.get('do') === 'take' ? formOf(visit.typed) : undefined),
  async submit(submission) {
    return submission.form.get('do') === 'stop' ? stopJob(submission) : takeSnapshot(submission);
  },
};

async function showSnapshots({ graph, viewer, now }: Visit, form?: TakeForm): Promise<Shown> {
  if (viewer === null || !mayView(viewer, 'STAFF')) return showClosed(graph, viewer);
  if (viewer.role === 'STAFF' && viewer.libraries.length === 0) return showClosed(graph, viewer);
  const mayChange = mayView(viewer, 'MIGRATION');
  const [{ data, errors }, jobs] = await Promise.all([
    graph.ask(SnapshotsDocument, {}),
    mayChange ? graph.ask(SnapshotJobsDocument, {}) : null,
  ]);
  refuse(errors);
  refuse(jobs?.errors ?? []);
  const newest = data.snapshots?.find(({ state }) => state === 'WHOLE');
  const recordsThen = newest === undefined || !mayChange ? null : await countThen(graph, newest.name);
  const model = compareView({
    data,
    jobs: jobs?.data.comparisonJobs ?? [],
    recordsThen,
    viewer,
    now,
    ...(form === undefined ? {} : { form }),
  });
  return { template: 'pages/compare/page.njk', model, status: (form?.problem ?? null) === null ? 200 : 400 };
}

/** Staff would be told of the records of their own libraries, whose system may have others. */
async function countThen(graph: Graph, snapshot: string): Promise<ReadonlyMap<string, number>> {
  const { data } = await graph.ask(RecordsThenDocument, { snapshot }, { budgetMs: COMPARE_MS });
  return new Map(data.snapshot?.table.rows.map(({ values: [system = ''], count }) => [system, count]));
}

async function showClosed(graph: Graph, viewer: Viewer | null): Promise<Shown> {
  await graph.ask(RegionNameDocument, {});
  const model = {
    title: 'Compare',
    current: COMPARE,
    why: whyClosed(viewer),
    mustSignIn: viewer === null,
  };
  return { template: 'pages/compare/closed.njk', model, status: viewer === null ? 200 : 403 };
}

function whyClosed(viewer: Viewer | null): string {
  if (viewer === null) return 'You are not signed in.';
  return viewer.role === 'STAFF'
    ? 'You are signed in as library staff, but your sign-in names no library. Ask whoever manages your account to add it.'
    : 'You are signed in as a reader. Readers see titles and their own accounts, and no comparisons.';
}

function formOf(sent: URLSearchParams): TakeForm {
  return { name: (sent.get('name') ?? '').trim(), note: (sent.get('note') ?? '').trim(), problem: null };
}

async function takeSnapshot(submission: Submission): Promise<Shown> {
  const { graph } = submission;
  const { name, note } = formOf(submission.form);
  if (name === '') return showSnapshots(submission, { name, note, problem: 'Enter a name for the snapshot' });
  const input = { name, note: note === '' ? null : note };
  const { data, errors } = await graph.ask(TakeSnapshotDocument, { input });
  if (data.takeSnapshot === null) {
    const [error] = errors;
    if (error?.code === 'BAD_USER_INPUT') {
      return showSnapshots(submission, { name, note, problem: sayProblem(error.message) });
    }
    refuse(errors);
    return { redirect: COMPARE };
  }
  return {
    redirect: COMPARE,
    notice: done(
      `The snapshot “${name}” was asked for`,
      'To take it needs about a minute in a small region. You may leave this page: the work goes on.',
    ),
  };
}

/** `name: a snapshot is …` as a sentence. */
function sayProblem(message: string): string {
  const text = message.replace(/^name: /, '');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

async function stopJob({ graph, form }: Submission): Promise<Shown> {
  const { data, errors } = await graph.ask(CancelSnapshotJobDocument, { id: form.get('job') ?? '' });
  refuse(errors);
  const job = data.cancelComparisonJob?.job ?? null;
  return {
    redirect: COMPARE,
    notice:
      job === null
        ? notDone('Nothing was stopped', 'The work was over already.')
        : done('The work was stopped', sayAfter(job)),
  };
}

/** `/compare/SNAPSHOT/drop`: asks before it drops. */
export const dropPage: Page = {
  path: '/compare/:snapshot/drop',
  needs: 'MIGRATION',
  async show({ graph, params: { snapshot = '' }, now }) {
    const { data, errors } = await graph.ask(SnapshotsDocument, {});
    refuse(errors);
    const found = data.snapshots?.find(({ name }) => name === snapshot);
    if (found === undefined) throw noSuchSnapshot();
    const model = {
      title: `Drop the snapshot ${found.name}?`,
      current: COMPARE,
      name: found.name,
      taken: `It was taken ${sayWhen(found.takenAt, now)}.`,
      note: found.note ?? '',
    };
    return { template: 'pages/compare/drop.njk', model };
  },
  async submit({ graph, params: { snapshot = '' } }) {
    const { errors } = await graph.ask(DropSnapshotDocument, { name: snapshot });
    const [error] = errors;
    if (error?.code !== 'BAD_USER_INPUT') refuse(errors);
    return {
      redirect: COMPARE,
      notice:
        error === undefined
          ? done(`The snapshot “${snapshot}” was dropped`)
          : // The graph repeats nothing that it was sent; this page knows whose address it was.
            notDone('Nothing was dropped', sayProblem(error.message.replace('of this name', `“${snapshot}”`))),
    };
  },
};
