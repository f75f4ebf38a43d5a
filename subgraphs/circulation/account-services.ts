/** Accounts and writes: built once for a region; each request gets services of its own. */
import type { HoldFacts, LoanFacts } from '#domain/accounts.ts';
import type { SystemId } from '#domain/ids.ts';
import type { MovedIds } from '#domain/moved-ids.ts';
import { subjectsOf, type InternalContext } from '#platform/signed-context.ts';
import type { AccountReadOptions } from '#contract/adapter.ts';
import { createAccountLoader, type AccountLoader, type AccountLoaderOptions } from './accounts/account-loader.ts';
import { continueIds, createContinueAccount } from './accounts/continued-account.ts';
import { createAgreedLibrary, type HomeLibrary } from './accounts/home-library.ts';
import { createAccountReader, createPatronCalls } from './accounts/patron-call.ts';
import { createPatronFinder, type PatronFinder, type PatronFinderOptions } from './accounts/patron-finder.ts';
import { createCallTimeout } from './call-timeout.ts';
import type { FactCounts } from './fact-counts.ts';
import type { Freezes } from './freezes.ts';
import type { SystemLoaders, SystemLoadersOptions } from './live/system-loaders.ts';
import type { RequestDeadline } from './request-deadline.ts';
import { createAccountChanges, NO_CHANGES, type AccountChanges } from './writes/account-changes.ts';
import { LOOK_AFTER_MS } from './writes/noted-write.ts';
import { createKnownCopies, createIsOfRegion, createOwnersOfCopies } from './writes/wanted-hold.ts';
import { frozenRefusal, NO_AGREEMENT } from './writes/refusals.ts';
import { createSendOnce, type SendOnceOptions } from './writes/send-once.ts';
import { createTurns, createWriteQueue } from './writes/write-queue.ts';
import type { WriteKind, WriteResult } from './writes/write.ts';
import { createGrantVerifier, type GrantVerifier } from '#platform/account-grant.ts';
import { deriveKey } from '#platform/derived-key.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import { createSealedIds, type SealedIds } from './accounts/sealed-ids.ts';
import { createMemoryWrites, createStoredWrites, type KeptWrites } from './writes/kept-writes.ts';

/** For one request. */
export interface AccountServices {
  readonly accounts: AccountLoader;
  readonly changes: AccountChanges;
  readonly finder: PatronFinder;
}

export interface AccountServicesOptions extends SystemLoadersOptions {
  /** Null without the region's secret for patron data: then there are no accounts. */
  readonly patrons: PatronDependencies | null;
  readonly systemLoaders: SystemLoaders;
  readonly freezes: Freezes;
  /** Which ids stand for others since a library moved. */
  readonly movedIds: MovedIds;
  /** Pauses before each look at the account of a write that broke off, milliseconds. */
  readonly lookAfterMs?: readonly number[] | undefined;
}

export interface AccountRequest {
  readonly context: InternalContext;
  readonly deadline: RequestDeadline;
  readonly counts: FactCounts;
}

