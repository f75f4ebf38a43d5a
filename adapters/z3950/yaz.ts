/**
 * A catalogue that is searched by Z39.50, through YAZ's `zoomsh` as a process: BER and its sessions are YAZ's matter. Each search is a
 * session of its own, which asks, shows and ends.
 */
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { createCallAbort, type CallAbort } from '#platform/http-calls.ts';
import { asNotSent, isMerciaError, type ErrorCode, type MerciaError } from '#platform/errors.ts';
import type { AdapterContext } from '#contract/adapter.ts';
import { askHeard } from '#platform/wire-tap.ts';
import type { FoundRecords } from '../protocols/sru/search-answer.ts';
import { lmsError } from '../shared/lms-error.ts';
import { readSecret } from '../shared/session.ts';
import type { Catalogue } from './catalogue.ts';
import type { Z3950Site } from './site.ts';
import { readZoomsh, recordsIn, type RefusedSearch } from './zoomsh-output.ts';

const OPERATION = 'search';
const MAX_BYTES = 16 * 1024 * 1024;

type YazContext = Pick<AdapterContext, 'system' | 'guard' | 'secret'>;

/** Nothing is opened before the first search. Throws CONFIG_INVALID for a password that cannot be written to the program. */
export function createYazCatalogue(site: Z3950Site, context: YazContext): Catalogue {
  const { system } = site;
  const logIn = logInOf(context);
  const underWay = new Set<CallAbort>();
  let isClosed = false;
  const { callTimeoutMs } = system.limits;

  function toError(error: unknown, abort: CallAbort): unknown {
    if (isMerciaError(error)) return error;
    const fail = (code: ErrorCode, what: string): unknown => lmsError(system.id, code, `${OPERATION}: ${what}`);
    if (isClosed) return fail('LMS_UNAVAILABLE', 'the connection was closed, because this process ends');
    if (abort.isGivenUp()) return fail('LMS_TIMEOUT', 'given up before the system answered');
    if (!abort.isOverdue()) return error;
    return fail('LMS_TIMEOUT', `no answer within ${callTimeoutMs} ms; check the server, or raise limits.callTimeoutMs`);
  }

  return {
    async find(values, caller) {
      const abort = createCallAbort(caller);
      underWay.add(abort);
      abort.countTime(callTimeoutMs);
      const { signal } = abort;
      const exchange = () =>
        search(system.id, commandsOf(site, logIn, values), signal).catch((error: unknown) => {
          throw toError(error, abort);
        });
      try {
        return foundOf(system.id, await context.guard.run(exchange, { signal, urgency: 'live' }));
      } finally {
        underWay.delete(abort);
        abort.release();
      }
    },
    close: () => {
      isClosed = true;
      for (const abort of underWay) abort.end();
    },
  };
}

