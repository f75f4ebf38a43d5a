/**
 * Records of the source beside those of the target. A record of the target says in 035 which records of the source it was made of; where
 * none does, its own number (003 and 001) tells. Each pair is compared as MARC, page by page: memory stays that of a page.
 */
import { readRecordBytes, toMarc } from '#comparison/snapshots/record-bytes.ts';
import { isInVersion } from '#comparison/snapshots/snapshot-rows.ts';
import { isControlField, type MarcRecord } from '#marc/index.ts';
import { bigintArray, textArray } from '#store/binary-array.ts';
import { sql } from 'kysely';
import { compareMarc, type FieldDifference, type LinkToProve } from './compare-marc.ts';
import type { LedgerSides } from './ledger.ts';
import { clearClass, keepWorksheet, makeTemp, openWorksheet, run, type Tx } from './worksheet.ts';

const PAGE = 500;
const PROVENANCE = /^\(([a-z0-9][a-z0-9-]{0,39})\)(\S+)$/;

interface TargetRow {
  readonly id: number;
  readonly localId: string;
  /** The row of the record as it was before anything was loaded; null if it was not there. */
  readonly before: number | null;
  readonly edition: number | null;
}

interface SourceRow {
  readonly id: number;
  readonly number: number;
  readonly system: string;
  readonly localId: string;
  readonly edition: number | null;
  /** Number of the planned record that it goes into; null without a plan. */
  readonly planned: number | null;
}

/** Says how many records of the target are compared. */
export type Told = (done: number, total: number) => Promise<void>;

export async function compareRecords(tx: Tx, sides: LedgerSides, onPage: Told): Promise<void> {
  await clearClass(tx, sides, 'RECORDS');
  await openWorksheet(tx);
  await makeSides(tx, sides);
  await sql`
    INSERT INTO l_row (number, system, key, libraries, in_source, source, merged)
    SELECT number, system, key, libraries, true, id, false FROM l_source`.execute(tx);
  const work = await comparePages(tx, sides, onPage);
  await pairByNumbers(tx, work);
  await proveLinks(tx, sides, work);
  await keepPairs(tx, sides);
  await keepWorksheet(tx, sides, 'RECORDS');
}

async function makeSides(
  tx: Tx,
  { source, systems, libraries, target, targetSystem, before, plan }: LedgerSides,
): Promise<void> {
  const isOfLibraries = libraries === null ? sql`true` : sql`t.libraries && ${[...libraries]}::text[]`;
  await makeTemp(
    tx,
    'l_source',
    sql`SELECT t.id, row_number() OVER (ORDER BY t.id)::int AS number, t.system, name.system_id, t.record, t.local_id, t.libraries, t.edition,
        t.visibility, name.system_id || ':record:' || t.local_id AS key, p.number AS planned, coalesce(p.goes, true) AS goes
      FROM snapshot_system v JOIN system name ON name.id = v.system
        JOIN snapshot_record t ON t.system = v.system AND ${isInVersion('t', 'v')}
        LEFT JOIN (SELECT q.number, q.goes, unnest(q.members) AS member FROM planned_record q WHERE q.plan = ${plan}) p ON p.member = t.id
      WHERE v.snapshot = ${source} AND v.system = ANY(${[...systems]}::smallint[]) AND ${isOfLibraries}`,
  );
  await makeTemp(
    tx,
    'l_target',
    sql`SELECT t.id, t.record, t.local_id, t.libraries, t.edition, t.visibility, b.id AS before
      FROM snapshot_system v JOIN snapshot_record t ON t.system = v.system AND ${isInVersion('t', 'v')}
        LEFT JOIN (
          SELECT t.id, t.local_id FROM snapshot_system v JOIN snapshot_record t ON t.system = v.system AND ${isInVersion('t', 'v')}
          WHERE v.snapshot = ${before} AND v.system = ${targetSystem}) b ON b.local_id = t.local_id
      WHERE v.snapshot = ${target} AND v.system = ${targetSystem}`,
  );
  await run(
    tx,
    sql`CREATE INDEX ON l_source (system_id, local_id)`,
    sql`CREATE INDEX ON l_source (id)`,
    sql`CREATE INDEX ON l_target (id)`,
    sql`CREATE TEMP TABLE l_pair (source bigint, target bigint, system smallint, from_id text, to_id text) ON COMMIT DROP`,
  );
}

