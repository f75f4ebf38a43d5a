/**
 * What is about readers: registrations, loans, holds, charges, blocks. One transaction compares them all, because each of the others
 * names a reader, and who became whom is known by keyed tokens alone. Nothing here is shown with more than a digest of a token.
 */
import { readRegion } from '#comparison/snapshots/snapshot.ts';
import { toJson } from '#store/to-json.ts';
import { sql, type RawBuilder } from 'kysely';
import { compareCharges, compareHolds, compareLoans } from './compare-circulation.ts';
import { ofLibraries, sidesOf } from './catalogue-rows.ts';
import { homeField, homesOf, makeHomes } from './homes.ts';
import type { LedgerSides } from './ledger.ts';
import { closeClass, openClass, whoTells, type ReaderClass } from './reader-class.ts';
import {
  clearClass,
  col,
  compareFields,
  digestOf,
  keepUnproved,
  keepWorksheet,
  makeTemp,
  noteUntold,
  openWorksheet,
  run,
  type ComparedField,
  type Tx,
} from './worksheet.ts';

export async function compareReaderClasses(tx: Tx, sides: LedgerSides): Promise<void> {
  await makePairsOfBefore(tx, sides);
  await makeHomes(tx, sides);
  await compareReaders(tx, sides);
  await compareBlocks(tx, sides);
  await compareLoans(tx, sides);
  await compareHolds(tx, sides);
  await compareCharges(tx, sides);
}

/**
 * What records and items became, and the zones by which a moment is a day. `lost_barcode`: which barcode a copy should have that became
 * none; with one that became a copy, its loan goes to no other, whichever barcode that has.
 */
async function makePairsOfBefore(tx: Tx, { number, source, target, plan }: LedgerSides): Promise<void> {
  await makeTemp(
    tx,
    'l_record',
    sql`SELECT s.record AS source, t.record AS target FROM ledger_row r
      JOIN snapshot_record s ON s.id = r.source JOIN snapshot_record t ON t.id = r.target
      WHERE r.ledger = ${number} AND r.class = 'RECORDS' AND r.in_source`,
    ['source'],
  );
  await makeTemp(
    tx,
    'l_item',
    // While a page is harvested a copy that moves stands twice, with one number: its loan is one all the same.
    sql`SELECT DISTINCT ON (s.system, s.local_id) s.system, s.local_id AS source, s.barcode, t.local_id AS target,
        CASE WHEN t.id IS NULL THEN CASE WHEN q.item IS NULL THEN s.barcode ELSE q.barcode END END AS lost_barcode
      FROM ledger_row r JOIN snapshot_item s ON s.id = r.source LEFT JOIN snapshot_item t ON t.id = r.target
        LEFT JOIN planned_item q ON q.plan = ${plan} AND q.item = s.id
      WHERE r.ledger = ${number} AND r.class = 'ITEMS' AND r.in_source ORDER BY s.system, s.local_id, t.id IS NULL, s.id`,
    ['system', 'source'],
  );
  const zones = [...(await readRegion(tx, source)).systems, ...(await readRegion(tx, target)).systems].map(
    ({ id, timeZone }) => ({ id, zone: timeZone }),
  );
  await makeTemp(
    tx,
    'l_zone',
    sql`SELECT s.id AS system, max(z.zone) AS zone FROM json_to_recordset(${toJson(zones)}::json) AS z (id text, zone text)
      JOIN system s ON s.system_id = z.id GROUP BY 1`,
  );
}

const READER_COLUMNS = sql`t.system, t.reader_token, t.library, t.card_token, t.email, t.name_birth, t.category, t.expiry_year, t.expires_on, t.blocked,
  t.messages, t.told`;
const TOKENS = ['card_token', 'name_birth', 'email'] as const;
/** Whether a token is that of one reader alone; what several have says nothing. */
const ONLY = sql.join(
  TOKENS.map((name) => {
    const token = sql.ref(`t.${name}`);
    return sql`count(${token}) OVER (PARTITION BY ${token}) = 1 AS ${sql.ref(`only_${name}`)}`;
  }),
);

