/** Loans, holds and charges of the source beside those of the target: each of a reader, who is known by a token alone. */
import { isInVersion } from '#comparison/snapshots/snapshot-rows.ts';
import { sql, type RawBuilder } from 'kysely';
import { ofLibraries, sidesOf } from './catalogue-rows.ts';
import type { LedgerSides } from './ledger.ts';
import {
  becameOf,
  besideBefore,
  BOTH_LACK_READER,
  closeClass,
  dayOf,
  hourOf,
  LACKS_READER_THERE,
  lacksReader,
  openClass,
  pairBy,
  readerField,
  tellsReader,
  whoTells,
  type ReaderClass,
} from './reader-class.ts';
import {
  col,
  compareFields,
  countVerdicts,
  digestOf,
  makeTemp,
  run,
  type ComparedField,
  type Tx,
} from './worksheet.ts';

/** Whether a side tells it of any row at all; of a pair of which the other side has none either, there is nothing to tell. */
function tellsAny(table: 'l_source' | 'l_target', column: string, other: string): RawBuilder<unknown> {
  return sql`(EXISTS (SELECT FROM ${sql.table(table)} x WHERE ${sql.ref(`x.${column}`)} IS NOT NULL) OR ${col(other)} IS NULL)`;
}

const told = (name: string): NonNullable<ComparedField['told']> => [
  sql`${col(`s_${name}`)} IS NOT NULL`,
  sql`${col(`t_${name}`)} IS NOT NULL`,
];

/** What a copy `i` became; one that the snapshot does not have keeps its number `t.item` within one system. */
const becameItem = (targetSystem: number): RawBuilder<unknown> =>
  sql`coalesce(i.target, CASE WHEN i.source IS NULL AND t.system = ${targetSystem} THEN t.item END)`;

/** Paired by the copy that is lent, then compared: due days that were swapped show. */
export async function compareLoans(tx: Tx, sides: LedgerSides): Promise<void> {
  const { source, target, targetSystem, before, plan, number } = sides;
  const telling = await whoTells(tx, sides, 'LOANS');
  const readers = await whoTells(tx, sides, 'READERS');
  const columns = sql`t.system, t.item, t.library, t.reader_token, ${dayOf('t.due_on', 't.due_at')} AS due, t.due_at,
    ${hourOf('t.due_at')} AS due_hour, (t.loaned_at AT TIME ZONE coalesce(z.zone, 'UTC'))::date AS lent, t.renewals`;
  const loan: ReaderClass = {
    cls: 'LOANS',
    telling,
    key: (table) => sql`coalesce(${sql.ref(`${table}.barcode`)}, 'item ' || ${sql.ref(`${table}.item`)})`,
    source: sql`SELECT ${columns}, i.barcode, i.lost_barcode, ${becameItem(targetSystem)} AS target_item, ${becameOf('t')} AS want_reader,
        ${lacksReader(readers, sides)}, coalesce(q.goes, true) AS goes,
        CASE WHEN q.plan IS NULL THEN ${dayOf('t.due_on', 't.due_at')} ELSE ${dayOf('q.due_on', 'q.due_at')} END AS want_due,
        CASE WHEN q.plan IS NULL THEN ${hourOf('t.due_at')} ELSE ${hourOf('q.due_at')} END AS want_hour
      FROM snapshot_loan t LEFT JOIN l_zone z ON z.system = t.system
        LEFT JOIN l_item i ON i.system = t.system AND i.source = t.item
        LEFT JOIN planned_loan q ON q.plan = ${plan} AND q.system = t.system AND q.item = t.item
      WHERE t.snapshot = ${source} AND t.system = ANY(${[...telling.source]}::smallint[]) AND ${ofLibraries(sides)}`,
    target: sql`SELECT ${columns}, i.barcode, ${LACKS_READER_THERE}, EXISTS (SELECT FROM snapshot_loan b WHERE b.snapshot = ${before} AND b.system = t.system
        AND b.item = t.item) AS was_there
      FROM snapshot_loan t LEFT JOIN l_zone z ON z.system = t.system
        LEFT JOIN LATERAL (SELECT i.barcode FROM snapshot_system v JOIN snapshot_item i ON i.system = v.system AND ${isInVersion('i', 'v')}
          WHERE v.snapshot = ${target} AND v.system = t.system AND i.record = t.record AND i.local_id = t.item LIMIT 1) i ON true
      WHERE t.snapshot = ${target} AND t.system = ${targetSystem}`,
  };
  if (!(await openClass(tx, sides, loan))) return;
  await run(
    tx,
    pairBy(['target_item'], ['item'], ['due']),
    pairBy(['lost_barcode'], ['barcode'], ['due']),
    sql`ANALYZE l_pair`,
  );
  await makeTemp(
    tx,
    'l_both',
    sql`SELECT s.number, s.system AS s_system, s.want_reader, t.reader_token AS t_reader, s.due AS s_due, s.want_due, t.due AS t_due,
        s.due_hour AS s_due_hour, s.want_hour, t.due_hour AS t_due_hour,
        s.lent AS s_lent, t.lent AS t_lent, s.renewals AS s_renewals, t.renewals AS t_renewals,
        s.lacks_reader AS s_lacks_reader, t.lacks_reader AS t_lacks_reader
      FROM l_pair p JOIN l_source s ON s.number = p.source JOIN l_target t ON t.id = p.target`,
  );
  await compareFields(tx, 'l_both', [
    { field: 'due day', was: col('s_due'), want: col('want_due'), now: col('t_due'), rule: 'due-by-policy' },
    {
      field: 'due hour',
      was: col('s_due_hour'),
      want: col('want_hour'),
      now: col('t_due_hour'),
      told: [tellsAny('l_source', 'due_hour', 't_due_hour'), tellsAny('l_target', 'due_hour', 'want_hour')],
      rule: 'due-by-policy',
    },
    { field: 'lent on', was: col('s_lent'), now: col('t_lent'), told: told('lent') },
    { field: 'renewals', was: col('s_renewals'), now: col('t_renewals'), told: told('renewals') },
    readerField(number, readers, BOTH_LACK_READER),
  ]);
  await closeClass(tx, sides, loan, {
    thing: '(loan)',
    dropRule: 'loan-left-behind',
    doubles: sql`s.target_item = t.item`,
  });
}

