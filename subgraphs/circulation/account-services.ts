/** Accounts and writes: built once for a region; each request gets services of its own. */
import type { AccountFacts, HoldFacts, LoanFacts } from '#domain/accounts.ts';
import type { SystemId } from '#domain/ids.ts';
import type { Region } from '#domain/region.ts';
import type { Logger } from '#platform/logger.ts';
import type { InternalContext } from '#platform/signed-context.ts';
import type { LmsAdapter, AccountReadOptions } from '#contract/adapter.ts';
import { createAccountLoader, type AccountLoader, type AccountLoaderOptions } from './accounts/account-loader.ts';
import { createAccountReader } from './accounts/account-reader.ts';
import { createPatronCalls } from './accounts/patron-call.ts';
import { createPatronFinder, type PatronFinder } from './accounts/patron-finder.ts';
import { createCallTimeout } from './call-timeout.ts';
import type { FactCounts } from './fact-counts.ts';
import type { Freezes } from './freezes.ts';
import type { LastKnown } from './last-known/last-known.ts';
import type { SystemLoaders } from './live/system-loaders.ts';
import type { CirculationObserver } from './observer.ts';
import type { PatronDependencies } from './patron-dependencies.ts';
import type { RequestDeadline } from './request-deadline.ts';
import { createAccountChanges, NO_CHANGES, type AccountChanges } from './writes/account-changes.ts';
import { LOOK_AFTER_MS } from './writes/ask-back.ts';
import { createKnownCopies } from './writes/known-copies.ts';
import { frozenRefusal } from './writes/refusals.ts';
import { createSendOnce } from './writes/send-once.ts';
import { createTurns } from './writes/turns.ts';
import type { WriteKind, WriteResult } from './writes/write.ts';
import { createIsOfRegion } from './writes/wanted-hold.ts';
import { createWriteQueue } from './writes/write-queue.ts';

/** For one request. */
export interface AccountServices {
  readonly accounts: AccountLoader;
  readonly changes: AccountChanges;
  readonly finder: PatronFinder;
}

export interface AccountServicesOptions {
  readonly region: Region;
  readonly adapters: ReadonlyMap<SystemId, LmsAdapter>;
  /** Null without the region's secret for patron data: then there are no accounts. */
  readonly patrons: PatronDependencies | null;
  readonly systemLoaders: SystemLoaders;
  readonly lastKnown: LastKnown;
  readonly freezes: Freezes;
  /** Pauses before each look at the account of a write that broke off, milliseconds. */
  readonly lookAfterMs?: readonly number[] | undefined;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  readonly logger: Logger;
  readonly observe?: CirculationObserver | undefined;
}

export interface AccountRequest {
  readonly context: InternalContext;
  readonly deadline: RequestDeadline;
  readonly counts: FactCounts;
}

export function createAccountServices(options: AccountServicesOptions): (request: AccountRequest) => AccountServices {
  const { region, adapters, patrons, freezes, logger, observe } = options;
  const callTimeout = createCallTimeout(region);
  const callPatrons = createPatronCalls({ callTimeout, logger, observe });
  const createFinder = ({ context, deadline }: AccountRequest): PatronFinder =>
    createPatronFinder({ region, adapters, ids: patrons?.ids ?? null, callPatrons, role: context.role, deadline });

  if (patrons === null) {
    const accounts: AccountLoader = { factsOf: async () => null };
    return (request) => ({ accounts, changes: NO_CHANGES, finder: createFinder(request) });
  }

  const { ids, verifyGrant } = patrons;
  const readWith = (wanted: AccountReadOptions) => createAccountReader(adapters, callPatrons, wanted);
  // A write is seen in the account; whether a loan can be renewed its system says when it is asked.
  const read = readWith({ renewable: false });
  const { loans, holds } = createQueues({ ...options, patrons }, { read, callPatrons, callTimeout });
  const systems = new Map(Array.from(adapters, ([id, { system }]) => [id, system]));
  const underWay: AccountLoaderOptions['underWay'] = new Map();
  const copiesOf = createKnownCopies(options.lastKnown);
  const isOfRegion = createIsOfRegion(region);
  return (request) => {
    const { context: caller, deadline, counts } = request;
    return {
      accounts: createAccountLoader({
        ids,
        verifyGrant,
        readWith,
        systems,
        freezes,
        underWay,
        caller,
        deadline,
        counts,
      }),
      changes: createAccountChanges({ adapters, isOfRegion, copiesOf, ids, read, loans, holds, caller, deadline }),
      finder: createFinder(request),
    };
  };
}

type Calls = Pick<Parameters<typeof createSendOnce>[0], 'read' | 'callPatrons' | 'callTimeout'>;

function createQueues(options: AccountServicesOptions & { readonly patrons: PatronDependencies }, calls: Calls) {
  const { freezes, patrons, systemLoaders, lookAfterMs = LOOK_AFTER_MS, clock, logger, observe } = options;
  const { kept } = patrons;
  const refuse = (system: LmsAdapter['system'], { homeSite }: AccountFacts) =>
    freezes.ofSite(system.id, homeSite) === null ? null : frozenRefusal(system);
  const sending = { ...calls, kept, refuse, lookAfterMs, clock, logger };
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