export function createAccountServices(options: AccountServicesOptions): (request: AccountRequest) => AccountServices {
  const { region, adapters, patrons, freezes, movedIds, logger, observe } = options;
  const callTimeout = createCallTimeout(region);
  const callPatrons = createPatronCalls({ callTimeout, logger, observe });
  const createFinder = (
    { context: { role }, deadline }: AccountRequest,
    of: Pick<PatronFinderOptions, 'ids' | 'continueAccount'>,
  ): PatronFinder => createPatronFinder({ region, adapters, callPatrons, role, deadline, ...of });

  if (patrons === null) {
    const accounts: AccountLoader = { factsOf: async () => null };
    return (request) => ({
      accounts,
      changes: NO_CHANGES,
      finder: createFinder(request, { ids: null, continueAccount: null }),
    });
  }

  const { ids, verifyGrant } = patrons;
  const readWith = (wanted: AccountReadOptions) => createAccountReader(adapters, callPatrons, wanted);
  // A write is seen in the account; whether a loan can be renewed its system says when it is asked.
  const read = readWith({ renewable: false });
  const continueAccount = createContinueAccount({ adapters, ids, callPatrons, read, movedIds });
  const agreedLibrary = createAgreedLibrary(region);
  const refuse = createRefuse(freezes, agreedLibrary);
  const { loans, holds } = createQueues({ ...options, patrons }, { read, refuse, callPatrons, callTimeout });
  const systems = new Map(Array.from(adapters, ([id, { system }]) => [id, system]));
  const underWay: AccountLoaderOptions['underWay'] = new Map();
  const copiesOf = createKnownCopies(options.lastKnown);
  const ownersOfCopies = createOwnersOfCopies(options.lastKnown);
  const isOfRegion = createIsOfRegion(region);
  /** As the caller's accounts are called: some go on at another system. */
  async function idsOf({ accounts = [], grants = [], ...who }: InternalContext): Promise<SealedIds> {
    const granted = await Promise.all(
      accounts.flatMap((account, at) => {
        const grant = grants[at];
        return grant === undefined ? [] : [verifyGrant(grant, { subjects: subjectsOf(who), account })];
      }),
    );
    return granted.reduce((known, { continued }) => continueIds(known, continued), ids);
  }
  return (request) => {
    const { context: caller, deadline, counts } = request;
    return {
      accounts: createAccountLoader({
        ids,
        verifyGrant,
        readWith,
        systems,
        freezes,
        agreedLibrary,
        underWay,
        caller,
        deadline,
        counts,
      }),
      changes: createAccountChanges({
        adapters,
        isOfRegion,
        copiesOf,
        ownersOfCopies,
        idsOf: () => idsOf(caller),
        read,
        refuse,
        loans,
        holds,
        caller,
        deadline,
      }),
      finder: createFinder(request, { ids, continueAccount }),
    };
  };
}

function createRefuse(freezes: Freezes, agreedLibrary: HomeLibrary): SendOnceOptions['refuse'] {
  return (system, { homeSite }, owners) => {
    if (agreedLibrary(system.id, homeSite) === null) return NO_AGREEMENT;
    // The reader's own library may lend from the system while the one whose copy it is does not.
    const frozen = [freezes.ofSite(system.id, homeSite), ...owners.map((owner) => freezes.ofLibrary(system.id, owner))];
    return frozen.every((freeze) => freeze === null) ? null : frozenRefusal(system);
  };
}

type Calls = Pick<SendOnceOptions, 'read' | 'refuse' | 'callPatrons' | 'callTimeout'>;

function createQueues(options: AccountServicesOptions & { readonly patrons: PatronDependencies }, calls: Calls) {
  const { patrons, systemLoaders, lookAfterMs = LOOK_AFTER_MS, clock, logger, observe } = options;
  const { kept } = patrons;
  const sending = { ...calls, kept, lookAfterMs, clock, logger };
  const inTurn = createTurns();
  function onEnd(system: SystemId, kind: WriteKind, outcome: WriteResult<unknown>['outcome']): void {
    observe?.write(system, kind, outcome);
    // A write with an unknown outcome may have changed the copies as well.
    if (outcome !== 'REFUSED') systemLoaders.get(system)?.forget();
  }
  return {
    loans: createWriteQueue({ sendOnce: createSendOnce<LoanFacts>(sending), inTurn, onEnd }),
    holds: createWriteQueue({ sendOnce: createSendOnce<HoldFacts>(sending), inTurn, onEnd }),
  };
}

/** What accounts and writes need besides the library systems. It outlives a changed region file. */
export interface PatronDependencies {
  readonly ids: SealedIds;
  readonly verifyGrant: GrantVerifier;
  readonly kept: KeptWrites;
}

interface PatronDependenciesOptions {
  /** The region's secret for patron data. */
  readonly secret: string;
  /** Other secrets under which ids, grants and writes are found: the next one, or the one before. */
  readonly accepted?: readonly string[];
  /** Null without a database: then writes are remembered no longer than the process lives. */
  readonly db: Kysely<Database> | null;
  readonly now: () => number;
}

/** Throws CONFIG_INVALID if the secret is too short. */
export function createPatronDependencies({
  secret,
  accepted = [],
  db,
  now,
}: PatronDependenciesOptions): PatronDependencies {
  const secrets = [secret, ...accepted];
  const grantKeys = secrets.map((each) => deriveKey(each, 'grants'));
  return {
    ids: createSealedIds(secret, accepted),
    verifyGrant: createGrantVerifier(grantKeys, now),
    kept: db === null ? createMemoryWrites(now) : createStoredWrites(db, secrets, now),
  };
}
