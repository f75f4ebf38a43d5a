import * as answers from './answer.ts';
import type { Answer } from '../answer.ts';
import { CHECKOUT_TABLE, HOLD_TABLE } from './people-tables.ts';
import { LIBRARY_TABLE, type KohaCheckout } from './tables.ts';
import type { RestCall } from './rest-call.ts';
import { answerList, isAnswer, listPage } from './rest-list.ts';
import { HOLD_PARAMETERS } from './rest-parameters.ts';
import { rfc3339 } from '../time.ts';
import { checkoutRow, holdRow, libraryRow } from './wire.ts';

export function checkouts(call: RestCall): Answer {
  return checkoutList(call, [...table(call).values()]);
}

export function biblioCheckouts(call: RestCall): Answer {
  const id = Number(call.path['biblio_id']);
  if (!call.world.biblios.has(id)) return answers.error(404, 'Object not found.');
  const own = new Set(call.world.itemsOfBiblio.get(id) ?? []);
  return checkoutList(
    call,
    [...table(call).values()].filter((row) => own.has(row.item_id)),
  );
}

function table(call: RestCall): ReadonlyMap<number, KohaCheckout> {
  const checkedIn = call.query.get('checked_in');
  return checkedIn === 'true' || checkedIn === '1' ? call.world.oldCheckouts : call.world.checkouts;
}

function checkoutList(call: RestCall, rows: readonly KohaCheckout[]): Answer {
  const page = listPage(call, { table: CHECKOUT_TABLE, rows, matching: ['patron_id'] });
  if (isAnswer(page)) return page;
  // Both embeds that the endpoint allows fail (koha.md 28).
  if (call.embeds.includes('issuer')) return answers.internalError(page.headers);
  if (call.embeds.includes('renewals')) {
    const found = page.rows.map((_, index) => ({
      message: 'Properties not allowed: renewals.',
      path: `/body/${String(index)}`,
    }));
    return answers.faults(500, found, page.headers);
  }
  return answers.json(
    page.rows.map((row) => checkoutRow(call.world, row)),
    page.headers,
  );
}

export function checkout(call: RestCall): Answer {
  const found = checkoutOf(call);
  return found === undefined ? noCheckout() : answers.json(checkoutRow(call.world, found));
}

export function checkoutRenewals(call: RestCall): Answer {
  const found = checkoutOf(call);
  if (found === undefined) return noCheckout();
  const rows = Array.from({ length: found.renewals_count }, () => found);
  return answerList(call, { table: CHECKOUT_TABLE, rows }, (row, index) => ({
    checkout_id: row.checkout_id,
    interface: 'commandline',
    renewal_id: index + 1,
    renewal_type: 'Manual',
    renewer_id: 51,
    seen: true,
    timestamp: rfc3339(row.last_renewed_date ?? row.timestamp, call.world.timeZone),
  }));
}

function checkoutOf(call: RestCall): KohaCheckout | undefined {
  const id = Number(call.path['checkout_id']);
  return call.world.checkouts.get(id) ?? call.world.oldCheckouts.get(id);
}

function noCheckout(): Answer {
  return answers.error(404, "Checkout doesn't exist");
}

export function holds(call: RestCall): Answer {
  const rows = [...call.world.holds.values()];
  const requested = call.embeds.includes('cancellation_requested') ? { cancellation_requested: false } : {};
  return answerList(call, { table: HOLD_TABLE, rows, matching: HOLD_PARAMETERS }, (row) => ({
    ...holdRow(call.world, row),
    ...requested,
  }));
}

/** Exact, other than `/holds?patron_id=` (koha.md 9). */
export function patronHolds(call: RestCall): Answer {
  const id = Number(call.path['patron_id']);
  if (!call.world.patrons.has(id)) return answers.error(404, 'Patron not found');
  const rows = [...call.world.holds.values()].filter((hold) => hold.patron_id === id);
  return answerList(call, { table: HOLD_TABLE, rows }, (row) => holdRow(call.world, row));
}

/** The libraries that a hold may be sent to. The rules are open: none needs an override. */
export function pickupLocations(call: RestCall): Answer {
  const rows = [...call.world.libraries.values()].filter((library) => library.pickup_location);
  const page = listPage(call, { table: LIBRARY_TABLE, rows });
  if (isAnswer(page)) return page;
  // Those of a hold come with every header twice.
  const headers = call.path['hold_id'] === undefined ? page.headers : [...page.headers, ...page.headers];
  return answers.json(
    page.rows.map((row) => ({ ...libraryRow(row), needs_override: false })),
    headers,
  );
}
