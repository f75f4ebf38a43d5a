/** What the forms of the account do, and what the session keeps of those whose outcome is not known. */
import type { Notice, SessionMemory, Shown, Submission } from '../page.ts';
import { cancelHold, renewAll, renewOne, unlink } from './changes.ts';
import type { AllOutcomes } from './changes.ts';
import {
  noticeOfCancelling,
  noticeOfRenewal,
  noticeOfRenewals,
  noticeOfUnlinking,
  NOT_OF_THIS_SESSION,
  NOT_TOLD_YET,
} from './notices.ts';
import { openReference } from './references.ts';
import type { Reference } from './references.ts';
import { keepUnsure, readUnsure, without } from './unsure.ts';
import type { Unsure } from './unsure.ts';

type Of<To extends Reference['to']> = Extract<Reference, { readonly to: To }>;

/** Always leads back to the account, which shows how things are then. */
export async function submitReference(submission: Submission, memory: SessionMemory): Promise<Shown> {
  const reference = openReference(memory, submission.form.get('reference') ?? '');
  if (reference === null) return backWith(NOT_OF_THIS_SESSION);
  switch (reference.to) {
    case 'RENEW':
      return submitRenewal(submission, memory, reference);
    case 'RENEW_ALL':
      return submitRenewals(submission, memory, reference);
    case 'CANCEL':
      return submitCancelling(submission, memory, reference);
    case 'UNLINK':
      return backWith(noticeOfUnlinking(reference.library, await unlink(submission.graph, reference)));
  }
}

/** What is not known has no notice: the account shows it until it is. */
function backWith(notice: Notice | null): Shown {
  return notice === null ? { redirect: '/account' } : { redirect: '/account', notice };
}

async function submitRenewal(
  { graph, now }: Submission,
  memory: SessionMemory,
  reference: Of<'RENEW'>,
): Promise<Shown> {
  const { loan, key } = reference;
  if (hasUnsureLoan(readUnsure(memory, now), [loan.account], key, loan.id)) return backWith(NOT_TOLD_YET);
  const outcome = await renewOne(graph, reference);
  const { id, due, renewals, account, library } = loan;
  const unsure: readonly Unsure[] =
    outcome.is.outcome === 'UNKNOWN'
      ? [{ to: 'RENEW', key, account, library, loans: [{ id, due, renewals }], at: now }]
      : [];
  replaceUnsure(memory, now, key, [account], unsure);
  return backWith(noticeOfRenewal(outcome, now));
}

async function submitRenewals(
  { graph, now }: Submission,
  memory: SessionMemory,
  reference: Of<'RENEW_ALL'>,
): Promise<Shown> {
  const { key, accounts } = reference;
  const ids = accounts.map(({ id }) => id);
  if (hasUnsureLoan(readUnsure(memory, now), ids, key)) return backWith(NOT_TOLD_YET);
  const outcomes = await renewAll(graph, reference);
  replaceUnsure(memory, now, key, ids, unsureOf(reference, outcomes, now));
  return backWith(noticeOfRenewals(outcomes, now));
}

/** One for each account with a loan of which it is not known. */
function unsureOf({ key, accounts, loans }: Of<'RENEW_ALL'>, outcomes: AllOutcomes, now: number): readonly Unsure[] {
  return accounts.flatMap(({ id, library }): readonly Unsure[] => {
    const all = outcomes.unknown.some((account) => account.id === id);
    const unsure = all
      ? loans.filter(({ account }) => account === id)
      : outcomes.loans.flatMap(({ loan, is }) => (loan.account === id && is.outcome === 'UNKNOWN' ? [loan] : []));
    if (unsure.length === 0) return [];
    const kept = unsure.map(({ id: loan, due, renewals }) => ({ id: loan, due, renewals }));
    return [{ to: 'RENEW_ALL', key, account: id, library, loans: kept, at: now }];
  });
}

async function submitCancelling(
  { graph, now }: Submission,
  memory: SessionMemory,
  reference: Of<'CANCEL'>,
): Promise<Shown> {
  const { key, hold, account, library, called } = reference;
  const earlier = readUnsure(memory, now).find((one) => one.to === 'CANCEL' && one.hold === hold);
  if (earlier !== undefined && earlier.key !== key) return backWith(NOT_TOLD_YET);
  const outcome = await cancelHold(graph, reference);
  const unsure: readonly Unsure[] =
    outcome.outcome === 'UNKNOWN' ? [{ to: 'CANCEL', key, account, library, hold, at: now }] : [];
  replaceUnsure(memory, now, key, [account], unsure);
  return backWith(noticeOfCancelling(called, library, outcome));
}

/**
 * Whether a renewal that nobody can tell of would be sent again under another key: from a page that was open before. Without `loan`
 * any loan of the accounts counts.
 */
function hasUnsureLoan(all: readonly Unsure[], accounts: readonly string[], key: string, loan?: string): boolean {
  return all.some(
    (one) =>
      one.to !== 'CANCEL' &&
      one.key !== key &&
      accounts.includes(one.account) &&
      (loan === undefined || one.loans.some(({ id }) => id === loan)),
  );
}

function replaceUnsure(
  memory: SessionMemory,
  now: number,
  key: string,
  accounts: readonly string[],
  unsure: readonly Unsure[],
): void {
  const others = accounts.reduce((all, account) => without(all, key, account), readUnsure(memory, now));
  keepUnsure(memory, [...others, ...unsure]);
}
