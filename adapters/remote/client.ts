/** The wire to one adapter server: signed questions, and what its answers say of the server itself. */
import { randomUUID } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { describeSkew, skewOfAnswer } from '#platform/clock-skew.ts';
import { MerciaError, type ErrorCode } from '#platform/errors.ts';
import { createHttpClient, readJson, type HttpRequest, type HttpResponse } from '#platform/http-client.ts';
import { currentTurn } from '#platform/host-guard/index.ts';
import type { JsonLimits } from '#platform/parse-json.ts';
import type { ContextSigner } from '#platform/signed-context.ts';
import { CONTEXT_HEADER } from '#platform/subgraph.ts';
import { spanHeaders } from '#platform/traces.ts';
import { createPlaces } from './places.ts';
import { HEARTBEAT_MS, WIRE_HEADER, WIRE_VERSION, errorBody, fromWireError, systemPath } from './wire.ts';

export interface WireClientOptions {
  /** The id of the system that is asked about. */
  readonly system: string;
  /** Base address of the adapter server, no trailing slash. */
  readonly address: string;
  readonly sign: ContextSigner;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

export interface WireQuestion {
  /** A short noun phrase for errors. */
  readonly operation: string;
  /** Below the path of the system: empty, or with a leading slash. */
  readonly path: string;
  /** Sent as JSON by POST; without it, GET. */
  readonly body?: unknown;
  readonly timeoutMs: number;
  /** True for a write, and for a try at a PIN: sent once, whatever happens. */
  readonly once?: boolean;
  /** What the JSON of the answer, or of each of its lines, may have; as much as an answer of a system, if absent. */
  readonly limits?: JsonLimits;
}

export type WireClient = ReturnType<typeof createWireClient>;

/** No bound that counts: each caller has few calls under way (`places.ts`), and they wait for their turns at the other end. */
const CONNECTIONS = 1_024;
const CONNECT_TIMEOUT_MS = 5_000;
/** A thousand long records with their copies are a tenth of this. */
const LONGEST_ANSWER_BYTES = 256 * 1024 * 1024;
/** The server writes at least every {@link HEARTBEAT_MS}: three times that without a byte is a dead host. */
const SILENCE_MS = 3 * HEARTBEAT_MS;

/** No call is made before the first question. */
export function createWireClient({ system, address, sign, now }: WireClientOptions) {
  const http = createHttpClient({
    system,
    address,
    called: `the adapter server at ${new URL(address).host}`,
    connections: CONNECTIONS,
    connectTimeoutMs: CONNECT_TIMEOUT_MS,
    // Every question has its own.
    timeoutMs: CONNECT_TIMEOUT_MS,
    maxBytes: LONGEST_ANSWER_BYTES,
    // The server says by HTTP status what its own system did.
    anyStatus: true,
  });

  const places = createPlaces(system);

  async function toRequest({ operation, path, body, timeoutMs, once }: WireQuestion): Promise<HttpRequest> {
    const receivedAt = now();
    const deadline = receivedAt + timeoutMs;
    const { caller, urgency } = currentTurn();
    const turn = { ...(caller === '' ? {} : { caller }), urgency };
    const who = { role: 'operator', subject: null, correlationId: randomUUID() } as const;
    const context = await sign({ ...who, ...turn, receivedAt, deadline });
    return {
      operation,
      path: `${systemPath(system)}${path}`,
      headers: { accept: 'application/json', [CONTEXT_HEADER]: context, ...spanHeaders() },
      ...(body === undefined ? {} : { json: body }),
      timeoutMs,
      repeatable: once !== true,
    };
  }

  return {
    /** The JSON of the answer. What only reads is asked a second time when the connection breaks. */
    async ask(question: WireQuestion, signal: AbortSignal): Promise<unknown> {
      const leave = await places.enter(signal);
      try {
        const from = now();
        const answer = await http.request(await toRequest(question), signal);
        checkAnswer({ system, address, ...question }, answer, { from, to: now() });
        return readJson(system, question.operation, answer, question.limits);
      } finally {
        leave();
      }
    },

    /** The JSON of each line. `timeoutMs` is what may pass until the first. Asked a second time if the connection breaks before. */
    async *stream(question: WireQuestion, signal: AbortSignal): AsyncIterable<unknown> {
      const { operation, limits } = question;
      const leave = await places.enter(signal);
      try {
        const from = now();
        const request = await toRequest(question);
        const answer = await http.open(request, SILENCE_MS, signal);
        if (!isWell(answer)) {
          throw toRefusal({ system, address, operation }, { ...answer, body: await buffer(answer.chunks) });
        }
        const fault = findClockFault({ system, address, operation }, answer, { from, to: now() });
        for await (const line of splitLines(answer.chunks)) {
          // In here, so that what is left of the answer is closed.
          if (fault !== null) throw fault;
          yield readJson(system, operation, { ...answer, body: line }, limits);
        }
      } finally {
        leave();
      }
    },

    /** Closes every connection; what is under way ends with LMS_UNAVAILABLE. */
    async close(): Promise<void> {
      http.close();
    },
  };
}

/** Whether an adapter server of this version says that all is well. */
function isWell({ status, headers }: Pick<HttpResponse, 'status' | 'headers'>): boolean {
  return status === 200 && headers[WIRE_HEADER] === WIRE_VERSION;
}

interface AskedServer {
  readonly system: string;
  readonly address: string;
  readonly operation: string;
}

/** Throws for an answer of which no use can be made. */
function checkAnswer(asked: AskedServer & Pick<WireQuestion, 'once'>, answer: HttpResponse, times: Times): void {
  if (!isWell(answer)) throw toRefusal(asked, answer);
  const fault = findClockFault(asked, answer, times);
  if (fault !== null && asked.once !== true) throw fault;
}

/** When it was asked, and when the answer had come; milliseconds since the epoch. */
interface Times {
  readonly from: number;
  readonly to: number;
}

/** Null if its clock is ours. What it tells says as of when it is; what was written is written, whatever its clock says. */
function findClockFault(
  { system, address, operation }: AskedServer,
  { headers }: Pick<HttpResponse, 'headers'>,
  { from, to }: Times,
): MerciaError | null {
  const server = `the adapter server at ${new URL(address).host}`;
  const problem = describeSkew(server, skewOfAnswer(headers['date'], from, to));
  return problem === null
    ? null
    : new MerciaError('LMS_BAD_RESPONSE', `[${system}] ${operation}: ${problem}`, { system });
}

/** The error of any other answer: its own, or what is wrong with the server. */
function toRefusal({ system, address, operation }: AskedServer, answer: HttpResponse): MerciaError {
  const { host } = new URL(address);
  const fail = (code: ErrorCode, what: string, notSent = false): MerciaError =>
    new MerciaError(code, `[${system}] ${operation}: ${what}`, { system, notSent });

  const { status } = answer;
  const version = answer.headers[WIRE_HEADER];
  if (version === undefined && status >= 502 && status <= 504) {
    return fail('LMS_UNAVAILABLE', `the proxy in front of ${host} cannot reach the adapter server (HTTP ${status})`);
  }
  if (version === undefined) {
    return fail('LMS_BAD_RESPONSE', `${host} is no adapter server (HTTP ${status}); check adapterServer`);
  }
  if (version !== WIRE_VERSION) {
    const what = `the adapter server at ${host} speaks version ${version} of the wire and this side version ${WIRE_VERSION}; run the same version of Mercia on both`;
    return fail('LMS_BAD_RESPONSE', what, true);
  }
  const parsed = errorBody.safeParse(readJson(system, operation, answer));
  if (!parsed.success) return fail('LMS_BAD_RESPONSE', `${host} refused without a reason`);
  if (parsed.data.error.code !== 'FORBIDDEN') return fromWireError(parsed.data.error, system);
  const what = `the adapter server at ${host} does not accept our signature: set its MERCIA_CONTEXT_KEY to what "mercia keys adapter-server ${address}" prints here, and compare the clocks of both`;
  return fail('LMS_AUTH_FAILED', what, true);
}

/** A page of a thousand long records with their copies is a tenth of this. */
const LONGEST_LINE_BYTES = 256 * 1024 * 1024;
const NEWLINE = 0x0a;

/** The lines of a byte stream, empty ones left out; a last line without its end is left out too: it was cut. */
async function* splitLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      const line = Buffer.concat([...parts, chunk.subarray(start, end)]);
      parts = [];
      length = 0;
      start = end + 1;
      if (line.length > 0) yield line.toString('utf8');
    }
    if (start === chunk.length) continue;
    parts.push(chunk.subarray(start));
    length += chunk.length - start;
    if (length > LONGEST_LINE_BYTES) {
      const what = `A page of harvest is longer than ${LONGEST_LINE_BYTES} bytes; set a smaller harvest.pageSize.`;
      throw new MerciaError('LMS_BAD_RESPONSE', what);
    }
  }
}
