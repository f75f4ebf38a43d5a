/**
 * How one request learns what library systems say now. The path, from the resolver down to the adapter:
 *
 * 1. here: the system that answers for an id, found by its routing key, or that of the id that a move gave it;
 * 2. `system-loaders.ts`: that system's loaders, shared by all requests, which keep every answer as last known;
 * 3. `batch-loader.ts`: an answer that came at most two seconds before the request is used again;
 * 4. `batch-queue.ts`: everything else that is wanted at about the same time becomes one call of the adapter, within the
 *    call's own limit; a call under way is joined, and large titles have a call of their own;
 * 5. `answers-in-time.ts`: the request waits for its answers until its own deadline, and shows last-known facts for systems
 *    that have not answered by then;
 * 6. `../availability.ts` and `../item.ts`: from the answer to what the graph says, with state, age and reason.
 */
import type { HoldingFacts } from '#domain/facts.ts';
import { partsOfHolding, systemOfId, type HoldingId, type ItemId, type LibraryId, type SystemId } from '#domain/ids.ts';
import { NOTHING_MOVED, toAskedHolding, type MovedIds } from '#domain/moved-ids.ts';
import type { IsPast } from '#domain/overdue.ts';
import type { LearnedReserve } from '#platform/learned-reserve.ts';
import type { LiveItem, SystemIdentity } from '#contract/adapter.ts';
import { hasGaps, toAvailability, toUnknownAvailability } from '../availability.ts';
import type { FactCounts } from '../fact-counts.ts';
import type { Freezes } from '../freezes.ts';
import { isUndetermined, toItem, toUnknownItem } from '../item.ts';
import type { LastKnown } from '../last-known/last-known.ts';
import type { AvailabilityModel, HoldingModel, ItemModel } from '../models.ts';
import { unknownSystemReason } from '../reasons.ts';
import type { RequestDeadline } from '../request-deadline.ts';
import { createAnswersInTime, LATE } from './answers-in-time.ts';
import type { SystemLoaders } from './system-loaders.ts';

type Eventually<T> = T | Promise<T>;

/** Never rejects for what a system does: that is in the answer. */
export type LiveLoader = ReturnType<typeof createLiveLoader>;

export interface LiveLoaderOptions {
  readonly systems: SystemLoaders;
  readonly lastKnown: LastKnown;
  /** When the request came, on the clock of `performance`. */
  readonly receivedAt: number;
  readonly deadline: RequestDeadline;
  readonly lookUpReserve: LearnedReserve;
  readonly counts: FactCounts;
  /** Whether a loan of a system is overdue. */
  readonly isPast: (system: SystemId) => IsPast;
  readonly freezes: Freezes;
  readonly movedIds: MovedIds;
}

/** For one request. */
export function createLiveLoader(options: LiveLoaderOptions) {
  const { systems, lastKnown, receivedAt, deadline, lookUpReserve, counts, isPast, freezes, movedIds } = options;

  function counted<Model extends AvailabilityModel | ItemModel>(
    system: Named,
    model: Model,
    library: LibraryId | null = null,
  ): Model {
    counts.add(system, model, library);
    return model;
  }

  /** Holdings asked for that are read online. */
  const online = new Set<HoldingId>();
  const availability = createAnswersInTime<HoldingId, HoldingFacts, HoldingFacts, AvailabilityModel>({
    deadline,
    lookUpReserve,
    lookUp: (holdings) => lastKnown.findAvailability(holdings),
    hasGaps,
    toModel({ id, system }, answer, known) {
      if (answer === LATE) counts.stoppedWaiting(system.id);
      const library = partsOfHolding(id)?.library ?? null;
      const freeze = freezes.ofLibrary(system.id, library);
      const holding = { isPast: isPast(system.id), online: online.has(id), freeze };
      return counted(system, withShownIds(toAvailability(system, answer, known, holding)), library);
    },
  });
  const items = createAnswersInTime<ItemId, LiveItem | null, LiveItem, ItemModel | null>({
    deadline,
    lookUpReserve,
    lookUp: (ids) => lastKnown.findItems(ids),
    hasGaps: (live) => live !== null && isUndetermined(live.item),
    toModel({ id, system }, answer, known) {
      if (answer === LATE) counts.stoppedWaiting(system.id);
      const item = toItem({ id, system, freezes }, answer, known);
      return item === null ? null : counted(system, withShownId(item));
    },
  });

  const withShownId = (item: ItemModel): ItemModel => {
    const id = movedIds.oldOf(item.id);
    return id === item.id ? item : { ...item, id };
  };
  /** Copies that moved are shown by the ids that they had. */
  function withShownIds(model: AvailabilityModel): AvailabilityModel {
    if (movedIds === NOTHING_MOVED || model.items === null) return model;
    return { ...model, items: model.items.map(withShownId) };
  }

  return {
    /** Null for a text that is no holding's id. */
    availabilityByHolding(shown: HoldingModel): Eventually<AvailabilityModel | null> {
      const holding = toAskedHolding(shown);
      const id = systemOfId(holding.id, 'holding');
      if (id === null) return null;
      const loader = systems.get(id);
      if (loader === undefined) return counted(unnamed(id), toUnknownAvailability(unknownSystemReason(id)));
      if (holding.online) online.add(holding.id);
      return availability.answer({ id: holding.id, system: loader.system }, loader.availability(holding, receivedAt));
    },

    /** Null for a text that is no item's id, and if the system has no such item or does not show it to the public. */
    itemById(shown: ItemId): Eventually<ItemModel | null> {
      const id = movedIds.newOf(shown);
      const systemId = systemOfId(id, 'item');
      if (systemId === null) return null;
      const loader = systems.get(systemId);
      if (loader === undefined) return counted(unnamed(systemId), toUnknownItem(shown, unknownSystemReason(systemId)));
      return items.answer({ id, system: loader.system }, loader.items(id, receivedAt));
    },
  };
}

type Named = Pick<SystemIdentity, 'id' | 'name'>;

/** A system that the region does not have (any more) is named by its id. */
function unnamed(id: SystemId): Named {
  return { id, name: id };
}
