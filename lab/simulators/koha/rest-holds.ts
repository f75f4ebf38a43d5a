/** Placing and cancelling holds. Koha looks at its rules and never at the patron: restricted, expired, in debt, all the same (koha.md 35). */
import * as answers from './answer.ts';
import type { Answer } from '../answer.ts';
import { readObject } from './read-object.ts';
import type { RestCall } from './rest-call.ts';
import type { KohaItem, KohaWorld } from './tables.ts';
import { holdRow } from './wire.ts';
import { cancelHold, placeHold } from './world.ts';

const PROPERTIES = {
  known: [
    'patron_id',
    'biblio_id',
    'item_id',
    'pickup_library_id',
    'expiration_date',
    'hold_date',
    'item_type',
    'non_priority',
    'notes',
  ],
  required: ['patron_id', 'pickup_library_id'],
};

export function postHold(call: RestCall): Answer {
  const { world } = call;
  const body = readObject(call, PROPERTIES);
  if ('status' in body) return body;
  const wanted = body.fields;
  const itemId = idOf(wanted['item_id']);
  const item = itemId === null ? undefined : world.items.get(itemId);
  const biblioId = idOf(wanted['biblio_id']) ?? item?.biblio_id ?? null;
  const patronId = idOf(wanted['patron_id']);
  const pickup = typeof wanted['pickup_library_id'] === 'string' ? wanted['pickup_library_id'] : '';

  if (biblioId === null) return answers.error(400, 'At least one of biblio_id, item_id should be given');
  if (item !== undefined && item.biblio_id !== biblioId) {
    return answers.error(400, `Item ${String(itemId)} doesn't belong to biblio ${String(biblioId)}`);
  }
  if (patronId === null || !world.patrons.has(patronId)) return answers.error(400, 'patron_id not found');
  if (!world.biblios.has(biblioId)) {
    // Koha's own answer does not fit its own description here.
    return answers.faults(500, [{ message: 'Expected object - got string.', path: '/body' }]);
  }
  const copies = item === undefined ? copiesOf(world, biblioId) : [item];
  if (copies.length === 0 || world.libraries.get(pickup)?.pickup_location !== true) {
    return answers.error(400, 'The supplied pickup location is not valid');
  }
  const reason = holdRefusal(world, patronId, biblioId, copies);
  if (reason !== null) return answers.error(403, `Hold cannot be placed. Reason: ${reason}`);
  const hold = placeHold(world, {
    biblio_id: biblioId,
    patron_id: patronId,
    pickup_library_id: pickup,
    ...(item === undefined ? {} : { item_id: item.item_id }),
  });
  hold.expiration_date = textOf(wanted['expiration_date']);
  hold.notes = textOf(wanted['notes']);
  return answers.json(holdRow(world, hold), [], 201);
}

/** What Koha's rules say; an item-level hold on what is lost or not for loan is no matter to them. */
export function holdRefusal(
  world: KohaWorld,
  patronId: number,
  biblioId: number,
  copies: readonly KohaItem[],
): string | null {
  const { rules } = world;
  const own = [...world.holds.values()].filter((hold) => hold.patron_id === patronId);
  if (copies.every((copy) => copy.item_type_id !== null && rules.withoutHolds.has(copy.item_type_id)))
    return 'noReservesAllowed';
  const onRecord = own.filter((hold) => hold.biblio_id === biblioId && hold.status === null);
  if (onRecord.length >= rules.holdsPerRecord) return 'tooManyHoldsForThisRecord';
  return own.length >= rules.holdsPerPatron ? 'tooManyReserves' : null;
}

/** A hold in any state; the service account may cancel one that waits on the shelf, too. */
export function deleteHold(call: RestCall): Answer {
  const id = Number(call.path['hold_id']);
  if (!call.world.holds.has(id)) return answers.error(404, 'Hold not found.');
  cancelHold(call.world, id);
  return { ...answers.json('', [], 204), body: '' };
}

function copiesOf(world: KohaWorld, biblioId: number): readonly KohaItem[] {
  return (world.itemsOfBiblio.get(biblioId) ?? []).flatMap((id) => world.items.get(id) ?? []);
}

/** Ids may come as numbers or as strings of digits. */
function idOf(value: unknown): number | null {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^\d+$/u.test(value) ? Number(value) : null;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
