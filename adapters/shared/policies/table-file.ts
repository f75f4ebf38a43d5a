/** A table of a few thousand rows that a site gives: comma-separated values, or what a saved report answers as JSON. */
import { CsvError, parse } from 'csv-parse/sync';
import type { MerciaError } from '#platform/errors.ts';
import { jsonOrNull } from '#platform/parse-json.ts';
import type { SystemConfig } from '#domain/region.ts';
import { createDataFileReader } from '../data-file.ts';
import { lmsError } from '../lms-error.ts';

/** One row: the text in each column by its name, in lower case; empty for nothing. */
export interface TableRow {
  /** Where it stands, for messages: `line 7`, `row 3`. */
  readonly place: string;
  readonly values: ReadonlyMap<string, string>;
}

export interface TableOptions {
  readonly system: Pick<SystemConfig, 'id' | 'directory'>;
  /** A path, from the folder of the region file, or an address that begins with http. */
  readonly source: string;
  /** Where the region file names it: `settings.policies.rules`. */
  readonly setting: string;
  /** Columns that must be there, in lower case. */
  readonly columns: readonly string[];
}

const TIMEOUT_SECONDS = 60;
const MOST_MEGABYTES = 64;

/** The column with which a report says how many rows it has: what answers it may cut them short without a word. */
const TOTAL = 'total';

/**
 * Throws LMS_BAD_RESPONSE, naming the line, for what is no such table, for an empty one and for a report that was cut. A file of separated
 * values does not say how many rows it has: one that was cut at the end of a line is taken for whole.
 */
export async function readTable(options: TableOptions, signal: AbortSignal): Promise<readonly TableRow[]> {
  const {
    system: { id: system },
    setting,
  } = options;
  const text = decode(await readWhole(options, signal)).trim();
  const fault = (what: string): MerciaError => lmsError(system, 'LMS_BAD_RESPONSE', `${setting}: ${what}`);
  const rows = text.startsWith('[') ? rowsOfReport(text, fault) : rowsOfList(text, fault);
  const [first] = rows;
  if (first === undefined) throw fault('has no rows; check what writes it');
  for (const column of options.columns) {
    if (first.values.has(column)) continue;
    throw fault(`has no column "${column}" among its ${first.values.size}; check that it begins with their names`);
  }
  return rows;
}

async function readWhole({ system, source, setting }: TableOptions, signal: AbortSignal): Promise<Uint8Array> {
  const reader = createDataFileReader({
    system: system.id,
    directory: system.directory,
    source,
    operation: 'rules of lending',
    setting,
    expected: 'a table',
    timeoutSeconds: TIMEOUT_SECONDS,
    maxMegabytes: MOST_MEGABYTES,
  });
  try {
    const chunks: Uint8Array[] = [];
    for await (const chunk of reader.begin(signal)) chunks.push(chunk);
    return Buffer.concat(chunks);
  } finally {
    reader.close();
  }
}

/** UTF-8 where every byte fits, else Windows-1252, as a spreadsheet writes it. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** A record as csv-parse gives it with `info`. */
interface ReadLine {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

function rowsOfList(text: string, fault: (what: string) => MerciaError): readonly TableRow[] {
  let records: unknown;
  try {
    records = parse(text, {
      delimiter: delimiterOf(text),
      info: true,
      skip_empty_lines: true,
      relax_column_count: true,
      trim: true,
    });
  } catch (error) {
    if (error instanceof CsvError) throw fault(`is no list of separated values (${error.code}); check what writes it`);
    throw error;
  }
  // A spreadsheet writes lines of nothing but separators behind the last one.
  const lines = (records as readonly ReadLine[]).filter(({ record }) => record.some((value) => value !== ''));
  const [header, ...rows] = lines;
  const names = (header?.record ?? []).map((name) => name.toLowerCase());
  return rows.map(({ record: values, info }) => {
    const place = `line ${info.lines}`;
    if (values.length !== names.length) {
      throw fault(`${place} has ${values.length} columns, the first line ${names.length}`);
    }
    return { place, values: new Map(names.map((name, at) => [name, values[at] ?? ''])) };
  });
}

/** The one that the first line has most often. */
function delimiterOf(text: string): string {
  const [head = ''] = text.split(/\r?\n/, 1);
  const [most = ','] = [',', ';', '\t', '|'].toSorted((a, b) => head.split(b).length - head.split(a).length);
  return most;
}

function rowsOfReport(text: string, fault: (what: string) => MerciaError): readonly TableRow[] {
  const answer = jsonOrNull(text);
  if (!Array.isArray(answer)) throw fault('is no report; check its number');
  const rows = answer.map((row: unknown, index): TableRow => {
    if (typeof row !== 'object' || row === null || Array.isArray(row)) {
      throw fault('gives rows without the names of their columns; ask for it with annotated=1');
    }
    const values = Object.entries(row).map(([name, value]): [string, string] => [name.toLowerCase(), textOf(value)]);
    return { place: `row ${index + 1}`, values: new Map(values) };
  });
  const said = rows[0]?.values.get(TOTAL);
  if (rows.length > 0 && said === undefined) {
    throw fault('has no column "total", so nobody knows if it is whole; add COUNT(*) OVER () AS total to its SQL');
  }
  if (said !== undefined && Number(said) !== rows.length) {
    throw fault(`gives ${rows.length} of ${said} rows; raise the preference SvcMaxReportRows above that number`);
  }
  return rows;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
}
