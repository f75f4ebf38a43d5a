/**
 * Joins what is asked at the same time into one question to the graph, which then asks each library system once. A
 * discovery service sends a page of results as many single requests.
 */
import DataLoader from 'dataloader';
import { isMerciaError, type MerciaError } from '#platform/errors.ts';
import { SHORTEST_BUDGET_MS, type GraphClient, type TitleSlot } from './graph-client.ts';
import { TITLES_PER_QUESTION, type TitleKey } from './live/question.ts';
import type { Admitted } from './service-keys.ts';

/** Asks for one title. Never rejects: an error stands in the place of the answer. */
export type LoadTitle = (key: TitleKey, admitted: Admitted) => Promise<TitleSlot>;

/** A question is sent when nothing was added to it in a round of so many milliseconds, and nothing is expected. */
const ROUND_MS = 8;
/** Rounds after which it is sent although more is added. */
const MOST_ROUNDS = 5;
/** Nor is more waited for than this, milliseconds, and this part of the budget. */
const LONGEST_WAIT = { ms: 1_000, ofBudget: 1 / 4 };
interface Window {
  readonly loader: DataLoader<TitleKey, readonly unknown[] | MerciaError, string>;
  /** What was asked of it. */
  readonly titles: Set<string>;
}

export interface TitleLoaderOptions {
  /** Whether somebody from this address is about to ask. */
  readonly areExpected?: (from: string) => boolean;
  readonly now?: () => number;
}

/**
 * Titles that one caller asks for with one budget share a question, others never: nobody waits longer than their own budget, or
 * for what another one asks. What the first had to wait for the others is taken off the budget.
 */
export function createTitleLoader(
  client: Pick<GraphClient, 'askTitles'>,
  { areExpected = () => false, now = performance.now.bind(performance) }: TitleLoaderOptions = {},
): LoadTitle {
  const open = new Map<string, Window>();

  function openWindow(name: string, admitted: Admitted): Window {
    const { budgetMs, from } = admitted;
    const openedAt = now();
    const ask = async (keys: readonly TitleKey[]): Promise<readonly TitleSlot[]> => {
      if (budgetMs === null) return client.askTitles(keys, admitted);
      const leftMs = Math.max(SHORTEST_BUDGET_MS, budgetMs - (now() - openedAt));
      return client.askTitles(keys, { ...admitted, budgetMs: leftMs });
    };
    const longestMs = Math.min(LONGEST_WAIT.ms, (budgetMs ?? Infinity) * LONGEST_WAIT.ofBudget);
    // Rounds are counted, not time: a busy process reads nothing for longer than all rounds take. What came while it was busy is
    // read in the turn of the event loop that ends a round; but of new connections each turn takes one.
    const whenComplete = (send: () => void, round = 1): void => {
      const { size } = window.titles;
      setTimeout(() => {
        setImmediate(() => {
          const isFull = window.titles.size >= TITLES_PER_QUESTION;
          const isGrowing = window.titles.size > size && round < MOST_ROUNDS;
          const isAwaited = now() - openedAt < longestMs && areExpected(from);
          if (!isFull && (isGrowing || isAwaited)) whenComplete(send, round + 1);
          else send();
        });
      }, ROUND_MS);
    };
    const window: Window = {
      titles: new Set(),
      loader: new DataLoader(async (keys) => ask(keys), {
        maxBatchSize: TITLES_PER_QUESTION,
        cacheKeyFn: nameOf,
        batchScheduleFn: (dispatch) => {
          whenComplete(() => {
            if (open.get(name) === window) open.delete(name);
            dispatch();
          });
        },
      }),
    };
    open.set(name, window);
    return window;
  }

  return async (key, admitted) => {
    const name = `${String(admitted.budgetMs)} ${admitted.caller}`;
    const window = open.get(name) ?? openWindow(name, admitted);
    window.titles.add(nameOf(key));
    if (window.titles.size === TITLES_PER_QUESTION) open.delete(name);
    try {
      return (await window.loader.load(key)) as TitleSlot;
    } catch (error) {
      if (isMerciaError(error)) return error;
      throw error;
    }
  };
}

function nameOf(key: TitleKey): string {
  return 'id' in key ? key.id : key.record;
}
