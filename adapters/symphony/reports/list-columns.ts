/** Loans, holds, readers and bills as API tools write them: which column is what, where the region file does not say. */
import { z } from 'zod';
import { entriesOf, readerListSettings } from '../../shared/reader-lists/settings.ts';
import { STOCK_STANDINGS } from '../standings.ts';
import { LAST_LINE } from './settings.ts';

/**
 * No tool names its columns, or quotes anything. Nor does one say how many lines there are: the job that runs it does, or a list that
 * was cut between two lines would pass for whole.
 */
const LINES = { header: 'none', delimiter: '|', quotes: false, trailer: LAST_LINE } as const;

const COLUMNS: Readonly<Record<'loans' | 'holds' | 'readers' | 'charges', object>> = {
  /** `selcharge -tACTIVE -oIUKdcr | selitem -iI -oBS` */
  loans: {
    barcode: 1,
    reader: 2,
    record: 3,
    id: { columns: [3, 4, 5, 6], join: ':' },
    due: 7,
    loanedOn: 8,
    renewals: 9,
  },
  /** `selhold -jACTIVE -oKCUapw5` */
  holds: { id: 1, record: 2, reader: 3, status: 4, placedOn: 5, pickupSite: 6, arrivedOn: 7 },
  /** `seluser -oUBypes--last_name--first_nameX.9007.` */
  readers: {
    reader: 1,
    card: 2,
    homeSite: 3,
    category: 4,
    expiresOn: 5,
    birthDate: 6,
    surname: 7,
    forenames: 8,
    email: 9,
  },
  /** `selbill -pN -oUbCcr` */
  charges: { reader: 1, pence: 2, record: 3, chargedOn: 4, kind: 5 },
};

/** The same by the fields of `dumpflatcharge` and `dumpflatuser`. Those of holds name no title, those of bills not what is left of them. */
const FLAT: Readonly<Record<string, object>> = {
  loans: { reader: 'USER_ID', barcode: 'ITEM_ID', loanedOn: 'CHRG_DC', due: 'CHRG_DATEDUE' },
  readers: {
    reader: 'USER_ID',
    card: 'USER_ID',
    homeSite: 'USER_LIBRARY',
    category: 'USER_PROFILE',
    expiresOn: 'USER_PRIV_EXPIRES',
    birthDate: 'USER_BIRTH_DATE',
    surname: 'USER_LAST_NAME',
    forenames: 'USER_FIRST_NAME',
    email: 'EMAIL',
    status: 'USER_STATUS',
  },
};

/** Whether a copy is available for the hold. Suspended ones wait, too, and no letter tells them apart. */
const HOLD_STATUSES = { Y: 'READY', N: 'QUEUED' } as const;

const READER_STATUSES = Object.fromEntries(
  Object.entries(STOCK_STANDINGS).map(([standing, meaning]) => [
    standing,
    meaning === 'MAY_BORROW' ? meaning : 'BLOCKED',
  ]),
);

const UTF_16 =
  'encoding: tools of Symphony write no UTF-16; have the file converted to UTF-8 (iconv), or leave encoding out';

/** The `lists` of a Symphony: an entry that names no columns is what the tool of its list writes. */
export const symphonyLists = z.preprocess(
  (given, context) => {
    if (mixesNumbers(given)) context.addIssue({ code: 'custom', message: MIXED });
    return withToolColumns(given);
  },
  readerListSettings.refine((lists) => entriesOf(lists).every(({ source }) => source.encoding !== 'utf-16le'), UTF_16),
);

const MIXED =
  'flat files call readers by USER_ID, and the other tools by their key: nobody would be the same reader in both; use columns: flat in all lists or in none, or name the columns of the others';

/** Whether some lists are flat, and others what their tools write. */
function mixesNumbers(given: unknown): boolean {
  if (!isRecord(given)) return false;
  const entries = Object.keys(COLUMNS).flatMap((name): readonly unknown[] => {
    const list: unknown = given[name];
    return Array.isArray(list) ? list : [];
  });
  const columns = entries.map((entry) => (isRecord(entry) ? entry['columns'] : null));
  return columns.includes('flat') && columns.includes(undefined);
}

function withToolColumns(given: unknown): unknown {
  if (!isRecord(given)) return given;
  const lists = Object.entries(COLUMNS).flatMap(([name, columns]) => {
    const entries = given[name];
    if (!Array.isArray(entries)) return [];
    return [[name, entries.map((entry: unknown) => withColumns(entry, columns, FLAT[name]))]];
  });
  const { holdStatuses = {}, readerStatuses = {} } = given;
  return {
    ...given,
    ...(Object.fromEntries(lists) as object),
    holdStatuses: isRecord(holdStatuses) ? { ...HOLD_STATUSES, ...holdStatuses } : holdStatuses,
    readerStatuses: isRecord(readerStatuses) ? { ...READER_STATUSES, ...readerStatuses } : readerStatuses,
  };
}

/** `columns: flat` are those of a flat file; none are those of the tool of the list. */
function withColumns(entry: unknown, columns: object, flat: object | undefined): unknown {
  if (!isRecord(entry)) return entry;
  const { columns: own = columns } = entry;
  const isFlat = own === 'flat' && flat !== undefined;
  return isFlat ? { ...LINES, header: 'names', ...entry, columns: flat } : { ...LINES, ...entry, columns: own };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
