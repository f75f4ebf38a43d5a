/** Ledgers as they are kept: a source beside a target, and how far it has come. */
import { askForJob, type Job } from '#comparison/jobs/job.ts';
import { counted } from '#comparison/reports/say.ts';
import { findSnapshot, systemsOfSnapshot, type Snapshot } from '#comparison/snapshots/snapshot.ts';
import { isInVersion } from '#comparison/snapshots/snapshot-rows.ts';
import type { DeclaredChoice, DeclaredThing, LedgerReservation } from '#domain/ledger.ts';
import { badUserInput } from '#platform/errors.ts';
import { toJson } from '#store/to-json.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely, type Transaction } from 'kysely';
import { assertLoadedBefore, listsOfLedger } from './lists-as-of.ts';

export const MAKE_LEDGER = 'MAKE_LEDGER';

export interface LedgerSettings {
  /** The same seed draws the same sample. */
  readonly seed: number;
  readonly sampleSize: number;
  /** A rule that explains a greater share of its class asks for a signature that was given knowing it: 0 to 1. */
  readonly maxShare: number;
  /** How much more than when it was signed a rule may explain: 0.01 is one in a hundred. */
  readonly tolerance: number;
  readonly despite: readonly LedgerReservation[];
}

export type DeclaredChoices = Readonly<Partial<Record<DeclaredThing, DeclaredChoice>>>;

export interface Ledger {
  readonly number: number;
  readonly name: string;
  readonly note: string | null;
  /** Name of the snapshot, and which of its systems and libraries; null for all libraries. */
  readonly source: string;
  readonly systems: readonly string[];
  readonly libraries: readonly string[] | null;
  readonly plan: string | null;
  readonly target: string;
  readonly targetSystem: string;
  /** Name of the snapshot that shows the target before anything was loaded. */
  readonly before: string | null;
  readonly settings: LedgerSettings;
  readonly choices: DeclaredChoices;
  readonly state: 'MAKING' | 'WHOLE' | 'FAILED';
  readonly madeBy: string;
  readonly madeAt: Date;
  readonly wholeAt: Date | null;
}

/** The numbers by which tables name what a ledger is of. */
export interface LedgerSides {
  readonly number: number;
  readonly source: number;
  readonly systems: readonly number[];
  readonly libraries: readonly string[] | null;
  /** Systems of the source of which `libraries` are all that the snapshot has of them. */
  readonly wholeSystems: readonly number[];
  /** Null without a plan, and if it was dropped since. */
  readonly plan: number | null;
  readonly target: number;
  readonly targetSystem: number;
  /** Null too if the target is one of the sources: then what it had is compared, and not passed over. */
  readonly before: number | null;
  readonly settings: LedgerSettings;
}

type GivenSettings = { readonly [Key in keyof LedgerSettings]?: LedgerSettings[Key] | undefined };

export interface LedgerToMake {
  readonly name: string;
  readonly note: string | null;
  /** Null for the snapshot of the plan. */
  readonly source: string | null;
  readonly systems: readonly string[] | null;
  readonly libraries: readonly string[] | null;
  readonly target: string;
  readonly targetSystem: string;
  readonly before: string | null;
  /** Name of a plan of the source's snapshot: then its rows are what the target should have. */
  readonly plan: string | null;
  /** What is undefined is as usual. */
  readonly settings: GivenSettings;
  /** True to make one that is there once more: rules and signatures stay. */
  readonly again: boolean;
  readonly by: string;
  readonly at: Date;
}

const NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,79}$/u;
const USUAL: LedgerSettings = { seed: 1, sampleSize: 20, maxShare: 0.25, tolerance: 0, despite: [] };
const MOST_SAMPLED = 200;
/** What a harvest says of records that it could not read: none of these hides a loss, for the row of the source is then missing. */
const ONLY_REJECTS = 'could not be read (mercia rejects)';

