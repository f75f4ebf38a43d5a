import * as answers from './answer.ts';
import type { Answer } from '../answer.ts';
import type { RestCall } from './rest-call.ts';
import type { KohaCheckout, KohaWorld } from './tables.ts';
import { localDate, wallTime } from '../time.ts';
import { checkoutRow } from './wire.ts';
import { renew } from './world.ts';

/** What a renewal adds to the day that a loan was due on. */
export const RENEWAL_DAYS = 21;

export function allowsRenewal(call: RestCall): Answer {
  const found = checkoutOf(call);
  if (found === undefined) return noCheckout();
  const error = renewalRefusal(call.world, found);
  return answers.json({
    allows_renewal: error === null,
    current_renewals: found.renewals_count,
    error,
    max_renewals: allowed(call.world, found),
    unseen_renewals: found.unseen_renewals,
  });
}

/** From the day that the loan was due on, so that an overdue one may stay overdue (koha.md 34). */
export function renewCheckout(call: RestCall): Answer {
  const { world } = call;
  const found = checkoutOf(call);
  if (found === undefined) return noCheckout();
  const error = renewalRefusal(world, found);
  if (error !== null) return answers.error(403, `Renewal not authorized (${error})`);
  const renewed = renew(world, found.checkout_id, RENEWAL_DAYS, localDate(found.due_date, world.timeZone));
  return answers.json(checkoutRow(world, renewed), [['Location', call.address]], 201);
}

/** Koha's word for what prevents a renewal; null if nothing does. */
export function renewalRefusal(world: KohaWorld, checkout: KohaCheckout): 'on_reserve' | 'too_many' | null {
  const biblioId = world.items.get(checkout.item_id)?.biblio_id;
  const wanted = [...world.holds.values()].some((hold) => hold.biblio_id === biblioId && hold.status === null);
  if (wanted) return 'on_reserve';
  return checkout.renewals_count >= allowed(world, checkout) ? 'too_many' : null;
}

/** A loan by hours is never renewed. */
function allowed(world: KohaWorld, checkout: KohaCheckout): number {
  return wallTime(checkout.due_date, world.timeZone).endsWith('23:59:00') ? world.rules.renewals : 0;
}

function checkoutOf(call: RestCall): KohaCheckout | undefined {
  return call.world.checkouts.get(Number(call.path['checkout_id']));
}

function noCheckout(): Answer {
  return answers.error(404, "Checkout doesn't exist");
}
