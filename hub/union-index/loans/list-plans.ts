/** The lists that a system tells of its loans: how each is asked for, what is kept of it, and how it takes its place. */
import type {
  ListPage,
  LoanSource,
  OpenCharge,
  OpenHold,
  OpenLoan,
  ReaderTokens,
  UseCount,
} from '#contract/adapter.ts';
import { READER_FACTS, type LoanList, type ReaderFact } from '#store/loan-lists.ts';
import {
  replaceRows,
  replaceUseCounts,
  type ListMonths,
  type ListRow,
  type Replaced,
} from './repositories/list-rows.ts';
import { refreshReaderGroups } from './repositories/reader-groups.ts';
import type { Database, Tx } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';
import type { Agreements } from './agreements.ts';
import type { KeptRows } from './repositories/forget.ts';
import { toDay, toInstant } from '../ingest/page-rows.ts';

/** What the rows of one system's list are made within. */
export interface ListScope {
  readonly db: Kysely<Database>;
  readonly system: number;
  readonly agreements: Agreements;
  /** Whether a row may be kept that is of this library. */
  readonly keeps: (library: string | null) => boolean;
  /** Whether facts may be kept that only a move needs, of a reader of this library. */
  readonly keepsFactsOfAMove: (library: string | null) => boolean;
  /** Whether any of them may be kept. */
  readonly wantsFactsOfAMove: boolean;
  /** True the first time that it is asked of an id: pages may bring a loan twice. */
  readonly isNew: (localId: string) => boolean;
}

export interface PreparedPage {
  readonly rows: readonly object[];
  /** Facts of the page that are not kept; none that a page before had brought. */
  readonly leftOut: number;
  /** When the list was written; absent where it is told as it is now. */
  readonly asOf?: string | undefined;
}

export interface ListPlan {
  readonly list: LoanList;
  isToldBy(source: LoanSource): boolean;
  /** Null if the system cannot tell this list. */
  open(source: LoanSource, scope: ListScope, signal: AbortSignal): AsyncIterable<PreparedPage> | null;
  /** Puts the pages in the place of the list before. */
  replace(transaction: Tx, system: number, months: ListMonths): Promise<Replaced>;
}

type Pages<Fact> = AsyncIterable<ListPage<Fact>>;

/** By what two pages are known to bring the same; null of what may come twice and is kept once by its row. */
const idOf = (fact: object): string | null => ('localId' in fact ? String(fact.localId) : null);

function planList<Fact extends object, List extends LoanList>(
  list: List,
  method: keyof LoanSource,
  pagesOf: (source: LoanSource, signal: AbortSignal, scope: ListScope) => Pages<Fact> | undefined,
  toRows: (facts: readonly Fact[], scope: ListScope) => Promise<readonly ListRow<List>[]>,
  replace: ListPlan['replace'] = (transaction, system) => replaceRows(transaction, system, list),
): ListPlan {
  async function* prepare(pages: Pages<Fact>, scope: ListScope): AsyncGenerator<PreparedPage> {
    for await (const { rows: told, asOf } of pages) {
      const facts = told.filter((fact) => {
        const id = idOf(fact);
        return id === null || scope.isNew(id);
      });
      const rows = await toRows(facts, scope);
      yield { rows, leftOut: facts.length - rows.length, asOf };
    }
  }
  return {
    list,
    replace,
    isToldBy: (source) => source[method] !== undefined,
    open(source, scope, signal) {
      const pages = pagesOf(source, signal, scope);
      return pages === undefined ? null : prepare(pages, scope);
    },
  };
}

async function toOpenLoanRows(loans: readonly OpenLoan[], scope: ListScope): Promise<readonly ListRow<'OPEN_LOANS'>[]> {
  const copyOf = await findCopies(scope, loans);
  const records = await findRecordNumbers(
    scope,
    loans.flatMap((loan) => loan.recordLocalId ?? []),
  );
  return loans
    .map((loan) => {
      const copy = copyOf(loan);
      return {
        item: copy?.item ?? loan.itemLocalId,
        record: copy?.record ?? records.get(loan.recordLocalId ?? '') ?? null,
        library: copy?.library ?? null,
        counted: copy?.public === true,
        reader_token: loan.readerToken,
        loaned_at: toInstant(loan.loanedAt),
        due_on: toDay(loan.due?.on ?? null),
        due_at: toInstant(loan.due?.at ?? null),
        renewals: loan.renewals,
      };
    })
    .filter(({ library }) => scope.keeps(library));
}