/** Throws BAD_USER_INPUT, once, for all that would make its numbers wrong. */
export async function askForLedger(
  db: Kysely<Database>,
  wanted: LedgerToMake,
): Promise<{ readonly ledger: Ledger; readonly job: Job }> {
  const { name } = wanted;
  if (!NAME.test(name)) {
    throw badUserInput(
      'name: 1 to 80 letters, digits, blanks, dots, hyphens and underscores; the first is a letter or digit.',
    );
  }
  const settings = readSettings(wanted.settings);
  const plan = wanted.plan === null ? null : await wholePlan(db, wanted.plan);
  const source = await wholeSnapshot(db, 'source', wanted.source ?? plan?.snapshot ?? '');
  if (plan !== null && plan.snapshotNumber !== source.number) {
    throw badUserInput(
      `source: the plan "${plan.name}" is of the snapshot "${plan.snapshot}"; leave the source out, or name that.`,
    );
  }
  const target = await wholeSnapshot(db, 'target', wanted.target);
  const before = wanted.before === null ? null : await wholeSnapshot(db, 'before', wanted.before);
  const systems = await sourceSystems(db, source, { ...wanted, systems: wanted.systems ?? plan?.systems ?? null });
  const targetSystem = await findSystem(db, target, 'targetSystem', wanted.targetSystem);
  if (before !== null) await findSystem(db, before, 'before', wanted.targetSystem);
  if (source.number === target.number && systems.some(({ number }) => number === targetSystem.number)) {
    throw badUserInput('target: source and target are the same system of the same snapshot; name another of the two.');
  }
  const { problem } = targetSystem;
  if (problem !== null && !problem.endsWith(ONLY_REJECTS) && !settings.despite.includes('TARGET_PROBLEM')) {
    throw badUserInput(
      `target: the snapshot "${target.name}" has not all of ${targetSystem.id}: ${problem}. Harvest it to the end and take another snapshot.`,
    );
  }
  // What is loaded into a target that is one of the plan's systems changes it: how it is now, the ledger compares.
  const read = systems.filter(({ number }) => number !== targetSystem.number);
  if (!settings.despite.includes('SOURCE_CHANGED')) await assertUnchanged(db, source, read);
  if (!settings.despite.includes('TARGET_PROBLEM')) {
    const sides = {
      source: { snapshot: source, systems: systems.map(({ id }) => id) },
      target: { snapshot: target, systems: [targetSystem.id] },
    };
    assertLoadedBefore(await listsOfLedger(db, sides));
  }
  const chosen = { source, systems, plan, target, targetSystem, before, settings };
  return db.transaction().execute((transaction) => keepLedger(transaction, wanted, chosen));
}

interface Chosen {
  readonly source: Snapshot;
  readonly systems: readonly System[];
  readonly plan: Awaited<ReturnType<typeof wholePlan>> | null;
  readonly target: Snapshot;
  readonly targetSystem: System;
  readonly before: Snapshot | null;
  readonly settings: LedgerSettings;
}

async function keepLedger(
  transaction: Transaction<Database>,
  { name, note, libraries, again, by, at }: LedgerToMake,
  { source, systems, plan, target, targetSystem, before, settings }: Chosen,
): Promise<{ readonly ledger: Ledger; readonly job: Job }> {
  const values = {
    name,
    note,
    source: source.number,
    systems: systems.map(({ number }) => number),
    libraries: libraries === null ? null : [...libraries],
    plan: plan?.number ?? null,
    plan_name: plan?.name ?? null,
    target: target.number,
    target_system: targetSystem.number,
    before: before?.number ?? null,
    settings: toJson(settings),
  };
  const { rows } = await sql<{ id: number }>`
    INSERT INTO ledger (name, note, source, systems, libraries, plan, plan_name, target, target_system, before, settings, choices, state, made_by, made_at)
    VALUES (${values.name}, ${values.note}, ${values.source}, ${values.systems}::smallint[], ${values.libraries}::text[], ${values.plan},
      ${values.plan_name}, ${values.target},
      ${values.target_system}, ${values.before}, ${values.settings}, '{}', 'MAKING', ${by}, ${at})
    ON CONFLICT (name) DO ${
      again
        ? sql`UPDATE SET note = coalesce(excluded.note, ledger.note), source = excluded.source, systems = excluded.systems,
            libraries = excluded.libraries, plan = excluded.plan, plan_name = excluded.plan_name, target = excluded.target, target_system = excluded.target_system,
            before = excluded.before, settings = excluded.settings, state = 'MAKING', made_by = excluded.made_by,
            made_at = excluded.made_at, whole_at = NULL
          WHERE NOT EXISTS (SELECT FROM comparison_job j WHERE j.id = ledger.job AND j.state IN ('WAITING', 'RUNNING'))`
        : sql`NOTHING`
    } RETURNING id`.execute(transaction);
  const id = rows[0]?.id;
  if (id === undefined) {
    throw badUserInput(
      again
        ? `name: the ledger "${name}" is being made; wait for its job, then make it again.`
        : `name: there is a ledger "${name}" already; choose another name, or make it again.`,
    );
  }
  const job = await askForJob(transaction, {
    kind: MAKE_LEDGER,
    parameters: { ledger: id },
    snapshot: target.number,
    askedBy: by,
    at,
  });
  await sql`UPDATE ledger SET job = ${job.id} WHERE id = ${id}`.execute(transaction);
  return { ledger: await getLedger(transaction, name), job };
}