interface Work {
  readonly onPage: Told;
  readonly isSameSystem: boolean;
  readonly total: number;
  /** Links whose other end is not known before all records are paired. */
  readonly links: { readonly number: number; readonly difference: FieldDifference; readonly link: LinkToProve }[];
  /** Records of the target that name no record of the source, by what 003 and 001 say. */
  readonly alone: Map<string, number>;
}

async function comparePages(tx: Tx, { systems, targetSystem }: LedgerSides, onPage: Told): Promise<Work> {
  const { rows } = await sql<{ total: number }>`SELECT count(*)::int AS total FROM l_target`.execute(tx);
  const total = rows[0]?.total ?? 0;
  const work: Work = { onPage, isSameSystem: systems.includes(targetSystem), total, links: [], alone: new Map() };
  let last = 0;
  let done = 0;
  for (;;) {
    const page = await sql<TargetRow>`
      SELECT id, local_id AS "localId", before, edition FROM l_target WHERE id > ${last} ORDER BY id LIMIT ${PAGE}`.execute(
      tx,
    );
    if (page.rows.length === 0) return work;
    await comparePage(tx, page.rows, work);
    last = page.rows.at(-1)?.id ?? last;
    done += page.rows.length;
    await onPage(done, total);
  }
}

async function readMarc(tx: Tx, ids: readonly number[]): Promise<ReadonlyMap<number, MarcRecord | null>> {
  const bytes = await readRecordBytes(tx, ids);
  return new Map(bytes.map((one) => [one.row, toMarc(one)]));
}

interface Named {
  readonly system: string;
  readonly localId: string;
}

async function comparePage(tx: Tx, page: readonly TargetRow[], work: Work): Promise<void> {
  const there = await readMarc(
    tx,
    page.flatMap(({ id, before }) => (before === null ? [id] : [id, before])),
  );
  const named = page.map((row) => ({ row, names: namedSources(there.get(row.id) ?? null, row, work.isSameSystem) }));
  const sources = await findSources(
    tx,
    named.flatMap(({ names }) => names),
  );
  const wanted = named.map(({ row, names }) => ({
    row,
    members: names.flatMap(({ system, localId }) => sources.get(`${system} ${localId}`) ?? []),
  }));
  const own = await readMarc(
    tx,
    wanted.flatMap(({ members }) => members.map(({ id }) => id)),
  );
  const found: Found = { pairs: [], differences: [] };
  for (const { row, members } of wanted) {
    const marc = there.get(row.id) ?? null;
    if (members.length === 0) noteAlone(marc, row, work);
    else compareMembers({ row, members, marc, before: there.get(row.before ?? -1) ?? null, own }, found, work);
  }
  await keepFound(tx, found);
}

/** What 035, or 003 and 001, say that a record was made of; of the same system, itself. */
function namedSources(marc: MarcRecord | null, { localId }: TargetRow, isSameSystem: boolean): readonly Named[] {
  const named = new Map<string, Named>();
  const add = (system: string, number: string): void => {
    named.set(`${system} ${number}`, { system, localId: number });
  };
  if (isSameSystem) return [{ system: SAME, localId }];
  for (const field of marc?.fields ?? []) {
    if (field.tag !== '035' || isControlField(field)) continue;
    for (const { code, value } of field.subfields) {
      const [, system, number] = (code === 'a' ? PROVENANCE.exec(value) : null) ?? [];
      if (system !== undefined && number !== undefined) add(system, number);
    }
  }
  if (named.size === 0 && marc !== null) {
    const [agency, number] = controlOf(marc);
    if (agency !== '' && number !== '') add(agency, number);
  }
  return [...named.values()];
}

