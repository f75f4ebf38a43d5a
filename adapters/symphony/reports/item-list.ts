/** Copies as lines of `selitem`, in place of the export's 999. A fault names its line and column, never what stands there. */
import type { NamedValue } from '#domain/catalogue.ts';
import type { UseCount } from '#contract/adapter.ts';
import type { ReadDetails } from '../../shared/item-details.ts';
import { named as namedCopies, type ReadCopies, type UnnamedCopy } from '../copy.ts';
import { itemLocalId } from '../item-ids.ts';
import { toDay } from '../written-day.ts';
import { readReport, reportFault, type ReportFile, type ReportLine } from './lines.ts';
import type { ItemColumns, ItemsReport } from './settings.ts';

/** One line, with what only a column of its own tells. */
export interface ListedCopy extends Omit<UnnamedCopy, 'place'> {
  readonly isShadowed: boolean;
}

export interface ListedCopies {
  readonly lines: number;
  copiesOf(titleId: string): readonly ListedCopy[];
  all(): Iterable<ListedCopy>;
  has(isKnown: (titleId: string) => boolean): boolean;
  /** Titles that are none of these, each with the numbers of its lines. */
  lost(isKnown: (titleId: string) => boolean): readonly LostTitle[];
}

interface LostTitle {
  readonly titleId: string;
  readonly lines: readonly number[];
}

/** No value has it: control characters are blanks by then. */
const BETWEEN = '\u001f';

export const ITEMS_SETTING = 'settings.reports.items';

export function itemsFileOf(system: string, { end, encoding }: ItemsReport): ReportFile {
  return { system, setting: ITEMS_SETTING, end, encoding };
}

/** Reads a list whole. Its lines stay packed: a site has far more copies than titles in hand at a time. */
export async function readItemList(
  file: ReportFile,
  columns: ItemColumns,
  chunks: AsyncIterable<Uint8Array>,
): Promise<ListedCopies> {
  const packed = new Map<string, string>();
  let lines = 0;
  for await (const { line, values } of readItemLines(file, columns, chunks)) {
    const titleId = values[columns.title - 1] ?? '';
    const row = [line, ...values].join(BETWEEN);
    const before = packed.get(titleId);
    packed.set(titleId, before === undefined ? row : `${before}\n${row}`);
    lines += 1;
  }
  for (const [titleId, rows] of packed) {
    const once = eachOnce(file, columns, rows.split('\n'));
    lines -= rows.split('\n').length - once.length;
    packed.set(titleId, once.join('\n'));
  }
  const rowsOf = (titleId: string): readonly (readonly string[])[] =>
    packed
      .get(titleId)
      ?.split('\n')
      .map((row) => row.split(BETWEEN)) ?? [];
  const copiesOf = (titleId: string): readonly ListedCopy[] =>
    rowsOf(titleId).map(([, ...values]) => toCopy(columns, values));
  return {
    lines,
    copiesOf,
    *all() {
      for (const titleId of packed.keys()) yield* copiesOf(titleId);
    },
    has: (isKnown) => [...packed.keys()].some(isKnown),
    lost: (isKnown) =>
      [...packed.keys()]
        .filter((titleId) => !isKnown(titleId))
        .map((titleId) => ({ titleId, lines: rowsOf(titleId).map(([line]) => Number(line)) })),
  };
}

/**
 * The lines of a title, each once: the same line twice is one copy, as two runs of a job into one file make it. Throws LMS_BAD_RESPONSE
 * where two lines say different things of one copy.
 */
function eachOnce(file: ReportFile, columns: ItemColumns, rows: readonly string[]): readonly string[] {
  const seen = new Map<string, { readonly line: string; readonly rest: string }>();
  return rows.filter((row) => {
    const [line = '', ...values] = row.split(BETWEEN);
    const barcode = at(values, columns.barcode);
    const rest = values.join(BETWEEN);
    const before = barcode === null ? undefined : seen.get(barcode);
    if (barcode !== null && before === undefined) seen.set(barcode, { line, rest });
    if (before === undefined || before.rest === rest) return before === undefined;
    throw reportFault(
      file,
      `line ${line} tells a copy once more, and otherwise than line ${before.line}; check what writes it`,
    );
  });
}

/** The copies of a title as harvest wants them. */
export function toReadCopies(listed: readonly ListedCopy[]): ReadCopies {
  return namedCopies(listed.map(({ isShadowed: _isShadowed, ...copy }) => copy));
}