async function toOpenHoldRows(holds: readonly OpenHold[], scope: ListScope): Promise<readonly ListRow<'OPEN_HOLDS'>[]> {
  const copyOf = await findCopies(scope, holds);
  const records = await findRecordNumbers(
    scope,
    holds.map((hold) => hold.recordLocalId),
  );
  return holds
    .map((hold) => {
      const library = scope.agreements.libraryOf(hold.pickupSite);
      return {
        item: copyOf(hold)?.item ?? hold.itemLocalId,
        record: records.get(hold.recordLocalId) ?? null,
        library,
        counted: hold.itemLocalId === null || copyOf(hold)?.public === true,
        reader_token: hold.readerToken,
        status: hold.status,
        placed_on: toDay(hold.placedOn),
        arrived_on: toDay(hold.arrivedOn ?? null),
        place: hold.place ?? null,
        // A column that was named by mistake may hold anything; what the region file has is a code.
        pickup: library === null ? null : hold.pickupSite,
      };
    })
    .filter(({ library }) => scope.keeps(library));
}

async function toOpenChargeRows(
  charges: readonly OpenCharge[],
  scope: ListScope,
): Promise<readonly ListRow<'OPEN_CHARGES'>[]> {
  const copyOf = await findCopies(scope, charges);
  const records = await findRecordNumbers(
    scope,
    charges.flatMap(({ recordLocalId }) => recordLocalId ?? []),
  );
  return charges
    .map((charge) => {
      const copy = copyOf(charge);
      return {
        item: copy?.item ?? charge.itemLocalId,
        record: copy?.record ?? records.get(charge.recordLocalId ?? '') ?? null,
        library: scope.agreements.libraryOf(charge.homeSite),
        counted: charge.itemLocalId === null || copy?.public === true,
        reader_token: charge.readerToken,
        kind: charge.kind,
        amount_pence: charge.amountPence,
        currency: charge.currency,
        charged_on: toDay(charge.chargedOn),
      };
    })
    .filter(({ library }) => scope.keeps(library));
}

/** Only of public copies of libraries of the region: nobody asks for the others. */
async function toUseCountRows(
  counts: readonly UseCount[],
  scope: ListScope,
): Promise<readonly ListRow<'USE_COUNTS'>[]> {
  const copyOf = await findCopies(scope, counts, 'SHOWN');
  return counts.flatMap((count): readonly ListRow<'USE_COUNTS'>[] => {
    const { itemLocalId, loans, renewals, lastBorrowedOn } = count;
    const copy = copyOf(count);
    if (copy?.public !== true || copy.library === null || !scope.keeps(copy.library)) return [];
    const { record, library } = copy;
    return [{ item: itemLocalId, record, library, loans, renewals, last_borrowed_on: toDay(lastBorrowedOn) }];
  });
}

function toReaderRows(readers: readonly ReaderTokens[], scope: ListScope): Promise<readonly ListRow<'READERS'>[]> {
  const rows = readers.map((reader) => {
    const library = scope.agreements.libraryOf(reader.homeSite);
    return { reader_token: reader.readerToken, library, ...toReaderColumns(reader, scope.keepsFactsOfAMove(library)) };
  });
  return Promise.resolve(rows.filter(({ library }) => scope.keeps(library)));
}

/** What only a move needs is left out if the reader's library agreed to none, even if the system told it. */
function toReaderColumns(
  { nameAndBirth, email, category, expiry, hasEmail, owes, ...rest }: ReaderTokens,
  keepsFactsOfAMove: boolean,
): Omit<ListRow<'READERS'>, 'reader_token' | 'library'> {
  const { card, expiryDay, blocked, messages }: Partial<ReaderTokens> = keepsFactsOfAMove ? rest : {};
  const facts: Readonly<Record<ReaderFact, unknown>> = {
    CARD: card,
    CATEGORY: category,
    EXPIRY: expiry,
    HAS_EMAIL: hasEmail,
    OWES: owes,
    EXPIRY_DAY: expiryDay,
    BLOCKED: blocked,
    MESSAGES: messages,
  };
  return {
    name_birth: nameAndBirth,
    email,
    card_token: card ?? null,
    category: category ?? null,
    expiry_year: expiry?.year ?? null,
    expired: expiry === undefined ? null : (expiry?.expired ?? false),
    has_email: hasEmail ?? null,
    owes: owes ?? null,
    told: READER_FACTS.filter((fact) => facts[fact] !== undefined),
    expires_on: expiryDay ?? null,
    blocked: blocked ?? null,
    messages: messages ?? null,
  };
}

