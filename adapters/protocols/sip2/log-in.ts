/** Opens a connection and logs in, by message 93 or by prompts. */
import { askHeard } from '#platform/wire-tap.ts';
import type { Socket } from 'node:net';
import { createConnection, EndedQuestion, LostConnection } from './connection.ts';
import type { SeenOfServer, Sip2Connection } from './connection.ts';
import type { Sip2Dialect } from './dialect.ts';
import type { Sip2Faults } from './faults.ts';
import { logInQuestion, statusQuestion } from './questions.ts';
import { openSocket, retireSocket, type TlsOptions } from './socket.ts';
import { createTextCodec } from './message.ts';

/** User and password, read again for each log-in. Throws CONFIG_INVALID where one is not set. */
export type ReadCredentials = () => { readonly user: string; readonly password: string };

/** Opens one connection that is ready for questions. */
export type Connect = (signal: AbortSignal) => Promise<Sip2Connection>;

/** Takes a permit; call the result to give it back. */
export type TakePermit = (signal: AbortSignal) => Promise<() => void>;

export interface ConnectOptions {
  readonly system: string;
  /** `tcp://host:port` or `tls://host:port`. */
  readonly address: string;
  readonly tls?: TlsOptions | undefined;
  readonly dialect: Sip2Dialect;
  readonly credentials: ReadCredentials;
  /** For the socket, and for each answer of the log-in. */
  readonly timeoutMs: number;
  readonly maxAnswerBytes: number;
  readonly faults: Sip2Faults;
  /** Taken before the socket is opened, given back when it is closed. */
  readonly takePermit: TakePermit;
}

const OPERATION = 'log in';

/** Connections are counted by the permits that they take, from before the socket is opened until it is closed. */
export function createConnect(options: ConnectOptions): Connect {
  const { dialect, faults, takePermit } = options;
  const seen: SeenOfServer = { numbersAnswers: false };
  return async (caller) => {
    const credentials = dialect.logIn === 'none' ? null : options.credentials();
    const givePermitBack = await takePermit(caller);
    let socket: Socket;
    try {
      socket = await openSocket(options, caller).catch((error: unknown) => {
        throw faults.noConnection(OPERATION, error);
      });
    } catch (error) {
      givePermitBack();
      throw error;
    }
    socket.once('close', givePermitBack);
    try {
      const signal = AbortSignal.any([caller, AbortSignal.timeout(options.timeoutMs)]);
      if (credentials !== null && dialect.logIn === 'prompts')
        await answerPrompts(socket, credentials, options, signal);
      const connection = createConnection({ ...options, socket, seen });
      if (credentials !== null && dialect.logIn === 'message')
        await sendLogIn(connection, credentials, options, signal);
      if (dialect.statusFirst) {
        const question = statusQuestion();
        const { operation, code } = question;
        await askHeard(options.system, { protocol: 'sip2', operation, code }, () => connection.ask(question, signal));
      }
      return connection;
    } catch (error) {
      retireSocket(socket);
      if (error instanceof EndedQuestion) throw faults.overdue(OPERATION, options.timeoutMs, true);
      if (error instanceof LostConnection) throw faults.lost(OPERATION);
      throw error;
    }
  };
}

type Credentials = ReturnType<ReadCredentials>;

async function sendLogIn(
  connection: Sip2Connection,
  { user, password }: Credentials,
  { dialect, faults }: ConnectOptions,
  signal: AbortSignal,
): Promise<void> {
  const { fixed } = await connection.ask(logInQuestion(dialect, user, password), signal);
  if (fixed === '1') return;
  const what = 'refused by the server (940); check user and password, and that this address may log in';
  throw faults.fail(OPERATION, 'LMS_AUTH_FAILED', what);
}

/** A server that asks for more than this before it lets anybody in is none that is known. */
const MAX_PROMPT_BYTES = 4_096;

/** Answers the prompts of a server that is spoken to like a terminal: `login: `, `password: `, `Login OK.  Initiating SIP`. */
async function answerPrompts(
  socket: Socket,
  { user, password }: Credentials,
  { dialect: { prompts, encoding }, faults }: ConnectOptions,
  signal: AbortSignal,
): Promise<void> {
  const text = createTextCodec(encoding);
  const say = (value: string): void => {
    const bytes = /[\0\r\n]/.test(value) ? null : text.encode(`${value}\r`);
    if (bytes === null) {
      const what = 'user or password holds a character that cannot be sent to this system; check both';
      throw faults.fail(OPERATION, 'CONFIG_INVALID', what);
    }
    socket.write(bytes);
  };
  const heard = listen(socket, signal);
  try {
    await heard.until(prompts.user);
    say(user);
    if (prompts.password !== null) {
      await heard.until(prompts.password);
      say(password);
    }
    if (prompts.accepted === null) return;
    if (!(await heard.until(prompts.accepted, prompts.user))) {
      const what = 'refused at its prompts; check user and password, and the texts in settings.prompts';
      throw faults.fail(OPERATION, 'LMS_AUTH_FAILED', what);
    }
    // The rest of that line is no message.
    await heard.until('\n');
  } finally {
    heard.stop();
  }
}

/** What a server says before it speaks SIP2, without the commands of telnet in it. */
function listen(socket: Socket, signal: AbortSignal) {
  let text = '';
  let wake: () => void = () => undefined;
  const onData = (chunk: Buffer): void => {
    text += withoutTelnet(chunk).toLowerCase();
    wake();
  };
  const onEnd = (): void => {
    wake();
  };
  socket.on('data', onData);
  socket.once('close', onEnd);
  signal.addEventListener('abort', onEnd, { once: true });
  return {
    /** Waits for a text, and drops everything up to it. False if another text came instead. */
    async until(wanted: string, instead?: string): Promise<boolean> {
      for (;;) {
        const at = text.indexOf(wanted.toLowerCase());
        if (at !== -1) {
          text = text.slice(at + wanted.length);
          return true;
        }
        if (instead !== undefined && text.includes(instead.toLowerCase())) return false;
        if (signal.aborted) throw new EndedQuestion(true);
        if (socket.destroyed || text.length > MAX_PROMPT_BYTES) throw new LostConnection(false);
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    stop(): void {
      socket.off('data', onData);
      socket.off('close', onEnd);
      signal.removeEventListener('abort', onEnd);
    },
  };
}

const IAC = 0xff;

/** Commands of telnet are three bytes: 255, the command, the option. Latin-1, because only prompts are compared. */
function withoutTelnet(chunk: Buffer): string {
  const plain: number[] = [];
  for (let at = 0; at < chunk.length; at += 1) {
    if (chunk[at] === IAC) at += 2;
    else plain.push(chunk[at] ?? 0);
  }
  return Buffer.from(plain).toString('latin1');
}
