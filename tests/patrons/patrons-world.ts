/** The patrons part over a real database, with a lookup that knows a few cards and counts who asks. */
import { createId } from '#domain/ids.ts';
import type { AccountId, LibraryId, SystemId } from '#domain/ids.ts';
import type { Library, PatronData } from '#domain/region.ts';
import { createLogger } from '#platform/logger.ts';
import { createContextSigner, createContextVerifier, type Caller } from '#platform/signed-context.ts';
import type { Database } from '#store/tables.ts';
import {
  createLibraryDirectory,
  createPatronKeys,
  createPatronsSubgraph,
  type CardAnswer,
  type CardLookup,
  type GroupedAccount,
  type ReaderGroups,
  type RegionOfReaders,
} from '#subgraphs/patrons/index.ts';
import type { GraphQLFormattedError } from 'graphql';
import type { Kysely } from 'kysely';

export const PATRON_SECRET = 'the secret of a region for everything personal';
const CONTEXT_SECRET = 'a secret that only the parts of this region know';
/** Every clock of these tests begins here. */
export const NOON = new Date('2026-11-24T12:00:00Z');

export interface KnownCard {
  readonly pin: string;
  readonly account: AccountId;
  readonly homeLibrary: LibraryId | null;
  /** The account that goes on in it, where that is named. */
  readonly continues?: Extract<CardAnswer, { readonly account: unknown }>['continues'];
}

export interface ScriptedLookup extends CardLookup {
  /** By `system card`. */
  readonly cards: Map<string, KnownCard>;
  /** What every question is answered with while it is set. */
  refusal: Extract<CardAnswer, { readonly refusal: unknown }>['refusal'] | null;
  /** Whether the system is shown the cards that it is said to be asked about. */
  shown: boolean;
  readonly asked: { readonly kind: 'verify' | 'find'; readonly card: string; readonly pin?: string }[];
  /** Accounts at systems that their library has left, as they were named with the last card. */
  former: readonly string[];
}

export interface Answer {
  readonly data: Readonly<Record<string, unknown>> | null | undefined;
  readonly errors: readonly GraphQLFormattedError[];
}

export interface PatronsWorld {
  readonly lookup: ScriptedLookup;
  /** Accounts that seem to be one person's, by the id of their group. */
  readonly groups: Map<string, readonly GroupedAccount[]>;
  readonly clock: { now: Date };
  ask(caller: Caller, query: string, variables?: Readonly<Record<string, unknown>>): Promise<Answer>;
}

export const PUBLIC: Caller = { role: 'public', subject: null };
export const OPERATOR: Caller = { role: 'operator', subject: 'key.operator' };

export function patron(subject: string): Caller {
  return { role: 'patron', subject };
}

export function staffOf(...libraries: readonly string[]): Caller {
  return { role: 'staff', subject: `staff-${libraries.join('-')}-pseudonym`, libraries };
}

export function accountId(system: string, sealed: string): AccountId {
  return createId(system, 'account', sealed);
}

const AGREEMENT: PatronData = {
  controller: 'Hilltop Hospitals',
  agreement: 'DPA-1',
  dpia: 'DPIA-1',
  purposes: ['DESK_ENQUIRY', 'SUBJECT_ACCESS', 'INCIDENT', 'STATISTICS'],
  reviewOn: '2026-11-24',
  retentionDays: { audit: 100, links: 40 },
  sharedWith: [],
};

function library(id: string, system: string, patronData?: Partial<PatronData>): Library {
  return {
    id: id as LibraryId,
    name: id,
    aliases: [],
    network: null,
    organisations: [],
    sites: [],
    system: system as SystemId,
    memberships: [{ system: system as SystemId, phase: 'LIVE', since: null }],
    ...(patronData === undefined ? {} : { patronData: { ...AGREEMENT, ...patronData } }),
  };
}

/** Two libraries share a system, which a third without an agreement uses too; two have systems of their own. */
export const REGION = {
  id: 'region',
  libraries: [
    library('hilltop', 'shared', {}),
    library('lakeside', 'shared', {
      reviewOn: '2026-11-23',
      sharedWith: [{ library: 'hilltop' as LibraryId, agreement: 'DSA-1', purposes: ['DESK_ENQUIRY'] }],
    }),
    library('moor', 'shared'),
    library('seaview', 'sea', { purposes: [] }),
    library('valley', 'clean', { purposes: ['DATA_CLEANING'] }),
  ],
  systems: [],
};

