/**
 * The circulation router: the contract of `schema/subgraphs/circulation.graphql`, answered for every system of the
 * region by its own adapter. It asks each system once for what one page wants, never lets one system's trouble cost
 * another's facts, and answers before the request's deadline whoever is still silent.
 */
import { readFileSync } from 'node:fs';
import { parse } from 'graphql';
import { NOTHING_MOVED, type MovedIds } from '#domain/moved-ids.ts';
import type { SystemConfig } from '#domain/region.ts';
import { createLearnedReserve, createReservesByCaller } from '#platform/learned-reserve.ts';
import type { HostState } from '#platform/host-guard/index.ts';
import type { ContextVerifier } from '#platform/signed-context.ts';
import { createSubgraph } from '#platform/subgraph-server.ts';
import type { Subgraph } from '#platform/subgraph.ts';
import { createAccountServices, type AccountServices, type PatronDependencies } from './account-services.ts';
import type { AnswerHistory } from './answer-history.ts';
import { createAnswering, observeBoth, type Answering } from './answering.ts';
import type { CirculationContext } from './context.ts';
import type { CopyHistories } from './copy-history.ts';
import { createOverdueRules } from './due-dates.ts';
import { createFactCounts } from './fact-counts.ts';
import { createFreezes } from './freezes.ts';
import type { LastKnown } from './last-known/last-known.ts';
import { createNotLiveLog } from './not-live-log.ts';
import { createLiveLoader } from './live/live-loader.ts';
import { createSystemLoaders, type SystemLoadersOptions } from './live/system-loaders.ts';
import { createRequestDeadline } from './request-deadline.ts';
import { Account, Hold, Loan, Mutation } from './resolvers/account.ts';
import { Availability, Holding, Item, Place } from './resolvers/availability.ts';
import {
  AnsweringChange,
  AnsweringHistory,
  AnsweringHour,
  Library,
  LibrarySystem,
  SystemAnswering,
  SystemHost,
  ToldOfCopy,
} from './resolvers/systems.ts';
import { EditionConnection } from './resolvers/available-now.ts';
import { createFindSite } from './sites.ts';

export {
  createAnswerHistory,
  forgetAnsweringChanges,
  forgetAnsweringHours,
  KEPT_HOURS,
  readAnsweringIn,
  readListReadBy,
  type TimeSpan,
  type AnswerHistory,
} from './answer-history.ts';
export { createCopyHistories, type CopyHistories, type ToldOfCopyModel } from './copy-history.ts';
export { createAnswering, type Answering } from './answering.ts';
export { tellOfLibrary, tellOfSystem, type ToldAt, type ToldSources } from './told-at.ts';
export { toSpan, whyOf, writeMoment, writeSpan, zoneOf } from './told-words.ts';
export { createSealedIds } from './accounts/sealed-ids.ts';
export { createLastKnown } from './last-known/create-last-known.ts';
export { keepWhile, type LastKnown } from './last-known/last-known.ts';
export type { CirculationObserver } from './observer.ts';
export { countWrites, forgetWrittenHours } from './writes/kept-writes.ts';
export { createPatronDependencies, type PatronDependencies } from './account-services.ts';

export interface CirculationOptions extends Omit<SystemLoadersOptions, 'lastKnown'> {
  /** What is shown for a system that does not answer; every answer is kept there. Without it, nothing is kept. */
  readonly lastKnown?: LastKnown;
  /** Keys and stored writes for accounts; without it there are none. */
  readonly patrons?: PatronDependencies | undefined;
  /** Pauses before each look at the account of a write that broke off, milliseconds; usual ones where not said. */
  readonly lookAfterMs?: readonly number[];
  readonly verify: ContextVerifier;
  /** Which ids stand for others since a library moved; none if not given. */
  readonly movedIds?: MovedIds;
  /** What is known of how systems answer; it outlives a region file. If not given, nothing from before. */
  readonly answering?: Answering;
  /** Keeps how systems answer over time; if not given, nothing is kept. */
  readonly history?: AnswerHistory | undefined;
  /** What was told of copies over time; if not given, nothing is kept. */
  readonly copyHistories?: CopyHistories | undefined;
  /** The hosts that are asked from here, by name; none if not given. */
  readonly hosts?: () => ReadonlyMap<string, HostState>;
}

