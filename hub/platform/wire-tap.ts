/**
 * Listens to what library systems answer, for the file that a library sends to those who look after its adapter. Set around a piece of
 * work, and read where something is sent, so that no adapter has to hand it on.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { MerciaError } from './errors.ts';

/** What is about to be asked, by whatever protocol. */
export type WireQuestion =
  | {
      readonly protocol: 'http';
      readonly operation: string;
      readonly method: string;
      readonly path: string;
      readonly query: string;
      readonly headers: Readonly<Record<string, string>>;
    }
  /** `code` is that of the message: `17`. */
  | { readonly protocol: 'sip2'; readonly operation: string; readonly code: string }
  | { readonly protocol: 'z3950'; readonly operation: string }
  /** A file that a library writes, wherever it is. */
  | { readonly protocol: 'file'; readonly operation: string };

export type WireAnswer =
  | { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: Uint8Array }
  | { readonly code: string; readonly fixed: string; readonly fields: ReadonlyMap<string, readonly string[]> }
  /** The first bytes of a file. */
  | { readonly begins: Uint8Array };

export interface WireTap {
  /** False for what is not to be sent. */
  mayAsk(question: WireQuestion): boolean;
  heard(question: WireQuestion, answer: WireAnswer): void;
}

const current = new AsyncLocalStorage<WireTap>();

/** Everything that is asked of systems within `work` goes by this tap. */
export function listenTo<T>(tap: WireTap, work: () => T): T {
  return current.run(tap, work);
}

/** Asks, and tells whoever listens what came. Rejects with LMS_NOT_PERMITTED, before anything is sent, if it is not to be asked. */
export async function askHeard<Answer extends WireAnswer>(
  system: string,
  question: WireQuestion,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  const tell = askThroughTap(system, question);
  const answer = await ask();
  tell?.(answer);
  return answer;
}

/** What is to be told the answer; undefined if nobody listens. */
function askThroughTap(system: string, question: WireQuestion): ((answer: WireAnswer) => void) | undefined {
  const tap = current.getStore();
  if (tap === undefined) return undefined;
  if (tap.mayAsk(question)) {
    return (answer) => {
      tap.heard(question, answer);
    };
  }
  const what = `${question.operation}: it is not among the questions that may be asked now`;
  throw new MerciaError('LMS_NOT_PERMITTED', `[${system}] ${what}`, { system, notSent: true });
}

/** The same bytes; whoever listens is told the first `most` of them when they are there, or when no more come. */
export async function* heardFile(
  system: string,
  operation: string,
  chunks: AsyncIterable<Uint8Array>,
  most: number,
): AsyncGenerator<Uint8Array> {
  const tell = askThroughTap(system, { protocol: 'file', operation });
  if (tell === undefined) {
    yield* chunks;
    return;
  }
  const kept: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of chunks) {
      if (length < most) kept.push(chunk.subarray(0, most - length));
      length += chunk.length;
      yield chunk;
    }
  } finally {
    tell({ begins: Buffer.concat(kept) });
  }
}
