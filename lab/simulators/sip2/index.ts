/** A SIP2 server over real sockets. It shares no code with the adapter that it tests. */
import { CallLog } from '../calls.ts';
import { FaultSwitch, type Faults } from '../faults.ts';
import { createRandom } from '../random.ts';
import { openSimulator, type SimulatorServer, type SimulatorServerOptions } from '../server.ts';
import { Workers, type SocketCount } from '../workers.ts';
import { Crossing } from './crossing.ts';
import type { Dialect } from './dialects/dialect.ts';
import { dialects, type DialectName } from './dialects/index.ts';
import type { Encoding } from './encodings.ts';
import type { Sip2Library } from './library.ts';
import { serveConnection, type Service } from './session.ts';

export { DIALECTS } from './dialects/index.ts';
export { ENCODINGS } from './encodings.ts';
export type { DialectName } from './dialects/index.ts';
export type { Encoding } from './encodings.ts';

export interface Sip2SimulatorOptions extends Pick<
  SimulatorServerOptions,
  'host' | 'port' | 'controlPort' | 'latencyMs' | 'faults'
> {
  readonly library: Sip2Library;
  /** `generic` if left out. */
  readonly dialect?: DialectName;
  /** In what one server differs from its dialect. */
  readonly differently?: Partial<Pick<Dialect, 'zone' | 'entriesAtOnce' | 'patron'>>;
  /** The dialect's own if left out. */
  readonly encoding?: Encoding;
  /** `message` (93) if left out. */
  readonly login?: Service['login'];
  /** PEM; without it the server speaks in clear. */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Connections served at once; no limit if left out. */
  readonly connections?: number;
  /** What becomes of further connections: refused, if left out, or left waiting. */
  readonly surplus?: 'refuse' | 'wait';
  /** A connection that is silent for so long is closed; never if left out. */
  readonly idleMs?: number;
  /** Faults of single messages, by their number from 1, in place of those that are switched on. */
  readonly misbehave?: (message: number) => Partial<Faults>;
}

export interface Sip2Simulator extends SimulatorServer {
  /** `tcp://127.0.0.1:port`, or `tls://…`. */
  readonly url: string;
  readonly sockets: SocketCount;
  /** Rules of the protocol that a client has broken, in words; empty for a good one. */
  readonly broken: readonly string[];
}

/** Listens and answers. Rejects where a port is taken. */
export async function createSip2Simulator(options: Sip2SimulatorOptions): Promise<Sip2Simulator> {
  const { library, host = '127.0.0.1', tls } = options;
  const dialect = { ...dialects[options.dialect ?? 'generic'], ...options.differently };
  const calls = new CallLog();
  const broken: string[] = [];
  const workers = new Workers({
    host,
    port: options.port ?? 0,
    tls,
    workers: options.connections ?? Infinity,
    surplus: options.surplus ?? 'refuse',
    serve(socket, connection) {
      serveConnection(service, socket, connection);
    },
  });
  // SIP2 has no tokens.
  const faults = new FaultSwitch(workers, () => undefined);
  const service: Service = {
    library,
    dialect,
    encoding: options.encoding ?? dialect.encoding,
    login: options.login ?? 'message',
    latencyMs: options.latencyMs ?? 0,
    idleMs: options.idleMs ?? null,
    faults,
    calls,
    crossing: new Crossing(),
    random: createRandom(1),
    misbehave: options.misbehave ?? null,
    broken,
  };
  const opened = await openSimulator({ workers, faults, calls }, options);
  return {
    ...opened,
    url: `${tls === undefined ? 'tcp' : 'tls'}://${host}:${workers.port}`,
    get sockets() {
      return workers.count;
    },
    broken,
  };
}
