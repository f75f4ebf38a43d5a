import { readdirSync } from 'node:fs';
import { readRows } from '#tests/support/tsv-rows.ts';

/** One record of a pair, where it stands in the shared data, and how its title begins. */
export interface TrapRecord {
  readonly file: string;
  readonly record: string;
  readonly title: string;
}

/** Two records of which somebody has looked at both. */
export interface TrapPair {
  /** What tells the two apart, or, of a pair to be joined, what makes them look unlike. */
  readonly why: string;
  readonly a: TrapRecord;
  readonly b: TrapRecord;
}

const FOLDER = new URL('pairs/', import.meta.url);

/** The pairs of a file of `pairs/`, by its name without `.tsv`. */
export function readTrapPairs(kind: string): readonly TrapPair[] {
  return readRows(new URL(`${kind}.tsv`, FOLDER)).map(
    ([why, fileA, recordA, titleA = '', fileB = '', recordB = '', titleB = '']) => ({
      why,
      a: { file: fileA, record: recordA, title: titleA },
      b: { file: fileB, record: recordB, title: titleB },
    }),
  );
}

/** `joined`: pairs that are one edition. `open`: two editions that are joined all the same. */
const OTHER_FILES: readonly string[] = ['joined', 'open'];

/** Every kind of pair that is not joined. */
export function trapKinds(): readonly string[] {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith('.tsv'));
  return names
    .map((name) => name.replace(/\.tsv$/, ''))
    .filter((kind) => !OTHER_FILES.includes(kind))
    .sort();
}
