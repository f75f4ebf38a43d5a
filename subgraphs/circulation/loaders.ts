/** What one request may ask, each answer with its state. Never rejects for what a system does. */
import type { HoldingRef } from '#domain/facts.ts';
import type { ItemId } from '#domain/ids.ts';
import { toGoneAvailability, toLiveAvailability, toUnknownAvailability } from './availability.ts';
import { toItemModel, toUnknownItem } from './item.ts';
import type { AvailabilityModel, ItemModel } from './models.ts';
import { notSupportedReason, reasonFor, timeoutReason, unknownSystemReason } from './reasons.ts';
import type { RequestDeadline } from './request-deadline.ts';
import type { ResolveId } from './route.ts';
import type { SystemDesks } from './system-desk.ts';

export interface Loaders {
  /** Null for a text that is no holding's id. */
  availabilityByHolding(holding: HoldingRef): Promise<AvailabilityModel | null>;
  /** Null for a text that is no item's id, and where the system has no such item or shows it to nobody. */
  itemById(id: ItemId): Promise<ItemModel | null>;
}

export interface LoaderSources {
  readonly desks: SystemDesks;
  readonly resolveId: ResolveId;
  readonly deadline: RequestDeadline;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

export function createLoaders({ desks, resolveId, deadline, now }: LoaderSources): Loaders {
  return {
    async availabilityByHolding(holding) {
      const id = resolveId(holding.id, 'holding');
      if (id === null) return null;
      const desk = desks.get(id);
      if (desk === undefined) return toUnknownAvailability(unknownSystemReason(id));
      if (desk.availability === undefined) return toUnknownAvailability(notSupportedReason(desk.system));
      const facts = await deadline.race(desk.availability(holding), 'late' as const);
      if (facts === 'late') return toUnknownAvailability(timeoutReason(desk.system));
      if (facts === null) return toGoneAvailability(new Date(now()).toISOString());
      return facts instanceof Error ? toUnknownAvailability(reasonFor(facts, desk.system)) : toLiveAvailability(facts);
    },

    async itemById(id) {
      const system = resolveId(id, 'item');
      if (system === null) return null;
      const desk = desks.get(system);
      if (desk === undefined) return toUnknownItem(id, unknownSystemReason(system));
      if (desk.items === undefined) return toUnknownItem(id, notSupportedReason(desk.system));
      const found = await deadline.race(desk.items(id), 'late' as const);
      if (found === 'late') return toUnknownItem(id, timeoutReason(desk.system));
      if (found === null) return null;
      return found instanceof Error
        ? toUnknownItem(id, reasonFor(found, desk.system))
        : toItemModel(found.item, found.asOf, found.limitation);
    },
  };
}
