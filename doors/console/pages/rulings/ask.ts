import { RecordsToAskDocument, RequestRulingDocument, type RecordsToAskQuery } from '../../__generated__/operations.ts';
import { sayTitled } from '../../words/records.ts';
import { askRulingHref, pairHref, REQUESTS, rulingHref } from '../hrefs.ts';
import { done, formPage, notDone, notFound, type Page, type Problem, type Shown, type Visit } from '../page.ts';

/** `/records/A/with/B/ask`: staff of a library ask for a decision on two records, with a reason. */
export const askRulingPage: Page = {
  path: '/records/:a/with/:b/ask',
  needs: 'STAFF',
  show: (visit) => showForm(visit, visit.typed ?? new URLSearchParams(), []),
  async submit(submission) {
    const { form, graph, params } = submission;
    const { a = '', b = '' } = params;
    const [decision, reason] = [readDecision(form), (form.get('reason') ?? '').trim()];
    if (decision === null) {
      return showForm(submission, form, [{ text: 'Choose whether they are one edition or two', href: '#decision' }]);
    }
    if (reason === '') return showForm(submission, form, [{ text: 'Enter why', href: '#reason' }]);
    const { data, errors } = await graph.ask(RequestRulingDocument, { input: { a, b, decision, reason } });
    if (data.requestRuling === null) return showForm(submission, form, [problemOf(errors[0]?.message)]);
    const { request } = data.requestRuling;
    const isSent = request.decision === decision && request.reason === reason.replaceAll(/\r\n?/g, '\n');
    return { redirect: REQUESTS, notice: isSent ? SENT : ASKED_BEFORE };
  },
};

const SENT = done('Your request was sent', 'The migration team finds it in its list. You see the answer on this page.');

const ASKED_BEFORE = notDone(
  'You asked about these two before',
  'Your first request stands until it is answered, as it is on this page. What you wrote now was not sent.',
);

function readDecision(form: URLSearchParams): 'SAME' | 'DIFFERENT' | null {
  const sent = form.get('decision');
  return sent === 'SAME' || sent === 'DIFFERENT' ? sent : null;
}

/** The graph's message begins with the field, or with what was asked for. */
function problemOf(message = 'It could not be sent. Try again.'): Problem {
  const text = message.replace(/^(?:reason|requestRuling): /, '');
  return { text: text.charAt(0).toUpperCase() + text.slice(1), href: '#reason' };
}

async function showForm(
  { graph, viewer, params }: Visit,
  typed: URLSearchParams,
  problems: readonly Problem[],
): Promise<Shown> {
  const { a = '', b = '' } = params;
  if (viewer?.role !== 'STAFF') return { redirect: rulingHref(a, b) };
  const { data } = await graph.ask(RecordsToAskDocument, { a, b });
  if (data.a === null || data.b === null || a === b) {
    return notFound('There are no such two records', 'Open them from a title, and ask there.');
  }
  return formPage('pages/rulings/ask.njk', askView({ a: data.a, b: data.b }, typed), problems);
}

type Named = NonNullable<RecordsToAskQuery['a']>;

function askView({ a, b }: { readonly a: Named; readonly b: Named }, typed: URLSearchParams) {
  const decision = readDecision(typed);
  const title = 'Ask for a decision on two records';
  return {
    title,
    heading: title,
    current: '/find',
    records: [a, b].map(sayTitled),
    action: askRulingHref(a.id, b.id),
    pair: pairHref(a.id, b.id),
    choices: [
      { value: 'SAME', text: 'These are one book: one edition', checked: decision === 'SAME' },
      { value: 'DIFFERENT', text: 'These are two books: two editions', checked: decision === 'DIFFERENT' },
    ],
    reason: typed.get('reason') ?? '',
  };
}
