import type { Slot } from '#adapters/adapter.ts';
import type { EditionId, LibraryId } from '#domain/ids.ts';
import type { Region } from '#domain/region.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import { createScope } from '../../read/index-scope.ts';
import type { Page, PageOf } from '../../read/views.ts';
import { duplicateReaders, findDuplicateReaders } from './duplicate-readers.ts';
import { editionCirculation } from './edition-circulation.ts';
import { libraryCirculation } from './library-circulation.ts';
import { openLoans } from './open-loans.ts';
import type {
  DuplicateReadersView,
  EditionCirculation,
  LibraryCirculation,
  OpenLoansOf,
  OpenLoanView,
} from './views.ts';

/** What is known of loans, of libraries that agree to it today. The first two are for everybody, the rest by role. */
export interface CirculationReader {
  editionCirculation(ids: readonly EditionId[]): Promise<readonly EditionCirculation[]>;
  libraryCirculation(ids: readonly LibraryId[]): Promise<readonly LibraryCirculation[]>;
  openLoans(of: OpenLoansOf): Promise<Slot<Page<OpenLoanView>>>;
  duplicateReaders(page: PageOf): Promise<Slot<Page<DuplicateReadersView>>>;
  /** Null where the accounts of that key are not the same any more. */
  findDuplicateReaders(key: string): Promise<DuplicateReadersView | null>;
}

/** `now` gives milliseconds since the epoch. */
export function createCirculationReader(
  db: Kysely<Database>,
  region: Region,
  now: () => number = Date.now,
): CirculationReader {
  const scope = createScope(db, region, now);
  return {
    editionCirculation: (ids) => editionCirculation(scope, ids),
    libraryCirculation: (ids) => libraryCirculation(scope, ids),
    openLoans: (of) => openLoans(scope, of),
    duplicateReaders: (page) => duplicateReaders(scope, page),
    findDuplicateReaders: (key) => findDuplicateReaders(scope, key),
  };
}
