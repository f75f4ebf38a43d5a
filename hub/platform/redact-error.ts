import { isMerciaError } from './errors.ts';

/**
 * What may be logged of an error next to personal data: never its message, which may quote a card or an answer. `fault` is the code of
 * an error of ours, else the name of its class; `at` places of the stack, empty for an error of ours, which was foreseen; `cause` what
 * the system or the database calls what lies behind it: `ENOSPC`, `53100`.
 */
export function redactError(error: unknown): { readonly fault: string; readonly at: string; readonly cause?: string } {
  const cause = causeCode(error);
  const because = cause === undefined ? {} : { cause };
  if (isMerciaError(error)) return { fault: error.code, at: '', ...because };
  if (!(error instanceof Error)) return { fault: typeof error, at: '' };
  // A line of the message could look like a place; few end like one.
  const at = (error.stack ?? '').split('\n').filter((line) => /^ {4}at .+:\d+:\d+\)?$/.test(line));
  return { fault: error.name, at: at.map((line) => line.trim()).join('\n'), ...because };
}

/** The code of the innermost error that has one, of Node or of PostgreSQL; no other word of it. */
function causeCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const own = 'code' in error && !isMerciaError(error) ? error.code : undefined;
  return causeCode(error.cause) ?? (typeof own === 'string' && /^[A-Z0-9_]{4,40}$/.test(own) ? own : undefined);
}
