/** How often copies were lent, as far as the export's 999 carries it: the web services tell it copy by copy alone. */
import type { MarcRecord } from '../protocols/marc/marc-record.ts';
import type { LoanSource, UseCount } from '../adapter.ts';
import type { SymphonySettings } from './config.ts';
import type { DataFileReader } from '../shared/data-file.ts';
import { entriesOf } from './harvest-export.ts';
import { dataFieldsOf, subfieldValue } from '../shared/marc-fields.ts';
import { ITEM_TAG } from './copy.ts';
import { itemLocalId } from './item-ids.ts';
import type { SymphonySite } from './site.ts';

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
          yield counts;
          counts = [];
        }
        await file.confirm(signal);
        yield counts;
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

/** `8/15/1996` or `15/8/1996` → `1996-08-15`; null for a day that there is not. */
function toDay(text: string, order: UseFields['dates']): string | null {
  const parts = /^(\d{1,4})\D(\d{1,2})\D(\d{1,4})$/.exec(text)?.slice(1) ?? [];
  const [year = '', month = '', day = ''] = order === 'ymd' ? parts : parts.toReversed();
  const [mm, dd] = order === 'mdy' ? [day, month] : [month, day];
  const written = `${year}-${mm.padStart(2, '0')}-${dd.padStart(2, '0')}`;
  const at = /^\d{4}-\d\d-\d\d$/.test(written) ? Date.parse(`${written}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(written) ? written : null;
}