/** By card, by name with birth date, by e-mail. */
async function compareReaders(tx: Tx, sides: LedgerSides): Promise<void> {
  const { source, target, targetSystem, before, plan, number } = sides;
  const telling = await whoTells(tx, sides, 'READERS');
  const key = (table: 's' | 't'): RawBuilder<unknown> =>
    digestOf(number, sql`${sql.ref(`${table}.system`)} || ' ' || ${sql.ref(`${table}.reader_token`)}`);
  const reader: ReaderClass = {
    cls: 'READERS',
    telling,
    key,
    source: sql`SELECT ${READER_COLUMNS}, coalesce(q.goes, true) AS goes, q.person, ${homesOf(sql`coalesce(q.home, t.library)`)},
        CASE WHEN q.category IS NOT NULL THEN q.category
          ELSE coalesce((SELECT m.target FROM l_map m WHERE m.system = t.system AND m.list = 'PATRON_CATEGORY' AND m.code = t.category), t.category)
        END AS want_category, ${ONLY}
      FROM snapshot_reader t LEFT JOIN planned_reader q ON q.plan = ${plan} AND q.system = t.system AND q.reader_token = t.reader_token
      WHERE t.snapshot = ${source} AND t.system = ANY(${[...telling.source]}::smallint[]) AND ${ofLibraries(sides)}`,
    target: sql`SELECT ${READER_COLUMNS}, EXISTS (SELECT FROM snapshot_reader b WHERE b.snapshot = ${before} AND b.system = t.system
        AND b.reader_token = t.reader_token) AS was_there, ${ONLY}
      FROM snapshot_reader t WHERE t.snapshot = ${target} AND t.system = ${targetSystem}`,
  };
  const isOpen = await openClass(tx, sides, reader);
  if (isOpen) await pairReaders(tx);
  await makeTemp(
    tx,
    'l_reader',
    // What all whom the target made one reader of had together, the one that was there before among them. Where one does not tell it,
    // what the others had is at least there: one block is a block, and fewer messages than those are a loss; else it is null.
    sql`SELECT s.system, s.reader_token AS source, t.reader_token AS target, s.number, t.id, s.library, s.blocked AS s_blocked,
        s.messages AS s_messages, t.blocked AS t_blocked, t.messages AS t_messages, t.was_there, s.goes,
        CASE WHEN bool_or(s.blocked) OVER one OR b.blocked THEN true
          WHEN bool_and(s.blocked IS NOT NULL) OVER one AND (b.blocked IS NOT NULL OR NOT t.was_there) THEN false END AS all_blocked,
        CASE WHEN bool_and(s.messages IS NOT NULL) OVER one AND (b.messages IS NOT NULL OR NOT t.was_there)
            OR coalesce(sum(s.messages) OVER one, 0) + coalesce(b.messages, 0) > t.messages
          THEN coalesce(sum(s.messages) OVER one, 0) + coalesce(b.messages, 0) END AS all_messages
      FROM l_source s LEFT JOIN l_pair p ON p.source = s.number LEFT JOIN l_target t ON t.id = p.target
        LEFT JOIN snapshot_reader b ON t.was_there AND b.snapshot = ${before} AND b.system = t.system AND b.reader_token = t.reader_token
      WINDOW one AS (PARTITION BY t.id)`,
    ['system', 'source'],
  );
  if (!isOpen) return;
  await makePairsOfReaders(tx, before);
  const fields = readerFields(number);
  await compareFields(tx, 'l_both', fields);
  await run(
    tx,
    sql`UPDATE l_row r SET merged = true FROM l_both b WHERE b.number = r.number AND (b.members > 1 OR b.was_there) AND b.s_system <> b.t_system`,
    // Of several registrations that became one, each field is that of one of them, the one that was there before among them.
    sql`UPDATE l_diff d SET rule = 'reader-merged' FROM l_both b
      WHERE b.number = d.number AND d.rule IS NULL AND d.untold IS NULL AND (
        EXISTS (SELECT FROM l_was p, LATERAL (VALUES ${sql.join(
          fields.map(({ field, now }) => sql`(${sql.lit(field)}, (${now})::text)`),
        )}) f (field, now) WHERE p.number = b.number AND f.field = d.field AND f.now IS NOT DISTINCT FROM d.to_value)
        OR b.members > 1 AND EXISTS (SELECT FROM l_both p, LATERAL (VALUES ${sql.join(
          fields.map(({ field, was, want = was }) => sql`(${sql.lit(field)}, (${want})::text)`),
        )}) f (field, want)
          WHERE p.id = b.id AND p.number <> b.number AND f.field = d.field AND f.want IS NOT DISTINCT FROM d.to_value))`,
  );
  await closeClass(tx, sides, reader, {
    thing: '(reader)',
    dropRule: 'reader-left-behind',
    doubles: sql`s.card_token = t.card_token`,
  });
}

