/** Judges one answer: everything that is told of a system must be what that system's own history says. */
import type { FactState, ReasonCode } from '#domain/facts.ts';
import { isSmall } from '#domain/small-numbers.ts';
import type { ToldAvailability, ToldHolding, ToldItem } from '../question.ts';
import { judgeState, remember, windowOf, type Circumstances } from './circumstances.ts';
import { judgeCopy, judgeList } from './copies.ts';
import { judgeCounts, judgeSilence } from './counts.ts';

export interface Verdict {
  readonly system: string;
  readonly state: FactState;
  readonly reason: ReasonCode | null;
  readonly breaches: readonly string[];
}

export function judgeHolding({ id, record, availability: told }: ToldHolding, of: Circumstances): Verdict {
  const title = of.system.truth.titles.get(Number(record.localId));
  const system = of.system.id;
  if (told === null || title === undefined) {
    return { system, state: 'UNKNOWN', reason: null, breaches: [`${id} has no availability`] };
  }
  const verdict = { system, state: told.state, reason: told.reason?.code ?? null };
  const state = judgeState(id, told, of);
  if (told.asOf === null) return { ...verdict, breaches: [...state, ...judgeSilence(told)] };
  const items = told.items?.edges.map(({ node }) => node) ?? [];
  if (told.state === 'LIVE' && items.every((item) => item.state === 'LIVE')) remember(id, told.asOf, of);
  const window = windowOf(told.asOf);
  const copies = items.map((item) => {
    const { from, to } = item.asOf === null ? window : windowOf(item.asOf);
    return judgeCopy(item, title.copies.get(item.barcode ?? '')?.between(from, to) ?? [], of.system.login);
  });
  return {
    ...verdict,
    breaches: [
      ...state,
      ...copies.filter((breach) => breach !== null),
      ...[...judgeList(items, title, window), ...judgeCounts(told, items)].map(
        (breach) => `${id}, ${told.state} as of ${told.asOf ?? ''}: ${breach}`,
      ),
      ...judgeQueue(id, told, title.queue?.between(window.from, window.to) ?? null, of),
    ],
  };
}

/** A queue that cannot be told is null, and so is a small one; 0 is an answer, and must be the right one. */
function judgeQueue(
  id: string,
  { state, holdQueue }: ToldAvailability,
  truths: readonly number[] | null,
  { settled }: Circumstances,
): readonly string[] {
  if (holdQueue === null) {
    // 1 to 4 are hidden from everybody.
    const isTold = truths?.some(isSmall) === false && state === 'LIVE' && settled;
    return isTold ? [`${id}: no queue is told, and its system is well`] : [];
  }
  if (isSmall(holdQueue)) return [`${id}: ${holdQueue} wait for it, which could point at a person`];
  if (truths?.includes(holdQueue) === true) return [];
  return [`${id}: ${holdQueue} wait for it, where it was ${truths?.join(', ') ?? 'never told'}`];
}

/** A copy that was asked for by its barcode. */
export function judgeItem(barcode: string, told: ToldItem, of: Circumstances): Verdict {
  const verdict = { system: of.system.id, state: told.state ?? 'LIVE', reason: told.reason?.code ?? null };
  const copy = of.system.truth.titleOf(barcode)?.copies.get(barcode);
  if (copy === undefined) return { ...verdict, breaches: [`copy ${barcode} is none of ${of.system.id}`] };
  if (told.state === null) {
    const { from } = windowOf(new Date(of.askedAt - of.system.freshForMs).toISOString());
    const isGone = copy.between(from, of.answeredAt).includes(null);
    return { ...verdict, breaches: isGone ? [] : [`copy ${told.id} is told as gone, and is there`] };
  }
  const window = told.asOf === null ? { from: 0, to: 0 } : windowOf(told.asOf);
  const breach = judgeCopy(told, copy.between(window.from, window.to), of.system.login);
  const state = judgeState(told.id, { ...told, state: told.state }, of);
  return { ...verdict, breaches: breach === null ? state : [...state, breach] };
}
