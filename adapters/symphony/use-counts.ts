/** How often copies were lent, as far as the export's 999 or a list of copies carries it: the web services tell it copy by copy alone. */
import type { MarcRecord } from '#marc/marc-record.ts';
import type { LoanSource, UseCount } from '#contract/adapter.ts';
import type { SymphonySettings } from './config.ts';
import type { DataFile } from '../shared/data-file.ts';
import { entriesOf } from './export-entries.ts';
import { dataFieldsOf, subfieldValue } from '../shared/marc-fields.ts';
import { ITEM_TAG } from './copy.ts';
import { itemLocalId } from './item-ids.ts';
import type { DeliveryReader } from './reports/delivery.ts';
import { itemsFileOf, useCountsOf } from './reports/item-list.ts';
import type { SymphonySite } from './site.ts';
import { toDay } from './written-day.ts';

/** Where a site's export tells it. */
export type UseFields = NonNullable<NonNullable<SymphonySettings['export']>['uses']>;

const TITLES_OF_PART = 500;

/** The counts of one site, from its files as they are when they are asked for; null where neither carries them. */
export function createUseCounts(
  { system, settings }: SymphonySite,
  reader: Pick<DeliveryReader, 'marc' | 'items'>,
): Pick<Required<LoanSource>, 'useCounts'> | null {
  const { items } = settings.reports;
  const uses = settings.export?.uses ?? null;
  if (items !== null && reader.items !== null && typeof items.columns.loans === 'number') {
    return fromFile(reader.items, (file) => useCountsOf(itemsFileOf(system.id, items), items.columns, file.chunks()));
  }
  return uses === null ? null : fromFile(reader.marc, (file) => countsOfExport(system.id, file, uses));
}

function fromFile(
  reader: DeliveryReader['marc'],
  countsIn: (file: DataFile) => AsyncIterable<readonly UseCount[]>,
): Pick<Required<LoanSource>, 'useCounts'> {
  return {
    async *useCounts(signal) {
      const file = await reader.open(signal);
      try {
        const asOf = file.writtenAt === null ? undefined : new Date(file.writtenAt).toISOString();
        for await (const rows of countsIn(file)) yield { rows, asOf };
        await file.confirm(signal);
      } finally {
        await file.release();
      }
    },
  };
}

async function* countsOfExport(system: string, file: DataFile, fields: UseFields): AsyncGenerator<readonly UseCount[]> {
  let titles = 0;
  let counts: UseCount[] = [];
  for await (const entry of entriesOf(system, file)) {
    if ('reject' in entry) continue;
    for (const { record } of entry.parts) counts.push(...countsOf(record, entry.titleId, fields));
    titles += 1;
    if (titles % TITLES_OF_PART !== 0) continue;
    yield counts;
    counts = [];
  }
  yield counts;
}

/**
 * The copies of a record with a number; null where the export says nothing of one, which is not 0.
 *
 *     999 ## $i X000888731 $e 8/15/1996 $n 53
 */
export function countsOf(
  marc: MarcRecord,
  titleId: string,
  { loans, lastLoan, dates }: UseFields,
): readonly UseCount[] {
  return dataFieldsOf(marc, ITEM_TAG).flatMap((field): readonly UseCount[] => {
    const barcode = subfieldValue(field, 'i');
    if (barcode === null) return [];
    const count = subfieldValue(field, loans);
    const day = lastLoan === null ? null : subfieldValue(field, lastLoan);
    return [
      {
        itemLocalId: itemLocalId(titleId, barcode),
        recordLocalId: titleId,
        loans: count !== null && /^\d{1,7}$/.test(count) ? Number(count) : null,
        renewals: null,
        lastBorrowedOn: day === null ? null : toDay(day, dates),
      },
    ];
  });
}
