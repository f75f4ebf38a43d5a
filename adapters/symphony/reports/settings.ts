/** What the region file says of the files that Symphony's API tools write beside the MARC export. */
import { z } from 'zod';
import { fileSource } from '../../shared/settings.ts';

/** The form of the last line, with `{count}` for the lines before it. */
const end = z.string().includes('{count}');
/** What a job writes behind what a tool gave. */
export const LAST_LINE = 'END {count}';
/** Counted from 1. */
const column = z.int().min(1).max(500);
const perhaps = (usual: number) => column.nullable().default(usual);

/**
 * Where things stand in a line of
 *
 *     selitem -oNIBylmtfdng2 | selcallnum -iN -oSD
 *
 * `I` is three columns (catalogue key, call number, copy). `N` goes into `selcallnum`, which puts the call number (`D`) behind what it
 * was given.
 */
const itemColumns = z
  .strictObject({
    /** The catalogue key. */
    title: column.default(1),
    copyNumber: perhaps(3),
    barcode: column.default(4),
    library: column.default(5),
    homeLocation: column.default(6),
    currentLocation: column.default(7),
    itemType: perhaps(8),
    created: perhaps(9),
    /** How often it was lent. */
    loans: perhaps(10),
    lastLoan: perhaps(11),
    category1: column.nullable().default(null),
    category2: perhaps(12),
    /** `Y` for a copy that is shadowed. */
    shadowed: perhaps(13),
    price: column.nullable().default(null),
    callNumber: perhaps(14),
  })
  .refine(
    ({ callNumber, ...others }) =>
      callNumber === null || Object.values(others).every((each) => (each ?? 0) < callNumber),
    'callNumber: must be the last column, because a call number may have a | in it; null if no line has one',
  );

const items = z.strictObject({
  source: fileSource,
  columns: itemColumns.prefault({}),
  encoding: z.enum(['utf-8', 'windows-1252']).default('utf-8'),
  /** Without it copies behind a cut between two lines would be gone: null is for a file that nobody can write again. */
  end: end.nullable().default(LAST_LINE),
});

export const SHADOW_LEVELS = ['titles', 'calls', 'items', 'locations'] as const;
export type ShadowLevel = (typeof SHADOW_LEVELS)[number];

/** A list for each level at which something can be shadowed. */
const shadowed = z.strictObject({
  /** `selcatalog -6=1 -oC` */
  titles: fileSource,
  /** `selcallnum -2Y -oN | selitem -iN -oIB`: the copies of shadowed call numbers. */
  calls: fileSource,
  /** `selitem -2Y -oIB` */
  items: fileSource,
  /** Codes of locations that the public does not see, each with a | behind it. */
  locations: fileSource,
  /** Without it a list that was cut between two lines hides less than it should, so that there has to be one. */
  end: end.default(LAST_LINE),
  /** The lists that may well have no line, or none of anything in the export. */
  mayHideNothing: z.array(z.enum(SHADOW_LEVELS)).default([]),
});

export const reportSettings = z.strictObject({
  /** Copies as lines, in place of 999. */
  items: items.nullable().default(null),
  /** For `shadows: lists`. */
  shadowed: shadowed.nullable().default(null),
  /** The share of records, and of copies, that new files may leave out; where they leave out more, somebody has to say yes. */
  maxDeletedShare: z.number().min(0).max(1).default(0.1),
});

export type ReportSettings = z.output<typeof reportSettings>;
export type ItemsReport = NonNullable<ReportSettings['items']>;
export type ItemColumns = ItemsReport['columns'];
export type ShadowReports = NonNullable<ReportSettings['shadowed']>;
