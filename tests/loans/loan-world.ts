/** Three systems whose libraries agreed to different things, and a system that tells the loans that it is given. */
import type {
  ListPage,
  LmsAdapter,
  LoanSource,
  OpenCharge,
  OpenHold,
  OpenLoan,
  ReadersWanted,
  ReaderTokens,
  UseCount,
} from '#contract/adapter.ts';
import type { SystemId } from '#domain/ids.ts';
import type { DataPurpose, Library, Region } from '#domain/region.ts';
import { createLogger } from '#platform/logger.ts';
import type { Database } from '#store/tables.ts';
import { region as bareRegion } from '#tests/catalogue/catalogue-world.ts';
import { harvestLoans, type LoanHarvestResult } from '#union-index/loans/index.ts';
import { sql, type Kysely } from 'kysely';

/** Everything is agreed to but where a test says otherwise. */
const ALL: readonly DataPurpose[] = ['STATISTICS', 'DATA_CLEANING', 'MOVE_RECONCILIATION'];

export function agreeing(purposes: Readonly<Record<string, readonly DataPurpose[]>> = {}): Region {
  const libraries = bareRegion.libraries.map((library): Library => {
    const agreed = purposes[library.id] ?? ALL;
    if (agreed.length === 0) return library;
    const patronData = {
      controller: `${library.name} Trust`,
      agreement: 'DSA-1',
      dpia: 'DPIA-1',
      purposes: agreed,
      reviewOn: '2030-01-01',
      retentionDays: { audit: 730, links: 730 },
      sharedWith: [],
    };
    return { ...library, patronData };
  });
  return { ...bareRegion, libraries };
}

export interface ToldLists {
  readonly loans?: readonly (readonly OpenLoan[])[];
  readonly holds?: readonly (readonly OpenHold[])[];
  readonly counts?: readonly (readonly UseCount[])[];
  readonly readers?: readonly (readonly ReaderTokens[])[];
  readonly charges?: readonly (readonly OpenCharge[])[];
  /** When the lists say that they were written. */
  readonly asOf?: string;
  /** Called with what is asked for with the readers, and with what they owe. */
  readonly askedFor?: (wanted: ReadersWanted | undefined) => void;
  /** Called before each page; throws or waits to make the system fail or dawdle. */
  readonly beforePage?: (list: string, page: number, signal: AbortSignal) => void | Promise<void>;
}

/** A system tells the lists that are given, and cannot tell the others. */
export function toldBy(id: string, lists: ToldLists): LmsAdapter {
  async function* tell<Fact>(
    list: string,
    pages: readonly (readonly Fact[])[],
    signal: AbortSignal,
  ): AsyncGenerator<ListPage<Fact>> {
    for (const [index, page] of pages.entries()) {
      await lists.beforePage?.(list, index + 1, signal);
      yield { rows: page, asOf: lists.asOf };
    }
  }
  const { loans, holds, counts, readers, charges } = lists;
  const source: LoanSource = {
    ...(loans === undefined ? {} : { openLoans: (signal) => tell('loans', loans, signal) }),
    ...(holds === undefined ? {} : { openHolds: (signal) => tell('holds', holds, signal) }),
    ...(counts === undefined ? {} : { useCounts: (signal) => tell('counts', counts, signal) }),
    ...(charges === undefined
      ? {}
      : {
          openCharges: (signal, wanted) => {
            lists.askedFor?.(wanted);
            return tell('charges', charges, signal);
          },
        }),
    ...(readers === undefined
      ? {}
      : {
          readers: (signal, wanted) => {
            lists.askedFor?.(wanted);
            return tell('readers', readers, signal);
          },
        }),
  };
  return {
    system: { id: id as SystemId, kind: 'sample', name: id },
    capabilities: [],
    loans: source,
    probe: () => Promise.resolve({ reachable: true, product: null, steps: [], capabilities: [], unmapped: [] }),
    close: () => Promise.resolve(),
  };
}

export function loan(item: string, rest: Partial<OpenLoan> = {}): OpenLoan {
  return {
    localId: `loan-${item}`,
    itemLocalId: item,
    recordLocalId: item.split('-')[0] ?? null,
    readerToken: 'reader-1',
    loanedAt: '2025-02-20T10:00:00+00:00',
    due: { on: '2025-03-20', at: null },
    renewals: 0,
    ...rest,
  };
}

export function hold(
  localId: string,
  record: string,
  pickupSite: string | null,
  rest: Partial<OpenHold> = {},
): OpenHold {
  return {
    localId,
    recordLocalId: record,
    itemLocalId: null,
    readerToken: 'reader-1',
    status: 'QUEUED',
    placedOn: '2025-02-25',
    pickupSite,
    ...rest,
  };
}

export function charge(localId: string, homeSite: string | null, rest: Partial<OpenCharge> = {}): OpenCharge {
  return {
    localId,
    readerToken: 'reader-1',
    homeSite,
    itemLocalId: '1-0',
    recordLocalId: null,
    kind: 'LOST',
    amountPence: 1230,
    currency: 'GBP',
    chargedOn: '2025-02-25',
    ...rest,
  };
}

export function used(item: string, loans: number | null, rest: Partial<UseCount> = {}): UseCount {
  return {
    itemLocalId: item,
    recordLocalId: item.split('-')[0] ?? '',
    loans,
    renewals: 0,
    lastBorrowedOn: '2025-02-20',
    ...rest,
  };
}

export interface HarvestPlan {
  readonly region?: Region;
  readonly at?: string;
  readonly signal?: AbortSignal;
  readonly acceptDrop?: boolean;
}

export function bring(db: Kysely<Database>, adapter: LmsAdapter, plan: HarvestPlan = {}): Promise<LoanHarvestResult> {
  return harvestLoans({
    db,
    adapter,
    region: plan.region ?? agreeing(),
    holder: 'test',
    clock: () => new Date(plan.at ?? '2025-03-01T12:00:00Z'),
    signal: plan.signal ?? new AbortController().signal,
    logger: createLogger('silent'),
    acceptDrop: plan.acceptDrop,
  });
}

export async function forgetEverything(db: Kysely<Database>): Promise<void> {
  await sql`TRUNCATE loan_list, loan_list_page, open_loan, open_hold, open_charge, use_count, use_by_year, use_by_month, library_count, reader,
      reader_group`.execute(db);
}
