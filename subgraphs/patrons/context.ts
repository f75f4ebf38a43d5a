import { MerciaError } from '#platform/errors.ts';
import type { InternalContext } from '#platform/signed-context.ts';
import type { LibraryDirectory } from './library-directory.ts';
import type { PatronDesk } from './patron-desk.ts';

/** What the resolvers of one request are given. */
export interface PatronsContext {
  readonly caller: InternalContext;
  readonly libraries: LibraryDirectory;
  /** Null where this region keeps no patron data. */
  readonly desk: PatronDesk | null;
  readonly now: () => Date;
}

/** Throws FORBIDDEN where this region keeps no patron data: without its secret nothing personal can be sealed. */
export function getDesk({ desk }: PatronsContext): PatronDesk {
  if (desk !== null) return desk;
  throw new MerciaError('FORBIDDEN', 'This region keeps no patron data: MERCIA_PATRON_SECRET is not set.');
}
