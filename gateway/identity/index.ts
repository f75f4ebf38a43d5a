/** Who asks the gateway. */
import { createIdentify } from './identify.ts';
import type { Identify } from './identify.ts';
import { refuse } from '#platform/refuse-credential.ts';
import { createRefusedCredentials } from '#platform/refused-credentials.ts';
import type { ReadCaller } from './tokens.ts';

export interface IdentityReaders {
  /** Whom a token stands for. */
  readonly readToken?: ReadCaller;
  /** Which program a key stands for. */
  readonly readKey?: ReadCaller;
}

/** What a gateway lets nobody sign in with is refused, never overlooked. `now` gives milliseconds since the epoch. */
export function createIdentity(
  { readToken = refuseAll, readKey = refuseAll }: IdentityReaders,
  now: () => number,
): Identify {
  return createIdentify({ readToken, readKey, refused: createRefusedCredentials(now), now });
}

async function refuseAll(): Promise<never> {
  throw refuse('Nobody can sign in here.');
}
