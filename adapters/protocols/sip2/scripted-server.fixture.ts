/** A TCP server that answers as a test says, byte by byte. It shares nothing with the client that it tests. */
import { createServer, type AddressInfo, type Socket } from 'node:net';

/** What is done with one message; `socket` writes whatever the test wants. */
type Script = (line: string, socket: Socket) => void;

export interface ScriptedServer {
  readonly address: string;
  /** Every message that came, without its line end. */
  readonly heard: readonly string[];
  /** Sockets that were opened until now, and those that are open now. */
  readonly opened: number;
  readonly open: number;
  /** The most that were open at once. */
  readonly most: number;
  /** Settles when no socket is open. */
  empty(): Promise<void>;
  /** Closes every open socket, as a server does that drops idle connections. */
  dropAll(): void;
  close(): Promise<void>;
}

/** Starts the server on a free port of this machine. */
export async function startScriptedServer(script: Script, greeting = ''): Promise<ScriptedServer> {
  const sockets = new Set<Socket>();
  const heard: string[] = [];
  let opened = 0;
  let most = 0;
  let whenEmpty: () => void = () => undefined;
  const server = createServer((socket) => {
    opened += 1;
    sockets.add(socket);
    most = Math.max(most, sockets.size);
    let rest = '';
    socket.setNoDelay(true);
    socket.write(greeting);
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      const lines = (rest + chunk.toString('latin1')).split('\r');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        heard.push(line);
        script(line, socket);
      }
    });
    socket.on('close', () => {
      sockets.delete(socket);
      if (sockets.size === 0) whenEmpty();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const dropAll = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    address: `tcp://127.0.0.1:${port}`,
    heard,
    get opened() {
      return opened;
    },
    get open() {
      return sockets.size;
    },
    get most() {
      return most;
    },
    async empty() {
      if (sockets.size === 0) return;
      await new Promise<void>((resolve) => {
        whenEmpty = resolve;
      });
    },
    dropAll,
    async close() {
      dropAll();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** An answer with number and checksum; each character is one byte. */
export function signed(body: string, sequence: string | number): string {
  const line = `${body}AY${sequence}AZ`;
  const sum = [...Buffer.from(line, 'latin1')].reduce((total, byte) => total + byte, 0);
  return `${line}${((0x10000 - (sum % 0x10000)) % 0x10000).toString(16).toUpperCase().padStart(4, '0')}\r`;
}

/** The sequence number of a message, and one of its fields. */
export const sequenceOf = (line: string): string => /AY(\d)AZ.{4}$/.exec(line)?.[1] ?? '';
export const valueOf = (line: string, name: string): string => new RegExp(`${name}([^|]*)\\|`).exec(line)?.[1] ?? '';

/** The answer of an honest server to a question about an item: available, with this barcode as its title. */
export function itemAnswer(line: string, barcode = valueOf(line, 'AB'), sequence = sequenceOf(line)): string {
  return signed(`1803020120260105    091502AB${barcode}|AJTitle of ${barcode}|`, sequence);
}
