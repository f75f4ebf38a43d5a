/** Whether an account says what was so: every loan, none made up, and no list at all where nobody can say. */
import { judgeState, windowOf, type Circumstances } from '../oracle/circumstances.ts';
import type { Verdict } from '../oracle/judge.ts';
import type { DrilledSystem } from '../systems.ts';
import type { ToldAccount } from './account-door.ts';

/** Systems that can show accounts as they are set up here. */
export function showsAccounts({ login }: DrilledSystem): boolean {
  return login !== 'koha-public';
}

export function judgeAccount(told: ToldAccount | null, of: Circumstances): Verdict {
  const { id } = of.system;
  const what = `the account at ${id}`;
  if (told === null) return { system: id, state: 'UNKNOWN', reason: null, breaches: [`${what} is null`] };
  const { state, asOf, loans } = told;
  const verdict = { system: id, state, reason: told.reason?.code ?? null };
  if (!showsAccounts(of.system)) {
    return { ...verdict, breaches: state === 'NOT_SUPPORTED' && loans === null ? [] : [`${what} is ${state}`] };
  }
  const breaches = [...judgeState(what, told, of)];
  if (state === 'LAST_KNOWN') breaches.push(`${what} is told from memory`);
  if (state !== 'LIVE') return { ...verdict, breaches: [...breaches, ...judgeSilence(what, told)] };
  if (loans === null || asOf === null) return { ...verdict, breaches: [...breaches, `${what} is LIVE without loans`] };
  return { ...verdict, breaches: [...breaches, ...judgeLoans(what, loans, asOf, of.system)] };
}

/** A list that is empty would be "none", and nobody said so. */
function judgeSilence(what: string, { asOf, category, expiresOn, loans, holds, charges, blocks }: ToldAccount) {
  const said = Object.entries({ asOf, category, expiresOn, loans, holds, charges, blocks });
  return said.flatMap(([name, value]) => (value === null ? [] : [`${what} is not LIVE and tells ${name}`]));
}

/** By title and day: the reader may have two copies of a title that are due on one day. */
function judgeLoans(
  what: string,
  loans: NonNullable<ToldAccount['loans']>,
  asOf: string,
  { id, shelves }: DrilledSystem,
): readonly string[] {
  const { from, to } = windowOf(asOf);
  const certain = new Map<string, number>();
  const possible = new Map<string, number>();
  const count = (counts: Map<string, number>, loan: string): void => void counts.set(loan, (counts.get(loan) ?? 0) + 1);
  for (const { title, copies } of shelves.titles.values()) {
    for (const copy of copies.values()) {
      const stood = copy.between(from, to).map((truth) => (truth?.status === 'ON_LOAN' ? truth.dueOn : null));
      for (const dueOn of new Set(stood)) if (dueOn !== null) count(possible, `${id}:record:${title} ${dueOn}`);
      const [first] = stood;
      if (stood.length === 1 && first !== null) count(certain, `${id}:record:${title} ${first}`);
    }
  }
  const told = new Map<string, number>();
  for (const { recordId, due } of loans) count(told, `${recordId ?? '?'} ${due?.on ?? '?'}`);
  return [
    ...[...told].flatMap(([loan, times]) =>
      times > (possible.get(loan) ?? 0) ? [`${what} has a loan too many: ${loan}`] : [],
    ),
    ...[...certain].flatMap(([loan, times]) =>
      times > (told.get(loan) ?? 0) ? [`${what} has a loan too few: ${loan}`] : [],
    ),
  ];
}
