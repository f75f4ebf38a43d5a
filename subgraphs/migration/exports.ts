/** Exports: written down before the first row is given, and only for those who may see the rows. */
import {
  countBy,
  countRows,
  countTableRows,
  findExport,
  findSnapshot,
  insertExport,
  type Export,
  type ExportSubject,
  type NewExport,
  type Snapshot,
} from '#comparison/index.ts';
import { badUserInput } from '#platform/errors.ts';
import type { StartExportInput } from './__generated__/types.ts';
import { askReport } from './ask-report.ts';
import type { MigrationContext } from './context.ts';
import { toConditions } from './pages.ts';

/** What is asked for, and how many rows of it the caller would be given. */
type Prepared = Pick<NewExport, 'subject' | 'rowCount'>;

/** Throws FORBIDDEN for what the caller may not see, and BAD_USER_INPUT for what cannot be exported. */
export async function startExport(input: StartExportInput, context: MigrationContext): Promise<Export> {
  const { access, db, reports, now } = context;
  access.libraries();
  const snapshot = await findSnapshot(reports, input.snapshot);
  if (snapshot === null) throw badUserInput('snapshot: there is none of this name.');
  const prepared = await prepare(snapshot, input, context);
  return insertExport(db, {
    ...prepared,
    at: now(),
    actor: access.subject,
    role: access.role,
    actorLibraries: access.ownLibraries,
    staffNotes: input.staffNotes === true,
    format: input.format,
  });
}

async function prepare(snapshot: Snapshot, input: StartExportInput, context: MigrationContext): Promise<Prepared> {
  const { report, of: population, by } = input;
  if ((report ?? null) !== null && (population ?? null) === null) {
    const { subject, tables } = await askReport(snapshot, { ...input, name: report ?? '' }, context);
    return { subject, rowCount: sum(await Promise.all(tables.map(countTableRows))) };
  }
  if (population === null || population === undefined || (report ?? null) !== null) {
    throw badUserInput('input: name a report or what the rows are (of), not both.');
  }
  const { access, reports } = context;
  const where = toConditions(input.where);
  const selection = { snapshot: snapshot.number, population, where: access.restrict(where) };
  if (by === null || by === undefined) {
    const { value } = await countRows(reports, selection);
    return { subject: { snapshot: snapshot.name, what: 'ROWS', population, where }, rowCount: value };
  }
  const cells = await countBy(reports, selection, by);
  return { subject: { snapshot: snapshot.name, what: 'TABLE', population, where, by }, rowCount: cells.length };
}

function sum(numbers: readonly (number | null)[]): number | null {
  return numbers.reduce((total, number) => (total === null || number === null ? null : total + number), 0);
}

/** The export with which rows are asked for; null if they are asked for without one. Throws if it was for other rows. */
export async function openExport(
  { access, reports, now }: MigrationContext,
  id: string | null | undefined,
  subject: ExportSubject,
): Promise<Export | null> {
  if (id === null || id === undefined) return null;
  return findExport(reports, { id, actors: access.subjects, subject, at: now() });
}
