import { MerciaClientError } from '#clients/typescript/index.ts';
import { LinkCardDocument, LinkOwnCardDocument } from '../../__generated__/operations.ts';
import type { Page, Shown, Submission, Visit } from '../page.ts';
import { accountPage } from '../account/page.ts';
import { linkCardView, type Fault, type Typed } from './view.ts';

/** A system that checks a PIN may be slow, and a try that breaks off counts as one. Milliseconds. */
const LINK_BUDGET_MS = 10_000;

/** `/account/link`: links a card by its number and PIN. The PIN goes to the library's own system, once, and is never given back. */
export const linkCardPage: Page = {
  path: '/account/link',
  needs: 'SIGNED_IN',
  neverKept: ['card', 'pin'],
  refills: true,
  async show(visit) {
    if (visit.viewer?.role !== 'PATRON') return accountPage.show(visit);
    const { typed } = visit;
    return form(visit, { library: typed?.get('library') ?? '', card: '' }, null, typed !== undefined);
  },
  async submit(submission) {
    if (submission.viewer?.role !== 'PATRON') return accountPage.show(submission);
    const { form: sent } = submission;
    const [library, card, pin] = ['library', 'card', 'pin'].map((field) => sent.get(field) ?? '') as [
      string,
      string,
      string,
    ];
    const typed = { library, card: card.trim() };
    const fields = (['library', 'card', 'pin'] as const).filter((field) => (sent.get(field) ?? '').trim() === '');
    if (fields.length > 0) return form(submission, typed, { is: 'MISSING', fields });
    return link(submission, typed, pin);
  },
};

/** `again`: they had to sign in again in the middle of the form. */
async function form(visit: Visit, typed: Typed, fault: Fault | null, again = false): Promise<Shown> {
  const { data } = await visit.graph.ask(LinkCardDocument, {});
  const model = { ...linkCardView(data, typed, fault, visit.now), again };
  return { template: 'pages/link-card/page.njk', model, status: fault === null ? 200 : 400 };
}

async function link(submission: Submission, typed: Typed, pin: string): Promise<Shown> {
  const linked = await tryToLink(submission, typed, pin);
  if ('is' in linked) return form(submission, typed, linked);
  const { library } = linked;
  return {
    redirect: '/account',
    notice: { kind: 'success', heading: 'Card linked', paragraphs: [`Your account at ${library} is shown below.`] },
  };
}

/** The graph turns these away before it asks anybody. */
const TURNED_AWAY: ReadonlySet<string> = new Set(['UNAUTHENTICATED', 'FORBIDDEN', 'RATE_LIMITED']);

async function tryToLink(
  { graph }: Submission,
  { library, card }: Typed,
  pin: string,
): Promise<{ readonly library: string } | Fault> {
  try {
    const { data } = await graph.ask(LinkOwnCardDocument, { library, card, pin }, { budgetMs: LINK_BUDGET_MS });
    const payload = data.linkAccount;
    if (payload === null) return { is: 'UNKNOWN' };
    const { account, refusal } = payload;
    if (refusal !== null) return { is: 'REFUSED', code: refusal.code, retryAt: refusal.retryAt };
    return account === null ? { is: 'UNKNOWN' } : { library: account.library.name };
  } catch (error) {
    if (!(error instanceof MerciaClientError) || TURNED_AWAY.has(error.code)) throw error;
    return { is: 'UNKNOWN' };
  }
}
