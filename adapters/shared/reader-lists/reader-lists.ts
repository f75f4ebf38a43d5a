/** What files tell of loans as a whole: each list whole or not at all, readers as tokens from the start. */
import type { AdapterContext, Capability, ListPage, LoanSource, OpenCharge, ReaderTokens } from '#contract/adapter.ts';
import type { SystemConfig } from '#domain/region.ts';
import { isMerciaError, type MerciaError } from '#platform/errors.ts';
import { lmsError } from '../lms-error.ts';
import { openLists, type FindListFiles, type OpenList } from './list-files.ts';
import { createOnce, rowsOfList, type ListRow } from './list-rows.ts';
import { amountOf, lineOf, toOpenCharge } from './open-charges.ts';
import { toOpenHold, type HoldReading } from './open-holds.ts';
import { toOpenLoan, type LoanReading } from './open-loans.ts';
import { todayIn, toReaderTokens, type ReaderReading } from './reader-tokens.ts';
import type { ListColumn, ListName, ListSource, ReaderListSettings } from './settings.ts';

export interface ReaderListsOptions extends Pick<LoanReading, 'itemIdOf'>, Pick<HoldReading, 'onUnmapped'> {
  readonly system: Pick<SystemConfig, 'id' | 'timeZone' | 'owners'>;
  readonly lists: ReaderListSettings;
  readonly findFiles: FindListFiles;
  readonly readerToken: NonNullable<AdapterContext['readerToken']>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** The fault of a file in words that everybody may read. */
  readonly toPublic: (error: MerciaError) => MerciaError;
}

/** The lists that the region file names; the others are absent. Nothing is opened before a list is asked for. */
export function createReaderLists(options: ReaderListsOptions): LoanSource {
  const { system, lists, readerToken, itemIdOf, onUnmapped } = options;
  const { loans, holds, readers, charges, holdStatuses } = lists;
  const [only, ...others] = system.owners;
  const onlySite = others.length === 0 ? (only?.code ?? null) : null;
  const reading: HoldReading = {
    itemIdOf,
    accountToken: (reader) => readerToken('account', reader),
    holdStatuses,
    onlySite,
    onUnmapped,
  };
  return {
    ...(loans.length > 0 && {
      openLoans: (signal) =>
        pagesOf(options, { list: 'loans', thing: 'a loan' }, signal, () => ({
          toFact: (row, source) => {
            const loan = toOpenLoan(row, source, reading);
            return [loan.localId, loan];
          },
        })),
    }),
    ...(holds.length > 0 && {
      openHolds: (signal) =>
        pagesOf(options, { list: 'holds', thing: 'a hold' }, signal, () => ({
          toFact: (row, source) => {
            // Without a number of its own, the same line twice is one hold: nobody holds the same thing twice.
            return [row.id(source.columns.id) ?? row.digest, toOpenHold(row, source, reading)];
          },
        })),
    }),
    ...(readers.length > 0 && {
      readers: (signal, wanted) =>
        pagesOf(
          options,
          { list: 'readers', thing: 'a reader', besides: charges.length > 0 ? ['charges'] : [] },
          signal,
          (opened) => readReaders(options, opened, { onlySite, wanted }),
        ),
    }),
    ...(charges.length > 0 && {
      openCharges: (signal) =>
        pagesOf(
          options,
          { list: 'charges', thing: 'a charge', besides: readers.length > 0 ? ['readers'] : [] },
          signal,
          (opened) => readCharges(options, opened, reading),
        ),
    }),
  };
}

async function readReaders(
  options: ReaderListsOptions,
  opened: OpenList,
  asked: Pick<ReaderReading, 'onlySite' | 'wanted'>,
): Promise<RowReading<'readers', ReaderTokens>> {
  const { system, lists, readerToken, onUnmapped, now } = options;
  const owing = lists.charges.length > 0 ? await findOwing(options, opened) : null;
  const today = todayIn(system.timeZone, now());
  const { currency, readerStatuses } = lists;
  const reading = { ...asked, readerToken, owing, today, currency, readerStatuses, onUnmapped };
  let seen = false;
  const categories = createCodeWatch('category');
  return {
    toFact: (row, source) => {
      const number = row.needed(source.columns.reader);
      seen ||= owing?.has(number) === true;
      const reader = toReaderTokens(row, source, reading);
      categories.see(row, source.columns.category, reader.category ?? null);
      return [number, reader];
    },
    finish: () => {
      if (owing !== null && owing.size > 0 && !seen) throw noneOwes(system.id);
      categories.finish();
    },
  };
}

async function readCharges(
  options: ReaderListsOptions,
  opened: OpenList,
  holds: HoldReading,
): Promise<RowReading<'charges', OpenCharge>> {
  const { system, lists } = options;
  const homeSites = lists.readers.length > 0 ? await findHomeSites(options, opened) : null;
  const reading = { ...holds, currency: lists.currency, homeSites };
  let [told, known] = [0, 0];
  const kinds = createCodeWatch('kind of charge');
  return {
    toFact: (row, source) => {
      const charge = toOpenCharge(row, source, reading);
      kinds.see(row, source.columns.kind, charge === null ? null : row.text(source.columns.kind));
      told += Number(charge !== null);
      known += Number(charge !== null && homeSites?.has(row.needed(source.columns.reader)) === true);
      // Without a number of its own, the same line twice is two charges: one day may bring two that are alike.
      return [row.id(source.columns.id) ?? lineOf(row), charge];
    },
    finish: () => {
      if (homeSites !== null && told > 0 && known === 0) throw noneOwes(system.id);
      kinds.finish();
    },
  };
}

/** So many codes are those of a library, if not nearly every line has one of its own. */
const CODES_MAX = 10;
/** Mail, a name as it stands in lists, a number of a card. */
const OF_A_PERSON = /[@,]|\d{5}/;

