/**
 * Records of the source beside those of the target. A record of the target says in 035 which records of the source it was made of; where
 * none does, its own number (003 and 001) tells. Each pair is compared as MARC, page by page: memory stays that of a page.
 */
import { readRecordBytes, toMarc } from '#comparison/snapshots/record-bytes.ts';
import type { SystemId } from '#domain/ids.ts';
import { isControlField, type MarcRecord } from '#marc/index.ts';
import { bigintArray, textArray } from '#store/binary-array.ts';
import { sql } from 'kysely';
import { findPlanByNumber } from '../plans/plan.ts';
import { findLinks, linksOf, makeLinkTable } from '../target/links-of-plan.ts';
import { ownTagsOf } from '../target/pointers.ts';
import { numbersOf, sourceNumber } from '../target/record.ts';
import { readPlannedRecords, type RecordToWrite } from '../target/planned-pages.ts';
import { withOwners } from '../target/statements.ts';
import { makeForTarget, type WritingRules } from '../target/write-record.ts';
import { readWritingRules } from '../target/write-target.ts';
import { toPlanned, type PlannedRecord } from './beside-plan.ts';
import { compareMarc, controlOf, type FieldDifference } from './compare-marc.ts';
import type { LedgerSides } from './ledger.ts';
import { keepPairs, makeSides, proveLinks, type DifferenceToProve } from './record-pairs.ts';
import { clearClass, keepWorksheet, openWorksheet, type Tx } from './worksheet.ts';

/** Of more, what was read outlives a collection of garbage and is kept for a while: a tenth of the time of this process with 500. */
const PAGE = 200;
/** A number may have blanks in it, as those of a system of files. */
const PROVENANCE = /^\(([a-z0-9][a-z0-9-]{0,39})\)\s*(\S.*)$/s;

interface TargetRow {
  readonly id: number;
  readonly localId: string;
  /** The row of the record as it was before anything was loaded; null if it was not there. */
  readonly before: number | null;
  readonly edition: number | null;
  /** Whether it has a run, in its fields or told in another way. */
  readonly tellsRuns: boolean;
}

interface SourceRow {
  readonly id: number;
  readonly number: number;
  readonly system: SystemId;
  readonly localId: string;
  readonly edition: number | null;
  readonly libraries: readonly string[];
  /** Number of the planned record that it goes into; null without a plan. */
  readonly planned: number | null;
  /** Whether the plan merges the others into it. */
  readonly isBase: boolean;
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
  const proved = await proveLinks(tx, sides, work.links);
  await keepFound(tx, {
    pairs: [],
    differences: work.links.flatMap(({ number, difference }, place) => {
      if (proved[place] !== true) return [{ number, difference: { ...difference, rule: null } }];
      // Without a rule it is a field that is the same on both sides, and so are its links.
      return difference.rule === null ? [] : [{ number, difference }];
    }),
  });
  await keepPairs(tx, sides);
  await keepWorksheet(tx, sides, 'RECORDS');
}

interface Work {
  readonly onPage: Told;
  /** Id of the target if it is one of the sources too: then its records are compared with what they were. */
  readonly ownSystem: string | null;
  /** By which the plan's records are made; null without a plan. */
  readonly plan: (WritingRules & { readonly number: number }) | null;
  readonly total: number;
  /** Links whose other end is not known before all records are paired. */
  readonly links: DifferenceToProve[];
  /** Records of the target that name no record of the source, by what 003 and 001 say; null if several say it, or one is taken. */
  readonly alone: Map<string, TargetRow | null>;
}

async function comparePages(tx: Tx, { systems, targetSystem, plan }: LedgerSides, onPage: Told): Promise<Work> {
  const { rows } = await sql<{ total: number; system: string | null }>`
    SELECT (SELECT count(*) FROM l_target)::int AS total,
      (SELECT system_id FROM system WHERE id = ${targetSystem} AND id = ANY(${[...systems]}::smallint[])) AS system`.execute(
    tx,
  );
  const { total = 0, system: ownSystem = null } = rows[0] ?? {};
  const work: Work = {
    onPage,
    ownSystem,
    plan: plan === null ? null : await readPlan(tx, plan),
    total,
    links: [],
    alone: new Map(),
  };
  let last = 0;
  let done = 0;
  for (;;) {
    const page = await sql<TargetRow>`
      SELECT id, local_id AS "localId", before, edition, tells_runs AS "tellsRuns" FROM l_target WHERE id > ${last} ORDER BY id LIMIT ${PAGE}`.execute(
      tx,
    );
    if (page.rows.length === 0) return work;
    await comparePage(tx, page.rows, work);
    last = page.rows.at(-1)?.id ?? last;
    done += page.rows.length;
    await onPage(done, total);
  }
}

