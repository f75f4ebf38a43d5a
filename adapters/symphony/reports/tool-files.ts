/** Files about readers as tools of Symphony write them → lines of separated values, as lists about readers are read. */
import type { MerciaError } from '#platform/errors.ts';
import type { DataFile, DataFileReader } from '../../shared/data-file.ts';
import { csvFault, formOfLastLine } from '../../shared/csv-rows.ts';
import type { ListPart } from '../../shared/reader-lists/list-files.ts';
import { wholeLines } from './lines.ts';

type Chunks = AsyncIterable<Uint8Array>;

/** The same file, whichever tool wrote it: what is neither of theirs comes as it is. */
export function asTable(system: string, part: ListPart): ListPart {
  const { reader } = part;
  const table = (chunks: Chunks): AsyncGenerator<Uint8Array> => tableOf(system, part, chunks);
  const own: DataFileReader = {
    name: reader.name,
    look: (signal) => reader.look(signal),
    begin: (signal) => table(reader.begin(signal)),
    async open(signal): Promise<DataFile> {
      const file = await reader.open(signal);
      return { ...file, chunks: () => table(file.chunks()) };
    },
    close: () => {
      reader.close();
    },
  };
  return { ...part, reader: own };
}

const BOUNDARY = '*** DOCUMENT BOUNDARY ***';
/** Of UTF-8, byte by byte. */
const BYTE_ORDER_MARK = /^\xef\xbb\xbf/;

/** Bytes are letters of one byte here and stay what they are: in which characters they are is found out behind this. */
async function* tableOf(system: string, part: ListPart, chunks: Chunks): AsyncGenerator<Uint8Array> {
  const { header, delimiter, trailer } = part.source;
  const end = trailer === null ? null : formOfLastLine(trailer);
  const isOfTool = header === 'none' && delimiter === '|';
  let write: ((line: string, number: number) => string) | null = null;
  let flat: FlatRecords | null = null;
  let number = 0;
  const fault = (what: string): MerciaError => csvFault({ system, name: part.name }, what);
  for await (const lines of wholeLines(letters(chunks), fault)) {
    let text = '';
    for (const line of lines) {
      number += 1;
      const isEnd = end?.test(line.trim()) === true;
      // Of a flat file without records nothing but the last line is there.
      if (write === null && isEnd) text += headerOf(part);
      else if (write === null && line.trim() !== '') {
        if (line.replace(BYTE_ORDER_MARK, '').startsWith(BOUNDARY)) flat = createFlatRecords(part);
        write =
          flat?.write ?? (isOfTool ? (each, at) => withoutBar(system, part.name, each, at) : (each) => each + '\n');
        text += flat?.header ?? '';
      }
      text += isEnd ? (flat?.finish(number) ?? '') + line + '\n' : (write?.(line, number) ?? '');
    }
    if (text !== '') yield Buffer.from(text, 'latin1');
  }
  const last = flat?.finish() ?? '';
  if (last !== '') yield Buffer.from(last, 'latin1');
}

async function* letters(chunks: Chunks): AsyncGenerator<string> {
  for await (const chunk of chunks) yield Buffer.from(chunk).toString('latin1');
}

/** A tool closes the last value, too: without that, one column more would be there than the tool wrote. */
function withoutBar(system: string, name: string, line: string, number: number): string {
  const closed = line.trimEnd();
  if (closed === '') return '\n';
  if (closed.endsWith('|') && !closed.startsWith('**')) return `${closed.slice(0, -1)}\n`;
  const what = closed.startsWith('**') ? 'is a message of the tool and no row' : 'does not end with a |: it was cut';
  throw csvFault({ system, name }, `line ${number} ${what}; check what writes it`);
}

function headerOf(part: ListPart): string {
  return part.source.header === 'names' ? createFlatRecords(part).header : '';
}

interface FlatRecords {
  readonly header: string;
  readonly write: (line: string, number: number) => string;
  /** The record that is open, if there is one, and empty lines up to the line of this number: a fault names the line of the file. */
  readonly finish: (upTo?: number) => string;
}

/**
 * Records of `dumpflatuser` and its like, a line for each field; the columns are called as their fields. Notes go on in lines of
 * their own, and addresses repeat their fields: what comes first counts.
 *
 *     *** DOCUMENT BOUNDARY ***
 *     FORM=LDUSER
 *     .USER_ID.   |a29999000000091
 *     .USER_PRIV_EXPIRES.   |a20311231
 */
function createFlatRecords({ source }: ListPart): FlatRecords {
  const columns: readonly unknown[] = Object.values(source.columns).flat();
  const names = [...new Set(columns.flatMap((one) => namesOf(one)))];
  let record: { readonly at: number; readonly fields: Map<string, string> } | null = null;
  let written = 1;
  const linesTo = (number: number): string => {
    const lines = '\n'.repeat(Math.max(0, number - 1 - written));
    written += lines.length;
    return lines;
  };
  const finish = (upTo = 0): string => {
    let text = '';
    if (record !== null) {
      const { at, fields } = record;
      text = `${linesTo(at)}${names.map((name) => fields.get(name) ?? '').join('|')}\n`;
      written += 1;
      record = null;
    }
    return text + linesTo(upTo);
  };
  return {
    header: `${names.join('|')}\n`,
    write(line, number) {
      if (line.replace(BYTE_ORDER_MARK, '').startsWith(BOUNDARY)) {
        const row = finish();
        record = { at: number, fields: new Map() };
        return row;
      }
      const [, name = '', value = ''] = /^\.([\w/]+)\.\s+\|a(.*)$/.exec(line) ?? [];
      const fields = record?.fields;
      if (fields !== undefined && names.includes(name) && !fields.has(name)) {
        fields.set(name, value.replaceAll('|', ' '));
      }
      return '';
    },
    finish,
  };
}

function namesOf(column: unknown): readonly string[] {
  const isColumn =
    typeof column === 'object' && column !== null && 'columns' in column && Array.isArray(column.columns);
  return isColumn ? (column.columns as readonly string[]) : [];
}
