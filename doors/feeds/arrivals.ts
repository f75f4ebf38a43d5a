/** What is on its way to a server and cannot be read yet: whoever opens a connection asks something a moment later. */
import type { Server } from 'node:http';
import type { Socket } from 'node:net';

export interface ArrivalsOptions {
  /** Who asks nothing for so long after opening a connection is not waited for. */
  readonly expectedMs?: number | undefined;
  readonly now?: () => number;
}

export function createArrivals({ expectedMs = 40, now = performance.now.bind(performance) }: ArrivalsOptions = {}) {
  const silentSince = new Map<Socket, number>();
  return {
    watch(server: Server): void {
      server.on('connection', (socket: Socket) => {
        silentSince.set(socket, now());
        socket.once('close', () => silentSince.delete(socket));
      });
      server.on('request', ({ socket }) => {
        silentSince.delete(socket);
      });
    },
    /** Whether a connection was opened a moment ago from this address, on which nothing was asked yet. */
    areExpected(from: string): boolean {
      // The oldest is first.
      for (const [socket, openedAt] of silentSince) {
        if (now() - openedAt >= expectedMs) silentSince.delete(socket);
        else if (socket.remoteAddress === from) return true;
      }
      return false;
    },
  };
}