/** `l_both`: each pair; `l_was`: those of readers that the target had, with what these were before the load. */
async function makePairsOfReaders(tx: Tx, before: number | null): Promise<void> {
  const columns = [
    'system',
    'library',
    'card_token',
    'email',
    'name_birth',
    'category',
    'expiry_year',
    'expires_on',
    'told',
  ];
  await makeTemp(
    tx,
    'l_both',
    sql`SELECT s.number, s.want_category, s.same_homes, s.want_homes, t.id, t.was_there, count(*) OVER (PARTITION BY t.id) AS members,
        ${sidesOf(columns)}
      FROM l_pair p JOIN l_source s ON s.number = p.source JOIN l_target t ON t.id = p.target`,
    ['id'],
  );
  await makeTemp(
    tx,
    'l_was',
    sql`SELECT l.number, ${sql.join(columns.map((name) => sql`${sql.ref(`l.s_${name}`)}, ${sql.ref(`b.${name}`)} AS ${sql.ref(`t_${name}`)}`))}
      FROM l_both l JOIN l_target t ON t.id = l.id JOIN snapshot_reader b ON b.snapshot = ${before} AND b.system = t.system AND b.reader_token = t.reader_token
      WHERE l.was_there`,
    ['number'],
  );
}

async function pairReaders(tx: Tx): Promise<void> {
  const left = sql`NOT EXISTS (SELECT FROM l_pair p WHERE p.source = s.number) AND s.goes`;
  // Of two systems that gave out one card, the reader who was there is known by now: then one of each side is left.
  const onlyLeft = (table: string, own: string, isFree: RawBuilder<unknown>): RawBuilder<unknown> =>
    sql`(SELECT card_token AS value, max(${sql.ref(own)}) AS row FROM ${sql.table(table)} x
      WHERE NOT EXISTS (SELECT FROM l_pair p WHERE ${sql.ref(table === 'l_source' ? 'p.source' : 'p.target')} = ${sql.ref(`x.${own}`)})
      GROUP BY 1 HAVING count(*) = 1 AND bool_and(${isFree}))`;
  // Several registrations of one person may have become one. Without a plan that says so, two of one system did not, nor did two with
  // other names and birth dates: then one was lost, and what the other has of hers would explain it.
  const isAnothers = sql`EXISTS (SELECT FROM l_pair p JOIN l_source o ON o.number = p.source WHERE p.target = t.id AND (o.system = s.system
    OR coalesce(o.name_birth <> s.name_birth, false) OR coalesce(t.name_birth <> s.name_birth, false)))`;
  // A reader of the target's own with another name and birth date is a stranger, whose card or address hides that this one was not loaded.
  const byOne = (column: (typeof TOKENS)[number]): RawBuilder<unknown> =>
    sql`INSERT INTO l_pair SELECT s.number, t.id FROM l_source s JOIN l_target t ON ${sql.ref(`t.${column}`)} = ${sql.ref(`s.${column}`)}
      WHERE ${sql.ref(`s.only_${column}`)} AND ${sql.ref(`t.only_${column}`)} AND ${left} AND NOT ${isAnothers}
        AND NOT (t.was_there AND t.name_birth IS NOT NULL AND coalesce(s.name_birth <> t.name_birth, false))`;
  await run(
    tx,
    sql`INSERT INTO l_pair SELECT s.number, t.id FROM l_source s JOIN l_target t ON t.system = s.system AND t.reader_token = s.reader_token WHERE s.goes`,
    byOne('card_token'),
    sql`INSERT INTO l_pair SELECT number, id FROM (
      SELECT s.number, t.id, row_number() OVER (PARTITION BY t.id, s.system ORDER BY s.number) AS nth
      FROM l_source s JOIN l_target t ON t.name_birth = s.name_birth AND t.only_name_birth
      WHERE ${left} AND NOT ${isAnothers}) s
      WHERE nth = 1`,
    byOne('email'),
    sql`INSERT INTO l_pair SELECT s.number, min(p.target) FROM l_source s JOIN l_source o ON o.person = s.person AND o.number <> s.number
      JOIN l_pair p ON p.source = o.number WHERE ${left} GROUP BY s.number`,
    sql`ANALYZE l_pair`,
    sql`INSERT INTO l_pair SELECT s.row, t.row FROM ${onlyLeft('l_source', 'number', sql`x.goes`)} s
      JOIN ${onlyLeft('l_target', 'id', sql`NOT x.was_there`)} t ON t.value = s.value`,
    sql`ANALYZE l_pair`,
  );
}