function readSettings(given: GivenSettings): LedgerSettings {
  const settings: LedgerSettings = {
    seed: given.seed ?? USUAL.seed,
    sampleSize: given.sampleSize ?? USUAL.sampleSize,
    maxShare: given.maxShare ?? USUAL.maxShare,
    tolerance: given.tolerance ?? USUAL.tolerance,
    despite: given.despite ?? USUAL.despite,
  };
  const { maxShare, tolerance, sampleSize } = settings;
  if (!(maxShare > 0 && maxShare <= 1)) throw badUserInput('maxShare: more than 0, at most 1.');
  if (!(tolerance >= 0 && tolerance <= 1)) throw badUserInput('tolerance: 0 to 1.');
  if (!Number.isInteger(sampleSize) || sampleSize < 1 || sampleSize > MOST_SAMPLED)
    throw badUserInput(`sampleSize: 1 to ${MOST_SAMPLED}.`);
  return settings;
}

async function wholeSnapshot(db: Kysely<Database>, place: string, name: string): Promise<Snapshot> {
  const found = await findSnapshot(db, name);
  if (found === null) throw badUserInput(`${place}: there is no snapshot of this name; see "mercia snapshot list".`);
  if (found.state === 'WHOLE') return found;
  throw badUserInput(
    `${place}: the snapshot "${found.name}" is not whole${found.state === 'TAKING' ? ' yet; wait for it' : '; take another one'}.`,
  );
}

/** A plan whose rows are all predicted, and the systems that it moves. */
async function wholePlan(db: Kysely<Database>, name: string) {
  const { rows } = await sql<{
    number: number;
    name: string;
    state: string;
    snapshot: string;
    snapshotNumber: number;
    systems: readonly string[];
  }>`
    SELECT p.id AS number, p.name, p.state, s.name AS snapshot, s.id AS "snapshotNumber",
      p.settings -> 'systems' AS systems
    FROM move_plan p JOIN snapshot s ON s.id = p.snapshot WHERE p.name = ${name}`.execute(db);
  const [plan] = rows;
  if (plan === undefined) throw badUserInput('plan: there is no plan of this name; see "mercia move plan list".');
  if (plan.state === 'WHOLE') return plan;
  throw badUserInput(`plan: the plan "${name}" is not whole; let its catalogue be predicted first (mercia move plan).`);
}

type System = Awaited<ReturnType<typeof systemsOfSnapshot>>[number];

async function findSystem(db: Kysely<Database>, snapshot: Snapshot, place: string, id: string): Promise<System> {
  const systems = await systemsOfSnapshot(db, snapshot.number);
  const found = systems.find((system) => system.id === id);
  if (found !== undefined) return found;
  throw badUserInput(
    `${place}: the snapshot "${snapshot.name}" has no such system; it has ${systems.map((system) => system.id).join(', ')}.`,
  );
}

/** All but that of the target, if none is named. */
async function sourceSystems(
  db: Kysely<Database>,
  source: Snapshot,
  { systems, targetSystem, libraries }: LedgerToMake,
): Promise<readonly System[]> {
  const all = await systemsOfSnapshot(db, source.number);
  if (systems?.length === 0 || libraries?.length === 0)
    throw badUserInput('systems, libraries: name one or more, or none at all.');
  const named = systems ?? all.map(({ id }) => String(id)).filter((id) => id !== targetSystem);
  const found: System[] = [];
  for (const id of named) found.push(await findSystem(db, source, 'systems', id));
  const known = found.flatMap((system) => system.libraries);
  const unknown = libraries?.find((library) => !known.includes(library));
  if (unknown === undefined) return found;
  throw badUserInput(
    `libraries: these systems have not all of them; they have ${[...new Set(known)].toSorted().join(', ')}.`,
  );
}

