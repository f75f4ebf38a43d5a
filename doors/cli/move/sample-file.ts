/** A sample as a library sends it back: what was found of each row that somebody has looked at. */
import { SAMPLE_RESULTS } from '#domain/evidence.ts';
import { readSheet } from '#platform/sheets/read-sheet.ts';
import type { SampleResultInput } from '../__generated__/answers.ts';

const COLUMNS = {
  key: { header: 'Key', kind: 'code', filled: true },
  result: { header: 'Result', kind: 'text' },
  note: { header: 'Note', kind: 'text', optional: true },
} as const;

export interface SampleFile {
  readonly results: readonly SampleResultInput[];
  /** Rows that nobody has looked at yet. */
  readonly open: number;
  /** What is wrong with the others, with the line of each. */
  readonly faults: readonly string[];
}

/** Throws BAD_USER_INPUT for a file that is no such sheet. */
export async function readSampleFile(file: string): Promise<SampleFile> {
  const { rows, faults } = await readSheet(file, COLUMNS, /\.xlsx$/i.test(file) ? { sheet: 'sample' } : {});
  const wrong = faults.map(({ message }) => message);
  let open = 0;
  const results = rows.flatMap(({ number, values }): readonly SampleResultInput[] => {
    const { key: whole, result, note } = values;
    if (whole === null) return [];
    // `ON_LOAN koha-a:item:7`: its kind, and which thing.
    const [kind = '', ...rest] = whole.split(' ');
    const key = rest.join(' ');
    if (result === null || result.trim() === '') {
      open += 1;
      return [];
    }
    const word = result
      .trim()
      .toUpperCase()
      .replaceAll(/[\s-]+/g, '_');
    const found = SAMPLE_RESULTS.find((one) => one === word);
    if (found !== undefined) return [{ kind, key, result: found, note, line: number }];
    wrong.push(`Line ${number}, column "Result": write right, wrong or not found.`);
    return [];
  });
  return { results, open, faults: wrong };
}
