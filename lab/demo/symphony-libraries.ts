/** The codes that the libraries which share the Symphony of the demo region use. */
import type { SymphonyLibraryId } from './libraries.ts';

/** The policy codes of one library on the shared server. */
export interface SymphonyCodes {
  readonly itemTypes: {
    readonly loan: string;
    readonly short: string;
    readonly reference: string;
    readonly ebook: string;
    readonly journal: string;
  };
  readonly locations: {
    readonly open: string;
    readonly desk: string;
    readonly reference: string;
    readonly journals: string;
    readonly online: string;
  };
}

/** `DESK` and `SHORT` are codes of both: a week at the one, some hours at the other. */
export const SYMPHONY_CODES: Readonly<Record<SymphonyLibraryId, SymphonyCodes>> = {
  temestead: {
    itemTypes: { loan: 'BOOK', short: 'SHORT', reference: 'REFBOOK', ebook: 'EBOOK', journal: 'PERIODICAL' },
    locations: { open: 'STACKS', desk: 'DESK', reference: 'REFERENCE', journals: 'JOURNALS', online: 'ONLINE' },
  },
  leamsworth: {
    itemTypes: { loan: 'L-LOAN', short: 'SHORT', reference: 'L-REF', ebook: 'L-EBOOK', journal: 'L-JRNL' },
    locations: { open: 'L-SHELF', desk: 'DESK', reference: 'L-QUIET', journals: 'L-JRNL', online: 'L-WEB' },
  },
};

/** What is in use on the server and belongs to no library more than to another. */
export const SHARED_CODES = {
  ill: 'ILL',
  /** Locations that the server's own policy hides. */
  staffRoom: 'STAFFROOM',
  withdrawn: 'WITHDRAWN',
  /** In use and mapped by nobody: what `mercia doctor` is there to find. */
  unmapped: 'DISPLAY',
} as const;
