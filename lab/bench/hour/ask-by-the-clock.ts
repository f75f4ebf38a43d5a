/** Questions that come by the clock, whether or not those before are answered: whoever waits is counted from when they came. */
import { Agent, request } from 'undici';
import { setTimeout as delay } from 'node:timers/promises';
import type { Kind, Question } from './questions.ts';

export interface Asked {
  readonly kind: Kind;
  /** Milliseconds from the first question until this one was to come. */
  readonly at: number;
  /** Milliseconds from when it was to come until its last byte. */
  readonly ms: number;
  /** Milliseconds by which the asker itself was late. */
  readonly late: number;
  /** Code of what was wrong; null for a whole answer. */
  readonly error: string | null;
  /** Codes of why facts were less than live, of systems that can tell. */
  readonly notLive: readonly string[];
}

export interface Reader {
  /** Of the graph, as the reader was first told it. */
  readonly me: string;
  readonly token: () => string;
}

export interface AskerOptions {
  readonly perSecond: number;
  readonly forMs: number;
  readonly next: () => Question;
  readonly readers: readonly Reader[];
  readonly onAsked: (asked: Asked) => void;
}

/** A region's readers come from many addresses, and each is a caller of its own. Linux has all of 127 for that, others one. */
const CALLERS = 40;
const addressOf = (caller: number): string =>
  process.platform === 'linux' ? `127.0.1.${String(caller + 1)}` : '127.0.0.1';
/** What is not answered by then is an error, milliseconds. */
const PATIENCE_MS = 10_000;

export async function askByTheClock({ perSecond, forMs, next, readers, onAsked }: AskerOptions): Promise<void> {
  const agents = Array.from({ length: CALLERS }, (_, caller) => new Agent({ localAddress: addressOf(caller) }));
  const underWay = new Set<Promise<void>>();
  const from = performance.now();
  const count = Math.round((forMs / 1000) * perSecond);
  for (let place = 0; place < count; place += 1) {
    const due = from + (place * 1000) / perSecond;
    const left = due - performance.now();
    if (left > 0) await delay(left);
    const question = next();
    const late = performance.now() - due;
    const agent = agents[place % CALLERS];
    const asked = ask(question, readers, agent).then((outcome) => {
      onAsked({ kind: question.kind, at: due - from, ms: performance.now() - due, late, ...outcome });
      underWay.delete(asked);
    });
    underWay.add(asked);
  }
  await Promise.all(underWay);
  await Promise.all(agents.map((agent) => agent.close()));
}

type Outcome = Pick<Asked, 'error' | 'notLive'>;

async function ask(
  { url, body, reader: place }: Question,
  readers: readonly Reader[],
  dispatcher: Agent | undefined,
): Promise<Outcome> {
  const reader = place === null ? undefined : readers[place];
  try {
    const answer = await request(url, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(reader === undefined ? {} : { authorization: `Bearer ${reader.token()}` }),
      },
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE_MS),
      ...(dispatcher === undefined ? {} : { dispatcher }),
    });
    const text = await answer.body.text();
    if (body !== undefined && text.startsWith('{')) return readAnswer(text, reader);
    return { error: answer.statusCode === 200 ? null : `HTTP ${String(answer.statusCode)}`, notLive: [] };
  } catch (error) {
    const { code, name } = error as { readonly code?: unknown; readonly name?: string };
    // That of a time-out is a number.
    return { error: typeof code === 'string' ? code : (name ?? 'unknown'), notLive: [] };
  }
}

interface GraphAnswer {
  readonly data?: { readonly me?: { readonly id: string } | null } | null;
  readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[];
  readonly extensions?: { readonly notLive?: readonly { readonly code: string }[] };
}

/** A system that never tells is no fault of this moment. */
const NEVER_TELLS = 'NOT_SUPPORTED';

export function readAnswer(text: string, reader: Pick<Reader, 'me'> | undefined): Outcome {
  const { data, errors, extensions } = JSON.parse(text) as GraphAnswer;
  const codes = (extensions?.notLive ?? []).map(({ code }) => code).filter((code) => code !== NEVER_TELLS);
  const wrong = errors?.[0];
  if (wrong !== undefined) return { error: wrong.extensions?.code ?? 'no code', notLive: codes };
  if (data === undefined || data === null) return { error: 'no data', notLive: codes };
  const isAnothers = reader !== undefined && data.me?.id !== reader.me;
  return { error: isAnothers ? "SOMEBODY ELSE'S" : null, notLive: codes };
}
