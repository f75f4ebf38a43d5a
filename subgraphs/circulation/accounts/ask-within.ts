/** One question to an adapter that ends when its signal does, whatever the adapter does about it. */
import { MerciaError, type MerciaErrorOptions } from '#platform/errors.ts';

/** Rejects with what the adapter rejects with, or with LMS_TIMEOUT as soon as the signal ends. */
export async function askWithin<T>(ask: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) throw overdue({ notSent: true });
  const { promise: ended, reject } = Promise.withResolvers<never>();
  const end = (): void => {
    reject(overdue());
  };
  signal.addEventListener('abort', end, { once: true });
  try {
    return await Promise.race([ask(signal), ended]);
  } finally {
    signal.removeEventListener('abort', end);
  }
}

function overdue(more: MerciaErrorOptions = {}): MerciaError {
  return new MerciaError('LMS_TIMEOUT', 'The system was silent until the end of the time that it had.', more);
}
