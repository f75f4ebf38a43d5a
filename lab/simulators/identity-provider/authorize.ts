/** The question of a client who sends somebody to sign in (OpenID Connect Core 1.0, section 3.1.2.1). Pure. */
import { isLoopbackHost } from '#platform/loopback.ts';

export interface AuthorizationRequest {
  readonly redirectUri: string;
  readonly challenge: string;
  readonly state: string | null;
  readonly nonce: string | null;
  /** Of whom the client already knows that they want to sign in. */
  readonly loginHint: string | null;
}

/** Null where anything is missing: there is nowhere safe to send an error to. */
export function readAuthorizationRequest(query: URLSearchParams, clientId: string): AuthorizationRequest | null {
  const redirectUri = query.get('redirect_uri') ?? '';
  const challenge = query.get('code_challenge') ?? '';
  const wellFormed =
    query.get('response_type') === 'code' &&
    query.get('client_id') === clientId &&
    query.get('code_challenge_method') === 'S256' &&
    challenge !== '' &&
    isLoopback(redirectUri);
  if (!wellFormed) return null;
  const [state, nonce, loginHint] = [query.get('state'), query.get('nonce'), query.get('login_hint')];
  return { redirectUri, challenge, state, nonce, loginHint };
}

/** Where the browser goes back to with a code. */
export function toRedirect({ redirectUri, state }: AuthorizationRequest, code: string): string {
  const url = new URL(redirectUri);
  url.searchParams.set('code', code);
  if (state !== null) url.searchParams.set('state', state);
  return url.href;
}

/** Only programs of this machine may be given a code (RFC 8252, section 7.3). */
export function isLoopback(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === 'http:' && isLoopbackHost(hostname);
}
