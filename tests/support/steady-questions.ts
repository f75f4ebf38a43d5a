/** A steady stream of the same question, to see whether any answer suffers from what happens meanwhile. */
interface Answer<Data> {
  readonly data: Data | null;
  readonly errors?: readonly unknown[];
}

export interface SteadyQuestions<Data> {
  /** Whatever was no whole answer: a broken connection, another status, an answer with errors. */
  readonly failures: readonly unknown[];
  /** The data of the newest whole answer. */
  readonly last: () => Data | null;
  stop(): Promise<void>;
}

/** How many questions are under way at any time. */
const ASKERS = 3;

/** Asks until told to stop. */
export function keepAsking<Data>(
  url: string,
  query: string,
  headers: Readonly<Record<string, string>> = {},
): SteadyQuestions<Data> {
  const failures: unknown[] = [];
  let last: Data | null = null;
  let stopped = false;

  async function ask(): Promise<Answer<Data>> {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query }),
    });
    if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
    return (await answer.json()) as Answer<Data>;
  }

  async function askOn(): Promise<void> {
    while (!stopped) {
      try {
        const answer = await ask();
        if (answer.data === null || answer.errors !== undefined) failures.push(answer);
        else last = answer.data;
      } catch (error) {
        failures.push(error);
      }
    }
  }
  const askers = Array.from({ length: ASKERS }, askOn);

  return {
    failures,
    last: () => last,
    async stop() {
      stopped = true;
      await Promise.all(askers);
    },
  };
}

export interface SteadyRequests {
  /** What was wrong with those that were not answered as they should, a broken connection among it. */
  readonly lost: readonly string[];
  /** How many were answered. */
  readonly answered: () => number;
  stop(): Promise<void>;
}

/**
 * Asks one after the other of these, so many in a second, until told to stop. Each waits for its own answer before it is asked again:
 * a busy machine is asked less.
 */
export function keepRequesting(requests: readonly (() => Promise<string | null>)[], perSecond: number): SteadyRequests {
  const lost: string[] = [];
  const underWay = new Map<number, Promise<void>>();
  let [turn, answered] = [0, 0];

  async function request(ask: () => Promise<string | null>, slot: number): Promise<void> {
    const problem = await ask().catch(String);
    if (problem === null) answered += 1;
    else lost.push(problem);
    underWay.delete(slot);
  }
  const timer = setInterval(() => {
    turn += 1;
    const slot = turn % requests.length;
    const ask = requests[slot];
    if (ask !== undefined && !underWay.has(slot)) underWay.set(slot, request(ask, slot));
  }, 1_000 / perSecond);

  return {
    lost,
    answered: () => answered,
    async stop() {
      clearInterval(timer);
      await Promise.all(underWay.values());
    },
  };
}
