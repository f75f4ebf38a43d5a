import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import type { CardLookup } from './card-lookup.ts';
import type { LibraryDirectory } from './library-directory.ts';
import type { StaffAttempts } from './link-attempts.ts';
import type { PatronKeys } from './patron-keys.ts';
import type { AccountLinks } from './account-links.ts';

/** What the questions of staff are answered with. */
export interface StaffDependencies {
  readonly db: Kysely<Database>;
  readonly libraries: LibraryDirectory;
  readonly cards: CardLookup;
  readonly staffAttempts: StaffAttempts;
  readonly accountLinks: AccountLinks;
  readonly keys: PatronKeys;
  readonly clock: () => Date;
}