export const LIBRARIES = createLibraryDirectory(REGION);

export function createScriptedLookup(libraries = LIBRARIES): ScriptedLookup {
  const find = ({ library: id, card }: { readonly library: string; readonly card: string }): KnownCard | undefined =>
    lookup.cards.get(`${libraries.find(id)?.system ?? ''} ${card}`);
  const answer = (known: KnownCard | undefined): CardAnswer => {
    if (lookup.refusal !== null) return { refusal: lookup.refusal, shown: lookup.shown };
    if (known === undefined) return { refusal: 'NOT_RECOGNISED', shown: true };
    const { continues, ...found } = known;
    return continues !== undefined && lookup.former.includes(continues.account) ? { ...found, continues } : found;
  };
  const lookup: ScriptedLookup = {
    cards: new Map(),
    refusal: null,
    shown: true,
    asked: [],
    former: [],
    async verify({ pin, formerAccounts = [], ...named }) {
      lookup.former = formerAccounts;
      lookup.asked.push({ kind: 'verify', card: named.card, pin });
      const known = find(named);
      return answer(known?.pin === pin ? known : undefined);
    },
    async find({ formerAccounts = [], ...named }) {
      lookup.former = formerAccounts;
      lookup.asked.push({ kind: 'find', card: named.card });
      return answer(find(named));
    },
  };
  return lookup;
}

/** `secret` null: a region that keeps no patron data; `accepted`: others under which things are found. */
export function createPatronsWorld(
  db: Kysely<Database>,
  {
    secret = PATRON_SECRET,
    accepted = [],
    region = REGION,
  }: {
    readonly secret?: string | null;
    readonly accepted?: readonly string[];
    readonly region?: RegionOfReaders;
  } = {},
): PatronsWorld {
  const clock = { now: NOON };
  const lookup = createScriptedLookup(createLibraryDirectory(region));
  const groups = new Map<string, readonly GroupedAccount[]>();
  const scriptedGroups: ReaderGroups = { find: async (group) => groups.get(group) ?? null };
  const sign = createContextSigner(CONTEXT_SECRET);
  const subgraph = createPatronsSubgraph({
    region,
    patronData:
      secret === null
        ? null
        : {
            db,
            keys: createPatronKeys(secret, () => clock.now.getTime(), accepted),
            cards: lookup,
            groups: scriptedGroups,
          },
    verify: createContextVerifier(CONTEXT_SECRET),
    clock: () => clock.now,
    logger: createLogger('silent'),
  });
  return {
    lookup,
    groups,
    clock,
    async ask(caller, query, variables = {}) {
      const [receivedAt, correlationId] = [Date.now(), 'test'];
      const context = await sign({ ...caller, correlationId, receivedAt, deadline: receivedAt + 5_000 });
      const { data, errors = [] } = await subgraph.execute({ query, variables, context });
      return { data, errors: errors.map((error) => error.toJSON()) };
    },
  };
}

const LINK = `mutation ($library: ID!, $card: String!, $pin: String!) {
  linkAccount(input: { library: $library, card: $card, pin: $pin }) {
    account { id library { id } linkedAt verifiedBy grant refusal { code } }
    refusal { code message retryAt }
  }
}`;

export interface LinkAnswer {
  readonly account: {
    readonly id: string;
    readonly library: { readonly id: string };
    readonly linkedAt: string;
    readonly verifiedBy: string;
    readonly grant: string | null;
    readonly refusal: { readonly code: string } | null;
  } | null;
  readonly refusal: { readonly code: string; readonly message: string; readonly retryAt: string | null } | null;
}

/** Links a card as a patron does; throws where the graph itself failed. */
export async function link(
  world: PatronsWorld,
  subject: string,
  card: { readonly library: string; readonly card: string; readonly pin: string },
): Promise<LinkAnswer> {
  const { data, errors } = await world.ask(patron(subject), LINK, card);
  if (errors.length > 0) throw new Error(JSON.stringify(errors));
  return data?.['linkAccount'] as LinkAnswer;
}
