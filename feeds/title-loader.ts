/**
 * Joins what is asked at the same time into one question to the graph, which then asks each library system once. A
 * discovery service sends a page of results as many single requests.
 */
import DataLoader from 'dataloader';
import { isMerciaError, type MerciaError } from '#platform/errors.ts';
import type { GraphClient, TitleSlot } from './graph-client.ts';
import { TITLES_PER_QUESTION, type TitleKey } from './live/question.ts';

/** Asks for one title. Never rejects: an error stands in the place of the answer. */
export type LoadTitle = (key: TitleKey, budgetMs: number | null) => Promise<TitleSlot>;

/** A question is sent as soon as nothing was added to it for so long, milliseconds. */
const QUIET_MS = 8;
/** And so long after its first title at the latest. */
const LONGEST_WAIT_MS = 40;
/** The shortest budget that the graph takes. */
const SHORTEST_BUDGET_MS = 100;

interface Window {
  readonly loader: DataLoader<TitleKey, readonly unknown[] | MerciaError, string>;
  lastAt: number;
}

/**
 * Titles asked for with one budget share a question, those of another budget never: nobody waits longer than their own. What
 * the first had to wait for the others is taken off the budget.
 */
export function createTitleLoader(
  client: Pick<GraphClient, 'askTitles'>,
  now = performance.now.bind(performance),
): LoadTitle {
  const open = new Map<number | null, Window>();

  function openWindow(budgetMs: number | null): Window {
    const openedAt = now();
    const ask = async (keys: readonly TitleKey[]): Promise<readonly TitleSlot[]> => {
      if (budgetMs === null) return client.askTitles(keys, null);
      return client.askTitles(keys, Math.max(SHORTEST_BUDGET_MS, budgetMs - (now() - openedAt)));
    };
    // What came while this process was busy is read first: hence one more turn of the event loop before it counts as quiet.
    const whenQuiet = (send: () => void): void => {
      setTimeout(() => {
        setImmediate(() => {
          const isOver = now() - window.lastAt >= QUIET_MS || now() - openedAt >= LONGEST_WAIT_MS;
          if (isOver) send();
          else whenQuiet(send);
        });
      }, QUIET_MS);
    };
    const window: Window = {
      lastAt: openedAt,
      loader: new DataLoader(async (keys) => ask(keys), {
        maxBatchSize: TITLES_PER_QUESTION,
        cacheKeyFn: (key) => ('id' in key ? key.id : key.record),
        batchScheduleFn: (dispatch) => {
          whenQuiet(() => {
            if (open.get(budgetMs) === window) open.delete(budgetMs);
            dispatch();
          });
        },
      }),
    };
    open.set(budgetMs, window);
    return window;
  }

  return async (key, budgetMs) => {
    const window = open.get(budgetMs) ?? openWindow(budgetMs);
    window.lastAt = now();
    try {
      return (await window.loader.load(key)) as TitleSlot;
    } catch (error) {
      if (isMerciaError(error)) return error;
      throw error;
    }
  };
}
