/** The lines of a file that an API tool of Symphony wrote (`selitem`, `selcallnum` …). A fault names its line, never what stands in it. */
import type { MerciaError } from '#platform/errors.ts';
import { formOfLastLine } from '../../shared/csv-rows.ts';
import { lmsError } from '../../shared/lms-error.ts';

export interface ReportFile {
  readonly system: string;
  /** Where the region file names it, which is its name in messages: `settings.reports.items`. */
  readonly setting: string;
  /** The form of the last line, with `{count}` for the lines before it; null if none says how many there are. */
  readonly end: string | null;
  readonly encoding: 'utf-8' | 'windows-1252';
}

export interface ReportLine {
  readonly line: number;
  /** What stands before each `|`, without blanks around it: numbers of copies and cards come padded. */
  readonly values: readonly string[];
}

/** No tool writes longer ones: nothing ends the lines then. */
const LONGEST_LINE = 100_000;

/**
 * Lines in order. Every tool closes every value with a `|`, the last one too, and quotes nothing:
 *
 *     476022|46|1|30001000000017      |ASH-MAIN|STACKS|CHECKEDOUT|BOOK|
 *
 * Throws LMS_BAD_RESPONSE for what is no such line, for a file that ends inside one, and where the last line is missing or
 * counts otherwise.
 */
export async function* readReport(file: ReportFile, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<ReportLine> {
  const end = file.end === null ? null : formOfLastLine(file.end);
  let [line, rows, isEnded] = [0, 0, false];
  for await (const text of linesOf(file, chunks)) {
    line += 1;
    if (text.trim() === '') continue;
    if (isEnded) throw reportFault(file, `line ${line} stands behind the last line; check what writes it`);
    const [, count] = end?.exec(text.trim()) ?? [];
    if (count !== undefined) {
      isEnded = true;
      if (Number(count) === rows) continue;
      throw reportFault(file, `line ${line} says ${count} lines, and there are ${rows}; nothing was taken in`);
    }
    if (text.startsWith('**')) {
      const what = `line ${line} is a message of the tool and no row; send its messages elsewhere (2>), and see what they say`;
      throw reportFault(file, what);
    }
    const closed = text.trimEnd();
    if (!closed.endsWith('|')) {
      throw reportFault(file, `line ${line} does not end with a |: it was cut, or it is no line of an API tool`);
    }
    rows += 1;
    yield { line, values: closed.slice(0, -1).split('|').map(cleaned) };
  }
  if (end !== null && !isEnded) {
    throw reportFault(file, `the file has no last line as "${file.end ?? ''}", so it was cut; nothing was taken in`);
  }
}

/** An error about the file: `settings.reports.items: line 3 …`. */
export function reportFault({ system, setting }: Pick<ReportFile, 'system' | 'setting'>, what: string): MerciaError {
  return lmsError(system, 'LMS_BAD_RESPONSE', `${setting}: ${what}`);
}

function cleaned(value: string): string {
  return value.replaceAll(/\p{Cc}+/gu, ' ').trim();
}

/**
 * Lines without what ends them, some at a time. The last line has to end, too: no tool leaves one open. Throws what `fault` makes of
 * its words.
 */
export async function* wholeLines(
  texts: AsyncIterable<string>,
  fault: (what: string) => MerciaError,
): AsyncGenerator<readonly string[]> {
  let open = '';
  let line = 0;
  const refuseLong = (text: string, number: number): void => {
    if (text.length <= LONGEST_LINE) return;
    throw fault(`line ${number} is longer than ${LONGEST_LINE} characters; check what writes it`);
  };
  for await (const text of texts) {
    const lines = (open + text).split('\n');
    open = lines.pop() ?? '';
    for (const each of lines) {
      line += 1;
      refuseLong(each, line);
    }
    refuseLong(open, line + 1);
    yield lines.map((each) => each.replace(/\r$/, ''));
  }
  if (open.trim() === '') return;
  throw fault(`line ${line + 1} does not end; wait until the file is written whole, and check what writes it`);
}

async function* linesOf(file: ReportFile, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  for await (const lines of wholeLines(decoded(file, chunks), (what) => reportFault(file, what))) yield* lines;
}

async function* decoded(file: ReportFile, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder(file.encoding, { fatal: true });
  try {
    for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
    yield decoder.decode();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw reportFault(
      file,
      'the file is no UTF-8; write encoding: windows-1252 beside it, if the site’s texts are in that',
    );
  }
}
