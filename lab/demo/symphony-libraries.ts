/** The codes that the libraries which share the Symphony of the demo region use. */
import type { SymphonyLibraryId } from './libraries.ts';

/** The policy codes of each library on the shared server. `DESK` and `SHORT` are codes of both: a week at the one, some hours at the other. */
export const SYMPHONY_CODES = {
  temestead: {
    itemTypes: { loan: 'BOOK', short: 'SHORT', reference: 'REFBOOK', ebook: 'EBOOK', journal: 'PERIODICAL' },
    locations: { open: 'STACKS', desk: 'DESK', reference: 'REFERENCE', journals: 'JOURNALS', online: 'ONLINE' },
  },
  leamsworth: {
    itemTypes: { loan: 'L-LOAN', short: 'SHORT', reference: 'L-REF', ebook: 'L-EBOOK', journal: 'L-JRNL' },
    locations: { open: 'L-SHELF', desk: 'DESK', reference: 'L-QUIET', journals: 'L-JRNL', online: 'L-WEB' },
  },
} satisfies Readonly<Record<SymphonyLibraryId, object>>;

/** What is in use on the server and belongs to no library more than to another. */
export const SHARED_CODES = {
  ill: 'ILL',
  /** Locations that the server's own policy hides. */
  staffRoom: 'STAFFROOM',
  withdrawn: 'WITHDRAWN',
  /** In use and mapped by nobody: what `mercia doctor` is there to find. */
  unmapped: 'DISPLAY',
} as const;
