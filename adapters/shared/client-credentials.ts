/** OAuth2 client credentials (RFC 6749, section 4.4): how a program that a system knows gets its token. */
import { z } from 'zod';
import { readJson, type HttpClient } from '#platform/http-client.ts';
import { lmsError } from './lms-error.ts';
import type { LoggedIn } from './session.ts';

export interface TokenQuestion {
  readonly system: string;
  readonly path: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where both go: into the form, or into the header, which RFC 6749 (2.3.1) has every server understand. */
  readonly sentIn: 'form' | 'header';
  readonly scope?: string;
}

/** What came of it: a header for questions with its life, or the status of an answer without a token, which each kind of system explains. */
export type TokenAnswer = LoggedIn<string> | { readonly status: number };

/** Seconds, as a number or as digits. */
const life = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\d{1,9}$/)
      .transform(Number),
  ])
  .pipe(z.number().positive());
const tokenShape = z.object({ access_token: z.string().min(1), expires_in: life });

/**
 * Asks for a token, once. Its life is the time that the server gives it, and never a date, which a clock may have wrong. Throws
 * LMS_BAD_RESPONSE where the answer says that it is one and holds no token.
 */
export async function askForToken(http: HttpClient, asked: TokenQuestion, signal: AbortSignal): Promise<TokenAnswer> {
  const { system, path, clientId, clientSecret, sentIn, scope } = asked;
  const operation = 'log in';
  const login = Buffer.from(`${clientId}:${clientSecret}`, 'utf8').toString('base64');
  const headers = { accept: 'application/json', ...(sentIn === 'header' && { authorization: `Basic ${login}` }) };
  const form = {
    grant_type: 'client_credentials',
    ...(sentIn === 'form' && { client_id: clientId, client_secret: clientSecret }),
    ...(scope !== undefined && { scope }),
  };
  const response = await http.request({ operation, path, headers, form }, signal);
  if (response.status !== 200) return { status: response.status };
  const read = tokenShape.safeParse(readJson(system, operation, response));
  if (!read.success) {
    throw lmsError(system, 'LMS_BAD_RESPONSE', `${operation}: the answer holds no token; check the address`);
  }
  const { access_token: token, expires_in: lifeSeconds } = read.data;
  return { token: `Bearer ${token}`, lifeMs: lifeSeconds * 1000 };
}
