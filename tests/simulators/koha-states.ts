/** One copy in each of 28 states of a real Koha, as eight of its interfaces tell it: how that is read, and a world of the same. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import {
  addAuthorisedValue,
  addBiblio,
  addItem,
  addItemType,
  addLibrary,
  addPatron,
  checkOut,
  createKohaWorld,
  placeHold,
  requestTransfer,
} from '#simulators/koha/world.ts';
import type { KohaWorld } from '#simulators/koha/world.ts';
import { instantOf } from '#simulators/time.ts';
import { sharedPath } from '#tests/support/shared.ts';

const answer = <Row extends z.ZodType>(body: Row) => z.object({ status: z.literal(200), body });
const REASON = z.enum(['Manual', 'Reserve', 'ReturnToHome']);
const rows = z.array(z.record(z.string(), z.unknown()));
const stateSchema = z.object({
  state: z.string(),
  database: z.object({
    title_level_holds: z.number(),
    branchtransfers: z.array(
      z.object({ frombranch: z.string(), tobranch: z.string(), datesent: z.boolean(), reason: REASON }),
    ),
  }),
  rest_item: answer(z.looseObject({ item_id: z.number(), biblio_id: z.number() })),
  rest_holds: answer(
    z.array(z.looseObject({ hold_id: z.number(), item_id: z.string(), status: z.string().nullable() })),
  ),
  rest_checkouts: answer(rows),
  rest_public_items: answer(rows),
  ilsdi_GetAvailability: z.string(),
  ilsdi_GetRecords_item: z.string(),
  oai_952: z.string(),
  sip2_18: z.string(),
});
export type RecordedState = z.infer<typeof stateSchema>;

export function readStates(): readonly RecordedState[] {
  const file = sharedPath('recordings', 'koha', 'states-across-interfaces.json');
  return z.object({ states: z.array(stateSchema) }).parse(JSON.parse(readFileSync(file, 'utf8'))).states;
}

const BRANCHES = { MPL: 'Midway', CPL: 'Centerville', FFL: 'Fairfield', TPL: 'Troy' };
const LENT_TO = 1;

/** A Koha with these copies alone, each in its state. */
export function worldOf(states: readonly RecordedState[]): KohaWorld {
  const now = instantOf('2026-11-30 02:12:20', 'Europe/Berlin');
  const world = createKohaWorld({
    timeZone: 'Europe/Berlin',
    now: () => now,
    preferences: {
      'OAI-PMH:include_items': true,
      'ILS-DI': true,
      OpacHiddenItems: { location: ['STAFF'] },
      ClaimReturnedLostValue: 6,
    },
  });
  for (const [code, name] of Object.entries(BRANCHES)) addLibrary(world, code, name);
  for (const type of ['VM', 'REF']) addItemType(world, type, type, true);
  for (const type of ['MU', 'CF', 'JR', 'ILL']) addItemType(world, type, type);
  addAuthorisedValue(world, 'LOST', '6', 'Claims returned');
  addPatron(world, { patron_id: LENT_TO, library_id: 'CPL' });
  for (const state of states) addState(world, state);
  return world;
}

function addState(world: KohaWorld, { database, rest_item, rest_holds, rest_checkouts }: RecordedState): void {
  const { item_id, biblio_id, ...row } = rest_item.body;
  if (!world.biblios.has(biblio_id)) {
    const field = { tag: '245', ind1: '0', ind2: '0', subfields: [{ code: 'a', value: `Title ${biblio_id}` }] };
    addBiblio(world, { biblio_id, marc: { leader: '00000nam a2200000 a 4500', fields: [field] } });
  }
  const { effective_item_type_id: _type, effective_not_for_loan_status: _rule, ...columns } = row;
  const item = addItem(world, { item_id, biblio_id, home_library_id: String(row['home_library_id']) });
  for (const loan of rest_checkouts.body) {
    Object.assign(checkOut(world, { item_id, patron_id: LENT_TO }), rowOf({ ...loan, patron_id: LENT_TO }));
  }
  Object.assign(item, rowOf(columns));
  const wanted = { biblio_id, patron_id: LENT_TO, pickup_library_id: item.holding_library_id };
  for (const hold of rest_holds.body) {
    Object.assign(placeHold(world, wanted), rowOf({ ...hold, item_id, patron_id: LENT_TO }));
  }
  for (let place = 0; place < database.title_level_holds; place += 1) placeHold(world, wanted);
  for (const { frombranch, tobranch, datesent, reason } of database.branchtransfers) {
    const transfer = requestTransfer(world, item_id, tobranch, reason);
    Object.assign(transfer, { from_library_id: frombranch, sent: datesent ? world.now() : null });
  }
}

/** Moments as a world has them. */
function rowOf(row: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, isMoment(value) ? Date.parse(value) : value]),
  );
}

function isMoment(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT/u.test(value);
}
