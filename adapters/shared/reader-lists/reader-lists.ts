/** What files tell of loans as a whole: each list whole or not at all, readers as tokens from the start. */
import type { AdapterContext, Capability, ListPage, LoanSource } from '#contract/adapter.ts';
import type { SystemConfig } from '#domain/region.ts';
import { isMerciaError, type MerciaError } from '#platform/errors.ts';
import { openLists, type FindListFiles } from './list-files.ts';
import { createOnce, rowsOfList, type ListRow } from './list-rows.ts';
import { toOpenLoan, type LoanReading } from './open-loans.ts';
import type { ListName, ListSource, ReaderListSettings } from './settings.ts';

export interface ReaderListsOptions extends Pick<LoanReading, 'itemIdOf'> {
  readonly system: Pick<SystemConfig, 'id' | 'timeZone'>;
  readonly lists: ReaderListSettings;
  readonly findFiles: FindListFiles;
  readonly readerToken: NonNullable<AdapterContext['readerToken']>;
  /** The fault of a file in words that everybody may read. */
  readonly toPublic: (error: MerciaError) => MerciaError;
}

/** The lists that the region file names; the others are absent. Nothing is opened before a list is asked for. */
export function createReaderLists(options: ReaderListsOptions): LoanSource {
  const { lists, readerToken, itemIdOf } = options;
  const reading: LoanReading = { itemIdOf, accountToken: (reader) => readerToken('account', reader) };
  return {
    ...(lists.loans.length > 0 && {
      openLoans: (signal) =>
        pagesOf(options, { list: 'loans', thing: 'a loan' }, signal, (row, source) => {
          const loan = toOpenLoan(row, source, reading);
          return [loan.localId, loan];
        }),
    }),
  };
}

/** What the lists that are named let a system say. */
export function listCapabilities({ loans }: ReaderListSettings): readonly Capability[] {
  return loans.length > 0 ? ['OPEN_LOANS'] : [];
}

interface Told<Name extends ListName> {
  readonly list: Name;
  /** What a line is about, for messages. */
  readonly thing: string;
}

/** By what it is known that two lines are of one thing, and what the line tells of it. */
type ToFact<Name extends ListName, Fact> = (row: ListRow, source: ListSource<Name>) => readonly [string, Fact];

async function* pagesOf<Name extends ListName, Fact>(
  options: ReaderListsOptions,
  told: Told<Name>,
  signal: AbortSignal,
  toFact: ToFact<Name, Fact>,
): AsyncGenerator<ListPage<Fact>> {
  try {
    yield* readPages(options, told, signal, toFact);
  } catch (error) {
    throw isMerciaError(error, 'LMS_BAD_RESPONSE') ? options.toPublic(error) : error;
  }
}

const ROWS_OF_PAGE = 500;

/** The last page comes when it is known that no file was replaced while it was read. */
async function* readPages<Name extends ListName, Fact>(
  { system, findFiles }: ReaderListsOptions,
  { list, thing }: Told<Name>,
  signal: AbortSignal,
  toFact: ToFact<Name, Fact>,
): AsyncGenerator<ListPage<Fact>> {
  const opened = await openLists(system.id, findFiles, [list], signal);
  const { files, asOf } = opened;
  const isNew = createOnce(system.id, thing);
  try {
    let rows: Fact[] = [];
    for (const { name, setting, source, file } of files) {
      const own = source as ListSource<Name>;
      const { id, timeZone } = system;
      const lines = { system: id, timeZone, name, setting, source: own, chunks: () => file.chunks() };
      for await (const row of rowsOfList(lines)) {
        const [key, fact] = toFact(row, own);
        if (!isNew(key, row)) continue;
        rows.push(fact);
        if (rows.length < ROWS_OF_PAGE) continue;
        yield { rows, asOf };
        rows = [];
      }
    }
    await opened.confirm(signal);
    yield { rows, asOf };
  } finally {
    await opened.release();
  }
}
