/** A line of a list of holds → a hold. */
import type { OpenHold } from '#contract/adapter.ts';
import type { HoldStatus } from '#domain/accounts.ts';
import type { Logger } from '#platform/logger.ts';
import type { ListRow } from './list-rows.ts';
import { copyOf, type LoanReading } from './open-loans.ts';
import type { ListSource, ReaderListSettings } from './settings.ts';

export type MappedCodes = 'holdStatus' | 'readerStatus';

export interface HoldReading extends LoanReading, Pick<ReaderListSettings, 'holdStatuses'> {
  /** The only site that there is; null where there are several. */
  readonly onlySite: string | null;
  /** Told of a code that the region file does not map, and of its column. In a column that was named by mistake it may be a name. */
  readonly onUnmapped: (list: MappedCodes, code: string, column: string) => void;
}

export function toOpenHold(row: ListRow, { columns }: ListSource<'holds'>, reading: HoldReading): OpenHold {
  const copy = copyOf(row, columns);
  const { arrivedOn, placedOn, pickupSite } = columns;
  const place = row.count(columns.place) ?? 0;
  return {
    localId: row.id(columns.id) ?? `${row.setting}: line ${String(row.line)}`,
    recordLocalId: row.needed(columns.record),
    itemLocalId: reading.itemIdOf(copy) ?? copy.barcode ?? copy.item,
    ...(copy.barcode !== null && { barcode: copy.barcode }),
    readerToken: reading.accountToken(row.needed(columns.reader)),
    status: holdStatusOf(row, columns, reading),
    placedOn: row.time(placedOn)?.day ?? null,
    ...(arrivedOn !== null && { arrivedOn: row.time(arrivedOn)?.day ?? null }),
    pickupSite: row.text(pickupSite) ?? reading.onlySite,
    ...(columns.place !== null && { place: place === 0 ? null : place }),
  };
}

/** That a hold can be collected is never concluded: a code has to say so. */
function holdStatusOf(
  row: ListRow,
  { status }: Pick<ListSource<'holds'>['columns'], 'status'>,
  { holdStatuses, onUnmapped }: HoldReading,
): HoldStatus {
  if (status === null) return 'UNKNOWN';
  const code = row.code(status);
  const known = holdStatuses[code];
  if (known === undefined) onUnmapped('holdStatus', code, status.columns.join(' and '));
  return known ?? 'UNKNOWN';
}

/** Warns of each column once. No code is in it: a column that was named by mistake may hold names. */
export function createUnmappedWarning(logger: Logger): HoldReading['onUnmapped'] {
  const warned = new Set<string>();
  return (list, _, column) => {
    if (warned.has(column)) return;
    warned.add(column);
    logger.warn({ list, column }, 'codes of a list about readers have no meaning in the region file: they are unknown');
  };
}
