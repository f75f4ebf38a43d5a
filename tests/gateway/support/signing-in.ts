/** The whole graph with a simulated identity provider beside it, and what the subgraphs are told of who asks. */
import { pino } from 'pino';
import type { LibraryId } from '#domain/ids.ts';
import type { IdentityIssuer } from '#domain/region.ts';
import type { GatewayOptions } from '#gateway/index.ts';
import { KEY_TIMES } from '#gateway/identity/issuer-keys.ts';
import type { KeyTimes } from '#gateway/identity/issuer-keys.ts';
import { deriveSubjectKeys } from '#gateway/identity/subject.ts';
import { createTokenReader } from '#gateway/identity/tokens.ts';
import { createContextVerifier } from '#platform/signed-context.ts';
import type { InternalContext } from '#platform/signed-context.ts';
import type { SubgraphExecutor } from '#platform/subgraph.ts';
import { createIdentityProvider } from '#simulators/identity-provider/index.ts';
import type { IdentityProvider, Person } from '#simulators/identity-provider/index.ts';
import { SECRET, startGraph } from '#tests/federation/support/start-graph.ts';
import type { TestGraph } from '#tests/federation/support/start-graph.ts';

const AUDIENCE = 'mercia-test';
export const CLIENT = 'mercia-test-client';
const PATRON_SECRET = 'a secret of patrons, 32 bytes long';

const PERSONS = [
  {
    id: 'reader',
    name: 'Dr Rowan Quillfeather',
    about: 'Reads.',
    roles: [],
    affiliations: ['member@wyre.example'],
    cards: [{ library: 'wyre-library', libraryName: 'Wyre Library', card: '21001004711', pin: '7391 <wyre>' }],
  },
  { id: 'librarian', name: 'Sam Ott', about: 'Lends.', roles: ['desk'], affiliations: ['staff@wyre.example', 'x'] },
] as const;

export async function startProvider(persons: readonly Person[] = PERSONS): Promise<IdentityProvider> {
  return createIdentityProvider({ persons, audience: AUDIENCE, clientId: CLIENT });
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
  /** Stands in for the patrons part. */
  readonly patrons?: SubgraphExecutor;
  /** Stands in for the part of moves. */
  readonly migration?: SubgraphExecutor;
}

/** A question that a part of the graph was asked. */
export interface Heard {
  readonly part: string;
  readonly context: InternalContext;
}

export interface SigningInGraph extends TestGraph {
  /** Asks one small question with these headers; gives what the subgraph was told, null where none was asked. */
  askAs(headers: Record<string, string>): Promise<Asked>;
  /** Every question to a part, the newest last. */
  readonly heard: Heard[];
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
  const { issuers, times = {}, patronSecret = PATRON_SECRET, identity = {}, patrons, migration, ...rest } = options;
  const standIns: Readonly<Record<string, SubgraphExecutor | undefined>> = { patrons, migration };
  const verify = createContextVerifier(SECRET);
  const heard: Heard[] = [];
  const readToken = createTokenReader({
    issuers,
    subjectKeys: deriveSubjectKeys([patronSecret ?? []].flat()),
    logger: pino({ level: 'silent' }),
    now: rest.now ?? Date.now,
    ticks: rest.now,
    times: { ...KEY_TIMES, ...times },
  });
  const graph = await startGraph({
    ...rest,
    identity: { readToken, ...identity },
    around: (part, execute) => async (request) => {
      heard.push({ part, context: await verify(request.context) });
      return (standIns[part] ?? execute)(request);
    },
  });
  return {
    ...graph,
    heard,
    async askAs(asking) {
      heard.length = 0;
      const { status, headers, text, errors } = await graph.ask('{ region { name } }', {}, asking);
      const [error] = errors;
      return {
        status,
        headers,
        text,
        code: error?.extensions['code'],
        message: error?.message ?? null,
        told: heard.at(-1)?.context ?? null,
      };
    },
  };
}

export function bearer(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}` };
}