/** Whatever system it is: there is one. */
const SAME = '*';

function controlOf({ fields }: MarcRecord): readonly [agency: string, number: string] {
  const valueOf = (tag: string): string => {
    const field = fields.find((one) => one.tag === tag);
    return field !== undefined && isControlField(field) ? field.value.trim() : '';
  };
  return [valueOf('003'), valueOf('001')];
}

async function findSources(tx: Tx, names: readonly Named[]): Promise<ReadonlyMap<string, SourceRow>> {
  const { rows } = await sql<SourceRow & { readonly asked: string }>`
    SELECT s.id, s.number, s.system_id AS system, s.local_id AS "localId", s.edition, s.planned, n.system AS asked
    FROM unnest(${textArray(names.map(({ system }) => system))}::text[], ${textArray(names.map(({ localId }) => localId))}::text[]) AS n (system, local_id)
      JOIN l_source s ON (s.system_id = n.system OR n.system = ${SAME}) AND s.local_id = n.local_id`.execute(tx);
  return new Map(rows.map((row) => [`${row.asked} ${row.localId}`, row]));
}

function noteAlone(marc: MarcRecord | null, { id, before }: TargetRow, { alone }: Work): void {
  if (marc === null || before !== null) return;
  const key = controlOf(marc).join(' ');
  if (key.endsWith(' ')) return;
  alone.set(key, alone.has(key) ? AMBIGUOUS : id);
}

const AMBIGUOUS = -1;

interface Members {
  readonly row: TargetRow;
  readonly members: readonly SourceRow[];
  readonly marc: MarcRecord | null;
  readonly before: MarcRecord | null;
  readonly own: ReadonlyMap<number, MarcRecord | null>;
}

interface Found {
  readonly pairs: { readonly source: number; readonly target: number }[];
  readonly differences: { readonly number: number; readonly difference: FieldDifference }[];
}

function compareMembers({ row, members, marc, before, own }: Members, found: Found, work: Work): void {
  const [base] = members;
  const proofs = new Set(members.map(({ system, localId }) => `(${system})${localId}`));
  for (const member of members) {
    found.pairs.push({ source: member.id, target: row.id });
    const { number } = member;
    const source = own.get(member.id) ?? null;
    if (base !== undefined && !isOneEdition(base, member)) {
      const from = `${member.system}:record:${member.localId}`;
      const to = `one record with ${base.system}:record:${base.localId}`;
      found.differences.push({ number, difference: { field: 'edition', what: 'CHANGED', from, to, rule: null } });
    }
    if (source === null || marc === null) {
      const difference = { field: 'MARC', what: 'MISSING' as const, from: null, to: null, rule: null };
      found.differences.push({ number, difference });
      continue;
    }
    const others = members.filter((other) => other.id !== member.id && isOneEdition(other, member));
    const differences = compareMarc({
      source,
      target: marc,
      members: others.flatMap((other) => own.get(other.id) ?? []),
      before: work.isSameSystem ? null : before,
      isProvenance: (value) => proofs.has(value),
    });
    for (const { link, ...difference } of differences) {
      if (link === undefined) found.differences.push({ number, difference });
      else work.links.push({ number, difference, link });
    }
  }
}

/** By the plan if there is one; else by the index: records that it could not place are one edition with none. */
function isOneEdition(one: SourceRow, other: SourceRow): boolean {
  if (one.id === other.id) return true;
  if (one.planned !== null || other.planned !== null) return one.planned === other.planned;
  return one.edition !== null && one.edition === other.edition;
}

