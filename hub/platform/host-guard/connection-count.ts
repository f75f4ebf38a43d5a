/** How many exchanges run, and the connections that clients keep open between them. */

/** Closes idle connections, and settles when no more than so many are open. */
export type LimitConnections = (count: number) => Promise<void>;

export interface ConnectionCount {
  count<T>(exchange: () => Promise<T>): Promise<T>;
  /** Settles when no more than so many exchanges run, and no more connections are open. Nobody else begins any meanwhile. */
  shrinkTo(count: number): Promise<void>;
  /** A client that keeps connections; call the result when it keeps none any more. */
  readonly onLimit: (limit: LimitConnections) => () => void;
}

export function createConnectionCount(): ConnectionCount {
  const clients = new Set<LimitConnections>();
  let running = 0;
  let onEnd = Promise.withResolvers<undefined>();

  return {
    async count(exchange) {
      running += 1;
      try {
        return await exchange();
      } finally {
        running -= 1;
        onEnd.resolve(undefined);
        onEnd = Promise.withResolvers();
      }
    },
    async shrinkTo(count) {
      while (running > count) await onEnd.promise;
      await Promise.all(Array.from(clients, (limit) => limit(count)));
    },
    onLimit(limit) {
      clients.add(limit);
      return () => void clients.delete(limit);
    },
  };
}
