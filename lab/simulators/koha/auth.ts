/** Basic, OAuth2 client credentials and permissions, with the answers Koha gives (koha.md 1–5). */
import { randomBytes } from 'node:crypto';
import * as answers from './answer.ts';
import type { Answer } from '../answer.ts';
import type { KohaPermission, KohaUser, KohaWorld } from './tables.ts';

/** What a route wants; `shown` is how the 403 names it. Without `any` nobody is let in, not even a superlibrarian. */
export interface Requirement {
  readonly any: readonly KohaPermission[];
  /** What is wanted besides one of `any`. */
  readonly and?: KohaPermission;
  readonly shown: unknown;
}

const TOKEN_SECONDS = 3600;

/** What an authentication fault makes of every login. */
export interface AuthFault {
  readonly wrongCredentials: boolean;
}

export class Authentication {
  readonly #world: KohaWorld;
  readonly #now: () => number;
  readonly #tokens = new Map<string, { userid: string; expires: number }>();

  constructor(world: KohaWorld, now: () => number) {
    this.#world = world;
    this.#now = now;
  }

  /** Forgets every token given so far: the next use of one is a 401. */
  expireTokens(): void {
    this.#tokens.clear();
  }

  /** The account a request acts for, null for an anonymous one, or the refusal. */
  identify(authorization: string | undefined, fault: AuthFault): KohaUser | null | Answer {
    if (authorization === undefined) return null;
    const [scheme = '', credentials = ''] = authorization.split(' ', 2);
    if (scheme === 'Bearer') {
      const token = this.#tokens.get(credentials);
      if (fault.wrongCredentials || (token?.expires ?? 0) <= this.#now()) return answers.unauthenticated();
      return this.#world.users.get(token?.userid ?? '') ?? answers.unauthenticated();
    }
    if (scheme !== 'Basic') return null;
    if (!this.#world.preferences.RESTBasicAuth) {
      return answers.plainJson({ error: 'Basic authentication disabled' }, 401);
    }
    const decoded = Buffer.from(credentials, 'base64').toString('utf8');
    const colon = decoded.indexOf(':');
    const user = this.#world.users.get(colon === -1 ? decoded : decoded.slice(0, colon));
    const password = colon === -1 ? '' : decoded.slice(colon + 1);
    if (user?.password !== password || fault.wrongCredentials) return answers.invalidPassword();
    return user;
  }

  /** `POST /oauth/token`, form encoded. No refresh token. */
  grantToken(form: URLSearchParams, fault: AuthFault): Answer {
    const offered = this.#world.preferences.RESTOAuth2ClientCredentials;
    if (form.get('grant_type') !== 'client_credentials' || !offered) {
      return answers.error(400, 'Unimplemented grant type');
    }
    const client = this.#world.oauthClients.get(form.get('client_id') ?? '');
    if (client?.secret !== form.get('client_secret') || fault.wrongCredentials) {
      return answers.error(403, 'access_denied');
    }
    const token = randomBytes(32).toString('base64url');
    this.#tokens.set(token, { userid: client.userid, expires: this.#now() + TOKEN_SECONDS * 1000 });
    return answers.json({ access_token: token, expires_in: TOKEN_SECONDS, token_type: 'Bearer' });
  }
}

/** A whole flag holds every part of it; a part is never the whole. */
export function isAllowed({ permissions }: KohaUser, { any, and }: Requirement): boolean {
  if (any.length === 0) return false;
  const given = new Set<string>(permissions);
  if (given.has('superlibrarian')) return true;
  const has = (one: string): boolean => given.has(one) || given.has(one.replace(/:.*$/u, ''));
  return any.some(has) && (and === undefined || has(and));
}
