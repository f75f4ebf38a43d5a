/** What the region file may say under `settings` of a system that is files. */
import { z } from 'zod';
import type { ItemStatus, ItemUse } from '#domain/facts.ts';
import { MARC_FORMATS } from '#marc/marc-record.ts';
import { currencyCode, declaredRules } from '../shared/policies/declared-rules.ts';
import { fileNameOf } from '../shared/data-file.ts';
import { faultsOfNames } from './drops/names.ts';
import { dropSettings, namePattern, totalsSettings } from './drops/settings.ts';
import { fileSource, itemStatus, itemUse, recordOwnerSetting } from '../shared/settings.ts';
import { column, delimiter, encoding, lastLine, oneOrMore, quotes, trailer } from '../shared/csv-settings.ts';
import { readerListSettings } from '../shared/reader-lists/settings.ts';
import { csvReading, runColumns } from './csv-config.ts';

export interface StatusMeaning {
  /** Null where the code says only for whom the copy is. */
  readonly status: ItemStatus | null;
  readonly use: ItemUse | null;
}

const meaning = z
  .union([
    itemStatus.transform((status) => ({ status })),
    itemUse.transform((use) => ({ use })),
    z.strictObject({ status: itemStatus.nullish(), use: itemUse.nullish() }),
  ])
  .transform((value): StatusMeaning => {
    const given: { readonly status?: ItemStatus | null | undefined; readonly use?: ItemUse | null | undefined } = value;
    return { status: given.status ?? null, use: given.use ?? null };
  });

const itemType = z
  .union([itemUse.transform((use) => ({ use })), z.strictObject({ use: itemUse, name: z.string().nullish() })])
  .transform((value) => ({ use: value.use, name: 'name' in value ? (value.name ?? null) : null }));

/** Where each part of a copy stands: the name of a column, or the letter of a subfield. */
function partsOfCopy<Name extends z.ZodType<string>>(name: Name) {
  const one = name.nullable().default(null);
  const several = oneOrMore(name);
  return {
    /** The system's own number of the copy, if it has one besides the barcode. */
    id: one,
    barcode: one,
    owner: one,
    callNumber: one,
    copyNumber: one,
    enumeration: one,
    chronology: one,
    location: one,
    itemType: one,
    /** How the copy stands: one place, or several of which the strongest state counts. */
    status: several,
    /** Filled in while the copy is on loan. */
    due: one,
    publicNote: one,
    /** What staff wrote for themselves. */
    staffNotes: several,
    collection: one,
    price: one,
    acquiredOn: one,
    createdOn: one,
    lastBorrowedOn: one,
    statistics: several,
    /** Whatever else moves along, under the name that it has here. No column about readers. */
    other: several,
    /** Says that the public must not see the copy; see `suppression.copies.hidden`. */
    hidden: one,
  };
}

/** The form of the name of a file that holds only what has changed. */
const changes = namePattern.nullable().default(null);
const subfieldCode = z.string().regex(/^[0-9a-zA-Z]$/, 'the letter or digit of a subfield');
const codes = z.array(z.string());
const place = z.string().regex(/^(00\d|\d{3}\$[0-9a-z])$/, '001, or a tag and a subfield, as 907$a');

