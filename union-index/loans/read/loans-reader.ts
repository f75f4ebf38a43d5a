import type { Slot } from '#adapters/adapter.ts';
import type { EditionId, LibraryId } from '#domain/ids.ts';
import type { Region } from '#domain/region.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import { createScope } from '../../read/index-scope.ts';
import type { Page, PageOf } from '../../read/views.ts';
import { duplicateReaders, findDuplicateReaders } from './duplicate-readers.ts';
import { loansOfEditions } from './edition-loans.ts';
import { loansOfLibraries } from './library-loans.ts';
import { openLoans } from './open-loans.ts';
import type { DuplicateReadersView, EditionLoans, LibraryLoans, OpenLoansOf, OpenLoanView } from './views.ts';

/** What is known of loans, of libraries that agree to it today. The first two are for everybody, the rest by role. */
export interface LoansReader {
  loansOfEditions(ids: readonly EditionId[]): Promise<readonly EditionLoans[]>;
  loansOfLibraries(ids: readonly LibraryId[]): Promise<readonly LibraryLoans[]>;
  openLoans(of: OpenLoansOf): Promise<Slot<Page<OpenLoanView>>>;
  duplicateReaders(page: PageOf): Promise<Slot<Page<DuplicateReadersView>>>;
  /** Null where the accounts of that key are not the same any more. */
  findDuplicateReaders(key: string): Promise<DuplicateReadersView | null>;
}

/** `now` gives milliseconds since the epoch. */
export function createLoansReader(db: Kysely<Database>, region: Region, now: () => number = Date.now): LoansReader {
  const scope = createScope(db, region, now);
  return {
    loansOfEditions: (ids) => loansOfEditions(scope, ids),
    loansOfLibraries: (ids) => loansOfLibraries(scope, ids),
    openLoans: (of) => openLoans(scope, of),
    duplicateReaders: (page) => duplicateReaders(scope, page),
    findDuplicateReaders: (key) => findDuplicateReaders(scope, key),
  };
}