async function keepFound(tx: Tx, { pairs, differences }: Found): Promise<void> {
  if (pairs.length > 0) {
    await sql`
      INSERT INTO l_pair (source, target)
      SELECT * FROM unnest(${bigintArray(pairs.map(({ source }) => source))}::bigint[], ${bigintArray(pairs.map(({ target }) => target))}::bigint[])`.execute(
      tx,
    );
  }
  if (differences.length === 0) return;
  const column = (of: (one: FieldDifference) => string | null): Buffer =>
    textArray(differences.map(({ difference }) => of(difference)));
  await sql`
    INSERT INTO l_diff (number, field, what, from_value, to_value, rule)
    SELECT * FROM unnest(${bigintArray(differences.map(({ number }) => number))}::bigint[], ${column(({ field }) => field)}::text[],
      ${column(({ what }) => what)}::text[], ${column(({ from }) => from)}::text[], ${column(({ to }) => to)}::text[],
      ${column(({ rule }) => rule)}::text[])`.execute(tx);
}

/** Records of the source that no 035 names, by their own 003 and 001, as far as these are one record's alone. */
async function pairByNumbers(tx: Tx, work: Work): Promise<void> {
  if (work.alone.size === 0) return;
  let last = 0;
  for (;;) {
    const { rows } = await sql<SourceRow>`
      SELECT s.id, s.number, s.system_id AS system, s.local_id AS "localId", s.edition, s.planned FROM l_source s
      WHERE s.id > ${last} AND NOT EXISTS (SELECT FROM l_pair p WHERE p.source = s.id) ORDER BY s.id LIMIT ${PAGE}`.execute(
      tx,
    );
    if (rows.length === 0) return;
    last = rows.at(-1)?.id ?? last;
    const own = await readMarc(
      tx,
      rows.map(({ id }) => id),
    );
    const pairs = rows.flatMap((member) => {
      const marc = own.get(member.id) ?? null;
      const key = marc === null ? null : controlOf(marc).join(' ');
      const target = key === null || key.endsWith(' ') ? undefined : work.alone.get(key);
      if (key === null || target === undefined || target === AMBIGUOUS) return [];
      work.alone.set(key, AMBIGUOUS);
      return [{ member, target }];
    });
    const there = await readMarc(
      tx,
      pairs.map(({ target }) => target),
    );
    const found: Found = { pairs: [], differences: [] };
    for (const { member, target } of pairs) {
      const row = { id: target, localId: '', before: null, edition: null };
      compareMembers({ row, members: [member], marc: there.get(target) ?? null, before: null, own }, found, work);
    }
    await keepFound(tx, found);
  }
}

/** A link is explained if what it named became what it names now. */
async function proveLinks(tx: Tx, sides: LedgerSides, { links }: Work): Promise<void> {
  await sql`UPDATE l_pair p SET system = s.system, from_id = s.local_id, to_id = t.local_id
    FROM l_source s, l_target t WHERE s.id = p.source AND t.id = p.target`.execute(tx);
  await sql`CREATE INDEX ON l_pair (system, from_id)`.execute(tx);
  await sql`ANALYZE l_pair`.execute(tx);
  if (links.length === 0) return;
  const { source, systems, target, targetSystem, plan } = sides;
  await makeTemp(
    tx,
    'l_link',
    sql`SELECT * FROM unnest(${bigintArray(links.map(({ number }) => number))}::bigint[], ${textArray(links.map(({ link }) => link.of))}::text[],
      ${textArray(links.map(({ link }) => link.from))}::text[], ${textArray(links.map(({ link }) => link.to))}::text[])
      WITH ORDINALITY AS n (number, of, from_id, to_id, place)`,
  );
  // Copies have no index by their numbers: those that are named are read in one go.
  await makeTemp(
    tx,
    'l_linked',
    sql`SELECT v.system, i.local_id, CASE WHEN q.item IS NULL THEN i.barcode ELSE q.barcode END AS barcode, true AS in_source
      FROM snapshot_system v JOIN snapshot_item i ON i.system = v.system AND ${isInVersion('i', 'v')}
        LEFT JOIN planned_item q ON q.plan = ${plan} AND q.item = i.id
      WHERE v.snapshot = ${source} AND v.system = ANY(${[...systems]}::smallint[]) AND i.local_id IN (SELECT from_id FROM l_link WHERE of = 'ITEM')
      UNION ALL
      SELECT v.system, i.local_id, i.barcode, false FROM snapshot_system v JOIN snapshot_item i ON i.system = v.system AND ${isInVersion('i', 'v')}
      WHERE v.snapshot = ${target} AND v.system = ${targetSystem} AND i.local_id IN (SELECT to_id FROM l_link WHERE of = 'ITEM')`,
    ['local_id'],
  );
  const { rows } = await sql<{ proved: boolean }>`
    SELECT CASE n.of
        WHEN 'RECORD' THEN EXISTS (SELECT FROM l_pair p WHERE p.system = o.system AND p.from_id = n.from_id AND p.to_id = n.to_id)
        ELSE EXISTS (SELECT FROM l_linked i JOIN l_linked j ON NOT j.in_source AND j.local_id = n.to_id AND j.barcode = i.barcode
          WHERE i.in_source AND i.system = o.system AND i.local_id = n.from_id)
      END AS proved
    FROM l_link n JOIN l_source o ON o.number = n.number ORDER BY n.place`.execute(tx);
  await keepFound(tx, {
    pairs: [],
    differences: links.map(({ number, difference }, place) => ({
      number,
      difference: { ...difference, rule: rows[place]?.proved === true ? 'link-pointed-anew' : null },
    })),
  });
}

