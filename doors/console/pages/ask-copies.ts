/** Asks how copies stand; and if that was too late, how they last stood. */
import { MerciaClientError, type Answer, type AskOptions } from '#clients/typescript/index.ts';
import type { FactState, ReasonCode } from '../__generated__/operations.ts';

/** Enough time to look up what was last known, too little to wait for a system. */
const LAST_KNOWN = { budgetMs: 500, timeoutMs: 2_000, retries: 0 } as const satisfies AskOptions;

/** The graph had no time for an answer, or a part of it had none: no system is to blame. */
const LATE: ReadonlySet<string> = new Set(['TIMEOUT', 'GRAPH_TIMEOUT', 'SUBGRAPH_UNAVAILABLE', 'STORE_UNAVAILABLE']);

export interface Dated {
  readonly state: FactState | null;
  readonly reason: { readonly code: ReasonCode } | null;
  readonly items?: { readonly nodes: readonly Dated[] } | null;
}

export type Ask<Data> = (options: AskOptions) => Promise<Answer<Data>>;
export type Told<One> = ReadonlyMap<string, One | null>;

/**
 * By id, what `read` finds in the answer. Never fails: nothing is known of what is missing or null. What is told by the second question
 * has no reason where that would say that its system was late.
 */
export async function askCopies<Data, One extends Dated>(
  ask: Ask<Data>,
  read: (data: Data) => Told<One>,
): Promise<Told<One>> {
  const told = await attempt(ask({}), read);
  if (told !== null && ![...told.values()].some(isUntold)) return told;
  const again = [...((await attempt(ask(LAST_KNOWN), read)) ?? [])].flatMap(([id, one]) => {
    const isOpen = told === null || isUntold(told.get(id) ?? null);
    return isOpen && one !== null && !isUntold(one) ? [[id, blameNobody(one)] as const] : [];
  });
  return new Map<string, One | null>([...(told ?? []), ...again]);
}

/** Null if it was too late. */
export async function attempt<Data, One>(
  answer: Promise<Answer<Data>>,
  read: (data: Data) => Told<One>,
): Promise<Told<One> | null> {
  try {
    const { data, errors } = await answer;
    const told = read(data);
    const isTold = [...told.values()].some((one) => one !== null);
    return isTold || !errors.some(({ code }) => LATE.has(code)) ? told : null;
  } catch (error) {
    return error instanceof MerciaClientError && LATE.has(error.code) ? null : new Map<string, One | null>();
  }
}

/** It, or one of its copies, may be told if there is more time; what is missing may be, too. */
export function isLate(one: Dated | null | undefined): boolean {
  if (one === null || one === undefined) return true;
  return one.reason?.code === 'TIMEOUT' || (one.items?.nodes.some(isLate) ?? false);
}

/** Nothing was said of it in time, not even what was last known. */
function isUntold(one: Dated | null): boolean {
  return one?.state === 'UNKNOWN' && one.reason?.code === 'TIMEOUT';
}

function blameNobody<One extends Dated>(one: One): One {
  const { reason, items } = one;
  return {
    ...one,
    reason: reason?.code === 'TIMEOUT' ? null : reason,
    ...(items === null || items === undefined ? {} : { items: { ...items, nodes: items.nodes.map(blameNobody) } }),
  };
}
