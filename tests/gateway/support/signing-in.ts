/** The whole graph with a simulated identity provider beside it, and what the subgraphs are told of who asks. */
import { pino } from 'pino';
import type { LibraryId } from '#domain/ids.ts';
import type { IdentityIssuer } from '#domain/region.ts';
import type { GatewayOptions } from '#gateway/index.ts';
import { KEY_TIMES } from '#gateway/identity/issuer-keys.ts';
import type { KeyTimes } from '#gateway/identity/issuer-keys.ts';
import { createTokenReader } from '#gateway/identity/tokens.ts';
import { deriveKey } from '#platform/derived-key.ts';
import { createContextVerifier } from '#platform/signed-context.ts';
import type { InternalContext } from '#platform/signed-context.ts';
import { createIdentityProvider } from '#simulators/identity-provider/index.ts';
import type { IdentityProvider } from '#simulators/identity-provider/index.ts';
import { SECRET, startGraph } from '#tests/federation/support/start-graph.ts';
import type { TestGraph } from '#tests/federation/support/start-graph.ts';

const AUDIENCE = 'mercia-test';
export const CLIENT = 'mercia-test-client';
const PATRON_SECRET = 'a secret of patrons, 32 bytes long';

const PERSONS = [
  { id: 'reader', name: 'Dr Rowan Quillfeather', about: 'Reads.', roles: [], affiliations: ['member@wyre.example'] },
  { id: 'librarian', name: 'Sam Ott', about: 'Lends.', roles: ['desk'], affiliations: ['staff@wyre.example', 'x'] },
] as const;

export async function startProvider(): Promise<IdentityProvider> {
  return createIdentityProvider({ persons: PERSONS, audience: AUDIENCE, clientId: CLIENT });
}

export function toIssuer(
  { issuer }: Pick<IdentityProvider, 'issuer'>,
  more: Partial<IdentityIssuer> = {},
): IdentityIssuer {
  return {
    issuer,
    audiences: [AUDIENCE],
    jwksUri: null,
    rolesClaim: 'roles',
    roles: new Map([['desk', 'staff']]),
    librariesClaim: 'eduPersonScopedAffiliation',
    libraries: new Map([['wyre.example', 'wyre-library' as LibraryId]]),
    development: true,
    ...more,
  };
}

export interface SigningInOptions extends Partial<GatewayOptions> {
  readonly issuers: readonly IdentityIssuer[];
  readonly times?: Partial<KeyTimes>;
  /** Null where this Mercia has no secret for what is personal. */
  readonly patronSecret?: string | null;
}

export interface SigningInGraph extends TestGraph {
  /** Asks one small question with these headers; gives what the subgraph was told, null where none was asked. */
  askAs(headers: Record<string, string>): Promise<Asked>;
  /** What a subgraph was told last of who asks. */
  lastTold(): InternalContext | null;
}

export interface Asked {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly code: unknown;
  readonly message: string | null;
  readonly told: InternalContext | null;
}

export async function startSigningIn(options: SigningInOptions): Promise<SigningInGraph> {
  const { issuers, times = {}, patronSecret = PATRON_SECRET, identity = {}, ...rest } = options;
  const verify = createContextVerifier(SECRET);
  let told: InternalContext | null = null;
  const readToken = createTokenReader({
    issuers,
    subjectKey: patronSecret === null ? null : deriveKey(patronSecret, 'subjects'),
    logger: pino({ level: 'silent' }),
    now: rest.now ?? Date.now,
    times: { ...KEY_TIMES, ...times },
  });
  const graph = await startGraph({
    ...rest,
    identity: { readToken, ...identity },
    around: (_, execute) => async (request) => {
      told = await verify(request.context);
      return execute(request);
    },
  });
  return {
    ...graph,
    lastTold: () => told,
    async askAs(asking) {
      told = null;
      const { status, headers, text, errors } = await graph.ask('{ region { name } }', {}, asking);
      const [error] = errors;
      return { status, headers, text, code: error?.extensions['code'], message: error?.message ?? null, told };
    },
  };
}

export function bearer(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}` };
}