/** Commands go to standard input: what stands among the arguments of a process is seen by everybody on the machine. */
function logInOf({ system, secret }: YazContext): readonly string[] {
  const { userEnv, passwordEnv } = system.credentials;
  if (userEnv === null) return [];
  const read = (name: string | null): string => (name === null ? '' : readSecret({ system, secret }, name));
  const [user, password] = [read(userEnv), read(passwordEnv)];
  if (/[\s"\\]/.test(user + password)) {
    const what =
      'a user name or password with a blank, a quotation mark or a backslash cannot be sent; have another one set';
    throw lmsError(system.id, 'CONFIG_INVALID', `credentials: ${what}`);
  }
  return [`set user ${user}`, `set password ${password}`];
}

function commandsOf({ system, settings }: Z3950Site, logIn: readonly string[], values: readonly string[]): string {
  const { protocol, host } = new URL(system.address);
  const { database, find, items } = settings;
  const terms = values.map((value) => `@attr 1=${find.use} "${value}"`);
  return [
    `set timeout ${Math.ceil(system.limits.callTimeoutMs / 1000)}`,
    ...logIn,
    `set preferredRecordSyntax ${items === null ? 'opac' : 'usmarc'}`,
    `connect ${protocol === 'tls:' ? 'ssl' : 'tcp'}:${host}/${database}`,
    `search ${'@or '.repeat(terms.length - 1)}${terms.join(' ')}`,
    `show 0 ${terms.length} ${items === null ? 'opac' : 'xml'}`,
    'quit',
    '',
  ].join('\n');
}

/** What the program said of one search. A fault of the host is thrown where its guard learns from it; the rest is the caller's to read. */
async function search(
  system: string,
  commands: string,
  signal: AbortSignal,
): Promise<FoundRecords | RefusedSearch | string> {
  const question = { protocol: 'z3950', operation: OPERATION } as const;
  const { said } = await askHeard(system, question, async () => {
    const written = await runZoomsh(system, commands, signal);
    return { said: written, status: 200, headers: {}, body: Buffer.from(recordsIn(written)) };
  });
  const found = readZoomsh(said);
  if (typeof found !== 'string' && 'refused' in found && OF_THE_HOST.has(codeOf(found))) throw refusal(system, found);
  return found;
}

/** The records, or the error that stands in their place. */
function foundOf(system: string, found: FoundRecords | RefusedSearch | string): FoundRecords {
  if (typeof found === 'string') {
    const what = `${found}; check the database and the record syntax of the server`;
    throw lmsError(system, 'LMS_BAD_RESPONSE', `${OPERATION}: ${what}`);
  }
  if ('refused' in found) throw refusal(system, found);
  return found;
}

const OF_THE_HOST: ReadonlySet<ErrorCode> = new Set(['LMS_UNAVAILABLE', 'LMS_TIMEOUT']);

function codeOf({ refused }: RefusedSearch): ErrorCode {
  return REFUSALS[refused]?.[0] ?? 'LMS_BAD_RESPONSE';
}

function refusal(system: string, found: RefusedSearch): MerciaError {
  const what = REFUSALS[found.refused]?.[1] ?? 'the server refuses the search';
  return lmsError(system, codeOf(found), `${OPERATION}: ${what} (${found.refused})`);
}

const UNREACHED: readonly [ErrorCode, string] = [
  'LMS_UNAVAILABLE',
  'no session with the server; check the address, and whether it lets this machine in',
];

/** Conditions of ZOOM, and of the Bib-1 list of Z39.50, that such a search can meet. */
const REFUSALS: Readonly<Record<string, readonly [ErrorCode, string]>> = {
  'ZOOM:10000': UNREACHED,
  'ZOOM:10004': UNREACHED,
  'ZOOM:10005': ['LMS_AUTH_FAILED', 'the server refuses the session; check credentials'],
  'ZOOM:10007': ['LMS_TIMEOUT', 'the server did not answer in time'],
  'Bib-1:2': ['LMS_UNAVAILABLE', 'the server is temporarily out of service'],
  'Bib-1:109': ['LMS_BAD_RESPONSE', 'there is no such database; check settings.database'],
  'Bib-1:114': ['LMS_BAD_RESPONSE', 'the server does not know the use attribute; check settings.find.use'],
  'Bib-1:235': ['LMS_BAD_RESPONSE', 'there is no such database; check settings.database'],
  'Bib-1:238': [
    'LMS_BAD_RESPONSE',
    'the server does not give this record syntax; name settings.items where its MARC records have copies',
  ],
  'Bib-1:1011': ['LMS_AUTH_FAILED', 'the server refuses the user or the password'],
};

/** Where packages of Debian and of macOS put programs. */
const SEARCHED = '/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin';

/** What the program wrote. It ends with 1 where a command failed, and says so in words. */
function runZoomsh(system: string, commands: string, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException): void => {
      reject(notStarted(system, error));
    };
    const child = start(signal, failed);
    if (child === null) return;
    const pieces: Buffer[] = [];
    let bytes = 0;
    child.stdout.on('data', (piece: Buffer) => {
      pieces.push(piece);
      if ((bytes += piece.length) > MAX_BYTES) child.kill();
    });
    child.on('close', () => {
      const tooLong = `${OPERATION}: the answer is longer than ${MAX_BYTES} bytes; lower settings.perSearch`;
      if (bytes > MAX_BYTES) reject(lmsError(system, 'LMS_BAD_RESPONSE', tooLong));
      else resolve(Buffer.concat(pieces).toString('utf8'));
    });
    // The program may end before it has read everything.
    child.stdin.on('error', () => undefined);
    child.stdin.end(commands);
  });
}

/** Null where it could not be started; then `failed` has the error, now or soon. */
function start(
  signal: AbortSignal,
  failed: (error: NodeJS.ErrnoException) => void,
): ChildProcessByStdio<Writable, Readable, null> | null {
  try {
    // No variable of this process is the program's to know.
    const child = spawn('zoomsh', ['-e'], { signal, stdio: ['pipe', 'pipe', 'ignore'], env: { PATH: SEARCHED } });
    child.on('error', failed);
    return child;
  } catch (error) {
    failed(error as NodeJS.ErrnoException);
    return null;
  }
}

/** A machine that has no process or file left to give is told as the host's silence, and by its code alone. */
function notStarted(system: string, error: NodeJS.ErrnoException): Error {
  if (error.name === 'AbortError') return error;
  if (error.code === 'ENOENT') return lmsError(system, 'CONFIG_INVALID', NOT_INSTALLED);
  const what = `zoomsh could not be started (${error.code ?? 'no code'})`;
  return asNotSent(lmsError(system, 'LMS_UNAVAILABLE', `${OPERATION}: ${what}`));
}

const NOT_INSTALLED = `${OPERATION}: Z39.50 is spoken by YAZ, which is not installed where Mercia runs; install the package yaz`;
