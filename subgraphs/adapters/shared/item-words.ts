/** The domain's words for how a copy stands and what it is for, as the region file may write them. */
import { ITEM_STATUSES, ITEM_USES } from '#domain/facts.ts';
import { z } from 'zod';

export const itemStatus = z.enum(ITEM_STATUSES);
export const itemUse = z.enum(ITEM_USES);
