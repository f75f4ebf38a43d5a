/** The invented library services that share the Symphony of the demo region, and the codes that each of them uses. */
import type { DemoLibrary } from './libraries.ts';

export type SymphonyLibraryId = 'temestead' | 'leamsworth';

export interface SymphonyLibrary extends DemoLibrary {
  readonly id: SymphonyLibraryId;
}

export const SYMPHONY_LIBRARIES: readonly SymphonyLibrary[] = [
  {
    id: 'temestead',
    system: 'symphony-d',
    name: 'Temestead Hospitals Library',
    agency: 'DEMO-TME',
    branches: [
      { code: 'TEM-GEN', name: 'Temestead General Hospital Library' },
      { code: 'TEM-ONY', name: 'Onnyholt Community Hospital Library' },
    ],
    habit: {
      rules: 'RDA',
      isbn: '13-hyphens',
      qualifier: 'in-q',
      shelving: 'NLM',
      subjects: 'MESH',
      codesDates: true,
      leavesOut: 0.03,
      mistypes: 0.01,
      joinsForms: false,
    },
    appetite: 0.9,
  },
  {
    id: 'leamsworth',
    system: 'symphony-d',
    name: 'Leamsworth Nursing and Therapies Library',
    agency: 'DEMO-LMW',
    branches: [{ code: 'LEAM', name: 'Leamsworth Library' }],
    habit: {
      rules: 'AACR2',
      isbn: '10',
      qualifier: 'in-a',
      shelving: 'DEWEY',
      subjects: 'LCSH',
      codesDates: false,
      leavesOut: 0.16,
      mistypes: 0.03,
      joinsForms: true,
    },
    appetite: 0.85,
  },
];

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

export function symphonyLibrary(id: SymphonyLibraryId): SymphonyLibrary {
  const found = SYMPHONY_LIBRARIES.find((library) => library.id === id);
  if (found === undefined) throw new RangeError(`no demo library ${id}`);
  return found;
}
