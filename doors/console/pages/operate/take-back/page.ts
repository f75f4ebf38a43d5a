import {
  OperateTakeBackDocument,
  OperateTakeBacksDocument,
  OperateTakeRecordsBackDocument,
  type OperateTakeBackQuery,
  type TakeBackPartsFragment,
} from '../../../__generated__/operations.ts';
import {
  done,
  formPage,
  notDone,
  notFound,
  type Page,
  type Problem,
  type Shown,
  type Submission,
  type Visit,
} from '../../page.ts';
import { operateModel, refused } from '../places.ts';
import type { TableRow } from '../../../templates/cells.ts';
import { plural, sayWhen } from '../../../words/moments.ts';

const TAKE_BACK = '/operate/take-back';

/** `/operate/take-back`: hides records for good, and shows what was taken back. */
export const takeBackPage: Page = {
  path: TAKE_BACK,
  needs: 'OPERATOR',
  show: (visit) => showForm(visit, readTyped(visit.typed ?? new URLSearchParams()), []),
  submit: takeBack,
};

/** `/operate/take-back/ID`: how far it is, and who may have what the records said. */
export const takenBackPage: Page = {
  path: `${TAKE_BACK}/:id`,
  needs: 'OPERATOR',
  async show({ graph, params: { id = '' }, now }) {
    const { data, errors } = await graph.ask(OperateTakeBackDocument, { id });
    if (errors.length > 0) return refused(TAKE_BACK, errors);
    if (data.takeBack === null) {
      return notFound('Nothing of this kind was taken back', 'Look at the list.');
    }
    return { template: 'pages/operate/take-back/act.njk', model: actView(data.takeBack, now) };
  },
};

async function showForm({ graph, now }: Visit, typed: TypedTakeBack, problems: readonly Problem[]): Promise<Shown> {
  const { data, errors } = await graph.ask(OperateTakeBacksDocument, {});
  if (data.takeBacks === null) return refused(TAKE_BACK, errors);
  return formPage('pages/operate/take-back/page.njk', takeBackView(data.takeBacks, typed, now), problems);
}

function readTyped(form: URLSearchParams): TypedTakeBack {
  return { records: form.get('records') ?? '', reason: form.get('reason') ?? '' };
}

async function takeBack(submission: Submission): Promise<Shown> {
  const { graph, form } = submission;
  const typed = readTyped(form);
  if (form.get('sure') !== 'yes') {
    const text = 'Say that the records are to be hidden from everybody.';
    return showForm(submission, typed, [{ text, href: '#sure' }]);
  }
  // A number may have a blank in it: records stand on lines.
  const lines = typed.records.split(/\r?\n/).map((line) => line.trim());
  const records = lines.filter((line) => line !== '');
  const { data, errors } = await graph.ask(OperateTakeRecordsBackDocument, { records, reason: typed.reason });
  const [error] = errors;
  if (error?.code === 'BAD_USER_INPUT') {
    const href = error.message.startsWith('reason') ? '#reason' : '#records';
    return showForm(submission, typed, [{ text: error.message, href }]);
  }
  const refusal = data.takeBack?.refusal ?? null;
  if (refusal !== null) {
    const text = `${refusal.message} These: ${refusal.records.join(', ')}`;
    return showForm(submission, typed, [{ text, href: '#records' }]);
  }
  const act = data.takeBack?.takeBack ?? null;
  if (act === null) {
    return {
      redirect: TAKE_BACK,
      notice: notDone(
        'We cannot tell whether the records were taken back',
        'The answer did not come. Look at the list below; if they are not in it, take them back again.',
      ),
    };
  }
  return {
    redirect: `${TAKE_BACK}/${encodeURIComponent(act.id)}`,
    notice: done(
      'The records are hidden',
      'Nobody finds them any more, and feeds say that they are deleted. Below is who may have them: tell them, in the order of docs/incidents.md.',
    ),
  };
}

/** What somebody typed into the form. */
interface TypedTakeBack {
  readonly records: string;
  readonly reason: string;
}

function takeBackView(acts: readonly TakeBackPartsFragment[], typed: TypedTakeBack, now: number) {
  const title = 'Take records back';
  return {
    ...operateModel({ title, path: TAKE_BACK }),
    heading: title,
    ...typed,
    rows: acts.map(({ id, at, reason, records, state, problem }) => ({
      header: sayWhen(at, now),
      cells: [
        reason,
        { text: String(records.length), numeric: true },
        state === 'DONE'
          ? 'Hidden and cleaned'
          : problem === null
            ? 'Hidden, being cleaned'
            : 'Hidden, not all cleaned',
        { text: `Who may have it, of ${sayWhen(at, now)}`, href: `${TAKE_BACK}/${encodeURIComponent(id)}` },
      ],
    })),
  };
}

type Act = NonNullable<OperateTakeBackQuery['takeBack']>;

function actView(act: Act, now: number) {
  const { id, at, reason, records, readers } = act;
  return {
    ...operateModel({ title: `Taken back ${sayWhen(at, now)}`, path: TAKE_BACK }),
    state: sayState(act, now),
    again: `${TAKE_BACK}/${encodeURIComponent(id)}`,
    reason,
    count: plural(records.length, 'record', 'records'),
    records,
    known: sayKnown(readers, now),
    readers: readersOf(readers, now),
  };
}

function sayState({ state, finishedAt, problem }: Act, now: number): string {
  if (state === 'DONE' && finishedAt !== null) return `Hidden, and everything was cleaned ${sayWhen(finishedAt, now)}.`;
  if (problem !== null) return `Hidden. Not everything could be cleaned, and it is tried again: ${problem}`;
  return 'Hidden. Terms, snapshots and files are being cleaned.';
}

function sayKnown({ publishedSince, knownSince, readings }: Act['readers'], now: number): readonly string[] {
  return [
    publishedSince === null
      ? 'No feed had any of the records.'
      : `A feed had one of the records since ${sayWhen(publishedSince, now)}, as far as its log goes back.`,
    knownSince === null
      ? 'It was not written down who read feeds.'
      : `Who read feeds is known since ${sayWhen(knownSince, now)}, for 90 days. Who only searched or looked at pages is not kept.`,
    ...(readings.some(({ caller }) => caller === null)
      ? ['Some asked the graph without a key: who they are is not known.']
      : []),
  ];
}

const SERVICES = {
  OAI_PMH: 'Harvested by OAI-PMH',
  SRU: 'Searched by SRU',
  CHANGES: 'Read changes in the graph',
} as const;

function readersOf({ readings, deliveries, exports, files }: Act['readers'], now: number): readonly TableRow[] {
  return [
    ...readings.map(({ service, repository, caller, lastAt, requests }) => ({
      header: caller ?? 'Somebody without a key',
      cells: [`${SERVICES[service]}, ${plural(requests, 'time', 'times')}`, repository, sayWhen(lastAt, now)],
    })),
    ...deliveries.map(({ delivery, target, at }) => ({
      header: delivery,
      cells: ['Got a delivery', target, sayWhen(at, now)],
    })),
    ...exports.map(({ snapshot, actor, format, at }) => ({
      header: actor,
      cells: [`Exported as ${format}`, `Snapshot ${snapshot}`, sayWhen(at, now)],
    })),
    ...files.map(({ machine, path, at }) => ({
      header: machine,
      cells: ['Has a file', path, sayWhen(at, now)],
    })),
  ];
}