/** The index of now beside the snapshot: records that came, went or say something else. */
async function assertUnchanged(db: Kysely<Database>, source: Snapshot, systems: readonly System[]): Promise<void> {
  const { rows } = await sql<{ system: string; records: number }>`
    SELECT name.system_id AS system, count(*)::int AS records
    FROM snapshot_system v JOIN system name ON name.id = v.system
      JOIN LATERAL (
        SELECT t.record FROM snapshot_record t LEFT JOIN record r ON r.id = t.record AND NOT r.deleted
        WHERE t.system = v.system AND ${isInVersion('t', 'v')} AND r.digest IS DISTINCT FROM t.content
        UNION ALL
        SELECT r.id FROM record r WHERE r.system = v.system AND NOT r.deleted AND NOT EXISTS (
          SELECT FROM snapshot_record t WHERE t.record = r.id AND ${isInVersion('t', 'v')})
      ) changed ON true
    WHERE v.snapshot = ${source.number} AND v.system = ANY(${systems.map(({ number }) => number)}::smallint[])
    GROUP BY 1 ORDER BY 1`.execute(db);
  const [first] = rows;
  if (first === undefined) return;
  throw badUserInput(
    `source: ${counted(first.records, 'record')} of ${first.system} changed after the snapshot "${source.name}" was taken. Take another ` +
      'snapshot of it, export and load that; or say that the target was loaded from this one (despite: SOURCE_CHANGED).',
  );
}

export const LEDGER_COLUMNS = sql`l.id AS number, l.name, l.note, s.name AS source,
  (SELECT array_agg(y.system_id ORDER BY y.system_id) FROM system y WHERE y.id = ANY(l.systems)) AS systems,
  l.libraries, l.plan_name AS plan, t.name AS target, ts.system_id AS "targetSystem", b.name AS before, l.settings, l.choices, l.state,
  l.made_by AS "madeBy", l.made_at AS "madeAt", l.whole_at AS "wholeAt"`;
export const FROM_LEDGERS = sql`FROM ledger l JOIN snapshot s ON s.id = l.source JOIN snapshot t ON t.id = l.target
  JOIN system ts ON ts.id = l.target_system LEFT JOIN snapshot b ON b.id = l.before`;

/** Null if there is none of this name. */
export async function findLedger(db: Kysely<Database>, name: string): Promise<Ledger | null> {
  const { rows } = await sql<Ledger>`SELECT ${LEDGER_COLUMNS} ${FROM_LEDGERS} WHERE l.name = ${name}`.execute(db);
  return rows[0] ?? null;
}

/** Throws BAD_USER_INPUT if there is none of this name. */
export async function getLedger(db: Kysely<Database>, name: string): Promise<Ledger> {
  const found = await findLedger(db, name);
  if (found !== null) return found;
  throw badUserInput('name: there is no ledger of this name; see "mercia move ledger list".');
}

/** Throws BAD_USER_INPUT too if it is not whole: then its numbers would be wrong. */
export async function getWholeLedger(db: Kysely<Database>, name: string): Promise<Ledger> {
  const found = await getLedger(db, name);
  if (found.state === 'WHOLE') return found;
  throw badUserInput(
    `name: the ledger "${name}" is not whole${found.state === 'MAKING' ? ' yet; wait for its job' : '; make it again'}.`,
  );
}

export async function readSides(db: Kysely<Database>, number: number): Promise<LedgerSides | null> {
  const { rows } = await sql<LedgerSides>`
    SELECT id AS number, source, systems, libraries, (SELECT coalesce(array_agg(v.system), '{}') FROM snapshot_system v
        WHERE v.snapshot = ledger.source AND v.system = ANY(ledger.systems) AND v.libraries <@ ledger.libraries) AS "wholeSystems", plan, target, target_system AS "targetSystem",
      CASE WHEN target_system = ANY(systems) THEN NULL ELSE before END AS before, settings
    FROM ledger WHERE id = ${number}`.execute(db);
  return rows[0] ?? null;
}
