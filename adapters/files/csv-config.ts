/** What the region file may say of records that come as comma-separated values: which column holds what. */
import { z } from 'zod';
import { CLASS_SCHEMES, FORMATS, SUBJECT_SCHEMES } from '#domain/catalogue.ts';
import { column, dayOrder, delimiter, encoding, lastLine, oneOrMore, quotes, trailer } from '../shared/csv-settings.ts';

const one = column.nullable().default(null);
const several = oneOrMore(column);

/** Columns of a description. Those of copies stand apart, because a line may describe both. */
export const recordColumns = z.strictObject({
  /** The number of the record. Lines of one number are one record. */
  record: column,
  title: column,
  subtitle: one,
  partNumber: one,
  partTitle: one,
  responsibility: one,
  authors: several,
  /** Editors, translators and others who are not the first name. */
  otherAuthors: several,
  corporateAuthors: several,
  edition: one,
  place: one,
  publisher: one,
  year: one,
  /** Pages, volumes. */
  extent: one,
  isbn: several,
  issn: several,
  oclc: several,
  nlm: several,
  series: several,
  subjects: several,
  classMark: several,
  language: several,
  format: one,
  summary: several,
  contents: several,
  notes: several,
  url: several,
  /** What is held of a serial, in words: `v.12 (2001)-`. */
  holdings: several,
});

/** Columns of what a line states of a serial: in words, or from a year or volume to another. */
export const runColumns = z
  .strictObject({
    owner: one,
    statement: one,
    /** Its first year; where there is no `statement`, an empty end means that it goes on. */
    from: one,
    to: one,
    fromVolume: one,
    toVolume: one,
    note: one,
  })
  .refine(
    ({ statement, from, fromVolume }) => (statement ?? from ?? fromVolume) !== null,
    'a column with the statement, or with the year or volume in which it begins: statement, from or fromVolume',
  );

export type RecordColumns = z.output<typeof recordColumns>;

/** Columns whose cells hold several values, if nothing else is said: `Smith, J.; Brown, K.` */
export const SPLIT_COLUMNS = ['authors', 'otherAuthors', 'corporateAuthors', 'isbn', 'issn', 'subjects', 'language'];

const listColumn = z.enum([
  ...(['authors', 'otherAuthors', 'corporateAuthors', 'isbn', 'issn', 'oclc', 'nlm', 'series', 'subjects'] as const),
  ...(['classMark', 'language', 'summary', 'contents', 'notes', 'url', 'holdings'] as const),
]);

export const csvReading = {
  columns: recordColumns,
  delimiter,
  encoding,
  quotes,
  trailer,
  lastLine,
  /** What stands between several values of one cell. */
  separator: z.string().min(1).default(';'),
  /** The same for single columns; null for one whose cell is one value. */
  separators: z.partialRecord(listColumn, z.string().min(1).nullable()).default({}),
  subjectScheme: z.enum(SUBJECT_SCHEMES).default('OTHER'),
  classScheme: z.enum(CLASS_SCHEMES).default('UNKNOWN'),
  /** The library's word for a kind of material → ours. */
  formats: z.record(z.string(), z.enum(FORMATS)).default({}),
  /** The library's word for a language → its code of ISO 639-2. Codes of three letters are read as they are. */
  languages: z.record(z.string(), z.string().regex(/^[a-z]{3}$/, 'a code of three letters, as eng')).default({}),
  /** MARC field and subfield → column, for whatever else is to be kept: `590$a`. */
  fields: z.record(z.string().regex(/^(?!00)\d{3}\$[0-9a-z]$/, 'a tag and a subfield, as 590$a'), column).default({}),
  dates: dayOrder,
};