/** By reader and record, in the order of the queue. */
export async function compareHolds(tx: Tx, sides: LedgerSides): Promise<void> {
  const { source, targetSystem, plan, number } = sides;
  const there = besideBefore('snapshot_hold', sides, {
    same: ['reader_token', 'record', 'item'],
    alike: ['placed_on', 'status', 'pickup'],
  });
  const telling = await whoTells(tx, sides, 'HOLDS');
  const readers = await whoTells(tx, sides, 'READERS');
  const key = (table: 's' | 't'): RawBuilder<unknown> =>
    sql`${digestOf(number, sql`${sql.ref(`${table}.system`)} || ' ' || ${sql.ref(`${table}.reader_token`)}`)} || ' on record ' || coalesce(${sql.ref(`${table}.local_id`)}, '?')`;
  const columns = sql`t.system, t.item, t.record, t.library, t.reader_token, t.status, t.placed_on, t.arrived_on, t.place, t.pickup,
    (SELECT max(r.local_id) FROM snapshot_record r WHERE r.record = t.record) AS local_id`;
  const hold: ReaderClass = {
    cls: 'HOLDS',
    telling,
    key,
    source: sql`SELECT ${columns}, (SELECT min(p.target) FROM l_record p WHERE p.source = t.record) AS target_record, ${becameOf('t')} AS want_reader,
        ${tellsReader(readers)} AS tells_reader, ${lacksReader(readers, sides)}, coalesce(q.goes, true) AS goes, ${becameItem(targetSystem)} AS target_item,
        coalesce((SELECT m.target FROM l_pickup m WHERE m.system = t.system AND m.code = t.pickup AND t.system <> ${targetSystem}), t.pickup) AS want_pickup
      FROM snapshot_hold t LEFT JOIN l_item i ON i.system = t.system AND i.source = t.item
        LEFT JOIN planned_hold q ON q.plan = ${plan} AND q.hold = t.id
      WHERE t.snapshot = ${source} AND t.system = ANY(${[...telling.source]}::smallint[]) AND ${ofLibraries(sides)}`,
    target: sql`SELECT ${columns}, ${LACKS_READER_THERE}, t.was_there FROM (${there}) t`,
  };
  if (!(await openClass(tx, sides, hold))) return;
  await run(
    tx,
    pairBy(['want_reader', 'target_record'], ['reader_token', 'record'], ['place', 'placed_on']),
    pairBy(['target_record'], ['record'], ['place', 'placed_on'], sql`NOT s.tells_reader`),
    pairBy(['target_record', 'lacks_reader'], ['record', 'lacks_reader'], ['place', 'placed_on']),
    sql`ANALYZE l_pair`,
  );
  await makeTemp(
    tx,
    'l_both',
    sql`SELECT s.number, s.system AS s_system, s.want_reader, t.reader_token AS t_reader, s.target_item, t.item AS t_item, s.item AS s_item,
        s.want_pickup, ${sidesOf(['status', 'placed_on', 'arrived_on', 'place', 'pickup', 'lacks_reader'])}
      FROM l_pair p JOIN l_source s ON s.number = p.source JOIN l_target t ON t.id = p.target`,
  );
  await compareFields(tx, 'l_both', [
    { field: 'place', was: col('s_place'), now: col('t_place'), told: told('place') },
    { field: 'status', was: col('s_status'), now: col('t_status') },
    { field: 'placed on', was: col('s_placed_on'), now: col('t_placed_on'), told: told('placed_on') },
    { field: 'arrived on', was: col('s_arrived_on'), now: col('t_arrived_on') },
    { field: 'pickup', was: col('want_pickup'), now: col('t_pickup'), told: told('pickup') },
    // Null of a hold for any copy of the title: that it waits for one alone now is another hold, and so is the other way round.
    {
      field: 'item',
      was: sql`CASE WHEN p.s_item IS NOT NULL THEN coalesce(p.target_item, 'a copy that is not in the target') END`,
      now: col('t_item'),
    },
    readerField(number, readers, BOTH_LACK_READER),
  ]);
  await closeClass(tx, sides, hold, {
    thing: '(hold)',
    dropRule: 'hold-left-behind',
    doubles: sql`s.want_reader = t.reader_token AND s.target_record = t.record`,
  });
}

