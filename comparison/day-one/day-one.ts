/** Everything that one library should know of its own data before anything is matched, in one workbook. */
import type { Report, ReportContext, ReportResult, ReportTable, SummaryLine } from '../reports/report.ts';
import { withSince } from '../reports/since.ts';
import { suppressed } from '../reports/suppressed.ts';
import { withoutItems } from '../reports/without-items.ts';
import { completeness } from '../profiles/completeness.ts';
import { validity } from '../profiles/validity.ts';
import { assumedLost } from './assumed-lost.ts';
import { barcodes } from './barcodes.ts';
import { classSchemes } from './class-schemes.ts';
import { codes } from './codes.ts';
import { expiredReaders } from './expired-readers.ts';
import { itemsWithoutTitle } from './items-without-title.ts';
import { localFields } from './local-fields.ts';
import { longOverdue } from './long-overdue.ts';
import { mended } from './mended.ts';
import { onOrder } from './on-order.ts';
import { readersByCategory } from './readers-by-category.ts';
import { readersWithoutEmail } from './readers-without-email.ts';
import { serials } from './serials.ts';
import { stuck } from './stuck.ts';
import { temporary } from './temporary.ts';
import { totals } from './totals.ts';

const PARTS: readonly Report[] = [
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
  completeness,
  validity,
  readersByCategory,
  expiredReaders,
  readersWithoutEmail,
];

export const dayOne: Report = {
  name: 'day-one',
  question: 'What must our library know of its data on the first day?',
  scope: 'LIBRARY',
  async run(context) {
    const summary: SummaryLine[] = [];
    const tables: ReportTable[] = [];
    for (const part of PARTS) {
      if (part.aboutReaders === true && context.seesReaders !== true) continue;
      const result = await runPart(part, context);
      summary.push({ label: part.question, value: null, text: result.title });
      tables.push(...toSheets(part, result));
    }
    return {
      title: `What ${nameOf(context)} has, and what it has to clean, before anything is compared.`,
      summary,
      tables,
    };
  },
};

/** A profile is of a library or a system, and this is about a library. */
async function runPart(part: Report, context: ReportContext): Promise<ReportResult> {
  const isProfile = part === completeness || part === validity || part === localFields;
  const own = isProfile ? { ...context, system: null } : context;
  return withSince(own, await part.run(own));
}

/** Each sheet begins with the main numbers of its report. */
function toSheets({ name }: Report, { title, summary, tables }: ReportResult): readonly ReportTable[] {
  const head: SummaryLine = { label: 'What was found', value: null, text: title };
  return tables.map((table) => ({ ...table, name: `${name} ${table.name}`, summary: [head, ...summary] }));
}

function nameOf({ region, library }: ReportContext): string {
  return region.libraries.find(({ id }) => id === library)?.name ?? 'the library';
}