const NOBODY: KeptRows = { libraries: [], unknown: false };

/** Lists whose rows are about readers. */
export const OF_READERS: readonly LoanList[] = ['OPEN_LOANS', 'OPEN_HOLDS', 'READERS', 'OPEN_CHARGES'];

export const LIST_PLANS: readonly ListPlan[] = [
  planList('OPEN_LOANS', 'openLoans', (source, signal) => source.openLoans?.(signal), toOpenLoanRows),
  planList('OPEN_HOLDS', 'openHolds', (source, signal) => source.openHolds?.(signal), toOpenHoldRows),
  planList('USE_COUNTS', 'useCounts', (source, signal) => source.useCounts?.(signal), toUseCountRows, replaceUseCounts),
  planList(
    'READERS',
    'readers',
    (source, signal, { wantsFactsOfAMove }) => source.readers?.(signal, { cards: wantsFactsOfAMove }),
    toReaderRows,
    async (transaction, system) => {
      const replaced = await replaceRows(transaction, system, 'READERS');
      await refreshReaderGroups(transaction);
      return replaced;
    },
  ),
  planList(
    'OPEN_CHARGES',
    'openCharges',
    (source, signal, { agreements }) =>
      source.openCharges?.(signal, { cards: false, sites: agreements.codesOf(agreements.ofAMove ?? NOBODY) }),
    toOpenChargeRows,
  ),
];

interface KnownCopy {
  readonly item: string;
  readonly barcode: string | null;
  readonly record: number;
  readonly library: string | null;
  readonly public: boolean;
}

interface NamedCopy {
  readonly itemLocalId: string | null;
  readonly barcode?: string | undefined;
}

/** The columns of {@link KnownCopy} of copies that the public is shown. */
const SHOWN_COPIES = sql`SELECT id, system, local_id, barcode, record, library, visibility = 'PUBLIC' AS public, 1 AS place FROM item`;
/** With those behind them that stand in no public count. */
const ALL_COPIES = sql`${SHOWN_COPIES}
  UNION ALL SELECT id, system, local_id, barcode, record, library, false, 2 FROM hidden_item`;

/** Which copy a row names: by its id, else by its barcode where one copy alone has it. */
async function findCopies(
  { db, system }: Pick<ListScope, 'db' | 'system'>,
  named: readonly NamedCopy[],
  among: 'ALL' | 'SHOWN' = 'ALL',
): Promise<(one: NamedCopy) => KnownCopy | undefined> {
  const find = async (column: 'local_id' | 'barcode', values: readonly string[]): Promise<readonly KnownCopy[]> => {
    if (values.length === 0) return [];
    const { rows } = await sql<KnownCopy>`
      SELECT DISTINCT ON (local_id) local_id AS item, barcode, record, library, public
      FROM (${among === 'ALL' ? ALL_COPIES : SHOWN_COPIES}) copy
      WHERE system = ${system} AND ${sql.ref(column)} = ANY(${[...values]}::text[])
      ORDER BY local_id, place, id DESC`.execute(db);
    return rows;
  };
  const ids = named.flatMap(({ itemLocalId }) => itemLocalId ?? []);
  const byId = new Map((await find('local_id', ids)).map((copy) => [copy.item, copy]));
  const barcodes = named.flatMap(({ itemLocalId, barcode }) => (byId.has(itemLocalId ?? '') ? [] : (barcode ?? [])));
  const byBarcode = Map.groupBy(await find('barcode', barcodes), ({ barcode }) => barcode ?? '');
  return ({ itemLocalId, barcode }) => {
    const alike = byBarcode.get(barcode ?? '') ?? [];
    return byId.get(itemLocalId ?? '') ?? (alike.length === 1 ? alike[0] : undefined);
  };
}

/** Numbers of records in the index, of those that the public does not see too. */
async function findRecordNumbers(
  { db, system }: ListScope,
  localIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (localIds.length === 0) return new Map();
  const { rows } = await sql<{ local_id: string; id: number }>`
    SELECT local_id, id FROM record WHERE system = ${system} AND local_id = ANY(${[...localIds]}::text[])`.execute(db);
  return new Map(rows.map((row) => [row.local_id, row.id]));
}
