/**
 * The evidence of a move: what was compared, what came of it, who signs for what. The same snapshots, ledger and plan give the same
 * bytes, so that a signature holds for what was signed and for nothing else. It says nothing of any one reader: it is made as somebody
 * sees it who may see no rows about readers.
 */
import { createHash } from 'node:crypto';
import { findSnapshot, runReport, systemsOfSnapshot } from '#comparison/index.ts';
import { mappingsOfSnapshot } from '#comparison/mappings/kept-mappings.ts';
import {
  countTableRows,
  type Report,
  type ReportTable,
  type SummaryLine,
  type Drill,
} from '#comparison/reports/report.ts';
import { readRegion, type Snapshot } from '#comparison/snapshots/snapshot.ts';
import { SIGNING_ROLES, SIGNS_FOR, type SigningRole } from '#domain/evidence.ts';
import { badUserInput } from '#platform/errors.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import { getWholeLedger } from '../ledger/ledger.ts';
import { countSampleResults } from './sample-results.ts';

/** Of which things evidence is. */
export interface PackOf {
  readonly snapshot: Snapshot;
  /** Names; null for evidence without one. */
  readonly ledger: string | null;
  readonly plan: string | null;
}

export interface PackNumber {
  readonly what: string;
  /** Null if nobody tells it, or if it is too small to be shown; `text` says which. */
  readonly value: number | null;
  readonly text: string | null;
  readonly notToldBy: readonly string[];
  /** Makes it again. */
  readonly command: string;
}

export interface PackTable {
  readonly name: string;
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
  readonly command: string;
}

export interface PackSection {
  readonly report: string;
  readonly question: string;
  readonly found: string;
  readonly command: string;
  readonly numbers: readonly PackNumber[];
  readonly tables: readonly PackTable[];
}

interface ComparedSnapshot {
  readonly name: string;
  readonly digest: string | null;
  readonly takenAt: string;
  /** A pseudonym. */
  readonly takenBy: string;
  readonly systems: readonly {
    readonly id: string;
    readonly harvestedAt: string | null;
    readonly problem: string | null;
    readonly notTold: readonly string[];
    readonly libraries: readonly string[];
  }[];
  /** As they were kept with it. */
  readonly mappings: { readonly decided: number; readonly digest: string };
}

export interface EvidencePack {
  readonly format: 'mercia-evidence-1';
  readonly region: { readonly id: string; readonly name: string };
  readonly snapshot: string;
  readonly ledger: string | null;
  readonly plan: string | null;
  readonly compared: readonly ComparedSnapshot[];
  readonly sections: readonly PackSection[];
  /** Rows of samples that libraries looked at in both systems. */
  readonly samples: readonly {
    readonly library: string;
    readonly seed: string;
    readonly result: string;
    readonly rows: number;
  }[];
  readonly signs: readonly { readonly role: SigningRole; readonly for: string }[];
}

/** Rows of one table: a pack is read, and not searched. Of more it has the first, and says so. */
const MOST_ROWS = 2_000;
const PAGE = 500;

/** As text, and its SHA-256; `run` runs each report. Throws BAD_USER_INPUT for what there is not. */
export async function makePack(
  db: Kysely<Database>,
  of: PackOf,
  reports: readonly Report[],
  run: RunReport = runReport,
): Promise<{ readonly json: string; readonly digest: string }> {
  const json = `${JSON.stringify(await assemble(db, of, { reports, run }), null, 1)}\n`;
  return { json, digest: digestOf(json) };
}

type RunReport = typeof runReport;

