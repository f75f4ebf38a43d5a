/** How people sign in to the pages, from the settings. */
import type { SignInOptions } from '#console/index.ts';
import type { Settings } from '#platform/config.ts';
import { MerciaError } from '#platform/errors.ts';
import type { Store } from '#store/open-store.ts';

const MINUTE_MS = 60_000;

/**
 * The issuer that the settings name; null if they name none. `issuers` are those of the region, if it is known. Throws
 * CONFIG_INVALID for what is missing, and for an issuer whose tokens the region would refuse.
 */
export function readSignIn(
  settings: Settings,
  db: Store['db'],
  issuers: readonly { readonly issuer: string }[] | null = null,
): SignInOptions | null {
  const { signInIssuer: issuer, signInClient: clientId, consoleUrl } = settings;
  if (issuer === undefined) return null;
  if (clientId === undefined) throw missing('MERCIA_SIGN_IN_CLIENT', 'the name by which the issuer knows these pages');
  if (consoleUrl === undefined) throw missing('MERCIA_CONSOLE_URL', 'where browsers reach the pages');
  if (issuers !== null && !issuers.some((known) => known.issuer === issuer)) {
    throw new MerciaError(
      'CONFIG_INVALID',
      `MERCIA_SIGN_IN_ISSUER is ${issuer}, but the region file names no such issuer under "identity": the graph would refuse everybody who signs in.`,
    );
  }
  return {
    issuer: {
      issuer,
      clientId,
      clientSecret: settings.signInSecret,
      scope: settings.signInScope,
      graphToken: settings.signInToken,
    },
    db,
    limits: sessionLimits(settings),
  };
}

/** The issuer of the demonstration, for browsers of this machine. */
export function demoSignIn(
  { issuer, clientId }: { readonly issuer: string; readonly clientId: string },
  settings: Settings,
  db: Store['db'],
): SignInOptions {
  return {
    issuer: { issuer, clientId, scope: 'openid', graphToken: 'access' },
    db,
    limits: sessionLimits(settings),
  };
}

function sessionLimits({ sessionIdleMinutes, sessionMinutes }: Settings): SignInOptions['limits'] {
  return { idleMs: sessionIdleMinutes * MINUTE_MS, longestMs: sessionMinutes * MINUTE_MS };
}

function missing(variable: string, what: string): MerciaError {
  return new MerciaError('CONFIG_INVALID', `MERCIA_SIGN_IN_ISSUER is set, so ${variable} must be too: ${what}.`);
}
