/**
 * Asks the systems of a page how its copies stand: those that are quick together, each other by itself. Each question costs the graph
 * as much again as what one system is asked in it; but nothing is to wait for a system that is slow or silent.
 */
import type { AskOptions } from '#clients/typescript/index.ts';
import { askCopies, attempt, isLate, type Ask, type Dated, type Told } from './ask-copies.ts';

/** Ids of the systems that answered at once when a page last asked them; one for all pages of a server. */
export type QuickSystems = Set<string>;

/** Whoever is asked alone and answers by then is quick, milliseconds. */
const QUICK_MS = 100;
/** Whoever is asked with others and has not answered by then is asked again by itself. */
const TOGETHER = { budgetMs: 250, timeoutMs: 1_000, retries: 0 } as const satisfies AskOptions;
/** More would make questions that the graph finds too costly: so many systems, so many ids. */
const TOGETHER_MAX = { systems: 8, ids: 200 };

export interface BySystem<Data, One> {
  readonly quick: QuickSystems;
  /** Of these systems; several questions if one would be too large. */
  readonly questionsTo: (systems: readonly string[]) => readonly Ask<Data>[];
  /** What is asked of a system, by the ids that `read` finds it by. */
  readonly idsOf: (system: string) => readonly string[];
  readonly read: (data: Data) => Told<One>;
}

interface Answered<One> {
  readonly systems: readonly string[];
  readonly told: Told<One>;
}

/** In the order in which they answer, each of `systems` once. Never fails: nothing is known of what is missing or null. */
export async function* askBySystem<Data, One extends Dated>(
  systems: readonly string[],
  by: BySystem<Data, One>,
): AsyncGenerator<Answered<One>> {
  const waiting = new Map<string, Promise<Answered<One> & { readonly key: string }>>();
  const ask = (group: readonly string[]): void => {
    const key = group.join(' ');
    const answer = group.length > 1 ? askTogether(group, by) : askAlone(group, by);
    waiting.set(
      key,
      answer.then((answered) => ({ ...answered, key })),
    );
  };
  const [quick, others] = [systems.filter((one) => by.quick.has(one)), systems.filter((one) => !by.quick.has(one))];
  for (const group of toGroups(quick, by)) ask(group);
  for (const system of others) ask([system]);
  while (waiting.size > 0) {
    const { key, ...answered } = await Promise.race(waiting.values());
    waiting.delete(key);
    for (const late of key.split(' ').filter((system) => !answered.systems.includes(system))) ask([late]);
    if (answered.systems.length > 0) yield answered;
  }
}

function toGroups<Data, One>(quick: readonly string[], { idsOf }: BySystem<Data, One>): readonly (readonly string[])[] {
  const groups: string[][] = [];
  let ids = 0;
  for (const system of quick) {
    const [last, own] = [groups.at(-1), idsOf(system).length];
    const isFull = last === undefined || last.length === TOGETHER_MAX.systems || ids + own > TOGETHER_MAX.ids;
    if (isFull) groups.push([system]);
    else last.push(system);
    ids = own + (isFull ? 0 : ids);
  }
  return groups;
}

async function askAlone<Data, One extends Dated>(
  systems: readonly string[],
  { quick, questionsTo, idsOf, read }: BySystem<Data, One>,
): Promise<Answered<One>> {
  const from = performance.now();
  const parts = await Promise.all(questionsTo(systems).map((ask) => askCopies(ask, read)));
  const isQuick = performance.now() - from <= QUICK_MS;
  const told = new Map(parts.flatMap((part) => [...part]));
  for (const system of systems) {
    if (isQuick && idsOf(system).every((id) => isAtEase(told.get(id)))) quick.add(system);
    else quick.delete(system);
  }
  return { systems, told };
}

/** Gives those that answered in time. */
async function askTogether<Data, One extends Dated>(
  systems: readonly string[],
  { quick, questionsTo, idsOf, read }: BySystem<Data, One>,
): Promise<Answered<One>> {
  const parts = await Promise.all(questionsTo(systems).map((ask) => attempt(ask(TOGETHER), read)));
  const told = new Map(parts.flatMap((part) => [...(part ?? [])]));
  for (const system of systems) if (!idsOf(system).every((id) => isAtEase(told.get(id)))) quick.delete(system);
  return { systems: systems.filter((system) => !idsOf(system).some((id) => isLate(told.get(id)))), told };
}

/** It answered, or never tells: nothing that is the matter with it now could have others wait. */
function isAtEase(one: Dated | null | undefined): boolean {
  const code = one?.reason?.code;
  return one?.state === 'LIVE' || code === 'NOT_SUPPORTED' || code === 'FROZEN';
}
