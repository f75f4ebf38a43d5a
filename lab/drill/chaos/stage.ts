/** A whole region: systems whose truth is known in this process, every part of the hub in one of its own, PostgreSQL as an operator runs it. */
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { deriveCallerKey, deriveServerContextKey, deriveServerReaderKey } from '#platform/derived-key.ts';
import { createIdentityProvider, type IdentityProvider } from '#simulators/identity-provider/index.ts';
import { findFreePorts } from '#tests/apart/free-ports.ts';
import { makeTemporaryFolder } from '#tests/support/mercia-process.ts';
import { withTime } from '#tests/support/with-time.ts';
import { AGREEMENT, describeFile, secretsOf } from '../region.ts';
import { APART, startSystems, type DrilledSystem } from '../systems.ts';
import { startDatabases, type Databases } from './databases.ts';
import { CARD, LENDING_SECRETS, startLendingKoha, type LendingKoha } from './lending-koha.ts';
import { createPart, PART_NAMES, type Part, type PartName } from './parts.ts';
import { startTlsFront, type TlsFront } from './tls-front.ts';

const SECRET = 'a secret of the hub that only this rig knows';
const PATRON_SECRET = 'a secret for readers that only this rig knows';
const AUDIENCE = 'mercia-chaos';
export const LENDING = 'lending';
const LENDING_LIBRARY = 'lib-lending';
/** No copy of theirs is known by an old list alone: a later harvest changes nothing of what is told. */
const SYSTEMS = ['koha-oauth', 'koha-basic', 'koha-sip2', 'symphony', `koha-oauth${APART}`, `symphony${APART}`];
const OVER_TLS = 'koha-basic';
const WEEK_SECONDS = 604_800;
const READY_WITHIN_MS = 180_000;

export interface ChaosStageOptions {
  /** Parts that run; all if not said. */
  readonly parts?: readonly PartName[];
  readonly systems?: readonly string[];
  /** Whether the database has a second server, PgBouncer, and a disk that can be filled. */
  readonly hasStandby?: boolean;
}

export interface GraphAnswer {
  readonly data: unknown;
  readonly errors?: readonly { readonly message: string }[];
}

export interface ChaosStage {
  readonly systems: readonly DrilledSystem[];
  readonly parts: ReadonlyMap<PartName, Part>;
  readonly databases: Databases;
  readonly lending: LendingKoha;
  readonly tls: TlsFront;
  readonly graphUrl: string;
  /** Asks the graph, with four seconds of time; rejects if there is no answer. */
  readonly ask: (query: string, variables?: object, person?: 'reader' | 'migrator') => Promise<GraphAnswer>;
  /** Id of the reader's account; empty if no part keeps accounts. */
  readonly account: string;
  /** Adds a system that was never harvested to the region file, or takes it out again with null. */
  readonly addSystem: (koha: { readonly id: string; readonly address: string } | null) => void;
  close(): Promise<void>;
}

