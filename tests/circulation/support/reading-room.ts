/** The circulation router over systems with readers in memory, asked as the gateway asks it. */
import type { HoldId, LoanId, SystemId } from '#domain/ids.ts';
import type { MovePhase, Region } from '#domain/region.ts';
import { createGrantSigner, type AccountGrant } from '#platform/account-grant.ts';
import { deriveKey } from '#platform/derived-key.ts';
import { createContextSigner, createContextVerifier, type InternalContext } from '#platform/signed-context.ts';
import type { Subgraph } from '#platform/subgraph.ts';
import {
  createCirculationSubgraph,
  createPatronMeans,
  type CirculationObserver,
  type PatronMeans,
} from '#subgraphs/circulation/index.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import { pino } from 'pino';
import type { FakeReaders } from './fake-readers.ts';
import { createFakeReaders, type FakeReadersOptions } from './fake-readers.ts';

export const SECRET = 'the secret of this region for patron data';
const CONTEXT_SECRET = 'the key that only this gateway signs with';
export const ARDEN = 'arden' as SystemId;
export const SEVERN = 'severn' as SystemId;

export interface ReadingRoomOptions {
  readonly arden?: FakeReadersOptions;
  readonly severn?: FakeReadersOptions;
  /** Phase of each library's move, by the library's id `lib-<system>`. */
  readonly phases?: Readonly<Record<string, MovePhase>>;
  readonly callTimeoutMs?: number;
  readonly lookAfterMs?: readonly number[];
  readonly db?: Kysely<Database> | null;
  /** Null for a region without a secret for patron data. */
  readonly secret?: null;
  readonly observe?: CirculationObserver;
}

export interface Asked {
  readonly role?: InternalContext['role'];
  readonly subject?: string | null;
  readonly accounts?: readonly string[];
  readonly correlationId?: string;
  /** What the request has, milliseconds. */
  readonly budgetMs?: number;
}

export interface Told {
  readonly data: Readonly<Record<string, unknown>> | null | undefined;
  readonly errors: readonly { readonly message: string; readonly extensions: Readonly<Record<string, unknown>> }[];
  readonly extensions: Readonly<Record<string, unknown>> | undefined;
}

export interface ReadingRoom {
  readonly arden: FakeReaders;
  readonly severn: FakeReaders;
  readonly means: PatronMeans;
  /** Milliseconds since the epoch; stands still until it is moved. */
  now: number;
  /** Everything that was logged, as text. */
  readonly logged: () => string;
  ask(query: string, variables?: Readonly<Record<string, unknown>>, asked?: Asked): Promise<Told>;
  grant(grant: Partial<AccountGrant> & { readonly account: string }): Promise<string>;
  account(system: SystemId, local?: string): string;
  loan(system: SystemId, localId: string, account?: string): LoanId;
  hold(system: SystemId, localId: string, account?: string): HoldId;
  /** A second router of the same region, as another process would be: it shares what is kept, and nothing else. */
  another(means?: PatronMeans): ReadingRoom;
}

export const READER = 'subject-of-the-reader';

export function openReadingRoom(options: ReadingRoomOptions = {}): ReadingRoom {
  const systems = {
    arden: createFakeReaders(ARDEN, options.arden),
    severn: createFakeReaders(SEVERN, options.severn),
  };
  const clock = { now: Date.parse('2026-01-05T09:00:00Z') };
  const means = createPatronMeans({ secret: SECRET, db: options.db ?? null, now: () => clock.now });
  return openRouter(options, systems, means, clock);
}

function openRouter(
  options: ReadingRoomOptions,
  { arden, severn }: { readonly arden: FakeReaders; readonly severn: FakeReaders },
  means: PatronMeans,
  clock: { now: number },
): ReadingRoom {
  const lines: string[] = [];
  const now = (): number => clock.now;
  const sign = createContextSigner(CONTEXT_SECRET);
  const signGrant = createGrantSigner(deriveKey(SECRET, 'grants'), now);
  const { callTimeoutMs = 5_000, lookAfterMs = [0, 1], phases = {}, observe } = options;
  const router: Subgraph = createCirculationSubgraph({
    region: createRegion([arden, severn], callTimeoutMs, phases),
    adapters: new Map([arden, severn].map((readers) => [readers.system.id, readers])),
    patrons: options.secret === null ? undefined : means,
    lookAfterMs,
    verify: createContextVerifier(CONTEXT_SECRET, now),
    clock: now,
    logger: pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) }),
    ...(observe === undefined ? {} : { observe }),
  });
  const { ids } = means;

  return {
    arden,
    severn,
    means,
    get now() {
      return clock.now;
    },
    set now(ms) {
      clock.now = ms;
    },
    logged: () => lines.join('\n'),
    async ask(query, variables = {}, asked = {}) {
      const { role = 'patron', subject = READER, accounts, correlationId = 'c-1', budgetMs = 5_000 } = asked;
      const context = { role, subject, accounts, correlationId, receivedAt: now(), deadline: now() + budgetMs };
      const result = await router.execute({ query, variables, context: await sign(context) });
      const { data, errors = [], extensions } = JSON.parse(JSON.stringify(result)) as Partial<Told>;
      return { data, errors, extensions };
    },
    grant: ({ subject = READER, purpose = 'SELF_SERVICE', account }) => signGrant({ subject, purpose, account }),
    account: (system, local = '5') => ids.account({ system, account: local }),
    loan: (system, localId, account = '5') => ids.loan({ system, account, localId }),
    hold: (system, localId, account = '5') => ids.hold({ system, account, localId }),
    another: (other = means) => openRouter(options, { arden, severn }, other, clock),
  };
}

function createRegion(
  adapters: readonly FakeReaders[],
  callTimeoutMs: number,
  phases: Readonly<Record<string, MovePhase>>,
): Region {
  const breaker = { failures: 5, openMs: 1_000, maxOpenMs: 10_000 };
  return {
    id: 'region',
    name: 'Test region',
    budgetMs: 2_000,
    networks: [],
    organisations: [],
    issuers: [],
    libraries: adapters.map(({ system: { id: system } }) => ({
      id: `lib-${system}` as Region['libraries'][number]['id'],
      name: `Library of ${system}`,
      aliases: [],
      network: null,
      organisations: [],
      sites: [],
      system,
      memberships: [{ system, phase: phases[`lib-${system}`] ?? 'LIVE', since: null }],
    })),
    systems: adapters.map(({ system: { id, name, kind } }) => ({
      id,
      name,
      kind,
      address: 'http://127.0.0.1:1',
      timeZone: 'Europe/London',
      credentials: { clientIdEnv: null, clientSecretEnv: null, userEnv: null, passwordEnv: null },
      owners: [{ system: id, code: 'HQ', library: `lib-${id}` as Region['libraries'][number]['id'], site: null }],
      limits: { connections: 1, callTimeoutMs, batchSize: 50, freshForMs: 0, breaker },
      harvest: { method: 'auto', pageSize: 100, everySeconds: 3_600, fullEverySeconds: 604_800 },
      settings: {},
    })),
  };
}
