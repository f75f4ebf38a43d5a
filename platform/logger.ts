import { pino, type Logger as PinoLogger } from 'pino';
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
export function createLogger(level: LogLevel, name = 'mercia'): Logger {
  const paths = REDACTED_KEYS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]);
  return pino(
    { name, level, base: null, redact: { paths, censor: '[redacted]' }, serializers: { err: serialiseError } },
    process.stderr,
  );
}

/** An error that was foreseen says all that helps in its message; only a fault of our own needs its stack. */
function serialiseError(error: unknown): unknown {
  if (!isMerciaError(error) || error.code === 'INTERNAL') return pino.stdSerializers.err(error as Error);
  const { code, message, cause } = error;
  return { code, message, ...(cause instanceof Error ? { cause: cause.message } : {}) };
}
