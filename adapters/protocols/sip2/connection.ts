/**
 * One connection to a SIP2 server: one question at a time. As soon as question and answer may be out of step, the socket is
 * closed and nothing more is read from it, so that a late answer has no question to be taken for.
 */
import type { Socket } from 'node:net';
import type { MerciaError } from '#platform/errors.ts';
import type { Sip2Dialect } from './dialect.ts';
import type { Sip2Faults } from './faults.ts';
import { createFramer } from './framer.ts';
import { decode, encode, createTextCodec, type Sip2Message } from './message.ts';
import type { Sip2Question } from './questions.ts';
import { retireSocket } from './socket.ts';

export interface Sip2Connection {
  /** False as soon as the socket is closed, or question and answer may be out of step. */
  readonly isUsable: boolean;
  /** False as soon as the socket is closed; true while a question waits for its answer. */
  readonly isOpen: boolean;
  /**
   * Asks, and gives the answer to this question: its code, its sequence number and what it is about were compared. Anything
   * else, a time-out and an abort included, destroys the connection.
   * @throws LostConnection if it broke; MerciaError for what was not sent or answered wrongly
   */
  ask(question: Sip2Question, signal: AbortSignal): Promise<Sip2Message>;
  destroy(): void;
}

/** The connection broke under a question. */
export class LostConnection extends Error {
  /** True if nothing of an answer came. */
  readonly wasSilent: boolean;
  constructor(wasSilent: boolean) {
    super('the connection broke');
    this.wasSilent = wasSilent;
  }
}

export class EndedQuestion extends Error {
  /** True if nothing of it was sent. */
  readonly notSent: boolean;
  constructor(notSent: boolean) {
    super('the question was given up');
    this.notSent = notSent;
  }
}

export interface ConnectionOptions {
  readonly socket: Socket;
  readonly dialect: Sip2Dialect;
  readonly faults: Sip2Faults;
  /** A longer answer is refused. */
  readonly maxAnswerBytes: number;
  /** What the server's answers have shown so far; all its connections share it. */
  readonly seen: SeenOfServer;
}

export interface SeenOfServer {
  /** True as soon as an answer had a sequence number: one without it has then lost its end. */
  numbersAnswers: boolean;
}

const RESEND = '96';

/** Takes over an open socket. */
export function createConnection({ socket, dialect, faults, maxAnswerBytes, seen }: ConnectionOptions): Sip2Connection {
  const options = { ...dialect, text: createTextCodec(dialect.encoding) };
  const exchange = createExchange(socket, dialect, maxAnswerBytes);
  let sequence = -1;

  /** Destroys the connection; the error of an answer that cannot be trusted. */
  function distrust({ operation, isWrite }: Sip2Question, why: string): MerciaError {
    exchange.retire();
    const what = isWrite === true ? `${why}; it is unknown whether it was done` : why;
    return faults.fail(operation, 'LMS_BAD_RESPONSE', what);
  }

  function check(question: Sip2Question, bytes: Buffer): Sip2Message {
    const message = decode(bytes, options);
    if (message === null) throw distrust(question, 'the answer is no SIP2 message; check the port and the encoding');
    if (message.checksum === 'wrong' && dialect.strictChecksum) {
      const what =
        'the checksum of the answer is wrong; if that is so for every answer, switch strictChecksum off in the settings';
      throw distrust(question, what);
    }
    if (message.code === RESEND) return message;
    if (message.code !== question.answer) {
      const what = `answered with message ${message.code} where ${question.answer} was expected; the connection is closed`;
      throw distrust(question, what);
    }
    if (dialect.errorDetection && message.sequence !== null && message.sequence !== sequence) {
      throw distrust(question, 'the answer belongs to another question (sequence number); the connection is closed');
    }
    if (dialect.errorDetection && message.sequence === null && seen.numbersAnswers) {
      throw distrust(question, 'the answer has lost its end (sequence number and checksum); the connection is closed');
    }
    seen.numbersAnswers ||= message.sequence !== null;
    if (question.matches?.(message) === false) {
      throw distrust(question, 'the answer is about something else than was asked for; the connection is closed');
    }
    return message;
  }

  return {
    get isUsable() {
      return exchange.isUsable;
    },
    get isOpen() {
      return isOpen(socket);
    },
    async ask(question, signal) {
      sequence = (sequence + 1) % 10;
      const bytes = encode(question, { ...options, sequence });
      if ('unsendable' in bytes) {
        const what = `field ${bytes.unsendable} holds a character that cannot be sent to this system; correct it`;
        throw faults.fail(question.operation, 'BAD_USER_INPUT', what, { notSent: true });
      }
      const send = (): Promise<Buffer> =>
        exchange.send(bytes, signal).catch((error: unknown) => {
          if (!(error instanceof RangeError)) throw error;
          throw distrust(question, `the answer is longer than ${maxAnswerBytes} bytes; check the address and the port`);
        });
      let message = check(question, await send());
      // The same message with the same number, once: the server says that it did not understand. What changes something is
      // not sent again, because nobody knows what the server did.
      if (message.code === RESEND && question.isWrite !== true) {
        message = check(question, await send());
        // If the server had asked for some other message, it answers this one twice: nobody reads the second answer.
        exchange.retire();
      }
      if (message.code === RESEND) {
        const what =
          'the server asks for the message again (96); check error detection and the encoding in the settings';
        throw distrust(question, what);
      }
      return message;
    },
    destroy: exchange.retire,
  };
}

