/** One question to an adapter that ends when its signal does, whatever the adapter does about it. */
import { untilAborted } from '#platform/deadline.ts';
import { MerciaError, type MerciaErrorOptions } from '#platform/errors.ts';

/** Rejects with what the adapter rejects with, or with LMS_TIMEOUT as soon as the signal ends. */
export async function askWithin<T>(ask: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) throw overdue({ notSent: true });
  return untilAborted(ask(signal), signal, () => {
    throw overdue();
  });
}

function overdue(more: MerciaErrorOptions = {}): MerciaError {
  return new MerciaError('LMS_TIMEOUT', 'The system was silent until the end of the time that it had.', more);
}
