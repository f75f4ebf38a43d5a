/**
 * A small source and a target into which it was loaded without a fault, written into the index row by row: so that a test may spoil any
 * one thing of the target, and knows all else to be right.
 */
import { createJobKinds } from '#cli/graph/migration.ts';
import { askForSnapshot, doNextJob, findSnapshot } from '#comparison/index.ts';
import type { Region } from '#domain/region.ts';
import { writeIso2709, type MarcField, type MarcRecord } from '#marc/index.ts';
import { createLogger } from '#platform/logger.ts';
import type { Database } from '#store/tables.ts';
import { toJson } from '#store/to-json.ts';
import { sql, type Kysely } from 'kysely';
import { createHash } from 'node:crypto';

export interface WorldRecord {
  readonly id: string;
  fields: MarcField[];
}
export interface WorldItem {
  readonly id: string;
  readonly record: string;
  barcode: string | null;
  call: string;
  branch: string;
  location: string;
  type: string;
  notes: string[];
  staffNotes: string[];
}
export interface WorldStatement {
  readonly record: string;
  text: string;
  /** The library that has MAIN if not given. */
  branch?: 'HILL';
}
export interface WorldReader {
  readonly token: string;
  card: string;
  person: string;
  /** As the person is called, if not given. */
  mail?: string;
  category: string;
  expires: string;
  blocked: boolean;
  messages: number;
}
export interface WorldLoan {
  readonly item: string;
  reader: string;
  due: string;
  lent: string;
  /** Null if the list does not tell it. */
  renewals: number | null;
}
export interface WorldHold {
  readonly record: string;
  readonly reader: string;
  place: number;
  /** MAIN if not given. */
  pickup?: string;
  /** 2026-05-01 if not given. */
  placed?: string;
}
export interface WorldCharge {
  readonly reader: string;
  readonly item: string | null;
  kind: string;
  pence: number;
  /** 2026-04-01 if not given. */
  on?: string;
}
export interface World {
  records: WorldRecord[];
  items: WorldItem[];
  statements: WorldStatement[];
  readers: WorldReader[];
  loans: WorldLoan[];
  holds: WorldHold[];
  charges: WorldCharge[];
}

const AGREEMENT = {
  controller: 'A trust',
  agreement: 'DSA-1',
  dpia: 'DPIA-1',
  purposes: ['MOVE_RECONCILIATION', 'STATISTICS'],
  reviewOn: '2030-01-01',
};

/** As much of a region file as a snapshot reads: the library of the old system, and that of the new one. */
export const ledgerRegion = {
  id: 'ledger',
  name: 'Two systems',
  budgetMs: 2_000,
  networks: [],
  organisations: [],
  issuers: [],
  libraries: ['old', 'new'].map((id) => ({
    id: `${id}-library`,
    name: id,
    sites: [],
    memberships: [],
    patronData: AGREEMENT,
  })),
  systems: ['old', 'new'].map((id) => ({
    id,
    name: id,
    timeZone: 'Europe/London',
    owners: [
      { code: 'MAIN', library: `${id}-library` },
      { code: 'HILL', library: `${id}-hill` },
    ],
  })),
} as unknown as Region;

const field = (tag: string, subfields: readonly (readonly [string, string])[], ind = '  '): MarcField => ({
  tag,
  ind1: ind[0] ?? ' ',
  ind2: ind[1] ?? ' ',
  subfields: subfields.map(([code, value]) => ({ code, value })),
});

/** Every kind of thing, `size` records of it, numbered from behind `after`. */
export function makeWorld(size: number, after = 0): World {
  const numbers = Array.from({ length: size }, (_, index) => after + index + 1);
  const records = numbers.map((n): WorldRecord => ({
    id: String(n),
    fields: [
      { tag: '001', value: String(n) },
      { tag: '005', value: '20260101000000.0' },
      { tag: '008', value: '260101s2020    enk           000 0 eng d' },
      field(
        '245',
        [
          ['a', `Médecine générale ${String(n)} /`],
          ['c', 'by Zoë Ångström.'],
        ],
        '10',
      ),
      field('500', [['a', `Note ${String(n)}`]]),
      field(
        '650',
        [
          ['a', 'Nursing'],
          ['x', `Ethics ${String(n)}`],
          ['9', String(7_000 + n)],
        ],
        ' 0',
      ),
      field('650', [['a', `Wards ${String(n)}`]], ' 0'),
      ...(n % 5 === 0
        ? [
            field(
              '773',
              [
                ['t', 'Bound with'],
                ['w', String(n - 1)],
                ['9', `i${String(n - 1)}a`],
              ],
              '0 ',
            ),
          ]
        : []),
      field('999', [
        ['c', String(n)],
        ['d', String(n)],
      ]),
    ],
  }));
  return {
    records,
    items: numbers.flatMap((n) =>
      ['a', 'b'].map((copy): WorldItem => ({
        id: `i${String(n)}${copy}`,
        record: String(n),
        barcode: `3${String(n).padStart(6, '0')}${copy === 'a' ? '1' : '2'}`,
        call: `WB ${String(n)}`,
        branch: 'MAIN',
        location: 'SHELF',
        type: 'BK',
        notes: copy === 'a' ? [`Signed by the author ${String(n)}`] : [],
        staffNotes: copy === 'b' ? [`seen on shelf ${String(n)}`] : [],
      })),
    ),
    statements: numbers.map((n) => ({ record: String(n), text: `v.${String(n)} (1990)-` })),
    readers: numbers.map((n) => ({
      token: `r${String(n)}`,
      card: `card ${String(n)}`,
      person: `person ${String(n)}`,
      category: 'STAFF',
      expires: `day ${String(n)}`,
      blocked: n % 2 === 0,
      messages: n % 3 === 0 ? 1 : 0,
    })),
    loans: numbers.map((n) => ({
      item: `i${String(n)}a`,
      reader: `r${String(n)}`,
      due: `2026-07-${String(1 + (n % 28)).padStart(2, '0')}`,
      lent: '2026-06-01',
      renewals: n % 4,
    })),
    holds: numbers.flatMap((n) =>
      [0, 1].map((nth) => ({
        record: String(n),
        reader: `r${String(after + 1 + ((n + nth) % size))}`,
        place: nth + 1,
      })),
    ),
    charges: numbers.map((n) => ({
      reader: `r${String(n)}`,
      item: n % 2 === 0 ? `i${String(n)}a` : null,
      kind: 'OVERDUE',
      pence: 100 + n,
    })),
  };
}

