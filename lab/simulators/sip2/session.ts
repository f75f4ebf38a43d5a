/** One connection to a SIP2 server: log-in, one message after the other, and what goes wrong on the way. */
import type { Socket } from 'node:net';
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';
import type { CallLog } from '../calls.ts';
import { NO_FAULTS, type Faults, type FaultSwitch } from '../faults.ts';
import type { Random } from '../random.ts';
import { answerRequest } from './answers.ts';
import type { Crossing } from './crossing.ts';
import type { Answer, Dialect } from './dialects/index.ts';
import { toBytes, toText, type Encoding } from './encodings.ts';
import type { Sip2Library } from './library.ts';
import { renderAnswer } from './misbehave.ts';
import { fieldOf, kindOf, parseRequest, type Request } from './requests.ts';
import { checksumOf, readMessage, seal, takeMessages, type Received } from './wire.ts';

/** What all connections of a server share. */
export interface Service {
  readonly library: Sip2Library;
  readonly dialect: Dialect;
  readonly encoding: Encoding;
  /** How a terminal logs in before its first question. */
  readonly login: 'message' | 'telnet' | 'none';
  readonly latencyMs: number;
  /** A connection that is silent for so long is closed. */
  readonly idleMs: number | null;
  readonly faults: FaultSwitch;
  readonly calls: CallLog;
  readonly crossing: Crossing;
  readonly random: Random;
  /** Faults of single messages, by their number from 1, besides those that are switched on. */
  readonly misbehave: ((message: number) => Partial<Faults>) | null;
  /** Rules of the protocol that a client has broken, in words. */
  readonly broken: string[];
}

const TRICKLE_PIECES = 8;
const CR = 0x0d;
/** 96 ends in CR alone, with every server (48). */
const RESEND = '96';

/** Serves a connection until it ends. */
export function serveConnection(service: Service, socket: Socket, connection: number): void {
  const session = new Session(service, socket, connection);
  if (service.idleMs !== null) {
    socket.setTimeout(service.idleMs, () => socket.end());
  }
  socket.setNoDelay(true);
  socket.on('data', (bytes: Uint8Array) => {
    session.take(bytes);
  });
  session.greet();
}

class Session {
  readonly #service: Service;
  readonly #socket: Socket;
  readonly #connection: number;
  #logIn: 'user' | 'password' | 'message' | 'done';
  #user = '';
  #unread: Uint8Array = new Uint8Array(0);
  #queue: Promise<void> = Promise.resolve();
  /** A question came, and the end of its answer has not been sent yet. */
  #isAsked = false;
  #last: Uint8Array | null = null;
  #late: Uint8Array | null = null;
  #endsAfterAnswer = false;

  constructor(service: Service, socket: Socket, connection: number) {
    this.#service = service;
    this.#socket = socket;
    this.#connection = connection;
    this.#logIn = service.login === 'telnet' ? 'user' : service.login === 'message' ? 'message' : 'done';
  }

