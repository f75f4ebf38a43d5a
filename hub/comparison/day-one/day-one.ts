/** Everything that one library should know of its own data before anything is matched, in one workbook. */
import type { Report, ReportContext, ReportResult, ReportTable, SummaryLine } from '../reports/report.ts';
import { withLeftOut } from '../reports/left-out.ts';
import { withSince } from '../reports/since.ts';
import { suppressed } from './suppressed.ts';
import { profile } from '../profiles/profile.ts';
import { completeness, localFields, validity } from '../profiles/profile-reports.ts';
import { barcodes } from '../collisions/barcodes.ts';
import { codes } from './codes.ts';
import { assumedLost, classSchemes, itemsWithoutTitle, onOrder, serials, totals } from './counted-reports.ts';
import { longOverdue } from './long-overdue.ts';
import { mended } from './mended.ts';
import { expiredReaders, readersByCategory, readersWithoutEmail } from './registrations.ts';
import { stuck } from './stuck.ts';
import { temporary, withoutItems } from './temporary.ts';

/** Of these each is a report of its own, too, in this order. */
export const CATALOGUE_PARTS: readonly Report[] = [
  mended,
  totals,
  codes,
  barcodes,
  withoutItems,
  itemsWithoutTitle,
  onOrder,
  suppressed,
  temporary,
  longOverdue,
  assumedLost,
  stuck,
  serials,
  classSchemes,
  localFields,
  profile,
  completeness,
  validity,
];

const PARTS = [...CATALOGUE_PARTS, readersByCategory, expiredReaders, readersWithoutEmail];

export const dayOne: Report = {
  name: 'day-one',
  question: 'What must our library know of its data on the first day?',
  scope: 'LIBRARY',
  leavesOut: [],
  run: (context) => remembered(context, () => putTogether(context)),
};

async function putTogether(context: ReportContext): Promise<ReportResult> {
  const summary: SummaryLine[] = [];
  const tables: ReportTable[] = [];
  for (const part of PARTS) {
    if (part.aboutReaders === true && context.seesReaders !== true) continue;
    const own = contextOf(part, context);
    const result = await part.run(own);
    summary.push({ label: part.question, value: null, text: result.title });
    tables.push(...toSheets(part, result, own));
  }
  return {
    title: `What ${nameOf(context)} has, and what it has to clean, before anything is compared.`,
    summary,
    tables,
  };
}

const REMEMBERED_MS = 60_000;
const kept = new WeakMap<object, Map<string, { readonly until: number; readonly result: Promise<ReportResult> }>>();

/**
 * Whoever exports the pack asks for each page of each of its sheets by itself; a snapshot does not change between. What a
 * sheet lists is read again for each page, so that rows that have left are shown to nobody.
 */
function remembered(context: ReportContext, work: () => Promise<ReportResult>): Promise<ReportResult> {
  const { db, snapshot, library, system, options, visibleLibraries, seesReaders = false, now } = context;
  const ofStore = kept.get(db) ?? new Map<string, { readonly until: number; readonly result: Promise<ReportResult> }>();
  kept.set(db, ofStore);
  for (const [key, { until }] of ofStore) if (until < now.getTime()) ofStore.delete(key);
  const key = JSON.stringify([snapshot.number, library, system, options, visibleLibraries, seesReaders]);
  const found = ofStore.get(key);
  if (found !== undefined) return found.result;
  const result = work();
  ofStore.set(key, { until: now.getTime() + REMEMBERED_MS, result });
  result.catch(() => ofStore.delete(key));
  return result;
}

/** A profile is of a library or a system, and this is about a library. */
function contextOf(part: Report, context: ReportContext): ReportContext {
  const isProfile = part === completeness || part === validity || part === localFields;
  return isProfile ? { ...context, system: null } : context;
}

/** Each sheet begins with the main numbers of its report, which are compared with the earlier ones when they are asked for. */
function toSheets(report: Report, result: ReportResult, context: ReportContext): readonly ReportTable[] {
  const head: SummaryLine = { label: 'What was found', value: null, text: result.title };
  let compared: Promise<ReportResult> | null = null;
  const summary = async (): Promise<readonly SummaryLine[]> => {
    compared ??= withSince(context, result).then((since) => withLeftOut(report, context, since));
    return [head, ...(await compared).summary];
  };
  return result.tables.map((table) => ({ ...table, name: `${report.name} ${table.name}`, summary }));
}

function nameOf({ region, library }: ReportContext): string {
  return region.libraries.find(({ id }) => id === library)?.name ?? 'the library';
}