async function readPlan(tx: Tx, number: number): Promise<Work['plan']> {
  const plan = await findPlanByNumber(tx, number);
  if (plan === null) return null;
  await makeLinkTable(tx, number);
  return { ...(await readWritingRules(tx, plan)), number };
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
  const named = page.map((row) => ({ row, names: namedSources(there.get(row.id) ?? null, row, work.ownSystem) }));
  const sources = await findSources(
    tx,
    named.flatMap(({ names }) => names),
  );
  const wanted = named.map(({ row, names }) => ({
    row,
    members: names
      .flatMap(({ system, localId }) => sources.get(`${system} ${localId}`) ?? [])
      .toSorted((a, b) => Number(b.isBase) - Number(a.isBase)),
  }));
  const { own, planned } = await readSources(
    tx,
    wanted.flatMap(({ members }) => members),
    work,
  );
  const found: Found = { pairs: [], differences: [] };
  for (const { row, members } of wanted) {
    const marc = there.get(row.id) ?? null;
    if (members.length === 0) noteAlone(marc, row, work);
    else compareMembers({ row, members, marc, before: there.get(row.before ?? -1) ?? null, own, planned }, found, work);
  }
  await keepFound(tx, found);
}

/** The text of each record of the source, and what the plan gives to the target of them. */
async function readSources(
  tx: Tx,
  sources: readonly SourceRow[],
  { plan }: Work,
): Promise<Pick<Members, 'own' | 'planned'>> {
  const ids = sources.map(({ id }) => id);
  if (plan === null) return { own: await readMarc(tx, ids), planned: new Map() };
  const numbers = [...new Set(sources.flatMap(({ planned }) => planned ?? []))];
  const records = await readPlannedRecords(tx, { plan: plan.number, staffNotes: false }, numbers);
  const linkOf = await findLinks(tx, linksOf(records), plan.settings.into);
  const own = new Map(records.flatMap(({ members }) => members.map(({ row, marc }) => [row, marc] as const)));
  const rest = await readMarc(
    tx,
    ids.filter((id) => !own.has(id)),
  );
  return {
    own: new Map([...own, ...rest]),
    planned: new Map(records.map((record) => [record.number, plannedOf(record, plan, linkOf)])),
  };
}

/** What the target should have after the load, but for copies and its own numbers: what it has already stays as it is. */
function plannedOf(
  record: RecordToWrite,
  plan: WritingRules,
  linkOf: Awaited<ReturnType<typeof findLinks>>,
): PlannedRecord | null {
  const { members } = record;
  const { into } = plan.settings;
  const [base, ...others] = members.flatMap((one) => (one.marc === null ? [] : [{ ...one, marc: one.marc }]));
  if (base === undefined) return null;
  if (members.every(({ system }) => system === into)) {
    return { given: base.marc, decided: base.marc, lostPlaces: new Set() };
  }
  const given = makeForTarget(record, plan, linkOf)?.marc;
  if (given === undefined) return null;
  const owned = <One extends Pick<typeof base, 'system' | 'marc'>>(one: One): One => {
    const fields = one.system === into ? one.marc.fields : withOwners(one.marc.fields, one.system, plan.branches);
    return { ...one, marc: { ...one.marc, fields } };
  };
  return toPlanned(given, [owned(base), ...others.map(owned)], plan.kindOf, plan.settings);
}

/** What 035, or 003 and 001, say that a record was made of; of the same system, itself. */
function namedSources(marc: MarcRecord | null, { localId }: TargetRow, ownSystem: string | null): readonly Named[] {
  const named = new Map<string, Named>();
  const add = (system: string, number: string): void => {
    named.set(`${system} ${number}`, { system, localId: number });
  };
  if (ownSystem !== null) add(ownSystem, localId);
  for (const field of marc?.fields ?? []) {
    if (field.tag !== '035' || isControlField(field)) continue;
    for (const { code, value } of field.subfields) {
      const [, system, number] = (code === 'a' ? PROVENANCE.exec(value.trim()) : null) ?? [];
      if (system !== undefined && number !== undefined) add(system, number);
    }
  }
  if (named.size === 0 && marc !== null) {
    const { agency, number } = controlOf(marc);
    if (agency !== '' && number !== '') add(agency, number);
  }
  return [...named.values()];
}

const controlKey = (marc: MarcRecord): string => {
  const { agency, number } = controlOf(marc);
  return `${agency} ${number}`;
};