/** What the target has after a load without a fault: new numbers, provenance, and links to what the records became. */
export function load(source: World): World {
  const moved = structuredClone(source);
  const anew = (id: string): string => String(5_000_000 + Number(id));
  const item = (id: string): string => `n${id}`;
  return {
    records: moved.records.map(({ id, fields }) => ({
      id: anew(id),
      fields: [
        ...fields
          .filter(({ tag }) => tag !== '999')
          .map((one): MarcField => {
            if (one.tag === '001') return { tag: '001', value: anew(id) };
            if ('value' in one) return one;
            const subfields = one.subfields.flatMap(({ code, value }) => {
              if (code === 'w') return [{ code, value: anew(value) }];
              if (code === '9') return one.tag === '773' ? [{ code, value: item(value) }] : [];
              return [{ code, value }];
            });
            return { ...one, subfields };
          }),
        field('035', [['a', `(old)${id}`]]),
        field('999', [
          ['c', anew(id)],
          ['d', anew(id)],
        ]),
      ],
    })),
    items: moved.items.map((one) => ({ ...one, id: item(one.id), record: anew(one.record) })),
    statements: moved.statements.map((one) => ({ ...one, record: anew(one.record) })),
    readers: moved.readers.map((one) => ({ ...one, token: `new ${one.token}` })),
    loans: moved.loans.map((one) => ({ ...one, item: item(one.item), reader: `new ${one.reader}` })),
    holds: moved.holds.map((one) => ({ ...one, record: anew(one.record), reader: `new ${one.reader}` })),
    charges: moved.charges.map((one) => ({
      ...one,
      item: one.item === null ? null : item(one.item),
      reader: `new ${one.reader}`,
    })),
  };
}

/** Puts a world into the index, in the place of what the system had. */
export async function putWorld(db: Kysely<Database>, system: 'old' | 'new', world: World): Promise<void> {
  await sql`INSERT INTO system (system_id) SELECT ${system} WHERE NOT EXISTS (SELECT FROM system WHERE system_id = ${system})`.execute(
    db,
  );
  const { rows: found } = await sql<{ id: number }>`SELECT id FROM system WHERE system_id = ${system}`.execute(db);
  const number = found[0]?.id ?? 0;
  for (const table of ['open_charge', 'open_hold', 'open_loan', 'reader', 'loan_list', 'holding', 'item', 'record'])
    await sql`DELETE FROM ${sql.table(table)} WHERE system = ${number}`.execute(db);
  await addWorld(db, system, world);
  for (const list of ['OPEN_LOANS', 'OPEN_HOLDS', 'READERS', 'OPEN_CHARGES']) {
    await sql`INSERT INTO loan_list (system, list, as_of, tried_at, left_out, complete_for)
      VALUES (${number}, ${list}, now(), now(), 0, ARRAY[${`${system}-library`}])`.execute(db);
  }
}

