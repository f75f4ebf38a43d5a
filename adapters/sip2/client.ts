/** The client of one system's SIP2 server, as the region file describes it. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { isMerciaError, type MerciaError } from '#platform/errors.ts';
import { createPermits } from '#platform/permits.ts';
import type { AdapterContext } from '#contract/adapter.ts';
import { createSip2Client as createClient, type Sip2Client } from '../protocols/sip2/client.ts';
import type { Sip2Connection } from '../protocols/sip2/connection.ts';
import type { Connect, ReadCredentials } from '../protocols/sip2/log-in.ts';
import type { TlsOptions } from '../protocols/sip2/socket.ts';
import { lmsError } from '../shared/lms-error.ts';
import { createSession, readSecret } from '../shared/session.ts';
import { wireDialectOf, type Sip2Site } from './site.ts';

export type ClientContext = Pick<AdapterContext, 'system' | 'secret' | 'guard' | 'now'>;

/** Nothing is opened before the first question. Throws CONFIG_INVALID for a file or a secret that is not there. */
export function createSip2Client(site: Sip2Site, context: ClientContext): Sip2Client {
  const { system, secret, guard } = context;
  const { limits, address } = system;
  return createClient({
    system: system.id,
    address,
    tls: tlsOf(site),
    dialect: wireDialectOf(site, secret),
    credentials: credentialsOf(context),
    connections: limits.connections,
    timeoutMs: limits.callTimeoutMs,
    guard,
    idleMs: site.settings.idleSeconds * 1000,
    permits: createPermits({ of: address, count: limits.connections }),
    aroundLogIn: oneFirst(context),
  });
}

function tlsOf({ system, settings: { tls } }: Sip2Site): TlsOptions {
  return {
    ca: tls.ca === null ? undefined : readAuthorities(system, tls.ca),
    servername: tls.servername ?? undefined,
    fingerprint256: tls.fingerprint256 ?? undefined,
  };
}

function readAuthorities({ id, directory = '.' }: Sip2Site['system'], path: string): string {
  try {
    return readFileSync(resolve(directory, path), 'utf8');
  } catch {
    throw lmsError(
      id,
      'CONFIG_INVALID',
      'settings.tls.ca: the file cannot be read; check its path and its permissions',
    );
  }
}

function credentialsOf(context: ClientContext): ReadCredentials {
  const { userEnv, passwordEnv } = context.system.credentials;
  const read = (name: string | null): string => (name === null ? '' : readSecret(context, name));
  return () => ({ user: read(userEnv), password: read(passwordEnv) });
}

/** A log-in that worked is proof for those that follow it at once; the password may have been changed since. */
const PROVEN_MS = 5_000;

/**
 * The first log-in is alone, and the others follow when it worked: a wrong password is tried once, and then not again for a while,
 * whatever number of questions wait. Some servers lock an account after a few failures. While a connection is open, a refusal may
 * mean that there are enough of them: it is no reason not to log in when that one is closed.
 */
function oneFirst(context: ClientContext): (connect: Connect) => Connect {
  return (connect) => {
    const first = logInsOf(context, connect);
    const further = logInsOf(context, connect);
    let open: readonly Sip2Connection[] = [];
    return async (signal) => {
      open = open.filter(({ isOpen }) => isOpen);
      const connection = await (open.length === 0 ? first : further)(signal);
      open = [...open, connection];
      return connection;
    };
  };
}

function logInsOf({ system, now }: ClientContext, connect: Connect): Connect {
  let opened: Sip2Connection | null = null;
  const session = createSession<object>({
    system: system.id,
    now,
    logIn: async (signal) => {
      opened = await connect(signal);
      return { token: {}, lifeMs: PROVEN_MS };
    },
    refusedBefore: () => refusedBefore(system),
  });
  return async (signal) => {
    const token = await session.token(signal);
    const first = opened;
    opened = null;
    if (first !== null) return first;
    return connect(signal).catch((error: unknown) => {
      if (isMerciaError(error, 'LMS_AUTH_FAILED')) session.refused(token);
      throw error;
    });
  };
}

function refusedBefore({ id, credentials: { userEnv, passwordEnv } }: ClientContext['system']): MerciaError {
  const what = `user or password refused a moment ago and not tried again yet; check what ${userEnv ?? 'the user'} and ${passwordEnv ?? 'the password'} hold`;
  return lmsError(id, 'LMS_AUTH_FAILED', `log in: ${what}`);
}
