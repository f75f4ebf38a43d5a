/** Renews and cancels, and says what became of it: done, refused, or not known. Whatever breaks off is not known. */
import { MerciaClientError, type Answer } from '#clients/typescript/index.ts';
import {
  CancelHoldDocument,
  PlaceHoldDocument,
  RenewAllDocument,
  RenewOneDocument,
  UnlinkDocument,
  type RenewalFragment,
} from '../../__generated__/operations.ts';
import { isSignInOver, type Graph } from '../../graph.ts';
import type { Chosen, LoanReference, ReferenceTo } from './references.ts';
import { sayCancelRefusal, sayPlaceRefusal, sayRenewalRefusal, type Due } from './words.ts';
import { placeOf } from './holds.ts';

/** What a change may take, milliseconds: a system that broke off is looked at again within this time. */
const BUDGET = { budgetMs: 10_000 };

export type Outcome =
  | { readonly outcome: 'DONE'; readonly due: Due | null }
  | { readonly outcome: 'REFUSED'; readonly why: string }
  | { readonly outcome: 'UNKNOWN' };

export interface LoanOutcome {
  readonly loan: LoanReference;
  readonly is: Outcome;
}

export interface AllOutcomes {
  readonly loans: readonly LoanOutcome[];
  /** Libraries at which nothing was tried, with the reason as sentences. */
  readonly notTried: readonly { readonly library: string; readonly why: string }[];
  /** Accounts of which it is not known whether anything was tried. */
  readonly unknown: readonly { readonly id: string; readonly library: string }[];
}

const NOTHING: AllOutcomes = { loans: [], notTried: [], unknown: [] };

/** What the graph answered; or that it turned the request away, or that nobody knows. */
type Answered<Payload> = { readonly payload: Payload } | Exclude<Outcome, { readonly outcome: 'DONE' }>;

export async function renewOne(graph: Graph, { loan, key }: ReferenceTo<'RENEW'>): Promise<LoanOutcome> {
  const asked = graph.ask(RenewOneDocument, { loan: loan.id, key }, BUDGET);
  const answer = await attempt(asked, ({ renewLoan }) => renewLoan);
  return { loan, is: 'payload' in answer ? outcomeOf(answer.payload) : answer };
}

/** Asks every account at the same time. Throws UNAUTHENTICATED if that is what all of them say: then nothing was done. */
export async function renewAll(graph: Graph, reference: ReferenceTo<'RENEW_ALL'>): Promise<AllOutcomes> {
  const tried = await Promise.allSettled(reference.accounts.map((account) => renewAccount(graph, reference, account)));
  const each = tried.map((one, index): AllOutcomes => {
    if (one.status === 'fulfilled') return one.value;
    const account = reference.accounts[index];
    if (account === undefined || tried.every(({ status }) => status === 'rejected') || !isSignInOver(one.reason)) {
      throw one.reason;
    }
    return { ...NOTHING, notTried: [{ library: account.library, why: SIGN_IN_OVER }] };
  });
  return {
    loans: each.flatMap(({ loans }) => loans),
    notTried: each.flatMap(({ notTried }) => notTried),
    unknown: each.flatMap(({ unknown }) => unknown),
  };
}

const SIGN_IN_OVER = 'Your sign-in has ended. Nothing was changed there.';

type AccountReference = ReferenceTo<'RENEW_ALL'>['accounts'][number];

async function renewAccount(
  graph: Graph,
  { key, loans }: ReferenceTo<'RENEW_ALL'>,
  account: AccountReference,
): Promise<AllOutcomes> {
  const { library } = account;
  const asked = graph.ask(RenewAllDocument, { account: account.id, key }, BUDGET);
  const answer = await attempt(asked, ({ renewAllLoans }) => renewAllLoans);
  if (!('payload' in answer)) {
    return answer.outcome === 'UNKNOWN'
      ? { ...NOTHING, unknown: [account] }
      : { ...NOTHING, notTried: [{ library, why: answer.why }] };
  }
  const { results, refusal } = answer.payload;
  if (results === null) {
    const why = refusal === null ? 'The library’s system does not renew loans here.' : sayRenewalRefusal(refusal);
    return { ...NOTHING, notTried: [{ library, why }] };
  }
  return { ...NOTHING, loans: results.map((one) => ({ loan: loanOf(one, loans, account), is: outcomeOf(one) })) };
}

