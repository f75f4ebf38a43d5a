/** What one request may ask, each answer with its state. Never rejects for what a system does. */
import type { HoldingFacts } from '#domain/facts.ts';
import type { HoldingId, ItemId, SystemId } from '#domain/ids.ts';
import type { LearnedReserve } from '#platform/learned-reserve.ts';
import type { LiveItem, SystemIdentity } from '#adapters/adapter.ts';
import { hasGaps, toUnknownAvailability } from './availability.ts';
import type { SystemDesks } from './desk/system-desks.ts';
import { toUnknownItem } from './item.ts';
import type { LastKnown } from './last-known/last-known.ts';
import type { AvailabilityModel, HoldingModel, ItemModel } from './models.ts';
import { unknownSystemReason } from './reasons.ts';
import type { RequestDeadline } from './request-deadline.ts';
import type { ResolveId } from './route.ts';
import type { IsPast } from './due-dates.ts';
import type { Tally } from './tally.ts';
import { tellAvailability, tellItem } from './tell.ts';
import { createTimelyAnswers } from './timely-answers.ts';

type Eventually<T> = T | Promise<T>;

export interface Loaders {
  /** Null for a text that is no holding's id. */
  availabilityByHolding(holding: HoldingModel): Eventually<AvailabilityModel | null>;
  /** Null for a text that is no item's id, and where the system has no such item or shows it to nobody. */
  itemById(id: ItemId): Eventually<ItemModel | null>;
}

export interface LoaderSources {
  readonly desks: SystemDesks;
  readonly resolveId: ResolveId;
  readonly lastKnown: LastKnown;
  /** When the request came, on the clock of `performance`. */
  readonly receivedAt: number;
  readonly deadline: RequestDeadline;
  readonly lookUpReserve: LearnedReserve;
  readonly tally: Tally;
  /** Whether a loan of a system is overdue. */
  readonly isPast: (system: SystemId) => IsPast;
}

export function createLoaders(sources: LoaderSources): Loaders {
  const { desks, resolveId, lastKnown, receivedAt, deadline, lookUpReserve, tally, isPast } = sources;

  function counted<Model extends AvailabilityModel | ItemModel>(system: Named, model: Model): Model {
    tally.add(system, model);
    return model;
  }

  /** Holdings asked for that are read online. */
  const online = new Set<HoldingId>();
  const availability = createTimelyAnswers<HoldingId, HoldingFacts, HoldingFacts, AvailabilityModel>({
    deadline,
    lookUpReserve,
    lookUp: (holdings) => lastKnown.findAvailability(holdings),
    hasGaps,
    tell: ({ id, system }, told, known) =>
      counted(system, tellAvailability(system, told, known, isPast(system.id), { online: online.has(id) })),
  });
  const items = createTimelyAnswers<ItemId, ItemModel | null, LiveItem, ItemModel | null>({
    deadline,
    lookUpReserve,
    lookUp: (ids) => lastKnown.findItems(ids),
    hasGaps: (item) => item?.state === 'UNKNOWN',
    tell(wanted, told, known) {
      const item = tellItem(wanted, told, known);
      return item === null ? null : counted(wanted.system, item);
    },
  });

  return {
    availabilityByHolding(holding) {
      const id = resolveId(holding.id, 'holding');
      if (id === null) return null;
      const desk = desks.get(id);
      if (desk === undefined) return counted(nobody(id), toUnknownAvailability(unknownSystemReason(id)));
      if (holding.online) online.add(holding.id);
      return availability.answer({ id: holding.id, system: desk.system }, desk.availability(holding, receivedAt));
    },

    itemById(id) {
      const systemId = resolveId(id, 'item');
      if (systemId === null) return null;
      const desk = desks.get(systemId);
      if (desk === undefined) return counted(nobody(systemId), toUnknownItem(id, unknownSystemReason(systemId)));
      return items.answer({ id, system: desk.system }, desk.items(id, receivedAt));
    },
  };
}

type Named = Pick<SystemIdentity, 'id' | 'name'>;

/** A system that the region does not have (any more) is named by its id. */
function nobody(id: SystemId): Named {
  return { id, name: id };
}
