/** Every report, in the order in which a team would ask. A new one is added here. */
import { assumedLost } from '../day-one/assumed-lost.ts';
import { barcodes } from '../day-one/barcodes.ts';
import { classSchemes } from '../day-one/class-schemes.ts';
import { codes } from '../day-one/codes.ts';
import { expiredReaders } from '../day-one/expired-readers.ts';
import { itemsWithoutTitle } from '../day-one/items-without-title.ts';
import { localFields } from '../day-one/local-fields.ts';
import { longOverdue } from '../day-one/long-overdue.ts';
import { onOrder } from '../day-one/on-order.ts';
import { readersByCategory } from '../day-one/readers-by-category.ts';
import { readersWithoutEmail } from '../day-one/readers-without-email.ts';
import { serials } from '../day-one/serials.ts';
import { stuck } from '../day-one/stuck.ts';
import { temporary } from '../day-one/temporary.ts';
import { totals } from '../day-one/totals.ts';
import { completeness } from '../profiles/completeness.ts';
import { validity } from '../profiles/validity.ts';
import { suppressed } from './suppressed.ts';
import { withoutItems } from './without-items.ts';
import type { Report } from './report.ts';

export const REPORTS: readonly Report[] = [
  withoutItems,
  suppressed,
  totals,
  codes,
  barcodes,
  itemsWithoutTitle,
  onOrder,
  temporary,
  assumedLost,
  serials,
  classSchemes,
  localFields,
  completeness,
  validity,
  longOverdue,
  stuck,
  expiredReaders,
  readersWithoutEmail,
  readersByCategory,
];
