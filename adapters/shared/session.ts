/** The log-in of a service account: one for all callers, renewed when it ends or is refused. */
import type { SystemConfig } from '#domain/region.ts';
import { isMerciaError, type MerciaError } from '#platform/errors.ts';
import { steadyNow } from '#platform/steady-clock.ts';
import { beforeWrite, lmsError } from './lms-error.ts';
import { singleFlight } from './single-flight.ts';

export interface Session<Token> {
  /** The token of the session. Logs in if there is none, once for all who wait. */
  token(signal: AbortSignal): Promise<Token>;
  /** Says that the system refused a token. True if a fresh one may do better: the next question then logs in again. */
  refused(token: Token): boolean;
}

export interface LoggedIn<Token> {
  readonly token: Token;
  /** How long the system honours the token; null if it does not say. The token is renewed shortly before. */
  readonly lifeMs: number | null;
}

export interface SessionOptions<Token> {
  readonly system: string;
  /** Milliseconds, never set back. */
  readonly now?: () => number;
  /** Logs in. Throws LMS_AUTH_FAILED if the system refuses the credentials. */
  readonly logIn: (signal: AbortSignal) => Promise<LoggedIn<Token>>;
  /** The error for those who ask while the system is left alone after such a refusal. */
  readonly refusedBefore: () => MerciaError;
}

/** After a refusal the system is left alone for so long: some lock accounts after a few failures. */
const REFUSED_PAUSE_MS = 60_000;
const RENEW_BEFORE_MS = 60_000;

/** A session that begins with the first question. */
export function createSession<Token>({
  system,
  now = steadyNow,
  logIn,
  refusedBefore,
}: SessionOptions<Token>): Session<Token> {
  let current: { readonly token: Token; readonly renewAt: number } | null = null;
  let pausedUntil = -Infinity;

  const renew = singleFlight(system, 'log in', async (signal) => {
    try {
      const { token, lifeMs } = await logIn(signal);
      const usableMs = lifeMs === null ? Number.POSITIVE_INFINITY : lifeMs - Math.min(RENEW_BEFORE_MS, lifeMs / 10);
      current = { token, renewAt: now() + usableMs };
      return token;
    } catch (error) {
      if (isMerciaError(error, 'LMS_AUTH_FAILED')) pausedUntil = now() + REFUSED_PAUSE_MS;
      throw error;
    }
  });

  return {
    async token(signal) {
      if (current !== null && now() < current.renewAt) return current.token;
      if (now() < pausedUntil) throw refusedBefore();
      return renew(signal);
    },
    refused(token) {
      // Only the token that was refused: another call may have renewed it meanwhile.
      if (current?.token === token) current = null;
      return true;
    },
  };
}

/**
 * Asks with the token of a session, and once more with a fresh one if the system refuses it: what was refused was not done,
 * so this holds for writes too. Gives the last answer, whatever it is.
 */
export async function withSession<Token, Answer>(
  session: Session<Token>,
  ask: (token: Token) => Promise<Answer>,
  isRefused: (answer: Answer) => boolean,
  signal: AbortSignal,
): Promise<Answer> {
  for (let tries = 0; ; tries += 1) {
    const token = await beforeWrite(session.token(signal));
    const answer = await ask(token);
    if (!isRefused(answer) || tries > 0 || !session.refused(token)) return answer;
  }
}

export interface SecretSource {
  readonly system: Pick<SystemConfig, 'id'>;
  readonly secret: (name: string) => string | undefined;
}

/** The value of an environment variable that the region file names. Throws CONFIG_INVALID if it is not set. */
export function readSecret({ system, secret }: SecretSource, name: string): string {
  const value = secret(name);
  if (value !== undefined && value !== '') return value;
  const what = `the environment variable ${name} is not set; set it, or take it out of the region file`;
  throw lmsError(system.id, 'CONFIG_INVALID', `log in: ${what}`);
}