async function findSources(tx: Tx, names: readonly Named[]): Promise<ReadonlyMap<string, SourceRow>> {
  const { rows } = await sql<SourceRow>`
    SELECT s.id, s.number, s.system_id AS system, s.local_id AS "localId", s.edition, s.libraries, s.planned, s.is_base AS "isBase"
    FROM unnest(${textArray(names.map(({ system }) => system))}::text[], ${textArray(names.map(({ localId }) => localId))}::text[]) AS n (system, local_id)
      JOIN l_source s ON s.system_id = n.system AND s.local_id = n.local_id`.execute(tx);
  return new Map(rows.map((row) => [`${row.system} ${row.localId}`, row]));
}

function noteAlone(marc: MarcRecord | null, row: TargetRow, { alone }: Work): void {
  if (marc === null || row.before !== null) return;
  const key = controlKey(marc);
  if (key.endsWith(' ')) return;
  alone.set(key, alone.has(key) ? null : row);
}

interface Members {
  readonly row: TargetRow;
  readonly members: readonly SourceRow[];
  readonly marc: MarcRecord | null;
  readonly before: MarcRecord | null;
  readonly own: ReadonlyMap<number, MarcRecord | null>;
  /** By the number of the planned record; empty without a plan. */
  readonly planned: ReadonlyMap<number, PlannedRecord | null>;
}

interface Found {
  /** With the control numbers of both; empty where there is none. */
  readonly pairs: { readonly source: number; readonly target: number; readonly was: string; readonly is: string }[];
  readonly differences: { readonly number: number; readonly difference: FieldDifference }[];
}

function compareMembers({ row, members, marc, before, own, planned }: Members, found: Found, work: Work): void {
  const [base] = members;
  const proofs = new Set(
    members.flatMap(({ id, system, localId }) => {
      const source = own.get(id) ?? null;
      return source === null ? [sourceNumber(system, localId)] : numbersOf({ system, localId, marc: source });
    }),
  );
  for (const member of members) {
    const { number } = member;
    const source = own.get(member.id) ?? null;
    const numberIn = (one: MarcRecord | null): string => (one === null ? '' : controlOf(one).number);
    found.pairs.push({ source: member.id, target: row.id, was: numberIn(source), is: numberIn(marc) });
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
      system: member.system,
      source,
      target: marc,
      members: others.flatMap((other) => own.get(other.id) ?? []),
      before: members.some(({ system }) => system === work.ownSystem) ? null : before,
      planned: planned.get(member.planned ?? -1) ?? null,
      ownTags: ownTagsOf(work.plan?.kindOf.get(member.system) ?? ''),
      tellsRuns: row.tellsRuns,
      isBase: member.isBase,
      isProvenance: (value) => proofs.has(value.trim().replace(/^(\([^)]*\))\s+/, '$1')),
    });
    for (const { links = [], ...difference } of differences) {
      if (links.length === 0) found.differences.push({ number, difference });
      else work.links.push({ number, difference, links });
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
      INSERT INTO l_pair (source, target, from_control, to_control)
      SELECT source, target, nullif(was, ''), nullif("is", '')
      FROM unnest(${bigintArray(pairs.map(({ source }) => source))}::bigint[], ${bigintArray(pairs.map(({ target }) => target))}::bigint[],
        ${textArray(pairs.map(({ was }) => was))}::text[], ${textArray(pairs.map(({ is }) => is))}::text[]) AS n (source, target, was, "is")`.execute(
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
      SELECT s.id, s.number, s.system_id AS system, s.local_id AS "localId", s.edition, s.libraries, s.planned, s.is_base AS "isBase" FROM l_source s
      WHERE s.id > ${last} AND NOT EXISTS (SELECT FROM l_pair p WHERE p.source = s.id) ORDER BY s.id LIMIT ${PAGE}`.execute(
      tx,
    );
    if (rows.length === 0) return;
    last = rows.at(-1)?.id ?? last;
    const { own, planned } = await readSources(tx, rows, work);
    const pairs = rows.flatMap((member) => {
      const marc = own.get(member.id) ?? null;
      const key = marc === null ? null : controlKey(marc);
      const row = key === null || key.endsWith(' ') ? null : (work.alone.get(key) ?? null);
      if (key === null || row === null) return [];
      work.alone.set(key, null);
      return [{ member, row }];
    });
    const there = await readMarc(
      tx,
      pairs.map(({ row }) => row.id),
    );
    const found: Found = { pairs: [], differences: [] };
    for (const { member, row } of pairs) {
      compareMembers(
        { row, members: [member], marc: there.get(row.id) ?? null, before: null, own, planned },
        found,
        work,
      );
    }
    await keepFound(tx, found);
  }
}