const NOTHING_KNOWN: LastKnown = {
  keepAvailability: (_holding, facts) => facts,
  keepItem: () => undefined,
  findAvailability: () => Promise.resolve(new Map()),
  findItems: () => Promise.resolve(new Map()),
  forget: () => undefined,
  close: () => Promise.resolve(),
};

const sdl = new URL('../../schema/subgraphs/circulation.graphql', import.meta.url);

const RESOLVERS = {
  Account,
  AnsweringChange,
  AnsweringHistory,
  AnsweringHour,
  Availability,
  EditionConnection,
  Hold,
  Holding,
  Item,
  Library,
  LibrarySystem,
  Loan,
  Mutation,
  Place,
  SystemAnswering,
  SystemHost,
  ToldOfCopy,
};

function toldSourcesOf({ adapters, history }: Pick<CirculationOptions, 'adapters' | 'history'>) {
  return history && { ...history, canBeAsked: ({ id }: SystemConfig) => adapters.get(id)?.items !== undefined };
}

/** Closes nothing: the adapters and the store belong to their maker. */
export function createCirculationSubgraph(options: CirculationOptions): Subgraph {
  const { lastKnown = NOTHING_KNOWN, patrons = null, verify, clock, logger, region } = options;
  const {
    history,
    copyHistories,
    movedIds = NOTHING_MOVED,
    answering = createAnswering(clock),
    hosts = () => new Map<string, HostState>(),
  } = options;
  const observe = observeBoth(answering, options.observe, history);
  const systemLoaders = createSystemLoaders({ ...options, lastKnown, observe });
  const noteNotLive = createNotLiveLog(logger, clock);
  const freezes = createFreezes(region);
  const accountServices = createAccountServices({ ...options, patrons, lastKnown, systemLoaders, freezes, movedIds });
  const overdueAt = createOverdueRules(region);
  const answerReserves = createReservesByCaller();
  const lookUpReserve = createLearnedReserve();
  const always = { findSite: createFindSite(region), movedIds, region, answering, hosts, now: clock };
  return createSubgraph<CirculationContext>({
    name: 'circulation',
    typeDefs: parse(readFileSync(sdl, 'utf8')),
    resolvers: RESOLVERS,
    // A holding goes to its system's loader and comes back with its copies.
    prices: { 'Holding.availability': 10 },
    verify,
    clock,
    logger,
    createContext: (context) => {
      const answer = answerReserves.begin(context.role !== 'public');
      const now = clock();
      const deadline = createRequestDeadline(context.deadline - now, { answer, lookUp: lookUpReserve });
      const receivedAt = performance.now() - Math.max(0, now - context.receivedAt);
      const counts = createFactCounts((system) => observe.stoppedWaiting?.(system));
      const loaders = createLiveLoader({
        systems: systemLoaders,
        lastKnown,
        receivedAt,
        deadline,
        lookUpReserve,
        counts,
        isPast: overdueAt(now),
        freezes,
        movedIds,
      });
      // Most questions are about copies alone, and build nothing that knows of readers.
      let readers: AccountServices | null = null;
      const readersOf = (): AccountServices => (readers ??= accountServices({ context, deadline, counts }));
      const { role, libraries = [], correlationId } = context;
      return {
        loaders,
        answer,
        deadline,
        counts,
        readers: readersOf,
        correlationId,
        ...always,
        role,
        libraries,
        history: history?.reader(),
        toldSources: toldSourcesOf(options),
        copyHistory: copyHistories?.reader(),
      };
    },
    finish: ({ answer, deadline, counts, correlationId }) => {
      answer.end(deadline.sinceWaitingMs());
      counts.report(observe);
      const notLive = counts.notLive();
      noteNotLive(correlationId, notLive);
      return notLive.length === 0 ? undefined : { notLive };
    },
  });
}
