import { isMerciaError } from './errors.ts';

/** Which kind of error, and where in the code. */
export interface RedactedError {
  /** The code of an error of ours, else the name of its class. */
  readonly fault: string;
  /** Places of the stack; empty for an error of ours, which was foreseen. */
  readonly at: string;
}

/** What may be logged of an error next to personal data: never its message, which may quote a card or an answer. */
export function redactError(error: unknown): RedactedError {
  if (isMerciaError(error)) return { fault: error.code, at: '' };
  if (!(error instanceof Error)) return { fault: typeof error, at: '' };
  // A line of the message could look like a place; few end like one.
  const at = (error.stack ?? '').split('\n').filter((line) => /^ {4}at .+:\d+:\d+\)?$/.test(line));
  return { fault: error.name, at: at.map((line) => line.trim()).join('\n') };
}