/** What is missing, there twice, merged, hidden otherwise, or there without a record of the source. */
async function keepPairs(tx: Tx, { before }: LedgerSides): Promise<void> {
  await run(
    tx,
    sql`ANALYZE l_pair`,
    sql`UPDATE l_row r SET target = p.target, merged = p.merged
      FROM (SELECT p.source, min(p.target) AS target, bool_or(m.members > 1 OR t.before IS NOT NULL) AS merged
        FROM l_pair p JOIN l_target t ON t.id = p.target
          JOIN (SELECT target, count(*) AS members FROM l_pair GROUP BY target) m ON m.target = p.target
        GROUP BY p.source) p
      WHERE p.source = r.source`,
    sql`INSERT INTO l_diff (number, field, what, from_value, rule)
      SELECT r.number, '(record)', 'MISSING', s.key, CASE WHEN NOT s.goes THEN 'record-left-behind' END
      FROM l_row r JOIN l_source s ON s.id = r.source WHERE r.target IS NULL`,
    sql`INSERT INTO l_diff (number, field, what, from_value, to_value)
      SELECT r.number, '(record)', 'TWICE', r.key, string_agg(p.to_id, ', ' ORDER BY p.to_id)
      FROM l_row r JOIN l_pair p ON p.source = r.source GROUP BY r.number, r.key HAVING count(*) > 1`,
    sql`INSERT INTO l_diff (number, field, what, from_value, to_value)
      SELECT r.number, 'visibility', 'CHANGED', s.visibility, t.visibility
      FROM l_row r JOIN l_source s ON s.id = r.source JOIN l_target t ON t.id = r.target
      WHERE s.visibility <> t.visibility AND NOT r.merged`,
    sql`INSERT INTO l_row (number, system, key, libraries, in_source, target, merged)
      SELECT (SELECT count(*) FROM l_source) + row_number() OVER (ORDER BY t.id), g.system, y.system_id || ':record:' || t.local_id, t.libraries,
        false, t.id, false
      FROM l_target t JOIN snapshot_record g ON g.id = t.id JOIN system y ON y.id = g.system
      WHERE NOT EXISTS (SELECT FROM l_pair p WHERE p.target = t.id) AND (${before}::int IS NULL OR t.before IS NULL)`,
    sql`INSERT INTO l_diff (number, field, what, to_value) SELECT number, '(record)', 'EXTRA', key FROM l_row WHERE NOT in_source`,
  );
}
