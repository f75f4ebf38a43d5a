/** Whether a renewal would be granted, asked beforehand. */
import type { Refusal, Renewable } from '#domain/accounts.ts';

export const RENEWABLE: Renewable = { possible: true, refusal: null };
/** It can only be tried. */
export const RENEWABLE_UNKNOWN: Renewable = { possible: null, refusal: null };

export function notRenewable(refusal: Refusal): Renewable {
  return { possible: false, refusal };
}
