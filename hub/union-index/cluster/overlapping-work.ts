export type Work = ReturnType<typeof startWork>;

/** Work of which parts go on while others are done, all over the same connections. */
export function startWork() {
  const parts = new Set<Promise<unknown>>();
  // The first failure: where a statement fails, those behind it on its connection say no more than that one did.
  const failed = new AbortController();

  /** Counts something that goes on by itself as part of the work; its failure is the work's. */
  function begin<T>(part: Promise<T>): Promise<T> {
    parts.add(part);
    part.then(
      () => parts.delete(part),
      (error: unknown) => {
        parts.delete(part);
        failed.abort(error);
      },
    );
    return part;
  }

  /** The same values, each asked for while the one before it is worked on. */
  async function* readAhead<T>(source: AsyncGenerator<T, void>): AsyncGenerator<T, void> {
    let next = begin(source.next());
    try {
      for (;;) {
        const result = await next;
        if (result.done === true) return;
        next = begin(source.next());
        yield result.value;
      }
    } finally {
      await source.return();
    }
  }

  /** Does the work, and ends when all its parts have: nothing may be asked of connections that are given back. */
  async function settle<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw failed.signal.aborted ? failed.signal.reason : error;
    } finally {
      await Promise.allSettled(parts);
    }
  }

  return { begin, readAhead, settle };
}
