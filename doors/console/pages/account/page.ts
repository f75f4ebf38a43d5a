import { MerciaClientError } from '#clients/typescript/index.ts';
import { AccountDocument, type AccountQuery } from '../../__generated__/operations.ts';
import { onlyWords, type Page, type SessionMemory, type Shown, type Submission, type Visit } from '../page.ts';
import { submitReference } from './submit.ts';
import { readUnsure, settle } from './unsure.ts';
import { accountView, type Asked } from './view.ts';

/** What the accounts may take, milliseconds. Nothing of them is known from before, so a system gets longer than on other pages. */
const ACCOUNT_BUDGET_MS = 4_000;

/** `/account`: what a reader has on loan at all their libraries, due soonest first. */
export const accountPage: Page = {
  path: '/account',
  needs: 'SIGNED_IN',
  // It would mean nothing in the next session.
  neverKept: ['reference'],
  async show(visit) {
    const { graph, viewer, memory, now } = visit;
    if (memory === null || viewer?.role !== 'PATRON') return notForReaders(visit);
    const answer = await readAccounts(graph);
    if (answer === null) return cannotRead(memory, now);
    if (answer === 'NONE_HERE') return NONE_HERE;
    const settled = await settle(memory, answer.accounts, now);
    const model = accountView(answer, settled, memory, now);
    const found = visit.typed === undefined ? model.found : [NOT_SENT, ...model.found];
    return { template: 'pages/account/page.njk', model: { ...model, found } };
  },
  async submit(submission: Submission) {
    const { viewer, memory } = submission;
    if (memory === null || viewer?.role !== 'PATRON') return notForReaders(submission);
    return submitReference(submission, memory);
  },
};

/** For whoever had to sign in again in the middle of a form. */
const NOT_SENT = 'Your sign-in had ended when you used a button here, so nothing was done. This is how things are now.';

/** Null if the accounts cannot be read, `NONE_HERE` if this region has none. Throws UNAUTHENTICATED. */
async function readAccounts(graph: Visit['graph']): Promise<Asked | 'NONE_HERE' | null> {
  try {
    const { data, errors } = await graph.ask(AccountDocument, {}, { budgetMs: ACCOUNT_BUDGET_MS });
    const { me } = data;
    if (me === null) return errors.length > 0 ? null : 'NONE_HERE';
    if (me.accounts === null) return null;
    return { accounts: me.accounts, failed: failedOf(me.accounts, errors) };
  } catch (error) {
    if (!(error instanceof MerciaClientError) || error.code === 'UNAUTHENTICATED') throw error;
    return null;
  }
}

type Accounts = NonNullable<NonNullable<AccountQuery['me']>['accounts']>;

/** An account whose contents are null with an error: the graph failed, and says nothing of the account. */
function failedOf(accounts: Accounts, errors: readonly { readonly path: readonly (string | number)[] }[]): Set<string> {
  // In which language a title is, is not worth an account.
  const ofAccounts = errors.filter(({ path }) => !path.includes('record'));
  const places = new Set(ofAccounts.map(({ path }) => path[2]));
  // An error without a path may be of any account.
  const isAny = ofAccounts.some(({ path }) => path.length === 0);
  return new Set(accounts.flatMap(({ id, facts }, at) => (places.has(at) || (isAny && facts === null) ? [id] : [])));
}

function message(status: 200 | 503, title: string, ...paragraphs: readonly string[]): Shown {
  return onlyWords(status, { title, current: '/account' }, paragraphs);
}

const NONE_HERE = message(
  200,
  'This region shows no accounts',
  'The libraries of this region do not show their readers’ accounts here. Ask your library what you have on loan.',
);

async function cannotRead(memory: SessionMemory, now: number): Promise<Shown> {
  const unsure = (await readUnsure(memory, now)).length;
  return message(
    503,
    'We could not read your accounts',
    'Something is wrong here. This says nothing of what you have on loan: it does not mean that you have nothing. Try again in a few minutes, or ask your library.',
    ...(unsure === 0
      ? []
      : [
          'We also cannot tell yet what became of a request that you made here. Do not repeat it; look at this page again.',
        ]),
  );
}

/** Staff, analysts and operators have no loans under the sign-in that they work with. */
function notForReaders({ viewer }: Visit): Shown {
  const as = viewer === null ? '' : WORDS[viewer.role];
  return message(
    200,
    'This page is for readers',
    `${as}Loans, requests and fines are shown to the reader whose they are. There are none under this sign-in.`,
    ...(viewer?.role === 'STAFF'
      ? ['To look at the account of a reader who is at your desk, choose “Desk” above.']
      : []),
    'To see what you have on loan yourself, sign out, and sign in as a reader.',
  );
}

const WORDS: Readonly<Record<NonNullable<Visit['viewer']>['role'], string>> = {
  PATRON: '',
  STAFF: 'You are signed in as library staff. ',
  MIGRATION: 'You are signed in as one of the migration team. ',
  OPERATOR: 'You are signed in as an operator. ',
};