function readerFields(ledger: number): readonly ComparedField[] {
  const tells = (fact: string): NonNullable<ComparedField['told']> => [
    sql`${fact} = ANY(p.s_told)`,
    sql`${fact} = ANY(p.t_told)`,
  ];
  const token = (field: string, name: string): ComparedField => ({
    field,
    was: digestOf(ledger, col(`s_${name}`)),
    now: digestOf(ledger, col(`t_${name}`)),
  });
  const anyOf = (name: string): NonNullable<ComparedField['told']> => [
    sql`EXISTS (SELECT FROM l_source x WHERE ${sql.ref(`x.${name}`)} IS NOT NULL)`,
    sql`EXISTS (SELECT FROM l_target x WHERE ${sql.ref(`x.${name}`)} IS NOT NULL)`,
  ];
  // To the day if both sides tell it; else by the year.
  const byDay = sql`('EXPIRY_DAY' = ANY(p.s_told) AND 'EXPIRY_DAY' = ANY(p.t_told))`;
  const expiry = (
    side: string,
  ): RawBuilder<unknown> => sql`CASE WHEN ${byDay} THEN ${digestOf(ledger, col(`${side}_expires_on`))}
    ELSE ${col(`${side}_expiry_year`)}::text END`;
  return [
    { ...token('card', 'card_token'), told: tells('CARD') },
    {
      field: 'category',
      was: col('s_category'),
      want: col('want_category'),
      now: col('t_category'),
      told: tells('CATEGORY'),
      rule: 'category-mapped',
    },
    homeField,
    { field: 'expiry', was: expiry('s'), now: expiry('t'), told: tells('EXPIRY') },
    { ...token('e-mail', 'email'), told: anyOf('email') },
    { ...token('name and birth date', 'name_birth'), told: anyOf('name_birth') },
  ];
}

/** Readers who are blocked, or have messages, on either side. A reader who is missing has lost theirs too. */
async function compareBlocks(tx: Tx, sides: LedgerSides): Promise<void> {
  const { number, targetSystem } = sides;
  const telling = await whoTells(tx, sides, 'READERS');
  await clearClass(tx, sides, 'BLOCKS');
  await openWorksheet(tx);
  const key = digestOf(number, sql`r.system || ' ' || r.source`);
  await makeTemp(
    tx,
    'l_both',
    sql`SELECT row_number() OVER (ORDER BY r.system, r.source)::int AS number, r.* FROM (
      SELECT r.system, r.source, r.target, r.library, r.s_blocked, r.t_blocked, r.all_blocked, r.s_messages, r.t_messages, r.all_messages,
        r.was_there, r.goes
      FROM l_reader r
      WHERE r.s_blocked OR r.s_messages > 0 OR (r.t_blocked AND NOT r.was_there) OR (r.t_messages > 0 AND NOT r.was_there)) r`,
  );
  await sql`INSERT INTO l_row (number, system, key, libraries, in_source, merged)
    SELECT r.number, r.system, ${key}, CASE WHEN r.library IS NULL THEN '{}' ELSE ARRAY[r.library] END,
      coalesce(r.s_blocked, false) OR coalesce(r.s_messages, 0) > 0, false FROM l_both r`.execute(tx);
  if (!telling.target || telling.source.length === 0) {
    await keepUnproved(tx, sides, 'BLOCKS', telling.target ? 'SOURCE' : telling.source.length > 0 ? 'TARGET' : 'BOTH');
    return;
  }
  await sql`INSERT INTO l_diff (number, field, what, from_value, rule)
    SELECT r.number, '(reader)', 'MISSING', ${key}, CASE WHEN NOT r.goes THEN 'block-left-behind' END FROM l_both r WHERE r.target IS NULL`.execute(
    tx,
  );
  await makeTemp(tx, 'l_found', sql`SELECT * FROM l_both WHERE target IS NOT NULL`);
  // What one registration tells is told, though not what all had together, if the target tells nothing that it could be held against.
  const field = (name: string): ComparedField => {
    const [all, own, now] = [col(`all_${name}`), col(`s_${name}`), col(`t_${name}`)];
    return {
      field: name,
      was: sql`coalesce(${all}, ${own})`,
      now,
      told: [sql`(${all} IS NOT NULL OR ${now} IS NULL AND ${own} IS NOT NULL)`, sql`${now} IS NOT NULL`],
    };
  };
  await compareFields(tx, 'l_found', [field('blocked'), field('messages')]);
  const { rows } = await sql<{ blocked: boolean; messages: boolean }>`
    SELECT bool_or(blocked IS NOT NULL) AS blocked, bool_or(messages IS NOT NULL) AS messages FROM snapshot_reader
    WHERE (snapshot = ${sides.target} AND system = ${targetSystem}) OR (snapshot = ${sides.source} AND system = ANY(${[...sides.systems]}::smallint[]))`.execute(
    tx,
  );
  const silent = (['blocked', 'messages'] as const).filter((name) => rows[0]?.[name] !== true);
  await noteUntold(
    tx,
    sides,
    'BLOCKS',
    silent.map((name) => ({ field: name, by: 'BOTH' as const })),
  );
  await keepWorksheet(tx, sides, 'BLOCKS');
}
