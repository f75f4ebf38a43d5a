import {
  OperateTakeBackDocument,
  OperateTakeBacksDocument,
  OperateTakeRecordsBackDocument,
} from '../../../__generated__/operations.ts';
import { notFound, type Page, type Shown, type Submission, type Visit } from '../../page.ts';
import { refused } from '../places.ts';
import { actView, TAKE_BACK, takeBackView, type TypedTakeBack } from './view.ts';

/** `/operate/take-back`: hides records for good, and shows what was taken back. */
export const takeBackPage: Page = {
  path: TAKE_BACK,
  needs: 'OPERATOR',
  show: (visit) => showForm(visit, readTyped(visit.typed ?? new URLSearchParams()), null),
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

async function showForm({ graph, now }: Visit, typed: TypedTakeBack, fault: string | null): Promise<Shown> {
  const { data, errors } = await graph.ask(OperateTakeBacksDocument, {});
  if (data.takeBacks === null) return refused(TAKE_BACK, errors);
  const model = takeBackView(data.takeBacks, { typed, fault, now });
  return { template: 'pages/operate/take-back/page.njk', model, ...(fault === null ? {} : { status: 400 }) };
}

function readTyped(form: URLSearchParams): TypedTakeBack {
  return { records: form.get('records') ?? '', reason: form.get('reason') ?? '' };
}

async function takeBack(submission: Submission): Promise<Shown> {
  const { graph, form } = submission;
  const typed = readTyped(form);
  if (form.get('sure') !== 'yes') {
    return showForm(submission, typed, 'Say that the records are to be hidden from everybody.');
  }
  const records = typed.records.split(/\s+/).filter((record) => record !== '');
  const { data, errors } = await graph.ask(OperateTakeRecordsBackDocument, { records, reason: typed.reason });
  const [error] = errors;
  if (error?.code === 'BAD_USER_INPUT') return showForm(submission, typed, error.message);
  const refusal = data.takeBack?.refusal ?? null;
  if (refusal !== null) return showForm(submission, typed, `${refusal.message} These: ${refusal.records.join(', ')}`);
  const act = data.takeBack?.takeBack ?? null;
  if (act === null) {
    return {
      redirect: TAKE_BACK,
      notice: {
        kind: 'important',
        heading: 'We cannot tell whether the records were taken back',
        paragraphs: ['The answer did not come. Look at the list below; if they are not in it, take them back again.'],
      },
    };
  }
  return {
    redirect: `${TAKE_BACK}/${encodeURIComponent(act.id)}`,
    notice: {
      kind: 'success',
      heading: 'The records are hidden',
      paragraphs: [
        'Nobody finds them any more, and feeds say that they are deleted. Below is who may have them: tell them, in the order of docs/incidents.md.',
      ],
    },
  };
}
