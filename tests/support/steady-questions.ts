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