/** The loan as the page showed it; one that came since is called as the system calls it. */
function loanOf(result: RenewalFragment, shown: readonly LoanReference[], account: AccountReference): LoanReference {
  const known = shown.find(({ id }) => id === result.loanId);
  if (known !== undefined) return known;
  const called = result.loan?.title ?? null;
  return {
    id: result.loanId ?? '',
    account: account.id,
    library: account.library,
    called: called === null ? 'A loan that is new since this page was shown' : `“${called}”`,
    due: null,
    renewals: null,
  };
}

/** A request that was made: null where the system does not say. */
export type Placed =
  | { readonly outcome: 'DONE'; readonly queuePosition: number | null; readonly pickup: string | null }
  | Exclude<Outcome, { readonly outcome: 'DONE' }>;

export async function placeHold(
  graph: Graph,
  { account, holding, key }: ReferenceTo<'PLACE'>,
  chosen: Chosen,
): Promise<Placed> {
  const asked = graph.ask(PlaceHoldDocument, { account, holding, key, ...chosen }, BUDGET);
  const answer = await attempt(asked, (data) => data.placeHold);
  if (!('payload' in answer)) return answer;
  const { outcome, hold, refusal } = answer.payload;
  if (outcome === 'DONE')
    return { outcome, queuePosition: hold?.queuePosition ?? null, pickup: placeOf(hold?.pickup ?? null) };
  if (outcome === 'UNKNOWN') return { outcome };
  return { outcome, why: refusal === null ? 'The library’s system does not take it.' : sayPlaceRefusal(refusal) };
}

export async function cancelHold(graph: Graph, { hold, key }: ReferenceTo<'CANCEL'>): Promise<Outcome> {
  const answer = await attempt(graph.ask(CancelHoldDocument, { hold, key }, BUDGET), (data) => data.cancelHold);
  if (!('payload' in answer)) return answer;
  const { outcome, refusal } = answer.payload;
  if (outcome === 'DONE') return { outcome, due: null };
  if (outcome === 'UNKNOWN') return { outcome };
  return { outcome, why: refusal === null ? 'The library’s system does not cancel it.' : sayCancelRefusal(refusal) };
}

/** `REFUSED`: there was no such link. */
export async function unlink(graph: Graph, { account }: ReferenceTo<'UNLINK'>): Promise<Outcome['outcome']> {
  const answer = await attempt(graph.ask(UnlinkDocument, { account }), ({ unlinkAccount }) => unlinkAccount);
  if (!('payload' in answer)) return answer.outcome;
  return answer.payload.patron === null ? 'REFUSED' : 'DONE';
}

function outcomeOf({ outcome, loan, refusal }: RenewalFragment): Outcome {
  if (outcome === 'DONE') return { outcome, due: loan?.due ?? null };
  if (outcome === 'UNKNOWN') return { outcome };
  return { outcome, why: refusal === null ? 'The library’s system does not renew it.' : sayRenewalRefusal(refusal) };
}

/** The graph turns these away before it asks anybody. */
const TURNED_AWAY: ReadonlyMap<string, string> = new Map([
  ['RATE_LIMITED', 'There were too many requests. Nothing was changed. Wait a minute and try again.'],
  ['FORBIDDEN', 'Your sign-in does not permit it. Nothing was changed.'],
  ['BAD_USER_INPUT', 'The request was not understood. Nothing was changed. Try again from the page as it is now.'],
]);

/** Throws UNAUTHENTICATED: nothing was done, and whoever asked has to sign in again. */
async function attempt<Data, Payload>(
  asked: Promise<Answer<Data>>,
  payloadOf: (data: Data) => Payload | null,
): Promise<Answered<Payload>> {
  try {
    const { data, errors } = await asked;
    const payload = payloadOf(data);
    return payload === null ? turnedAway(errors[0] ?? { code: '', message: '' }) : { payload };
  } catch (error) {
    if (!(error instanceof MerciaClientError) || isSignInOver(error)) throw error;
    return turnedAway(error);
  }
}

/** The form was sent before with another choice: what became of that, the account shows. */
const SENT_BEFORE = /\bidempotencyKey: it came with another input before/;

function turnedAway({ code, message }: { readonly code: string; readonly message: string }): Answered<never> {
  const why = SENT_BEFORE.test(message) ? undefined : TURNED_AWAY.get(code);
  return why === undefined ? { outcome: 'UNKNOWN' } : { outcome: 'REFUSED', why };
}