/** Resolves when everything is harvested and answers. */
export async function openChaosStage(options: ChaosStageOptions = {}): Promise<ChaosStage> {
  const closing: (() => unknown)[] = [];
  const close = async (): Promise<void> => {
    for (const end of closing.splice(0).toReversed()) await end();
  };
  try {
    return await open(options, closing, close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function open(
  { parts: wanted = PART_NAMES, systems: ids = SYSTEMS, hasStandby = true }: ChaosStageOptions,
  closing: (() => unknown)[],
  close: () => Promise<void>,
): Promise<ChaosStage> {
  const folder = makeTemporaryFolder();
  closing.push(() => {
    folder.remove();
  });
  const systems = await startSystems(ids);
  closing.push(() => Promise.all(systems.map((system) => system.close())));
  const lending = await startLendingKoha();
  closing.push(() => lending.simulator.close());
  const issuer = await startIssuer();
  closing.push(() => issuer.close());
  const overTls = systems.find(({ id }) => id === OVER_TLS);
  const tls = await startTlsFront(folder.path, (overTls?.simulator ?? lending.simulator).url);
  closing.push(() => {
    tls.close();
  });
  const databases = await startDatabases(hasStandby);
  closing.push(() => databases.close());

  const firstPort = await findFreePorts(PART_NAMES.length);
  const urlOf = (name: PartName): string => `http://127.0.0.1:${firstPort + PART_NAMES.indexOf(name)}`;
  const graphUrl = `${urlOf('gateway')}/graphql`;
  const regionFile = join(folder.path, 'region.yaml');
  const base = describeRegion(systems, { adapters: urlOf('adapters'), tls: tls.url, lending, issuer: issuer.issuer });
  const addSystem: ChaosStage['addSystem'] = (koha) => {
    const file = koha === null ? base : withSystem(base, lendingSystem(koha.id, koha.address));
    // A part must never read half of it.
    writeFileSync(`${regionFile}.new`, JSON.stringify(file));
    renameSync(`${regionFile}.new`, regionFile);
  };
  addSystem(null);

  const described = describeParts({ systems, databases, tls, regionFile, urlOf });
  const parts = new Map(wanted.map((name) => [name, createPart(name, urlOf(name), ...described[name])]));
  closing.push(() => Promise.all([...parts.values()].map((part) => part.kill())));
  for (const part of parts.values()) part.start();
  await Promise.all([...parts.values()].map((part) => part.listens()));
  const ask = createAsk(graphUrl, issuer);
  await untilReady(urlOf('gateway'));
  const account = wanted.includes('patrons') ? await linkAccount(ask) : '';
  return { systems, parts, databases, lending, tls, graphUrl, ask, account, addSystem, close };
}

function startIssuer(): Promise<IdentityProvider> {
  return createIdentityProvider({
    persons: [
      { id: 'reader', name: 'A reader', about: '', roles: [], affiliations: [] },
      { id: 'migrator', name: 'A migrator', about: '', roles: ['movers'], affiliations: [] },
    ],
    audience: AUDIENCE,
    clientId: 'chaos',
  });
}

function createAsk(graphUrl: string, issuer: IdentityProvider): ChaosStage['ask'] {
  return async (query, variables = {}, person) => {
    const { mercia_development: _, ...claims } = issuer.claimsOf(person ?? 'reader');
    const token = person === undefined ? {} : { authorization: `Bearer ${await issuer.keys.sign(claims)}` };
    const answer = await fetch(graphUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...withTime(SECRET, 4_000), ...token },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(10_000),
    });
    return (await answer.json()) as GraphAnswer;
  };
}

interface DescribedStage extends Pick<ChaosStage, 'systems' | 'databases' | 'tls'> {
  readonly regionFile: string;
  readonly urlOf: (name: PartName) => string;
}

/** The flags and the environment of each. */
function describeParts({
  systems,
  databases,
  tls,
  regionFile,
  urlOf,
}: DescribedStage): Readonly<Record<PartName, readonly [readonly string[], Readonly<Record<string, string>>]>> {
  const credentials = { ...secretsOf(systems), ...LENDING_SECRETS, NODE_EXTRA_CA_CERTS: tls.authority };
  const region = ['--region', regionFile];
  const hub = { ...credentials, MERCIA_CONTEXT_SECRET: SECRET, MERCIA_PATRON_SECRET: PATRON_SECRET };
  const several = { ...hub, DATABASE_URL: databases.url };
  const pooled = { ...hub, DATABASE_URL: databases.pooledUrl, DATABASE_DIRECT_URL: databases.url };
  const callerKey = deriveCallerKey(SECRET).toString('base64url');
  const asks = { MERCIA_URL: `${urlOf('gateway')}/graphql`, MERCIA_CALLER_KEY: callerKey };
  const subgraphs = (['catalogue', 'circulation', 'patrons', 'migration'] as const).flatMap((name) => [
    `--${name}-url`,
    `${urlOf(name)}/graphql`,
  ]);
  const apart = systems.filter((system) => system.apart).map(({ id }) => id);
  const keys = {
    MERCIA_CONTEXT_KEY: deriveServerContextKey(SECRET, urlOf('adapters')),
    MERCIA_READER_KEY: deriveServerReaderKey(PATRON_SECRET, urlOf('adapters')),
  };
  return {
    adapters: [[...region, '--systems', apart.join(',')], { ...credentials, ...keys }],
    catalogue: [region, pooled],
    circulation: [region, several],
    patrons: [[...region, '--circulation-url', `${urlOf('circulation')}/graphql`], pooled],
    migration: [region, several],
    harvester: [region, several],
    // As much as the rig asks, and from one address.
    gateway: [[...region, ...subgraphs], { ...several, MERCIA_CALLER_VALUES: '1000000000' }],
    feeds: [region, { ...asks, DATABASE_URL: databases.url, MERCIA_OPEN_SERVICES: 'rtac,daia' }],
    console: [[], asks],
  };
}

interface Addresses {
  readonly adapters: string;
  readonly tls: string;
  readonly lending: LendingKoha;
  readonly issuer: string;
}

interface File {
  readonly libraries: readonly object[];
  readonly systems: readonly object[];
}

function describeRegion(systems: readonly DrilledSystem[], { adapters, tls, lending, issuer }: Addresses): File {
  const described = systems.map((system) => ({
    ...system,
    address: system.id === OVER_TLS ? tls : system.simulator.url,
    adapterServer: system.apart ? adapters : null,
  }));
  const file = describeFile(described, () => 1);
  // Nobody asks for it by what only a harvest brings, so it is harvested once.
  const harvested = file.systems.map((system) => ({ ...system, harvest: { everySeconds: WEEK_SECONDS } }));
  const base = {
    ...file,
    systems: harvested,
    identity: { issuers: [{ issuer, audience: AUDIENCE, rolesClaim: 'roles', roles: { movers: 'migration' } }] },
    feeds: { namespace: 'chaos.example', adminEmail: 'feeds@chaos.example' },
  };
  return withSystem(base, lendingSystem(LENDING, lending.simulator.url));
}

function withSystem(file: File, { library, system }: { readonly library: object; readonly system: object }): File {
  return { ...file, libraries: [...file.libraries, library], systems: [...file.systems, system] };
}

function lendingSystem(id: string, address: string): { readonly library: object; readonly system: object } {
  const library = `lib-${id}`;
  return {
    library: {
      id: library,
      name: `Library of ${id}`,
      system: id,
      patronData: AGREEMENT,
    },
    system: {
      id,
      name: `System ${id}`,
      kind: 'koha',
      address,
      credentials: { clientIdEnv: 'LENDING_CLIENT_ID', clientSecretEnv: 'LENDING_CLIENT_SECRET' },
      owners: [{ code: 'MAIN', library }],
      limits: { connections: 2 },
      harvest: { everySeconds: WEEK_SECONDS, pageSize: 20 },
      settings: { patrons: { access: 'write' }, itemTypes: { BK: 'LOAN' } },
    },
  };
}

async function untilReady(url: string): Promise<void> {
  const until = performance.now() + READY_WITHIN_MS;
  for (;;) {
    const answer = await fetch(`${url}/ready`).catch(() => null);
    const said = (await answer?.text()) ?? 'nothing';
    // Ready as soon as all have been tried; what is asked for is in each of them.
    const { systems = [] } = said.startsWith('{') ? (JSON.parse(said) as Ready) : {};
    const harvested = systems.filter(({ id }) => !PART_NAMES.some((name) => name === id));
    if (answer?.ok === true && harvested.length > 0 && harvested.every(({ state }) => state === 'ready')) return;
    if (performance.now() > until) throw new Error(`The region was not ready in time; it said ${said}`);
    await delay(100);
  }
}

interface Ready {
  /** Parts that do not answer stand among them. */
  readonly systems?: readonly { readonly id: string; readonly state: string }[];
}

const LINK = `mutation ($input: LinkAccountInput!) { linkAccount(input: $input) { account { id } refusal { code } } }`;

async function linkAccount(ask: ChaosStage['ask']): Promise<string> {
  const answer = await ask(LINK, { input: { library: LENDING_LIBRARY, ...CARD } }, 'reader');
  const { linkAccount: linked } = (answer.data ?? {}) as { linkAccount?: { account: { id: string } | null } | null };
  if (linked?.account === null || linked?.account === undefined) {
    throw new Error(`The reader's account could not be linked: ${JSON.stringify(answer)}`);
  }
  return linked.account.id;
}
