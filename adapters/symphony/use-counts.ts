/** How often copies were lent, as far as the export's 999 carries it: the web services tell it copy by copy alone. */
import type { MarcRecord } from '#marc/marc-record.ts';
import type { LoanSource, UseCount } from '#contract/adapter.ts';
import type { SymphonySettings } from './config.ts';
import type { DataFileReader } from '../shared/data-file.ts';
import { entriesOf } from './harvest-export.ts';
import { dataFieldsOf, subfieldValue } from '../shared/marc-fields.ts';
import { ITEM_TAG } from './copy.ts';
import { itemLocalId } from './item-ids.ts';
import type { SymphonySite } from './site.ts';
import { toDay } from './written-day.ts';

/** Where a site's export tells it. */
export type UseFields = NonNullable<NonNullable<SymphonySettings['export']>['uses']>;

/** Titles of one part. */
const TITLES_OF_PART = 500;

/** The counts of one site, from the export as it is when they are asked for. */
export function createUseCounts(
  site: SymphonySite,
  reader: DataFileReader,
  fields: UseFields,
): Pick<Required<LoanSource>, 'useCounts'> {
  return {
    async *useCounts(signal) {
      const file = await reader.open(signal);
      try {
        let titles = 0;
        let counts: UseCount[] = [];
        for await (const entry of entriesOf(site, file)) {
          if ('reject' in entry) continue;
          for (const { record } of entry.parts) counts.push(...countsOf(record, entry.titleId, fields));
          titles += 1;
          if (titles % TITLES_OF_PART !== 0) continue;
          yield { rows: counts };
          counts = [];
        }
        await file.confirm(signal);
        yield { rows: counts };
      } finally {
        await file.release();
      }
    },
  };
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