export const filesSettings = z
  .strictObject({
    /** Where exports arrive one after the other; each `source` is then the form of a file's name there. */
    drop: dropSettings.nullable().default(null),
    /** The files of records, read in this order. */
    records: z
      .array(
        z.strictObject({
          source: fileSource,
          changes,
          format: z.enum(['auto', ...MARC_FORMATS]).default('auto'),
          /** Set for a file of comma-separated values; null for MARC. */
          csv: z
            .strictObject({
              ...csvReading,
              copies: z.strictObject(partsOfCopy(column)).nullable().default(null),
              /** What each line states of a serial. */
              runs: runColumns.nullable().default(null),
            })
            .nullable()
            .default(null),
          /** Set for a KBART list of what is read online; null for what is on shelves. */
          kbart: z
            .strictObject({
              /** Owner codes of those who may read what is in it; empty for `owner`, or the only one. */
              owners: z.array(z.string().min(1)).default([]),
              /** What the ids of its titles begin with; null for what its file is called, without a date. */
              name: z
                .string()
                .regex(/^[\w-]{1,40}$/, 'letters, digits, _ and -, at most 40')
                .nullable()
                .default(null),
            })
            .nullable()
            .default(null),
        }),
      )
      .min(1)
      .refine(
        (sources) => sources.every(({ csv, kbart }) => csv === null || kbart === null),
        'a file is read by csv or by kbart, not both',
      ),
    /** Where the number of a record stands. */
    recordId: place.default('001'),
    /** The field that each copy has in its record; null where copies come in `items`, or not at all. */
    copies: z
      .strictObject({
        tag: z.string().regex(/^\d{3}$/, 'the tag of a field'),
        subfields: z.strictObject(partsOfCopy(subfieldCode)),
      })
      .nullable()
      .default(null),
    /** Lists of copies, a line each. */
    items: z
      .array(
        z.strictObject({
          source: fileSource,
          changes,
          columns: z.strictObject({ record: column, ...partsOfCopy(column) }),
          delimiter,
          encoding,
          quotes,
          trailer,
          lastLine,
        }),
      )
      .default([]),
    /** Lists of what is on loan, and to whom; read only for libraries that agreed to it. */
    lists: readerListSettings.prefault({}),
    /** The owner code of copies that name none. */
    owner: z.string().min(1).nullable().default(null),
    /** Code of a copy's state → state or rule: `TAG$SUBFIELD=CODE`, `COLUMN=CODE`, or the code alone where it stands in one place only. */
    statuses: z.record(z.string(), meaning).default({}),
    itemTypes: z.record(z.string(), itemType).default({}),
    /** Location → its name. */
    locations: z.record(z.string(), z.string()).default({}),
    /** What the library says of its codes and its rules of lending: no file tells them. */
    policies: z
      .strictObject({
        categories: z.record(z.string(), z.string()).default({}),
        rules: declaredRules.nullable().default(null),
        currency: currencyCode.nullable().default(null),
      })
      .prefault({}),
    /** What the public must not see. */
    suppression: z
      .strictObject({
        /** A tag and a subfield → the values that hide the record. */
        record: z.record(place, codes).default({}),
        copies: z
          .strictObject({
            /** Null where nobody says: then yes hides, no does not, and any other value hides until somebody says what it means. */
            hidden: codes.nullable().default(null),
            location: codes.default([]),
            itemType: codes.default([]),
            status: codes.default([]),
          })
          .prefault({}),
      })
      .prefault({}),
    illItemTypes: codes.default(['ILL']),
    /** Subfield with the owner code of a record without copies, as `040$a`, for files of several libraries. */
    recordOwner: recordOwnerSetting,
    /** What whoever made the files counted, where it is always the same: for files that are given once. */
    totals: totalsSettings.prefault({}),
    /** The share of the records that a new file may leave out; where it leaves out more, somebody has to say yes. */
    maxDeletedShare: z.number().min(0).max(1).default(0.1),
    timeoutSeconds: z.int().min(1).default(600),
    maxMegabytes: z.int().min(1).default(2048),
  })
  .refine(({ copies, items }) => copies === null || items.length === 0, 'copies come from copies or items, not both')
  .refine(
    ({ records, copies, items }) =>
      records.every(({ csv }) => (csv?.copies ?? null) === null) || (copies === null && items.length === 0),
    'copies come from records[].csv.copies, or from copies or items, not both',
  )
  .superRefine((settings, context) => {
    for (const message of faultsOfNames(settings)) context.addIssue({ code: 'custom', message, path: ['drop'] });
  });

export type FilesSettings = z.output<typeof filesSettings>;
export type ItemsSource = FilesSettings['items'][number];
export type CsvRecords = NonNullable<FilesSettings['records'][number]['csv']>;
/** Where the parts of a copy stand, in a list as in a field. */
export type CopyParts = NonNullable<FilesSettings['copies']>['subfields'];

/**
 * What the titles of a list are known by: its `name`, else what its file is called, without a date and what stands behind a dot, so
 * that it stays the same from one delivery to the next. Empty where nothing is left of that.
 */
export function kbartKeyOf({ source, kbart }: Pick<FilesSettings['records'][number], 'source' | 'kbart'>): string {
  if (kbart?.name !== null && kbart?.name !== undefined) return kbart.name;
  const undated = fileNameOf(source).replaceAll(/\{\w+\}|(?<!\d)\d{4}(?:-\d\d-\d\d|\d{4}|-\d\d)(?!\d)/g, '');
  const words = undated.replace(/^[^\p{L}\p{N}]+/u, '').split('.')[0] ?? '';
  return words
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/-$/, '')
    .slice(0, 40);
}

/** Every description of where the parts of a copy stand; empty if the files have no copies. */
export function copyPartsOf({ records, copies, items }: FilesSettings): readonly CopyParts[] {
  return [
    ...(copies === null ? [] : [copies.subfields]),
    ...records.flatMap(({ csv }) => csv?.copies ?? []),
    ...items.map(({ columns }) => columns),
  ];
}
