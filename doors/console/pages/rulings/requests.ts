import {
  AnswerRulingRequestDocument,
  RulingRequestsDocument,
  type RulingRequestsQuery,
} from '../../__generated__/operations.ts';
import { mayView, type Viewer } from '../../viewer.ts';
import { listNames } from '../../words/lists.ts';
import { plural, sayWhen } from '../../words/moments.ts';
import { sayTitled } from '../../words/records.ts';
import { pairHref, REQUESTS } from '../hrefs.ts';
import { done, formPage, type Page, type Problem, type Shown, type Visit } from '../page.ts';

/** `/rulings/requests`: what staff ask to be decided. Who decides answers; staff see what they asked for, and the answers. */
export const requestsPage: Page = {
  path: REQUESTS,
  needs: 'STAFF',
  formNeeds: 'MIGRATION',
  show: (visit) => showRequests(visit, visit.typed === undefined ? null : readTyped(visit.typed), []),
  async submit(submission) {
    const { form, graph } = submission;
    const { id, answer } = readTyped(form);
    const href = `#answer-${id}`;
    if (answer === '') return showRequests(submission, { id, answer }, [{ text: 'Enter the answer', href }]);
    const { data, errors } = await graph.ask(AnswerRulingRequestDocument, { input: { id, answer } });
    if (data.answerRulingRequest === null) {
      const text = (errors[0]?.message ?? 'Nothing was sent. Try again.').replace(/^(?:answer|id): /, '');
      return showRequests(submission, { id, answer }, [{ text: text.charAt(0).toUpperCase() + text.slice(1), href }]);
    }
    return { redirect: REQUESTS, notice: done('The answer was sent', 'Whoever asked sees it here.') };
  },
};

interface Typed {
  readonly id: string;
  readonly answer: string;
}

function readTyped(form: URLSearchParams): Typed {
  return { id: form.get('request') ?? '', answer: (form.get('answer') ?? '').trim() };
}

async function showRequests(
  { graph, viewer, now }: Visit,
  typed: Typed | null,
  problems: readonly Problem[],
): Promise<Shown> {
  const { data } = await graph.ask(RulingRequestsDocument, {});
  if (data.rulingRequests === null) throw new Error('the graph could not list the requests for rulings');
  return formPage('pages/rulings/requests.njk', requestsView(data.rulingRequests, { viewer, typed, now }), problems);
}

type Request = NonNullable<RulingRequestsQuery['rulingRequests']>[number];

interface Around {
  readonly viewer: Viewer | null;
  readonly typed: Typed | null;
  readonly now: number;
}

export function requestsView(requests: readonly Request[], { viewer, typed, now }: Around) {
  const mayAnswer = viewer !== null && mayView(viewer, 'MIGRATION');
  const waiting = requests.filter(({ answer }) => answer === null).length;
  const title = mayAnswer ? 'Decisions that libraries ask for' : 'Decisions that you asked for';
  return {
    title,
    heading: title,
    current: '/find',
    explains: mayAnswer
      ? 'Staff ask whether two records are one edition. Decide by looking at the two records; then answer here. An answer alone changes no title.'
      : 'To ask for another, open a title, then the two records of it that you doubt.',
    count: sayCount(requests.length, waiting),
    requests: requests.map((request) => ({
      id: request.id,
      heading: `${request.decision === 'SAME' ? 'One edition' : 'Two editions'}? ${request.a?.title ?? request.b?.title ?? 'Without a title'}`,
      href: request.a === null || request.b === null ? null : pairHref(request.a.id, request.b.id),
      asked: `Asked ${sayWhen(request.askedAt, now)} by staff of ${listNames(request.libraries.map(({ name }) => name)) || 'a library'}.`,
      records: [request.a, request.b].map((record) =>
        record === null ? 'A record that is not public any more' : sayTitled(record),
      ),
      reason: `Their reason: “${request.reason}”`,
      answer:
        request.answer === null || request.answeredAt === null
          ? null
          : `Answered ${sayWhen(request.answeredAt, now)}: “${request.answer}”`,
      mayAnswer: mayAnswer && request.answer === null,
      typed: typed?.id === request.id ? typed.answer : '',
    })),
  };
}

/** As many as are asked for at once. */
const MOST = 200;

/** Those that wait come first: where they fill the list there may be more. */
function sayCount(all: number, waiting: number): string {
  if (all === 0) return 'There are none.';
  return waiting < MOST
    ? `${plural(waiting, 'waits', 'wait')} for an answer.`
    : `At least ${waiting} wait for an answer. These are the oldest; others follow when some are answered.`;
}
