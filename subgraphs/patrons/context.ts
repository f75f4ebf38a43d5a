import { MerciaError } from '#platform/errors.ts';
import type { InternalContext } from '#platform/signed-context.ts';
import type { LibraryDirectory } from './library-directory.ts';
import type { PatronService } from './patron-service.ts';

/** What the resolvers of one request are given. */
export interface PatronsContext {
  readonly caller: InternalContext;
  readonly libraries: LibraryDirectory;
  /** Null if this region keeps no patron data. */
  readonly service: PatronService | null;
  readonly now: () => Date;
}

/** Throws FORBIDDEN if this region keeps no patron data: without its secret nothing personal can be sealed. */
export function getService({ service }: PatronsContext): PatronService {
  if (service !== null) return service;
  throw new MerciaError('FORBIDDEN', 'This region keeps no patron data: MERCIA_PATRON_SECRET is not set.');
}
