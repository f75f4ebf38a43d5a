/**
 * What a library exports of its readers: reports of the tables `issues`, `reserves`, `borrowers`, `messages` and `accountlines` (joined with `items`) saved as CSV, with the
 * names of Koha's columns (documented in its schema, installer/data/mysql/kohastructure.sql; no such file of a real library is recorded).
 */
import type { FilesWorld } from './world.ts';

export const READER_LISTS: Readonly<Record<string, (world: FilesWorld) => Buffer>> = {
  '/loans.csv': ({ loans }) =>
    csvOf(
      ['issue_id', 'borrowernumber', 'biblionumber', 'barcode', 'issuedate', 'date_due', 'renewals_count'],
      loans.map((one) => [one.id, one.reader, one.record, one.barcode, one.issued, one.due, one.renewals]),
    ),
  '/holds.csv': ({ holds }) =>
    csvOf(
      [
        'reserve_id',
        'borrowernumber',
        'biblionumber',
        'barcode',
        'branchcode',
        'reservedate',
        'found',
        'waitingdate',
        'suspend',
        'priority',
      ],
      holds.map((one) => [
        ...[one.id, one.reader, one.record, one.barcode, one.branch],
        ...[one.placed, one.found, one.waiting, one.suspended, one.priority],
      ]),
    ),
  '/readers.csv': ({ readers }) =>
    csvOf(
      [
        ...['borrowernumber', 'cardnumber', 'surname', 'firstname', 'dateofbirth'],
        ...['email', 'B_email', 'categorycode', 'branchcode', 'dateexpiry', 'debarred', 'COUNT(message_id)'],
      ],
      readers.map((one) => [
        ...[one.number, one.card, one.surname, one.forenames, one.born],
        ...[one.email, one.otherEmail, one.category, one.branch, one.expires, one.debarred, one.messages],
      ]),
    ),
  '/charges.csv': ({ charges }) =>
    csvOf(
      [
        ...['accountlines_id', 'borrowernumber', 'amountoutstanding', 'debit_type_code'],
        ...['date', 'biblionumber', 'barcode'],
      ],
      charges.map((one) => [one.id, one.reader, one.outstanding, one.kind, one.date, one.record, one.barcode]),
    ),
};

export function csvOf(names: readonly string[], rows: readonly (readonly string[])[]): Buffer {
  return Buffer.from([names, ...rows].map((row) => `${row.map(quoted).join(',')}\r\n`).join(''));
}

function quoted(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
