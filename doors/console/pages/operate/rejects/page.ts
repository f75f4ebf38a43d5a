import { OperateRejectsDocument, OperateRetryRejectsDocument } from '../../../__generated__/operations.ts';
import { given, type Page, type Shown, type Submission } from '../../page.ts';
import { refused } from '../places.ts';
import { rejectsView } from './view.ts';

const PATH = '/operate/rejects';

/** `/operate/rejects`: what could not be read, and reading it again. For the migration team, too. */
export const rejectsPage: Page = {
  path: PATH,
  needs: 'MIGRATION',
  async show({ graph, viewer, query, now }) {
    const [system, after] = [given(query, 'system'), given(query, 'after')];
    const { data, errors } = await graph.ask(OperateRejectsDocument, { system, after });
    const { rejects } = data;
    if (rejects === null) return refused(PATH, errors);
    const question = { system, after, isOperator: viewer?.role === 'OPERATOR' };
    return { template: 'pages/operate/rejects/page.njk', model: rejectsView({ ...data, rejects }, question, now) };
  },
  submit: askForRetry,
};

async function askForRetry({ graph, form }: Submission): Promise<Shown> {
  const system = form.get('system') ?? '';
  const redirect = `${PATH}?${new URLSearchParams({ system }).toString()}`;
  const { data, errors } = await graph.ask(OperateRetryRejectsDocument, { system });
  const { retryRejects } = data;
  if (retryRejects === null) {
    const [error] = errors;
    const why =
      error?.code === 'BAD_USER_INPUT' || error?.code === 'FORBIDDEN'
        ? error.message
        : 'It could not be written down. Try again in a few minutes.';
    return { redirect: PATH, notice: { kind: 'important', heading: 'Nothing was asked for', paragraphs: [why] } };
  }
  const { refusal, retry } = retryRejects;
  if (refusal !== null) {
    return {
      redirect,
      notice: { kind: 'important', heading: 'Nothing new was asked for', paragraphs: [refusal.message] },
    };
  }
  const name = retry?.system.name ?? 'the system';
  return {
    redirect,
    notice: {
      kind: 'success',
      heading: `Records of ${name} will be read again`,
      paragraphs: [
        'It begins within seconds, or when the system is not being read otherwise. Look at this page again to see how far it is.',
      ],
    },
  };
}