interface Running {
  readonly reports: readonly Report[];
  readonly run: RunReport;
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

async function assemble(db: Kysely<Database>, of: PackOf, running: Running): Promise<EvidencePack> {
  const { snapshot, ledger, plan } = of;
  const region = await readRegion(db, snapshot.number);
  const sections: PackSection[] = [];
  // One after another: whoever asks holds one connection at a time.
  for (const part of PACK_PARTS) {
    if ((part.needs === 'LEDGER' && ledger === null) || (part.needs === 'PLAN' && plan === null)) continue;
    sections.push(await makeSection(db, of, part, running));
  }
  const samples = await countSampleResults(db, {
    snapshot,
    libraries: region.libraries.map(({ id }) => id),
  });
  return {
    format: 'mercia-evidence-1',
    region: { id: region.id, name: region.name },
    snapshot: snapshot.name,
    ledger,
    plan,
    compared: await describeCompared(db, of),
    sections,
    samples: samples.map(({ library, seed, result, count }) => ({ library, seed, result, rows: count })),
    signs: SIGNING_ROLES.map((role) => ({ role, for: SIGNS_FOR[role] })),
  };
}

/** The snapshot, and those that the ledger compares: its source, its target, and the target before. */
async function describeCompared(db: Kysely<Database>, { snapshot, ledger }: PackOf): Promise<EvidencePack['compared']> {
  const compared = [await describeSnapshot(db, snapshot)];
  if (ledger === null) return compared;
  const { source, target, before } = await getWholeLedger(db, ledger);
  const others = new Set([source, target, ...(before === null ? [] : [before])]);
  others.delete(snapshot.name);
  for (const name of others) compared.push(await describeSnapshot(db, await findWholeSnapshot(db, name)));
  return compared;
}

async function describeSnapshot(db: Kysely<Database>, snapshot: Snapshot): Promise<ComparedSnapshot> {
  const { name, digest, takenAt, takenBy, number } = snapshot;
  const systems = await systemsOfSnapshot(db, number);
  const { mappings } = await mappingsOfSnapshot(db, number);
  return {
    name,
    digest,
    takenAt: takenAt.toISOString(),
    takenBy,
    systems: systems.map(({ id, harvestedAt, problem, notTold, libraries }) => ({
      id,
      harvestedAt: harvestedAt?.toISOString() ?? null,
      problem,
      notTold,
      libraries,
    })),
    mappings: {
      decided: mappings.filter(({ state }) => state === 'DECIDED').length,
      digest: digestOf(JSON.stringify(mappings)),
    },
  };
}

async function makeSection(
  db: Kysely<Database>,
  { snapshot, ledger, plan }: PackOf,
  { report: name, tables: whole, needs, countsReaders }: PackPart,
  { reports, run }: Running,
): Promise<PackSection> {
  const options: Readonly<Record<string, string>> =
    needs === undefined ? {} : needs === 'LEDGER' ? { ledger: ledger ?? '' } : { plan: plan ?? '' };
  // At the time of the snapshot, so that it says the same whenever it is made.
  const asked = {
    name,
    snapshot,
    library: null,
    system: null,
    options,
    visibleLibraries: null,
    seesReaders: countsReaders === true,
    now: snapshot.takenAt,
  };
  const { title, summary, tables } = await run(db, asked, reports);
  const shown: PackTable[] = [];
  for (const table of tables) {
    if (!whole.includes(table.name)) continue;
    shown.push(await readTable(table, compareCommand(name, snapshot.name, { options, table: table.name })));
  }
  const command = compareCommand(name, snapshot.name, { options });
  return {
    report: name,
    question: reports.find((one) => one.name === name)?.question ?? name,
    found: title,
    command,
    numbers: summary.map((line) => toNumber(line, snapshot.name, command)),
    tables: shown,
  };
}

function toNumber(
  { label, value, text, notToldBy, drill }: SummaryLine,
  snapshot: string,
  command: string,
): PackNumber {
  return {
    what: label,
    value,
    text: text ?? null,
    notToldBy: notToldBy ?? [],
    command: drill === undefined || value === null ? command : rowsCommand(drill, snapshot),
  };
}

async function readTable(table: ReportTable, command: string): Promise<PackTable> {
  const { name, title, columns } = table;
  const total = await countTableRows(table);
  const kept = columns.flatMap(({ header }, place) => (LEFT_OUT_COLUMNS.has(header) ? [] : [place]));
  const rows: PackTable['rows'][number][] = [];
  let after: string | null = null;
  do {
    const page = await table.rows({ after, first: Math.min(PAGE, MOST_ROWS - rows.length) });
    rows.push(...page.rows.map(({ cells }) => kept.map((place) => cells[place] ?? null)));
    after = page.next;
  } while (after !== null && rows.length < MOST_ROWS);
  const said = total === null || total <= rows.length ? title : `${title}; the first ${rows.length} of ${total} rows`;
  return { name, title: said, columns: kept.map((place) => columns[place]?.header ?? ''), rows, command };
}

/** Throws BAD_USER_INPUT for a snapshot that there is not, or that is not whole. */
export async function findWholeSnapshot(db: Kysely<Database>, name: string): Promise<Snapshot> {
  const snapshot = await findSnapshot(db, name);
  if (snapshot?.state === 'WHOLE') return snapshot;
  throw badUserInput(`snapshot: there is no whole snapshot "${name}".`);
}

function compareCommand(
  report: string,
  snapshot: string,
  { table, options = {} }: { readonly table?: string; readonly options?: Readonly<Record<string, string>> } = {},
): string {
  const told = Object.entries(options).flatMap(([name, value]) => ['--option', `${name}=${value}`]);
  return line([
    'mercia',
    'compare',
    report,
    '--snapshot',
    snapshot,
    ...told,
    ...(table === undefined ? [] : ['--table', table]),
  ]);
}

function rowsCommand({ population, where }: Drill, snapshot: string): string {
  const conditions = where.flatMap(({ dimension, in: values }) =>
    values.flatMap((value) => ['--where', `${dimension}=${value}`]),
  );
  return line(['mercia', 'compare', 'rows', '--of', population, ...conditions, '--snapshot', snapshot]);
}

function line(words: readonly string[]): string {
  return words
    .map((word) => (/^[\w.,:=/-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`))
    .join(' ');
}

/** What a part is about besides the snapshot. */
type PartNeeds = 'LEDGER' | 'PLAN';

interface PackPart {
  /** Name of the report. */
  readonly report: string;
  /** Tables that are in it with all their rows; of the others only the number of rows is. */
  readonly tables: readonly string[];
  /** Left out of evidence without it. */
  readonly needs?: PartNeeds;
  /** True for counts of whole classes of rows about readers, pence among them: no row of them is in it. */
  readonly countsReaders?: true;
}

const PACK_PARTS: readonly PackPart[] = [
  { report: 'reconcile', tables: ['counts'] },
  { report: 'not-across', tables: [] },
  { report: 'ledger', needs: 'LEDGER', tables: ['classes', 'rules', 'samples', 'not provable', 'declared'] },
  { report: 'ledger-readers', needs: 'LEDGER', tables: ['classes', 'rules', 'not provable'], countsReaders: true },
  { report: 'plan', needs: 'PLAN', tables: ['classes'] },
  { report: 'volumetrics', tables: ['volumes'] },
  { report: 'totals', tables: ['records', 'items'] },
  { report: 'titles-together', tables: ['rules'] },
  { report: 'barcodes-of-others', tables: [] },
  { report: 'barcodes', tables: [] },
  { report: 'record-numbers', tables: [] },
  { report: 'mapping', tables: ['coverage'] },
  { report: 'unmapped', tables: [] },
];

/**
 * Columns that are in no evidence: what somebody typed, and what stood in fields that rules changed, among them notes of staff and local
 * fields, perhaps about a reader. The command beside the table shows them to whoever may see them.
 */
const LEFT_OUT_COLUMNS: ReadonlySet<string> = new Set(['Note', 'From', 'To', 'What they say']);