/** How often each copy was lent, 500 at a time; what a line does not tell is null. */
export async function* useCountsOf(
  file: ReportFile,
  columns: ItemColumns,
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<readonly UseCount[]> {
  let counts: UseCount[] = [];
  for await (const { values } of readItemLines(file, columns, chunks)) {
    const [titleId, barcode] = [at(values, columns.title) ?? '', at(values, columns.barcode)];
    if (barcode === null) continue;
    const loans = at(values, columns.loans);
    counts.push({
      itemLocalId: itemLocalId(titleId, barcode),
      recordLocalId: titleId,
      loans: loans === null ? null : Number(loans),
      renewals: null,
      lastBorrowedOn: dayAt(values, columns.lastLoan),
    });
    if (counts.length < 500) continue;
    yield counts;
    counts = [];
  }
  yield counts;
}

/** What a column holds, if anything; a column that holds something else shows that the columns are not those of the settings. */
const FORMS: Partial<Readonly<Record<keyof ItemColumns, readonly [form: RegExp, words: string]>>> = {
  title: [/^\d{1,15}$/, 'a catalogue key, which is a number'],
  copyNumber: [/^\d{0,9}$/, 'a number'],
  loans: [/^\d{0,7}$/, 'a number'],
  created: [/^(\d{8}(\d{4})?|0|NEVER)?$/, 'a day as 20260301, 0 or NEVER'],
  lastLoan: [/^(\d{8}(\d{4})?|0|NEVER)?$/, 'a day as 20260301, 0 or NEVER'],
  shadowed: [/^[YN]$/, 'Y or N'],
};

/**
 * Every line with as many values as there are columns: a call number with a | in it is one. Throws for a list without lines, too: all
 * copies would be gone.
 */
async function* readItemLines(
  file: ReportFile,
  columns: ItemColumns,
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<ReportLine> {
  const most = Math.max(...Object.values(columns).map((column) => column ?? 0));
  const named = new Set(Object.values(columns));
  const checked = Object.entries(FORMS).flatMap(([name, [form, words]]) => {
    const column = columns[name as keyof ItemColumns];
    return column === null ? [] : [{ column, form, words }];
  });
  let width: number | null = null;
  for await (const { line, values } of readReport(file, chunks)) {
    width ??= values.length;
    const isTooLong = columns.callNumber === null && values.length !== width;
    if (values.length < most) {
      const what = `line ${line} has ${values.length} columns, and the region file names column ${most}`;
      throw reportFault(file, `${what}; compare columns with the letters of -o`);
    }
    if (isTooLong) {
      throw reportFault(
        file,
        `line ${line} has ${values.length} columns, and the first line ${width}; check what writes it`,
      );
    }
    for (const { column, form, words } of checked) {
      if (form.test(values[column - 1] ?? '')) continue;
      throw reportFault(
        file,
        `line ${line}, column ${column}: ${words}, was expected; compare columns with the letters of -o`,
      );
    }
    const whole = columns.callNumber === null ? values : joinedFrom(values, columns.callNumber - 1);
    // A site may also write who had a copy last: what nobody named is not kept.
    yield { line, values: whole.map((value, place) => (named.has(place + 1) ? value : '')) };
  }
  if (width !== null) return;
  throw reportFault(file, 'the list has no line of a copy; check what writes it, and where its messages go (2>)');
}

function joinedFrom(values: readonly string[], place: number): readonly string[] {
  return [...values.slice(0, place), values.slice(place).join('|')];
}

function toCopy(columns: ItemColumns, values: readonly string[]): ListedCopy {
  const value = (column: number | null): string | null => at(values, column);
  return {
    barcode: value(columns.barcode),
    library: value(columns.library),
    callNumber: value(columns.callNumber),
    homeLocation: value(columns.homeLocation),
    currentLocation: value(columns.currentLocation),
    itemType: value(columns.itemType),
    details: detailsOf(columns, values),
    staffNotes: null,
    isShadowed: value(columns.shadowed) === 'Y',
  };
}

/** What no column tells has no key. */
function detailsOf(columns: ItemColumns, values: readonly string[]): ReadDetails {
  const statistics = (['1', '2'] as const).flatMap((number): readonly NamedValue[] => {
    const category = at(values, columns[`category${number}`]);
    return category === null ? [] : [{ name: `itemCategory${number}`, value: category }];
  });
  const tellsCategories = columns.category1 !== null || columns.category2 !== null;
  return {
    ...(columns.copyNumber !== null && { copyNumber: at(values, columns.copyNumber) }),
    ...(columns.price !== null && { price: at(values, columns.price) }),
    ...(columns.created !== null && { createdOn: dayAt(values, columns.created) }),
    ...(columns.lastLoan !== null && { lastBorrowedOn: dayAt(values, columns.lastLoan) }),
    ...(tellsCategories && { statistics }),
  };
}

function at(values: readonly string[], column: number | null): string | null {
  const value = column === null ? '' : (values[column - 1] ?? '');
  return value === '' ? null : value;
}

/** `20260301`, with or without a time behind it → `2026-03-01`; null for `0`, `NEVER` and a day that there is not. */
function dayAt(values: readonly string[], column: number | null): string | null {
  const [, year = '', month = '', day = ''] = /^(\d{4})(\d\d)(\d\d)/.exec(at(values, column) ?? '') ?? [];
  return toDay(`${year}-${month}-${day}`, 'ymd');
}
