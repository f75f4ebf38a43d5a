import type { Server } from 'node:net';

/** Below those that systems give to whoever asks for any port: 32768 on Linux, 49152 elsewhere. */
const PORTS = { first: 20_000, behind: 32_000 } as const;
const TRIES = 100;

/**
 * Listens on a free port that nobody is given who asks for any port. A server that stops thus finds its port free when it begins
 * again, and in the meantime no other program answers at its address. `again` is the port that it had; 0 for none. Rejects with
 * what `listen` says.
 */
export async function listenSteadily(server: Server, host: string, again = 0): Promise<void> {
  if (again !== 0) {
    await listenAt(server, host, again);
    return;
  }
  for (let tries = 1; ; tries += 1) {
    const port = PORTS.first + Math.floor(Math.random() * (PORTS.behind - PORTS.first));
    try {
      await listenAt(server, host, port);
      return;
    } catch (error) {
      const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      if (!isTaken || tries === TRIES) throw error;
    }
  }
}

function listenAt(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const stopWaiting = (): void => {
      server.off('listening', onListening).off('error', onError);
    };
    const onListening = (): void => {
      stopWaiting();
      resolve();
    };
    const onError = (error: Error): void => {
      stopWaiting();
      reject(error);
    };
    server.on('listening', onListening).on('error', onError);
    server.listen({ host, port });
  });
}
