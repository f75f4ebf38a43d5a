/**
 * GetAvailability. Koha pastes this one together without a writer of XML: a call number or a branch with an ampersand makes
 * it XML that nobody can read. Nothing is kept from it by OpacHiddenItems.
 */
import { itemsOf } from './visibility.ts';
import { effectiveNotForLoan } from './wire.ts';
import type { KohaItem, KohaWorld } from './tables.ts';

interface Availability {
  readonly biblio: number | null;
  readonly status: 'available' | 'not available' | 'unknown';
  readonly message: string | null;
  readonly location: string | null;
  readonly callNumber: string | null;
}

const UNKNOWN: Availability = {
  biblio: null,
  status: 'unknown',
  message: 'Error: could not retrieve availability for this ID',
  location: null,
  callNumber: null,
};

export function getAvailability(world: KohaWorld, given: URLSearchParams): string {
  const ids = (given.get('id') ?? '').split(' ');
  const records =
    given.get('id_type') === 'item' ? ids.map((id) => ofItem(world, id)) : ids.map((id) => ofBib(world, id));
  return (
    '<?xml version="1.0" encoding="UTF-8" ?>\n<dlf:collection\n' +
    '  xmlns:dlf="http://diglib.org/ilsdi/1.1"\n' +
    '  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"\n' +
    '  xsi:schemaLocation="http://diglib.org/ilsdi/1.1\n' +
    '    http://diglib.org/architectures/ilsdi/schemas/1.1/dlfexpanded.xsd">\n' +
    `${records.join('')}</dlf:collection>\n`
  );
}

function ofItem(world: KohaWorld, id: string): string {
  const item = /^\d+$/u.test(id) ? world.items.get(Number(id)) : undefined;
  const said = item === undefined ? UNKNOWN : availabilityOf(world, item);
  return record(String(said.biblio ?? id), [written(world, id, said)]);
}

/** Nothing at all for a record without copies, and for one that does not exist. */
function ofBib(world: KohaWorld, id: string): string {
  const items = itemsOf(world, Number(id));
  if (items.length === 0) return '';
  const copies = items.map((item) => written(world, String(item.item_id), availabilityOf(world, item)));
  return record(id, copies);
}

function record(biblio: string, copies: readonly string[]): string {
  return (
    `  <dlf:record>\n    <dlf:bibliographic id="${biblio}" />\n    <dlf:items>\n` +
    `${copies.join('')}    </dlf:items>\n  </dlf:record>\n`
  );
}

function written(world: KohaWorld, id: string, { status, message, location, callNumber }: Availability): string {
  const word = (text: string): string => world.ilsDi.words.get(text) ?? text;
  const line = (name: string, value: string | null): string =>
    value === null || value === '' ? '' : `          <dlf:${name}>${value}</dlf:${name}>\n`;
  return (
    `      <dlf:item id="${id}">\n        <dlf:simpleavailability>\n` +
    line('identifier', id) +
    line('availabilitystatus', word(status)) +
    line('availabilitymsg', message === null ? null : word(message)) +
    line('location', location) +
    line('itemcallnumber', callNumber) +
    '        </dlf:simpleavailability>\n      </dlf:item>\n'
  );
}

function availabilityOf(world: KohaWorld, item: KohaItem): Availability {
  const message = messageOf(world, item);
  return {
    biblio: item.biblio_id,
    status: message === null ? 'available' : 'not available',
    message,
    location: world.libraries.get(item.holding_library_id)?.name ?? null,
    callNumber: item.callnumber,
  };
}

/** The first that is true, in Koha's own order: what is not for loan hides a loan, and a loan hides that it is lost. */
function messageOf(world: KohaWorld, item: KohaItem): string | null {
  if (effectiveNotForLoan(world, item) !== 0) return 'Not for loan';
  if (item.checked_out_date !== null) return 'Checked out';
  if (item.lost_status !== 0) return 'Item lost';
  if (item.withdrawn !== 0) return 'Item withdrawn';
  if (item.damaged_status !== 0) return 'Item damaged';
  if (!world.ilsDi.tellsTransitAndHolds) return null;
  if (world.transfers.has(item.item_id)) return 'In transit';
  const held = [...world.holds.values()].some((hold) => hold.item_id === item.item_id && !hold.suspended);
  return held ? 'On hold' : null;
}