/** The socket, of which one message is read for each that is written. */
function createExchange(socket: Socket, { terminator }: Sip2Dialect, maxBytes: number) {
  const framer = createFramer({ end: terminator === '\n' ? 0x0a : 0x0d, maxBytes });
  let waiting: { readonly resolve: (bytes: Buffer) => void; readonly reject: (error: Error) => void } | null = null;
  let isSilent = true;

  function retire(): void {
    waiting?.reject(new LostConnection(false));
    waiting = null;
    retireSocket(socket);
  }

  socket.on('data', (chunk: Buffer) => {
    try {
      const message = framer.push(chunk);
      isSilent &&= framer.restBytes === 0 && message === null;
      const asker = waiting;
      if (message === null && asker !== null) return;
      if (message !== null) {
        waiting = null;
        asker?.resolve(message);
      }
      // What nobody asked for may be the late answer to an older question.
      const isUnasked = asker === null && message !== null;
      if (isUnasked || framer.restBytes > 0) retire();
    } catch (error) {
      waiting?.reject(error instanceof Error ? error : new Error('unreadable'));
      retire();
    }
  });
  socket.on('end', () => {
    socket.destroy();
  });

  return {
    /** Closes the socket; nothing that arrives on it from now on is read. */
    retire,
    get isUsable(): boolean {
      return isOpen(socket) && waiting === null;
    },
    /** Writes in one piece, and gives the next whole message, without its line end. */
    async send(bytes: Buffer, signal: AbortSignal): Promise<Buffer> {
      if (signal.aborted) throw new EndedQuestion(true);
      if (!isOpen(socket)) throw new LostConnection(true);
      const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
      const onAbort = (): void => {
        reject(new EndedQuestion(false));
      };
      const onClose = (): void => {
        reject(new LostConnection(isSilent));
      };
      waiting = { resolve, reject };
      isSilent = true;
      signal.addEventListener('abort', onAbort, { once: true });
      socket.once('close', onClose);
      socket.write(bytes);
      try {
        return await promise;
      } catch (error) {
        retire();
        throw error;
      } finally {
        waiting = null;
        signal.removeEventListener('abort', onAbort);
        socket.off('close', onClose);
      }
    },
  };
}

function isOpen(socket: Socket): boolean {
  return !socket.destroyed && socket.writable;
}