/** Puts more of a world beside what the system has. */
export async function addWorld(db: Kysely<Database>, system: 'old' | 'new', world: World): Promise<void> {
  const { rows: found } = await sql<{ id: number }>`SELECT id FROM system WHERE system_id = ${system}`.execute(db);
  const number = found[0]?.id ?? 0;
  const library = `${system}-library`;
  const marc = world.records.map(({ id, fields }) => {
    const record: MarcRecord = { leader: '00000nam a2200000 a 4500', fields };
    const raw = Buffer.from(writeIso2709(record));
    return { id, raw: raw.toString('hex'), digest: createHash('sha256').update(raw).digest('hex') };
  });
  const rows = (of: unknown): string => toJson(of);
  await sql`
    INSERT INTO record (system, local_id, visibility, deleted, harvested_at, format, raw, digest, rules, repairs, title)
    SELECT ${number}::smallint, r.id, 'PUBLIC', false, now(), 'iso2709', decode(r.raw, 'hex'), decode(r.digest, 'hex'), 6, '{}', 'Title ' || r.id
    FROM json_to_recordset(${rows(marc)}::json) AS r (id text, raw text, digest text)`.execute(db);
  await sql`
    INSERT INTO item (record, system, local_id, barcode, owner_code, library, call_number, location_code, item_type, visibility, status,
      status_at_source, use, details, staff_notes)
    SELECT k.id, k.system, r.id, r.barcode, r.branch, ${library}::text, r.call, r.location, r.type, 'PUBLIC', 'AVAILABLE', '0', 'LOAN',
      json_build_object('publicNotes', r.notes, 'collection', null, 'price', '9.99'), r."staffNotes"
    FROM json_to_recordset(${rows(world.items)}::json) AS r (id text, record text, barcode text, branch text, call text, location text, type text,
      notes json, "staffNotes" json) JOIN record k ON k.system = ${number} AND k.local_id = r.record`.execute(db);
  await sql`
    INSERT INTO holding (id, record, system, library, basis, copies, call_numbers, site_codes, statements, live_keys)
    SELECT ${system} || ':holding:' || r.record || coalesce(':' || r.branch, ''), k.id, k.system,
      CASE WHEN r.branch IS NULL THEN ${library}::text ELSE ${`${system}-hill`} END, 'ITEMS', 1, '{}', '{}',
      jsonb_agg(jsonb_build_object('kind', 'MAIN', 'text', r.text, 'from', null, 'to', null, 'retention', null, 'note', null)), '{}'
    FROM json_to_recordset(${rows(world.statements)}::json) AS r (record text, text text, branch text)
      JOIN record k ON k.system = ${number} AND k.local_id = r.record
    GROUP BY r.record, r.branch, k.id, k.system`.execute(db);
  await sql`
    INSERT INTO reader (system, reader_token, library, name_birth, email, card_token, category, expiry_year, expired, has_email, owes, expires_on,
      blocked, messages, told)
    SELECT ${number}::smallint, r.token, ${library}::text, r.person, coalesce(r.mail, r.person || ' mail'), r.card, r.category, 2027, false, true, false, r.expires,
      r.blocked, r.messages, '{CARD,CATEGORY,EXPIRY,HAS_EMAIL,OWES,EXPIRY_DAY,BLOCKED,MESSAGES}'
    FROM json_to_recordset(${rows(world.readers)}::json) AS r (token text, person text, mail text, card text, category text, expires text, blocked boolean,
      messages int)`.execute(db);
  await sql`
    INSERT INTO open_loan (system, item, record, library, counted, reader_token, loaned_at, due_on, renewals)
    SELECT i.system, i.local_id, i.record, i.library, true, r.reader, r.lent::timestamptz, r.due::date, r.renewals
    FROM json_to_recordset(${rows(world.loans)}::json) AS r (item text, reader text, due text, lent text, renewals int)
      JOIN item i ON i.system = ${number} AND i.local_id = r.item`.execute(db);
  await sql`
    INSERT INTO open_hold (system, record, library, counted, reader_token, status, placed_on, place, pickup)
    SELECT k.system, k.id, ${library}::text, true, r.reader, 'WAITING', coalesce(r.placed, '2026-05-01'), r.place,
      coalesce(r.pickup, 'MAIN')
    FROM json_to_recordset(${rows(world.holds)}::json) AS r (record text, reader text, place int, pickup text, placed date)
      JOIN record k ON k.system = ${number} AND k.local_id = r.record`.execute(db);
  await sql`
    INSERT INTO open_charge (system, item, library, counted, reader_token, kind, amount_pence, currency, charged_on)
    SELECT ${number}::smallint, r.item, ${library}::text, true, r.reader, r.kind, r.pence, 'GBP', coalesce(r."on", '2026-04-01')
    FROM json_to_recordset(${rows(world.charges)}::json) AS r (reader text, item text, kind text, pence bigint, "on" date)`.execute(
    db,
  );
}

/** Does all jobs that were asked for. */
export async function doJobs(db: Kysely<Database>): Promise<void> {
  const logger = createLogger('silent');
  const options = {
    db,
    kinds: createJobKinds(db, logger),
    clock: () => new Date(),
    logger,
    signal: new AbortController().signal,
  };
  while (await doNextJob(options));
}

export async function takeSnapshot(db: Kysely<Database>, name: string): Promise<void> {
  await askForSnapshot(db, ledgerRegion, {
    name,
    note: null,
    systems: null,
    askedBy: { by: 'test', role: 'migration' },
    at: new Date(),
  });
  await doJobs(db);
  const snapshot = await findSnapshot(db, name);
  if (snapshot?.state !== 'WHOLE') throw new Error(`the snapshot ${name} is not whole`);
  // No harvest brought these rows: what a snapshot says of that is not what is tested.
  await sql`UPDATE snapshot_system SET problem = NULL, harvested_at = now() WHERE snapshot = ${snapshot.number}`.execute(
    db,
  );
}