const CHARGE_FIELDS: readonly ComparedField[] = [
  { field: 'pence', was: col('s_amount_pence'), now: col('t_amount_pence') },
  { field: 'currency', was: col('s_currency'), now: col('t_currency') },
  { field: 'kind', was: col('s_kind'), now: col('t_kind'), told: told('kind') },
  { field: 'charged on', was: col('s_charged_on'), now: col('t_charged_on'), told: told('charged_on') },
  {
    field: 'item',
    was: col('target_item'),
    now: col('t_item'),
    told: [tellsAny('l_source', 'item', 't_item'), tellsAny('l_target', 'item', 's_item')],
  },
];

/** What a charge and the one that it became have in common, from all of it to the least. */
const CHARGE_KEYS: readonly (readonly string[])[] = [
  ['kind', 'target_item', 'amount_pence'],
  ['kind', 'target_item'],
  ['kind', 'amount_pence'],
  ['amount_pence'],
  ['kind'],
];
/** The same where readers are not told. One of another amount is then a charge that changed only if it is of the same copy. */
const CHARGE_KEYS_WITHOUT_READER: typeof CHARGE_KEYS = [
  ['kind', 'target_item', 'amount_pence', 'charged_on'],
  ['kind', 'target_item', 'amount_pence'],
  ['target_item', 'amount_pence'],
  ['kind', 'amount_pence', 'charged_on'],
  ['amount_pence', 'charged_on'],
  ['kind', 'amount_pence'],
  ['amount_pence'],
];

