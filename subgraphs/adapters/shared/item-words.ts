/** The domain's words for how a copy stands and what it is for, as the region file and the wire may write them. */
import { z } from 'zod';
import type { ItemLimitation, ItemStatus, ItemUse } from '#domain/facts.ts';

/** Every word of a closed set: the compiler refuses one that is missing or too many. */
type Words<Word extends string> = { readonly [One in Word]: One };

const STATUSES: Words<ItemStatus> = {
  AVAILABLE: 'AVAILABLE',
  ON_LOAN: 'ON_LOAN',
  IN_USE_ON_SITE: 'IN_USE_ON_SITE',
  ON_HOLD_SHELF: 'ON_HOLD_SHELF',
  IN_TRANSIT: 'IN_TRANSIT',
  RESHELVING: 'RESHELVING',
  ON_ORDER: 'ON_ORDER',
  IN_PROCESS: 'IN_PROCESS',
  AT_BINDERY: 'AT_BINDERY',
  CLAIMED_RETURNED: 'CLAIMED_RETURNED',
  MISSING: 'MISSING',
  LOST: 'LOST',
  WITHDRAWN: 'WITHDRAWN',
  DAMAGED: 'DAMAGED',
  UNAVAILABLE: 'UNAVAILABLE',
  UNKNOWN: 'UNKNOWN',
};

const USES: Words<ItemUse> = {
  LOAN: 'LOAN',
  SHORT_LOAN: 'SHORT_LOAN',
  HOURLY: 'HOURLY',
  REFERENCE: 'REFERENCE',
  RESTRICTED: 'RESTRICTED',
  ONLINE: 'ONLINE',
  UNKNOWN: 'UNKNOWN',
};

const LIMITATIONS: Words<ItemLimitation> = {
  HOLD_SHELF_NOT_TOLD: 'HOLD_SHELF_NOT_TOLD',
  TRANSIT_NOT_TOLD: 'TRANSIT_NOT_TOLD',
};

export const itemStatus = z.enum(STATUSES);
export const itemUse = z.enum(USES);
export const itemLimitation = z.enum(LIMITATIONS);
