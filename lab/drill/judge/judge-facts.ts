/** Judges one answer: everything that is shown of a system must be what that system's own history says. */
import type { FactState, ReasonCode } from '#domain/facts.ts';
import { isSmall } from '#domain/small-numbers.ts';
import type { AvailabilityAnswer, HoldingAnswer, ItemAnswer } from '../question.ts';
import { judgeState, remember, windowOf, type Circumstances } from './circumstances.ts';
import { judgeCopy, judgeList, type Window } from './copies.ts';
import type { TitleTruth } from '../world/truth.ts';
import { asksListedCopies } from '#simulators/simulated-kind.ts';

export interface Verdict {
  readonly system: string;
  readonly state: FactState;
  readonly reason: ReasonCode | null;
  readonly breaches: readonly string[];
}

export function judgeHolding({ id, record, availability: shown }: HoldingAnswer, of: Circumstances): Verdict {
  const title = of.system.truth.titles.get(Number(record.localId));
  const system = of.system.id;
  if (shown === null || title === undefined) {
    return { system, state: 'UNKNOWN', reason: null, breaches: [`${id} has no availability`] };
  }
  const verdict = { system, state: shown.state, reason: shown.reason?.code ?? null };
  const listed = listedBy(of.system);
  const hasList = listed === null || [...title.copies.keys()].some(listed);
  // Nothing can be asked of a title that has no copy in the list.
  const state = judgeState(id, shown, hasList ? of : { ...of, settled: false });
  if (!hasList && shown.state === 'LIVE') state.push(`${id} is LIVE, and no copy of it is in the list`);
  if (shown.asOf === null) return { ...verdict, breaches: [...state, ...judgeSilence(shown)] };
  const items = shown.items?.edges.map(({ node }) => node) ?? [];
  if (shown.state === 'LIVE' && items.every((item) => item.state === 'LIVE')) remember(id, shown.asOf, of);
  const window = windowOf(shown.asOf);
  const copies = items.map((item) => {
    const { from, to } = item.asOf === null ? window : windowOf(item.asOf);
    return judgeCopy(item, title.copies.get(item.barcode ?? '')?.between(from, to) ?? [], of.system.login, of.settled);
  });
  return {
    ...verdict,
    breaches: [
      ...state,
      ...copies.filter((breach) => breach !== null),
      ...[...judgeList(items, title, window, listed), ...judgeCounts(shown, items)].map(
        (breach) => `${id}, ${shown.state} as of ${shown.asOf ?? ''}: ${breach}`,
      ),
      ...judgeQueue(id, shown, title.queue?.between(window.from, window.to) ?? null, {
        ...of,
        settled: of.settled && (listed === null || isAnyThere(title, listed, window)),
      }),
    ],
  };
}

/** Whether a copy is in the list from the harvest, for systems of which only the copies of that list are asked for; null for others. */
function listedBy({ login, truth }: Circumstances['system']): ((barcode: string) => boolean) | null {
  return asksListedCopies(login) ? (barcode) => truth.isFirst(barcode) : null;
}

/** The queue is told with a copy: where none of the list is left, nobody tells it. */
function isAnyThere({ copies }: TitleTruth, listed: (barcode: string) => boolean, { from, to }: Window): boolean {
  return [...copies].some(([barcode, copy]) => listed(barcode) && !copy.between(from, to).includes(null));
}

/** A queue that cannot be determined is null, and so is a small one; 0 is an answer, and must be the right one. */
function judgeQueue(
  id: string,
  { state, holdQueue }: AvailabilityAnswer,
  truths: readonly number[] | null,
  { settled, system }: Circumstances,
): readonly string[] {
  if (system.login.tellsQueue === false) {
    return holdQueue === null ? [] : [`${id}: ${holdQueue} wait for it, which its system tells nobody`];
  }
  if (holdQueue === null) {
    // 1 to 4 are hidden from everybody.
    const isShown = truths?.some(isSmall) === false && state === 'LIVE' && settled;
    return isShown ? [`${id}: no queue is shown, and its system is well`] : [];
  }
  if (isSmall(holdQueue)) return [`${id}: ${holdQueue} wait for it, which could point at a person`];
  if (truths?.includes(holdQueue) === true) return [];
  return [`${id}: ${holdQueue} wait for it, where it was ${truths?.join(', ') ?? 'never known'}`];
}