  greet(): void {
    if (this.#logIn === 'user') this.#socket.write(this.#service.dialect.banner.user);
  }

  /** Bytes came; complete messages are answered one after the other. */
  take(bytes: Uint8Array): void {
    const { dialect, broken } = this.#service;
    const isContinued = this.#unread.length > 0;
    const { messages, rest } = takeMessages(Buffer.concat([this.#unread, bytes]));
    this.#unread = rest;
    if (messages.length > 1) broken.push('several questions in one packet');
    if (isContinued || (rest.length > 0 && dialect.wantsOnePacket)) broken.push('a question in several packets');
    const isRefused = dialect.wantsOnePacket && (isContinued || rest.length > 0);
    for (const message of messages) {
      if (this.#isAsked) broken.push('a question before the answer to the last one');
      this.#isAsked = true;
      this.#queue = this.#queue
        .then(() => this.#answer(message, isRefused))
        .catch((failure: unknown) => {
          process.emitWarning(failure instanceof Error ? failure : String(failure));
          this.#socket.destroy();
        });
    }
  }

  async #answer(bytes: Uint8Array, isRefused: boolean): Promise<void> {
    if (this.#logIn === 'user' || this.#logIn === 'password') {
      this.#prompted(toText(bytes, this.#service.encoding));
      return;
    }
    const { faults, calls, latencyMs, misbehave, library, encoding } = this.#service;
    const received = readMessage(bytes, encoding);
    const kind = kindOf(received);
    const noteStatus = calls.note({
      at: library.now(),
      method: 'SIP2',
      path: received?.code ?? '',
      query: '',
      kind,
      connection: this.#connection,
    });
    const number = calls.list.at(-1)?.number ?? 0;
    const own = misbehave?.(number);
    const touching = own === undefined ? faults.touching(kind) : { ...NO_FAULTS, ...own };
    if (touching.reset) {
      this.#socket.resetAndDestroy();
      return;
    }
    // It reads no further message on this connection.
    if (touching.hang) await new Promise<void>((resolve) => this.#socket.once('close', resolve));
    await this.#pause(latencyMs + touching.slowMs);
    if (this.#socket.destroyed) return;
    const answer = isRefused || received === null ? null : this.#answerTo(received, touching);
    if (answer === 'closed') return;
    noteStatus(answer === null ? Number(RESEND) : 200);
    await this.#send(answer ?? this.#resend(received), touching);
  }

  /** Null asks for the message again. */
  #answerTo(received: Received, touching: Faults): Uint8Array | 'closed' | null {
    const { dialect, broken } = this.#service;
    if (touching.resend || received.checksum === 'wrong') return null;
    if (received.code === '97') {
      broken.push('an answer asked for again by 97');
      return this.#lastAgain();
    }
    const request = parseRequest(received, dialect.strictness);
    if (request === null) return this.#logIn === 'message' && dialect.beforeLogin === 'close' ? this.#close() : null;
    if (request.code === '93') return this.#logInBy(request, received, touching);
    if (this.#logIn === 'message' && !(request.code === '99' && dialect.beforeLogin === 'resend')) {
      return dialect.beforeLogin === 'close' ? this.#close() : null;
    }
    const answer = answerRequest(this.#service, request);
    return answer === null ? null : this.#render(answer, received, touching);
  }

  #logInBy(request: Request, received: Received, touching: Faults): Uint8Array {
    const { library, dialect } = this.#service;
    const isRight = library.logIn(fieldOf(request, 'CN') ?? '', fieldOf(request, 'CO') ?? '');
    const isIn = isRight && !touching.wrongCredentials;
    if (isIn) this.#logIn = 'done';
    else if (dialect.afterRefusedLogin === 'close') this.#endsAfterAnswer = true;
    return this.#render({ head: `94${isIn ? '1' : '0'}`, fields: [] }, received, touching);
  }

  #render(answer: Answer, { sequence }: Received, touching: Faults): Uint8Array {
    const { dialect, encoding, random } = this.#service;
    return renderAnswer(answer, touching, { dialect, encoding, sequence, random });
  }

  /** Both prompts end in no line end; a refusal ends the connection. */
  #prompted(line: string): void {
    const { dialect, library, faults } = this.#service;
    this.#isAsked = false;
    if (this.#logIn === 'user') {
      this.#user = line;
      this.#logIn = 'password';
      this.#socket.write(dialect.banner.password);
      return;
    }
    if (!faults.touching('login').wrongCredentials && library.logIn(this.#user, line)) {
      this.#logIn = 'done';
      this.#socket.write(dialect.banner.ok);
    } else {
      this.#socket.end(dialect.banner.refused);
    }
  }

  /** 96, with a checksum if the question had one that was wrong. */
  #resend(received: Received | null): Uint8Array {
    const { encoding } = this.#service;
    if (received?.checksum !== 'wrong') return Buffer.from(`${RESEND}\r`);
    return Buffer.from(`${RESEND}AZ${checksumOf(toBytes(`${RESEND}AZ`, encoding))}\r`);
  }

  #lastAgain(): Uint8Array | null {
    const { dialect } = this.#service;
    if (this.#last === null) return null;
    if (!dialect.garblesResent) return this.#last;
    const text = Buffer.from(this.#last)
      .toString('latin1')
      .replace(/AY\dAZ[0-9A-F]{4}[\r\n]+$/u, '');
    return seal(text, { encoding: 'utf-8', sequence: '0', terminator: dialect.terminator });
  }

  #close(): 'closed' {
    this.#socket.destroy();
    return 'closed';
  }

  async #pause(milliseconds: number): Promise<void> {
    if (milliseconds > 0) await wait(milliseconds);
  }

  async #send(answer: Uint8Array, faults: Faults): Promise<void> {
    const before = this.#last;
    this.#last = answer;
    const { mixed } = faults;
    let bytes = answer;
    if (mixed === 'joined') bytes = Buffer.concat([answer, before ?? answer]);
    if (mixed === 'crossed') bytes = await this.#service.crossing.swap(answer);
    const late = this.#late;
    this.#late = mixed === 'late' ? bytes : null;
    if (late !== null) await this.#write(late, faults);
    if (mixed !== 'late') await this.#write(bytes, faults);
    if (this.#endsAfterAnswer) this.#socket.end();
  }

  async #write(bytes: Uint8Array, { cutOff, split, trickleMs }: Faults): Promise<void> {
    if (this.#socket.destroyed) return;
    if (cutOff) {
      this.#socket.write(bytes.subarray(0, bytes.length >> 1), () => this.#socket.destroy());
      return;
    }
    const pieces = split ? bytes.length : trickleMs > 0 ? TRICKLE_PIECES : 1;
    const size = Math.max(1, Math.ceil(bytes.length / pieces));
    for (let at = 0; at < bytes.length; at += size) {
      const piece = bytes.subarray(at, at + size);
      if (piece.includes(CR)) this.#isAsked = false;
      // Writing to one that has gone meanwhile does nothing.
      this.#socket.write(piece);
      if (trickleMs > 0) await wait(trickleMs);
      else if (split) await turn();
    }
  }
}
