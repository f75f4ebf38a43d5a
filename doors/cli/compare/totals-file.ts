/** Counts of libraries as they come in a file: a sheet with a line for each, or YAML. */
import { readFile } from 'node:fs/promises';
import { CONTROL_CLASSES, CONTROL_PARTS, DIMENSIONS, type ControlPart } from '#domain/comparison.ts';
import { badUserInput, MerciaError } from '#platform/errors.ts';
import { readSheet } from '#platform/sheets/read-sheet.ts';
import type { WantedColumns } from '#platform/sheets/sheet-rows.ts';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Dimension, EnterControlTotalsInput } from '../__generated__/answers.ts';

export type LibraryTotals = EnterControlTotalsInput;

/** Throws BAD_USER_INPUT with every line that is wrong; then nothing of the file is taken. */
export function readTotalsFile(file: string): Promise<readonly LibraryTotals[]> {
  return /\.ya?ml$/i.test(file) ? readYaml(file) : readLines(file);
}

/** The library has a column of its own. */
const CONDITIONS = DIMENSIONS.filter((name) => name !== 'LIBRARY');
/** As an Int of the graph. */
const MOST_COUNTED = 2 ** 31 - 1;
const countOf = z.int().min(0).max(MOST_COUNTED).nullable();

/** A column with the name of a dimension says which of them were counted. */
const COLUMNS: WantedColumns = {
  library: { header: 'library', kind: 'code', filled: true },
  class: { header: 'class', kind: 'code', filled: true },
  count: { header: 'count', kind: 'number' },
  countedOn: { header: 'counted on', kind: 'date', optional: true },
  note: { header: 'note', kind: 'text', optional: true },
  includes: { header: 'includes', kind: 'text', optional: true },
  restOwner: { header: 'rest owner', kind: 'text', optional: true },
  restNote: { header: 'rest note', kind: 'text', optional: true },
  ...Object.fromEntries(CONDITIONS.map((name) => [name, { header: name, kind: 'code', optional: true }])),
};

async function readLines(file: string): Promise<readonly LibraryTotals[]> {
  const { rows: found, faults } = await readSheet(file, COLUMNS);
  const wrong = faults.map(({ message }) => message);
  const rows = found.flatMap(({ number, values }) => {
    const text = (key: string): string | null => {
      const value = values[key];
      return value === null || value === undefined ? null : String(value);
    };
    const name = CONTROL_CLASSES.find((one) => one === text('class')?.toUpperCase());
    if (name === undefined) {
      wrong.push(`Line ${number}: the class is none of ${CONTROL_CLASSES.join(', ')}.`);
      return [];
    }
    const where = CONDITIONS.flatMap((dimension) => {
      const value = text(dimension);
      return value === null ? [] : [{ dimension, in: [value] }];
    });
    const count = text('count');
    const value = count === null ? null : Number(count);
    if (!countOf.safeParse(value).success) {
      wrong.push(`Line ${number}: the count is no whole number from 0 to ${MOST_COUNTED}.`);
      return [];
    }
    const includes = readParts(text('includes'));
    if (includes === null) {
      wrong.push(`Line ${number}: "includes" names none, or some of ${CONTROL_PARTS.join(', ')}, with blanks between.`);
      return [];
    }
    const rest = { restOwner: text('restOwner'), restNote: text('restNote') };
    const said = Object.entries({ ...rest, includes }).filter(([, value]) => value !== null && value !== undefined);
    return [
      {
        library: text('library') ?? '',
        countedOn: text('countedOn'),
        note: text('note'),
        total: {
          class: name,
          where,
          value,
          // What stands in no cell stays as it was.
          ...Object.fromEntries(said),
        },
      },
    ];
  });
  if (wrong.length > 0) throw badUserInput(`${file}: nothing was entered.\n${wrong.join('\n')}`);
  const sets = Map.groupBy(rows, ({ library, countedOn, note }) => JSON.stringify([library, countedOn, note]));
  return [...sets.values()].flatMap((set) => {
    const [first] = set;
    if (first === undefined) return [];
    const { library, countedOn, note } = first;
    return [{ library, countedOn, note, totals: set.map(({ total }) => total) }];
  });
}

/** `none`, or names of parts; undefined if nothing is said, null if a name is none of them. */
function readParts(cell: string | null): readonly ControlPart[] | undefined | null {
  if (cell === null) return undefined;
  const names = cell
    .toUpperCase()
    .split(/[\s,;]+/)
    .filter((name) => name !== '' && name !== 'NONE');
  const parts = names.flatMap((name) => CONTROL_PARTS.find((part) => part === name) ?? []);
  return parts.length === names.length ? parts : null;
}

const values = z.union([z.string().transform((only) => [only]), z.array(z.string()).min(1)]);
const ofLibrary = z
  .strictObject({
    library: z.string(),
    countedOn: z.string().nullable().default(null),
    note: z.string().nullable().default(null),
    totals: z
      .array(
        z.strictObject({
          class: z.enum(CONTROL_CLASSES),
          where: z.partialRecord(z.enum(CONDITIONS), values).default({}),
          count: countOf,
          includes: z.array(z.enum(CONTROL_PARTS)).nullable().optional(),
          restOwner: z.string().nullable().optional(),
          restNote: z.string().nullable().optional(),
        }),
      )
      .min(1),
  })
  .transform(({ totals, ...rest }): LibraryTotals => {
    return {
      ...rest,
      totals: totals.map(({ class: name, where, count, ...said }) => ({
        ...said,
        class: name,
        where: Object.entries(where).map(([dimension, all]) => ({ dimension: dimension as Dimension, in: all })),
        value: count,
      })),
    };
  });
const totalsFile = z.union([ofLibrary.transform((only) => [only]), z.array(ofLibrary).min(1)]);

async function readYaml(file: string): Promise<readonly LibraryTotals[]> {
  let content: unknown;
  try {
    content = parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new MerciaError('BAD_USER_INPUT', `The file ${file} cannot be read as YAML.`, { cause: error });
  }
  const read = totalsFile.safeParse(content);
  if (read.success) return read.data;
  throw badUserInput(`${file}: nothing was entered.\n${z.prettifyError(read.error)}`);
}
