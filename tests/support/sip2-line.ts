/** A connection to a SIP2 server on which messages are sent as they stand, and read to the byte. */
import { connect, type Socket } from 'node:net';

const LONGEST_WAIT_MS = 10_000;

export interface Sip2Line {
  /** Sends bytes and gives all that comes until a message ends, its end included; null if the connection was closed. */
  exchange(sent: Uint8Array | string): Promise<Buffer | null>;
  /** Sends bytes and waits for nothing. */
  send(sent: Uint8Array | string): void;
  /** Waits for text that ends no message, such as a prompt. */
  until(text: string): Promise<Buffer | null>;
  close(): void;
}

export async function openLine(port: number): Promise<Sip2Line> {
  const socket = connect({ host: '127.0.0.1', port });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });
  return createLine(socket);
}

/** The same over a connection that is there already, such as one with TLS. */
export function createLine(socket: Socket): Sip2Line {
  let unread = Buffer.alloc(0);
  let ended = false;
  const came = new Set<() => void>();
  const tell = () => {
    for (const told of came) told();
  };
  socket.on('error', () => undefined);
  socket.on('data', (bytes: Buffer) => {
    unread = Buffer.concat([unread, bytes]);
    tell();
  });
  socket.on('close', () => {
    ended = true;
    tell();
  });
  async function take(lengthOf: () => number): Promise<Buffer | null> {
    const deadline = AbortSignal.timeout(LONGEST_WAIT_MS);
    for (;;) {
      const length = lengthOf();
      if (length > 0) {
        const taken = unread.subarray(0, length);
        unread = unread.subarray(length);
        return taken;
      }
      if (ended) return null;
      await new Promise<void>((resolve, reject) => {
        const told = () => {
          came.delete(told);
          resolve();
        };
        came.add(told);
        deadline.addEventListener('abort', () => {
          reject(new Error(`nothing came for ${LONGEST_WAIT_MS} ms but ${JSON.stringify(unread.toString('latin1'))}`));
        });
      });
    }
  }
  return {
    exchange(sent) {
      socket.write(sent);
      // A line feed that comes with the carriage return belongs to the message.
      return take(() => {
        const end = unread.indexOf('\r');
        return end < 0 ? 0 : unread[end + 1] === 0x0a ? end + 2 : end + 1;
      });
    },
    send(sent) {
      socket.write(sent);
    },
    until: (text) =>
      take(() => {
        const at = unread.indexOf(text);
        return at < 0 ? 0 : at + text.length;
      }),
    close() {
      socket.destroy();
    },
  };
}
