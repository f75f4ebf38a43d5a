/** Which editions can be had now, from what the systems say of their holdings. Pure. */
import type { EditionId } from '#domain/ids.ts';
import type { AvailabilityModel } from './models.ts';
import { anyOf } from './services.ts';

/** An edition of a page, and what is said of those of its holdings that count. */
export interface AskedEdition {
  readonly id: EditionId;
  /** Whether any library holds it, also one that does not count here. */
  readonly held: boolean;
  readonly availabilities: readonly AvailabilityModel[];
}

interface EditionReference {
  readonly id: EditionId;
}

export interface AvailableNowModel {
  readonly available: readonly EditionReference[];
  readonly unavailable: readonly EditionReference[];
  readonly unknown: readonly EditionReference[];
  /** RFC 3339, UTC. */
  readonly checkedAt: string;
}

/** Every edition in one of the three lists, in the order given. */
export function toAvailableNow(editions: readonly AskedEdition[], now: string): AvailableNowModel {
  const standing = Map.groupBy(editions, canBeHad);
  const idsOf = (group: boolean | null) => (standing.get(group) ?? []).map(({ id }) => ({ id }));
  const live = editions
    .flatMap(({ availabilities }) => availabilities)
    .flatMap(({ state, asOf }) => (state === 'LIVE' && asOf !== null ? [asOf] : []));
  const checkedAt = live.reduce((oldest, asOf) => (Date.parse(asOf) < Date.parse(oldest) ? asOf : oldest), now);
  return { available: idsOf(true), unavailable: idsOf(false), unknown: idsOf(null), checkedAt };
}

/** Null if it cannot be said; so too of an edition whose records have no holding: their systems were not asked. */
function canBeHad({ held, availabilities }: AskedEdition): boolean | null {
  if (!held) return null;
  return anyOf(availabilities.map(isWithinReach));
}

/**
 * Whether a copy is in its place, or it is read online, now. What was last known says nothing of now. Where the system hides
 * copies or could not check them all, those that it does not show may be in place.
 */
function isWithinReach({ state, reason, services }: AvailabilityModel): boolean | null {
  if (state !== 'LIVE' || services === null) return null;
  const found = anyOf(services.map(({ available }) => available));
  return found === false && reason !== null ? null : found;
}