/** Some codes are kept as they stand: a column that holds people in their place, because columns were shifted, ends the list. */
function createCodeWatch(code: string) {
  const found = new Set<string>();
  let lines = 0;
  let last: { readonly row: ListRow; readonly column: ListColumn } | null = null;
  const what = `holds what looks like data of a person in the place of a ${code}; check which column is read`;
  return {
    see(row: ListRow, column: ListColumn | null, value: string | null): void {
      if (column === null || value === null) return;
      if (OF_A_PERSON.test(value)) throw row.fault(column, what);
      lines += 1;
      found.add(value);
      last = { row, column };
    },
    finish(): void {
      if (last === null || found.size <= CODES_MAX || found.size * 2 < lines) return;
      throw last.row.fault(last.column, what);
    },
  };
}

/** What the lists that are named let a system say. */
export function listCapabilities({ loans, readers, charges }: ReaderListSettings): readonly Capability[] {
  return [
    ...(loans.length > 0 ? (['OPEN_LOANS'] as const) : []),
    ...(readers.length > 0 ? (['READER_TOKENS'] as const) : []),
    ...(charges.length > 0 ? (['OPEN_CHARGES'] as const) : []),
  ];
}

interface Told<Name extends ListName> {
  readonly list: Name;
  /** What a line is about, for messages. */
  readonly thing: string;
  readonly besides?: readonly ListName[];
}

interface RowReading<Name extends ListName, Fact> {
  /** By what it is known that two lines are of one thing, and what the line tells of it; null for nothing. */
  readonly toFact: (row: ListRow, source: ListSource<Name>) => readonly [string, Fact | null];
  /** Behind the last line. Throws for what only all of them together show to be wrong. */
  readonly finish?: () => void;
}
type Prepare<Name extends ListName, Fact> = (
  opened: OpenList,
) => RowReading<Name, Fact> | Promise<RowReading<Name, Fact>>;

async function* pagesOf<Name extends ListName, Fact>(
  options: ReaderListsOptions,
  told: Told<Name>,
  signal: AbortSignal,
  prepare: Prepare<Name, Fact>,
): AsyncGenerator<ListPage<Fact>> {
  try {
    yield* readPages(options, told, signal, prepare);
  } catch (error) {
    throw isMerciaError(error, 'LMS_BAD_RESPONSE') ? options.toPublic(error) : error;
  }
}

const ROWS_OF_PAGE = 500;

/** The last page comes when it is known that no file was replaced while it was read. */
async function* readPages<Name extends ListName, Fact>(
  options: ReaderListsOptions,
  { list, thing, besides = [] }: Told<Name>,
  signal: AbortSignal,
  prepare: Prepare<Name, Fact>,
): AsyncGenerator<ListPage<Fact>> {
  const { system, findFiles } = options;
  const opened = await openLists(system.id, findFiles, [list, ...besides], signal);
  try {
    const { asOf } = opened;
    const { toFact, finish } = await prepare(opened);
    const isNew = createOnce(system.id, thing);
    let rows: Fact[] = [];
    for await (const [row, source] of rowsOf(options, opened, list)) {
      const [key, fact] = toFact(row, source);
      if (!isNew(key, row) || fact === null) continue;
      rows.push(fact);
      if (rows.length < ROWS_OF_PAGE) continue;
      yield { rows, asOf };
      rows = [];
    }
    finish?.();
    await opened.confirm(signal);
    yield { rows, asOf };
  } finally {
    await opened.release();
  }
}

/** The lines of all files of one of the lists, each with the entry that describes it. */
async function* rowsOf<Name extends ListName>(
  { system: { id, timeZone } }: Pick<ReaderListsOptions, 'system'>,
  { files }: OpenList,
  list: Name,
): AsyncGenerator<readonly [ListRow, ListSource<Name>]> {
  for (const { name, setting, source, file, ...part } of files) {
    if (part.list !== list) continue;
    const lines = { system: id, timeZone, name, setting, source, chunks: () => file.chunks() };
    for await (const row of rowsOfList(lines)) yield [row, source];
  }
}

function noneOwes(system: string): MerciaError {
  const what = 'none of those who owe something by it is in the list of readers';
  const todo = 'both have to call readers by the same number; check their column "reader"';
  return lmsError(system, 'LMS_BAD_RESPONSE', `settings.lists.charges: ${what}; ${todo}`);
}

/** Where each reader is registered, by their numbers. */
async function findHomeSites(
  options: ReaderListsOptions,
  opened: OpenList,
): Promise<ReadonlyMap<string, string | null>> {
  const sites = new Map<string, string | null>();
  for await (const [row, { columns }] of rowsOf(options, opened, 'readers')) {
    sites.set(row.needed(columns.reader), row.text(columns.homeSite));
  }
  return sites;
}

/** Everybody whose charges come to more than nothing: what was paid too much counts against the rest. */
async function findOwing(options: ReaderListsOptions, opened: OpenList): Promise<ReadonlySet<string>> {
  const sums = new Map<string, number>();
  const isNew = createOnce(options.system.id, 'a charge');
  for await (const [row, { columns }] of rowsOf(options, opened, 'charges')) {
    const reader = row.needed(columns.reader);
    const hundredths = amountOf(row, columns, options.lists.currency);
    const id = row.id(columns.id);
    // Without a number of its own, the same line twice is two charges: one day may bring two that are alike.
    if (id !== null && !isNew(id, row)) continue;
    sums.set(reader, (sums.get(reader) ?? 0) + hundredths);
  }
  return new Set([...sums].flatMap(([reader, sum]) => (sum > 0 ? [reader] : [])));
}
