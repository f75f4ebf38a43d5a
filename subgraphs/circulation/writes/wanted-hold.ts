/** The hold that a caller asked for → the hold that a system is asked for. */
import type { Refusal, WantedHold } from '#domain/accounts.ts';
import {
  parseId,
  recordOfHolding,
  systemOfId,
  type SystemId,
  type HoldingId,
  type ItemId,
  type LibraryId,
} from '#domain/ids.ts';
import type { Region } from '#domain/region.ts';
import { badUserInput, isMerciaError } from '#platform/errors.ts';
import type { PlaceHoldInput } from '../__generated__/types.ts';
import { NO_SUCH_PICKUP, NOT_FOUND, OTHER_SYSTEM } from './refusals.ts';
import type { CopyRef } from '#domain/facts.ts';
import type { LmsAdapter } from '#contract/adapter.ts';
import type { LastKnown } from '../last-known/last-known.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

export type IsOfRegion = (system: SystemId, siteCode: string) => boolean;

export function createIsOfRegion({ systems }: Region): IsOfRegion {
  const sites = new Map(systems.map(({ id, owners }) => [id, new Set(owners.map(({ code }) => code))]));
  return (system, siteCode) => sites.get(system)?.has(siteCode) === true;
}

/** `system` is the account's. Throws BAD_USER_INPUT if `neededBy` is no day. */
export function toWantedHold(input: PlaceHoldInput, system: SystemId, isOfRegion: IsOfRegion): WantedHold | Refusal {
  const { holding, item, enumeration, pickup, neededBy } = input;
  if (typeof neededBy === 'string' && (!DAY.test(neededBy) || Number.isNaN(Date.parse(neededBy)))) {
    throw badUserInput('neededBy: it is no day; write it as 2026-01-31.');
  }
  const recordLocalId = recordOfHolding(holding);
  const copy = typeof item === 'string' ? parseId(item, 'item') : undefined;
  if (recordLocalId === null || copy === null) return NOT_FOUND;
  const owners = [systemOfId(holding, 'holding'), ...(typeof item === 'string' ? [systemOfId(item, 'item')] : [])];
  if (owners.some((owner) => owner !== system)) return OTHER_SYSTEM;
  if (typeof pickup === 'string' && !isOfRegion(system, pickup)) return NO_SUCH_PICKUP;
  return {
    recordLocalId,
    itemLocalId: copy?.local ?? null,
    enumeration: enumeration ?? null,
    pickup: pickup ?? null,
    neededBy: neededBy ?? null,
  };
}

/** The libraries whose copies these are, where that is known. Never rejects. */
export type OwnersOfCopies = (items: readonly (ItemId | null | undefined)[]) => Promise<readonly LibraryId[]>;

export function createOwnersOfCopies({ findItems }: Pick<LastKnown, 'findItems'>): OwnersOfCopies {
  return async (items) => {
    const ids = items.filter((id) => id !== null && id !== undefined);
    if (ids.length === 0) return [];
    return [...(await findItems(ids)).values()].flatMap((known) => (isMerciaError(known) ? [] : (known.library ?? [])));
  };
}

/** More are not needed: any copy of a title will do. */
const MOST_COPIES = 50;

/** Undefined for a system that knows its records itself, and where nothing is known. Never rejects. */
export type KnownCopies = (adapter: LmsAdapter | undefined, holding: string) => Promise<readonly CopyRef[] | undefined>;

export function createKnownCopies({ findAvailability }: Pick<LastKnown, 'findAvailability'>): KnownCopies {
  return async (adapter, holding) => {
    const recordLocalId = recordOfHolding(holding);
    // Whoever must be told the holding of a copy knows no records.
    if (recordLocalId === null || adapter?.items?.needsHolding !== true) return undefined;
    const id = holding as HoldingId;
    const known = (await findAvailability([id])).get(id);
    if (known === undefined || isMerciaError(known)) return undefined;
    return known.items.slice(0, MOST_COPIES).flatMap(({ id: item, barcode }) => {
      const localId = parseId(item, 'item')?.local;
      return localId === undefined ? [] : [{ localId, barcode, recordLocalId }];
    });
  };
}