export function judgeItem(barcode: string, shown: ItemAnswer, of: Circumstances): Verdict {
  const verdict = { system: of.system.id, state: shown.state ?? 'LIVE', reason: shown.reason?.code ?? null };
  const copy = of.system.truth.titleOf(barcode)?.copies.get(barcode);
  if (copy === undefined) return { ...verdict, breaches: [`copy ${barcode} is none of ${of.system.id}`] };
  const { from: since } = windowOf(new Date(of.askedAt - of.system.freshForMs).toISOString());
  const isGone = copy.between(since, of.answeredAt).includes(null);
  if (shown.state === null) {
    return { ...verdict, breaches: isGone ? [] : [`copy ${shown.id} is shown as gone, and is there`] };
  }
  const window = shown.asOf === null ? { from: 0, to: 0 } : windowOf(shown.asOf);
  const breach = judgeCopy(shown, copy.between(window.from, window.to), of.system.login, of.settled);
  // A list still has what its system has no more: how that stands cannot be told live.
  const hasNoCopy = isGone && asksListedCopies(of.system.login);
  const state = judgeState(shown.id, { ...shown, state: shown.state }, hasNoCopy ? { ...of, settled: false } : of);
  return { ...verdict, breaches: breach === null ? state : [...state, breach] };
}

const GONE = new Set<string>(['WITHDRAWN', 'LOST']);

function judgeCounts(shown: AvailabilityAnswer, items: readonly ItemAnswer[]): readonly string[] {
  const known = items.filter((item) => item.state === shown.state && isSure(item));
  const unknown = items.length - known.length;
  const inPlace = known.filter(({ status }) => status === 'AVAILABLE');
  const available = inPlace.filter(({ use }) => use !== 'UNKNOWN').length;
  const nobodyKnows = available === 0 && (unknown > 0 || inPlace.length > 0);
  const days = known.flatMap(({ status, due }) => (status === 'ON_LOAN' && due !== null ? [due.on] : []));
  const wanted = {
    // Of a copy that is only last known to be lost nothing is known now: it counts as unknown.
    itemCount: items.filter(({ state, status }) => state !== shown.state || !GONE.has(status ?? '')).length,
    unknownCount: unknown,
    availableCount: nobodyKnows ? null : available,
    earliestDue: days.toSorted()[0] ?? null,
    loan: items.length === 0 ? undefined : nobodyKnows ? null : available > 0,
  };
  const got = {
    itemCount: shown.itemCount,
    unknownCount: shown.unknownCount,
    availableCount: shown.availableCount,
    earliestDue: shown.earliestDue?.on ?? null,
    loan: shown.services?.find(({ service }) => service === 'LOAN')?.available,
  };
  return Object.entries(wanted).flatMap(([name, value]) => {
    const found = Object.entries(got).find(([other]) => other === name)?.[1];
    return found === value ? [] : [`${name} is ${String(found)} where the copies say ${String(value)}`];
  });
}

/** A copy that looks available and may be elsewhere, because its system does not report that, is known to be nowhere. */
function isSure({ status, limitations }: ItemAnswer): boolean {
  return status !== 'UNKNOWN' && (status !== 'AVAILABLE' || limitations?.length === 0);
}

/** If all is unknown nothing is said: neither 0 nor an empty list. */
function judgeSilence(shown: AvailabilityAnswer): readonly string[] {
  const { asOf, itemCount, availableCount, unknownCount, holdQueue, earliestDue, services, items } = shown;
  const said = { asOf, itemCount, availableCount, unknownCount, holdQueue, earliestDue, services, items };
  return Object.entries(said).flatMap(([name, value]) =>
    value === null ? [] : [`UNKNOWN, and ${name} is ${JSON.stringify(value).slice(0, 80)}`],
  );
}