async function pairCharges(tx: Tx): Promise<void> {
  const order = ['charged_on', 'amount_pence'];
  const isAlone = sql`NOT s.tells_reader`;
  await run(
    tx,
    ...CHARGE_KEYS.map((same) => pairBy(['want_reader', ...same], ['reader_token', ...same], order)),
    ...CHARGE_KEYS_WITHOUT_READER.map((same) => pairBy(same, same, order, isAlone)),
    pairBy(['kind', 'target_item'], ['kind', 'target_item'], order, sql`${isAlone} AND s.target_item <> ''`),
    sql`ANALYZE l_pair`,
  );
}

/** By reader, kind and copy; what each side has in all is kept in pence. */
export async function compareCharges(tx: Tx, sides: LedgerSides): Promise<void> {
  const { source, targetSystem, number, plan } = sides;
  const same = ['reader_token', 'kind', 'item', 'amount_pence'];
  const there = besideBefore('snapshot_charge', sides, { same, alike: ['charged_on', 'currency'] });
  const telling = await whoTells(tx, sides, 'CHARGES');
  const readers = await whoTells(tx, sides, 'READERS');
  const key = (table: 's' | 't'): RawBuilder<unknown> =>
    sql`${digestOf(number, sql`${sql.ref(`${table}.system`)} || ' ' || ${sql.ref(`${table}.reader_token`)}`)} || ' ' || coalesce(${sql.ref(`${table}.kind`)}, '(kind not told)')`;
  const columns = sql`t.system, t.item, t.library, t.reader_token, t.kind, t.amount_pence, t.currency, t.charged_on`;
  const charge: ReaderClass = {
    cls: 'CHARGES',
    telling,
    key,
    source: sql`SELECT ${columns}, ${becameOf('t')} AS want_reader, coalesce(${becameItem(targetSystem)}, CASE WHEN t.item IS NULL THEN '' END) AS target_item,
        ${tellsReader(readers)} AS tells_reader, coalesce(q.goes, true) AS goes
      FROM snapshot_charge t LEFT JOIN l_item i ON i.system = t.system AND i.source = t.item
        LEFT JOIN planned_reader q ON q.plan = ${plan} AND q.system = t.system AND q.reader_token = t.reader_token
      WHERE t.snapshot = ${source} AND t.system = ANY(${[...telling.source]}::smallint[]) AND ${ofLibraries(sides)}`,
    target: sql`SELECT ${columns}, coalesce(t.item, '') AS target_item, t.was_there FROM (${there}) t`,
  };
  if (!(await openClass(tx, sides, charge))) {
    await keepPence(tx, number);
    return;
  }
  await pairCharges(tx);
  await makeTemp(
    tx,
    'l_both',
    sql`SELECT s.number, s.system AS s_system, s.want_reader, t.reader_token AS t_reader, s.item AS s_item, nullif(s.target_item, '') AS target_item, t.item AS t_item, ${sidesOf(['kind', 'amount_pence', 'currency', 'charged_on'])}
      FROM l_pair p JOIN l_source s ON s.number = p.source JOIN l_target t ON t.id = p.target`,
  );
  await compareFields(tx, 'l_both', [...CHARGE_FIELDS, readerField(number, readers)]);
  await closeClass(tx, sides, charge, {
    thing: '(charge)',
    dropRule: 'charge-left-behind',
    doubles: sql`s.want_reader = t.reader_token AND s.kind = t.kind AND s.amount_pence = t.amount_pence`,
  });
  await keepPence(tx, number);
}

/** What each row comes to on both sides; of a class that one side does not tell, on the other. */
async function keepPence(tx: Tx, number: number): Promise<void> {
  await run(
    tx,
    sql`UPDATE ledger_row r SET pence_from = s.amount_pence, pence_to = t.amount_pence
      FROM l_source s LEFT JOIN l_pair p ON p.source = s.number LEFT JOIN l_target t ON t.id = p.target
      WHERE r.ledger = ${number} AND r.class = 'CHARGES' AND r.in_source AND s.number = r.number`,
    sql`UPDATE ledger_row r SET pence_to = t.amount_pence FROM l_target t
      WHERE r.ledger = ${number} AND r.class = 'CHARGES' AND NOT r.in_source AND t.id = r.number - (SELECT count(*) FROM l_source)`,
  );
  await countVerdicts(tx, number, 'CHARGES');
}
