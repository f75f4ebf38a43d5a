/** What was taken out of snapshots: written down before the first row is given, and never changed. */
import type { Condition, Dimension, Population } from '#domain/comparison.ts';
import { badUserInput } from '#platform/errors.ts';
import { recordAction } from '#store/repositories/actions/actions.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import { randomUUID } from 'node:crypto';

/** Name of a report, and what it was asked about. */
interface ReportSubject {
  readonly what: 'REPORT';
  readonly report: string;
  readonly library: string | null;
  readonly system: string | null;
  readonly options: Readonly<Record<string, string>>;
}

interface RowsSubject {
  readonly what: 'ROWS';
  readonly population: Population;
  readonly where: readonly Condition[];
}

interface TableSubject extends Omit<RowsSubject, 'what'> {
  readonly what: 'TABLE';
  readonly by: readonly Dimension[];
}

export type ExportSubject = { readonly snapshot: string } & (ReportSubject | RowsSubject | TableSubject);

export interface NewExport {
  readonly subject: ExportSubject;
  readonly at: Date;
  readonly actor: string;
  readonly role: string;
  readonly actorLibraries: readonly string[];
  readonly staffNotes: boolean;
  /** How many rows there are to be given; null if that takes a listing to know. */
  readonly rowCount: number | null;
  readonly format: Database['export_audit']['format'];
}

/** An entry; entries are read by its `number`, the newest first. */
export type Export = Awaited<ReturnType<typeof insertExport>>;

const COLUMNS = [
  'number',
  'id',
  'at',
  'actor',
  'role',
  'actor_libraries as actorLibraries',
  'snapshot',
  'what',
  'report',
  'population',
  'library',
  'system',
  'filter',
  'staff_notes as staffNotes',
  'row_count as rowCount',
  'format',
] as const;

/** Rows of one export are asked for within this time; a later reader starts another. */
const VALID_FOR_MS = 24 * 60 * 60 * 1000;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export async function insertExport(db: Kysely<Database>, entry: NewExport) {
  const { subject, actorLibraries, staffNotes, rowCount, ...said } = entry;
  const { filter, ...columns } = toColumns(subject);
  return db.transaction().execute(async (transaction) => {
    await recordAction(transaction, {
      at: entry.at,
      action: 'EXPORTED',
      actor: { by: entry.actor, role: entry.role },
      subject: [subject.snapshot, columns.report ?? columns.population, columns.library, columns.system]
        .filter((part) => part !== null)
        .join(' '),
      note: entry.format,
    });
    return transaction
      .insertInto('export_audit')
      .values({
        ...said,
        ...columns,
        id: randomUUID(),
        actor_libraries: [...actorLibraries],
        filter: JSON.stringify(filter),
        staff_notes: staffNotes,
        row_count: rowCount,
      })
      .returning(COLUMNS)
      .executeTakeFirstOrThrow();
  });
}

export interface ExportPage {
  readonly first: number;
  /** Number of the last entry of the page before. */
  readonly after: number | null;
}

/** The newest first. */
export async function listExports(db: Kysely<Database>, { first, after }: ExportPage): Promise<readonly Export[]> {
  const query = db.selectFrom('export_audit').select(COLUMNS).orderBy('number', 'desc').limit(first);
  return (after === null ? query : query.where('number', '<', after)).execute();
}

export interface ExportUse {
  readonly id: string;
  /** Whoever asks, by all that they are called. */
  readonly actors: readonly string[];
  readonly subject: ExportSubject;
  readonly at: Date;
}

/** The export that was started for exactly this. Throws BAD_USER_INPUT if it was started for anything else. */
export async function findExport(db: Kysely<Database>, { id, actors, subject, at }: ExportUse): Promise<Export> {
  const found = UUID.test(id)
    ? await db.selectFrom('export_audit').select(COLUMNS).where('id', '=', id).executeTakeFirst()
    : undefined;
  const isValid =
    found !== undefined &&
    actors.includes(found.actor) &&
    isSame(found, toColumns(subject)) &&
    at.getTime() - found.at.getTime() < VALID_FOR_MS;
  if (isValid) return found;
  throw badUserInput(
    'export: it was not started by you within a day for exactly these rows; ask startExport for another.',
  );
}

type Subject = Pick<Export, (typeof COMPARED)[number]>;
const COMPARED = ['snapshot', 'what', 'report', 'population', 'library', 'system', 'filter'] as const;

function isSame(a: Subject, b: Subject): boolean {
  return COMPARED.every((name) => JSON.stringify(a[name]) === JSON.stringify(b[name]));
}

function toColumns(subject: ExportSubject) {
  const { snapshot, what } = subject;
  if (what === 'REPORT') {
    const { report, library, system, options } = subject;
    const sorted = Object.entries(options).toSorted(([a], [b]) => (a < b ? -1 : 1));
    return {
      snapshot,
      what,
      report,
      population: null,
      library,
      system,
      filter: { options: Object.fromEntries(sorted) },
    };
  }
  const where = subject.where.map(({ dimension, in: values }) => ({ dimension, in: [...values] }));
  const filter = what === 'TABLE' ? { where, by: [...subject.by] } : { where };
  return {
    snapshot,
    what,
    report: null,
    population: subject.population,
    library: onlyValue(where, 'LIBRARY'),
    system: onlyValue(where, 'SYSTEM'),
    filter,
  };
}

/** So that the entries of one library are found without reading filters. */
function onlyValue(where: readonly Condition[], dimension: Dimension): string | null {
  const values = where.filter((condition) => condition.dimension === dimension).flatMap((condition) => condition.in);
  return values.length === 1 ? (values[0] ?? null) : null;
}
