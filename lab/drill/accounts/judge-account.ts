/** Whether an account says what was so: every loan, none made up, and no list at all if they are unknown. */
import { judgeState, windowOf, type Circumstances } from '../judge/circumstances.ts';
import type { Verdict } from '../judge/judge-facts.ts';
import type { Window } from '../judge/copies.ts';
import type { DrilledSystem } from '../systems.ts';
import type { AccountAnswer, LoanAnswer } from './ask-accounts.ts';

export function judgeAccount(shown: AccountAnswer | null, of: Circumstances): Verdict {
  const { id } = of.system;
  const what = `the account at ${id}`;
  if (shown === null) return { system: id, state: 'UNKNOWN', reason: null, breaches: [`${what} is null`] };
  const { state, asOf, loans } = shown;
  const verdict = { system: id, state, reason: shown.reason?.code ?? null };
  if (!of.system.login.showsAccounts) {
    // Adapters that were built again do not know what an adapter server can do before it has answered.
    const mayBeUnknown = of.system.apart && of.system.login.live !== undefined && !of.settled;
    const isRight = state === 'NOT_SUPPORTED' || (mayBeUnknown && state === 'UNKNOWN');
    return { ...verdict, breaches: isRight && loans === null ? [] : [`${what} is ${state}`] };
  }
  const breaches = [...judgeState(what, shown, of, true)];
  if (state === 'LAST_KNOWN') breaches.push(`${what} is shown from memory`);
  if (state !== 'LIVE') return { ...verdict, breaches: [...breaches, ...judgeSilence(what, shown)] };
  if (loans === null || asOf === null) return { ...verdict, breaches: [...breaches, `${what} is LIVE without loans`] };
  return {
    ...verdict,
    breaches: [...breaches, ...judgeUntitled(what, shown, of), ...judgeLoans(what, loans, asOf, of.system)],
  };
}

/** A list that is empty would be "none", and nobody said so. */
function judgeSilence(what: string, { asOf, category, expiresOn, loans, holds, charges, blocks }: AccountAnswer) {
  const said = Object.entries({ asOf, category, expiresOn, loans, holds, charges, blocks });
  return said.flatMap(([name, value]) => (value === null ? [] : [`${what} is not LIVE and tells ${name}`]));
}

/** A loan may come without its title and record where those could not be read, or not in time: then it says why, and so does the account. */
function judgeUntitled(
  what: string,
  { loans, reason }: AccountAnswer,
  { settled, system }: Circumstances,
): readonly string[] {
  return (loans ?? []).flatMap((loan) => {
    const name = `${what} has a loan of ${String(loan.recordId)} (${String(loan.title)})`;
    if (loan.reason === null) return loan.recordId === null ? [`${name} and does not say why`] : [];
    if (loan.recordId !== null || loan.title !== null) return [`${name} with a reason for what it does tell`];
    if (loan.reason.system !== system.id) return [`${name} with a reason of ${loan.reason.system}`];
    if (reason === null) return [`${name} with a reason that the account does not give`];
    const isLate = loan.reason.code === 'TIMEOUT';
    return settled && !isLate ? [`${name} without its title, and its system is well`] : [];
  });
}

/** Every moment that counts of the loans of a system, by title and day: the reader may have two of a title, due on one day. */
interface TrueLoans {
  /** Out all the time. */
  readonly certain: Tallied;
  /** Out at some moment. */
  readonly possible: Tallied;
}
type Tallied = ReadonlyMap<string, { readonly due: string; readonly times: number }>;

function judgeLoans(
  what: string,
  loans: readonly LoanAnswer[],
  asOf: string,
  system: Pick<DrilledSystem, 'id' | 'truth'>,
): readonly string[] {
  const { certain, possible } = loansBetween(windowOf(asOf), system);
  const named = tallyBy(
    loans.flatMap(({ recordId, due }) => (recordId === null ? [] : [{ of: recordId, due: due?.on ?? '?' }])),
  );
  const tooMany = [...named].filter(([loan, { times }]) => times > timesOf(possible, loan));
  const tooFew = [...certain].map(([loan, { due, times }]) => ({ loan, due, times: times - timesOf(named, loan) }));
  return [
    ...tooMany.map(([loan]) => `${what} has a loan too many: ${loan}`),
    ...judgeUnnamed(what, loans, { tooFew: tooFew.filter(({ times }) => times > 0), possible }),
  ];
}

/** Loans whose titles could not be read stand for those that are missing by name: as many, due on the same days. */
function judgeUnnamed(
  what: string,
  loans: readonly LoanAnswer[],
  { tooFew, possible }: { readonly tooFew: readonly Missing[]; readonly possible: Tallied },
): readonly string[] {
  const unnamed = tallyBy(
    loans.flatMap(({ recordId, due }) => (recordId === null ? [{ of: '', due: due?.on ?? '?' }] : [])),
  );
  const left = new Map([...unnamed.values()].map(({ due, times }) => [due, times]));
  const missing = tooFew.filter(({ due, times }) => {
    const found = left.get(due) ?? 0;
    left.set(due, Math.max(0, found - times));
    return found < times;
  });
  const onDay = (all: Iterable<{ readonly due: string; readonly times: number }>, day: string): number =>
    [...all].reduce((sum, { due, times }) => sum + (due === day ? times : 0), 0);
  const shownOn = (day: string): number => loans.filter(({ due }) => (due?.on ?? '?') === day).length;
  return [
    ...missing.map(({ loan }) => `${what} has a loan too few: ${loan}`),
    ...[...unnamed.values()].flatMap(({ due }) =>
      shownOn(due) > onDay(possible.values(), due)
        ? [`${what} has a loan too many, without its record: due ${due}`]
        : [],
    ),
  ];
}

interface Missing {
  readonly loan: string;
  readonly due: string;
  readonly times: number;
}

function loansBetween({ from, to }: Window, { id, truth }: Pick<DrilledSystem, 'id' | 'truth'>): TrueLoans {
  const certain: Loan[] = [];
  const possible: Loan[] = [];
  for (const { title, copies } of truth.titles.values()) {
    for (const copy of copies.values()) {
      const of = `${id}:record:${title}`;
      const stood = copy.between(from, to).map((truth) => (truth?.status === 'ON_LOAN' ? truth.dueOn : null));
      for (const due of new Set(stood)) if (due !== null) possible.push({ of, due });
      const [first] = stood;
      if (stood.length === 1 && first !== null && first !== undefined) certain.push({ of, due: first });
    }
  }
  return { certain: tallyBy(certain), possible: tallyBy(possible) };
}

interface Loan {
  readonly of: string;
  readonly due: string;
}

function tallyBy(loans: readonly Loan[]): Tallied {
  const groups = Map.groupBy(loans, ({ of, due }) => `${of} ${due}`);
  return new Map([...groups].map(([loan, all]) => [loan, { due: all[0]?.due ?? '?', times: all.length }]));
}

function timesOf(tallied: Tallied, loan: string): number {
  return tallied.get(loan)?.times ?? 0;
}
