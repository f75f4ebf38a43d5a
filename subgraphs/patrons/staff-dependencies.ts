import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import type { CardDesk } from './card-desk.ts';
import type { LibraryDirectory } from './library-directory.ts';
import type { LinkVault } from './link-vault.ts';

/** What it takes to do what staff ask. */
export interface StaffMeans {
  readonly db: Kysely<Database>;
  readonly libraries: LibraryDirectory;
  readonly cards: CardDesk;
  readonly vault: LinkVault;
  readonly clock: () => Date;
}
