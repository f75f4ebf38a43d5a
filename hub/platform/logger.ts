import { pino, type DestinationStream, type Logger as PinoLogger } from 'pino';
import { isMerciaError } from './errors.ts';

export type Logger = PinoLogger;
export type LogLevel = 'silent' | 'error' | 'warn' | 'info' | 'debug';

/** Keys whose values never reach the log, at any depth up to two. */
export const REDACTED_KEYS = [
  'password',
  'clientSecret',
  'authorization',
  'cookie',
  'token',
  'access_token',
  'pin',
  'card',
  'cardnumber',
  'barcode',
  'email',
  'patron',
  'patronId',
  'patron_id',
  'body',
] as const;

/** JSON lines on standard error, so that standard output stays for what a command answers. */
export function createLogger(level: LogLevel, name = 'mercia', to: DestinationStream = process.stderr): Logger {
  const paths = REDACTED_KEYS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]);
  return pino(
    {
      name,
      level,
      base: null,
      redact: { paths, censor: '[redacted]' },
      serializers: { err: serialiseError },
      hooks: {
        logMethod(given, log) {
          const [fields, ...rest] = given as unknown[];
          log.apply(this, (isRecord(fields) ? [withoutBound(fields, this), ...rest] : given) as typeof given);
        },
      },
    },
    to,
  );
}

const boundKeys = new WeakMap<Logger, ReadonlySet<string>>();

/** What a logger says in each line is not said once more: a line has no key twice. */
function withoutBound(fields: Readonly<Record<string, unknown>>, logger: Logger): Readonly<Record<string, unknown>> {
  let bound = boundKeys.get(logger);
  if (bound === undefined) {
    bound = new Set(Object.keys(logger.bindings()));
    boundKeys.set(logger, bound);
  }
  const isDoubled = Object.keys(fields).some((key) => bound.has(key));
  return isDoubled ? Object.fromEntries(Object.entries(fields).filter(([key]) => !bound.has(key))) : fields;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !(value instanceof Error);
}

/** An error that was foreseen says all that helps in its message; only a fault of our own needs its stack. */
function serialiseError(error: unknown): unknown {
  if (isErrorOfText(error)) return { message: describeCause(error) };
  if (!isMerciaError(error) || error.code === 'INTERNAL') return pino.stdSerializers.err(error as Error);
  const { code, message, cause } = error;
  return { code, message, ...(cause instanceof Error ? { cause: describeCause(cause) } : {}) };
}

/** The message of a text that is no JSON quotes a piece of it, and a stack repeats the message: of somebody's loans, for all that is known. */
function isErrorOfText(error: unknown): error is Error {
  return error instanceof Error && (error instanceof SyntaxError || isErrorOfText(error.cause));
}

/** With what the system or the database calls it, such as ENOSPC or 53100, and what lies behind. */
function describeCause(error: Error): string {
  if (error instanceof SyntaxError) return 'a text that cannot be read';
  const { message, cause, ...said } = error;
  const code = 'code' in said && typeof said.code === 'string' && !message.includes(said.code) ? `${said.code}: ` : '';
  return `${code}${message}${cause instanceof Error ? `; ${describeCause(cause)}` : ''}`;
}
