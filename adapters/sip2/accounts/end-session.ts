/** Tells a server that wants to know it that a patron's work is over. */
import { isMerciaError } from '#platform/errors.ts';
import type { Sip2Client } from '../../protocols/sip2/client.ts';
import { endSessionQuestion } from './questions.ts';

/** Sends 35 behind the patron's work. Nobody waits for it, and nothing depends on its answer. */
export type EndSession = (card: string) => void;

export function createEndSession(client: Sip2Client, timeoutMs: number, now: () => number): EndSession {
  if (!client.dialect.endSession) return () => undefined;
  return (card) => {
    const asked = client.ask(endSessionQuestion(client.dialect, card, now()), AbortSignal.timeout(timeoutMs));
    asked.catch((error: unknown) => {
      if (!isMerciaError(error)) throw error;
    });
  };
}
