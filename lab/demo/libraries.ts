/**
 * The invented library services of the demo region and how each of them catalogues. No name here is that of a real
 * trust, hospital or place of work; any likeness is chance.
 */

export type DemoKohaId = 'koha-a' | 'koha-b' | 'koha-c';
/** The Symphony that two more services share. */
export type DemoSymphonyId = 'symphony-d';
export type DemoSystemId = DemoKohaId | DemoSymphonyId;
/** The systems of two small services that give an export: alone, and beside SIP2. */
export type DemoExportId = 'export-e' | 'export-f';

/** A library's own way of writing a record. */
export interface Habit {
  /** AACR2: 260, general material designation, abbreviations. RDA: 264, 336 to 338, words in full. */
  readonly rules: 'AACR2' | 'RDA';
  readonly isbn: '13' | '13-hyphens' | '10' | '10-hyphens' | 'both';
  /** Where "(pbk.)" goes: nowhere, into 020 $a as of old, or into 020 $q. */
  readonly qualifier: 'none' | 'in-a' | 'in-q';
  readonly shelving: 'NLM' | 'WESSEX' | 'DEWEY';
  readonly subjects: 'MESH' | 'LCSH' | 'BOTH' | 'NONE';
  /** Writes the year into 008 as well. */
  readonly codesDates: boolean;
  /** Leaves out a field that others would give, in so many of 1. */
  readonly leavesOut: number;
  /** Mistypes a title, in so many of 1. */
  readonly mistypes: number;
  /** Puts print and e-book on one record. */
  readonly joinsForms: boolean;
}

export interface DemoBranch {
  readonly code: string;
  readonly name: string;
}

export interface DemoLibrary {
  readonly id: string;
  readonly system: DemoSystemId | DemoExportId;
  readonly name: string;
  readonly agency: string;
  readonly branches: readonly DemoBranch[];
  readonly habit: Habit;
  /** How much of what its system holds is (also) held here, of 1. */
  readonly appetite: number;
}

/** The services over the Kohas. */
export const LIBRARIES: readonly DemoLibrary[] = [
  {
    id: 'severnhythe',
    system: 'koha-a',
    name: 'Severnhythe Hospitals Library and Knowledge Service',
    agency: 'DEMO-SEV',
    branches: [
      { code: 'MAIN', name: 'Severnhythe General Hospital Library' },
      { code: 'EDU', name: 'Severnhythe Education Centre' },
    ],
    habit: {
      rules: 'RDA',
      isbn: '13',
      qualifier: 'in-q',
      shelving: 'NLM',
      subjects: 'BOTH',
      codesDates: true,
      leavesOut: 0.01,
      mistypes: 0.005,
      joinsForms: false,
    },
    appetite: 0.55,
  },
  {
    id: 'clentwood',
    system: 'koha-a',
    name: 'Clentwood Infirmary Library',
    agency: 'DEMO-CLW',
    branches: [
      { code: 'LIB', name: 'Clentwood Infirmary Library' },
      { code: 'HAG', name: 'Hagmoor Community Hospital' },
    ],
    habit: {
      rules: 'AACR2',
      isbn: '10-hyphens',
      qualifier: 'in-a',
      shelving: 'WESSEX',
      subjects: 'MESH',
      codesDates: true,
      leavesOut: 0.05,
      mistypes: 0.02,
      joinsForms: false,
    },
    appetite: 0.5,
  },
  {
    id: 'stourmere',
    system: 'koha-a',
    name: 'Stourmere Mental Health Library',
    agency: 'DEMO-STM',
    branches: [{ code: 'SMH', name: 'Stourmere House Library' }],
    habit: {
      rules: 'AACR2',
      isbn: '10',
      qualifier: 'none',
      shelving: 'DEWEY',
      subjects: 'LCSH',
      codesDates: false,
      leavesOut: 0.15,
      mistypes: 0.04,
      joinsForms: false,
    },
    appetite: 0.4,
  },
  {
    id: 'wrekinmoor',
    system: 'koha-a',
    name: 'Wrekinmoor Community Health Library',
    agency: 'DEMO-WRK',
    branches: [{ code: 'WRK', name: 'Wrekinmoor Health Centre Library' }],
    habit: {
      rules: 'RDA',
      isbn: '13-hyphens',
      qualifier: 'in-a',
      shelving: 'NLM',
      subjects: 'NONE',
      codesDates: true,
      leavesOut: 0.1,
      mistypes: 0.02,
      joinsForms: false,
    },
    appetite: 0.35,
  },
  {
    id: 'tamehollow',
    system: 'koha-b',
    name: 'Tamehollow University Hospital Library',
    agency: 'DEMO-TAM',
    branches: [
      { code: 'MAIN', name: 'Tamehollow Main Library' },
      { code: 'DEN', name: 'Tamehollow Dental School' },
    ],
    habit: {
      rules: 'RDA',
      isbn: 'both',
      qualifier: 'in-q',
      shelving: 'NLM',
      subjects: 'BOTH',
      codesDates: true,
      leavesOut: 0.01,
      mistypes: 0.01,
      joinsForms: false,
    },
    appetite: 0.65,
  },
  {
    id: 'blythecross',
    system: 'koha-b',
    name: "Blythe Cross Women's and Children's Library",
    agency: 'DEMO-BLX',
    branches: [{ code: 'LIB', name: 'Blythe Cross Library' }],
    habit: {
      rules: 'AACR2',
      isbn: '13',
      qualifier: 'in-a',
      shelving: 'WESSEX',
      subjects: 'MESH',
      codesDates: true,
      leavesOut: 0.04,
      mistypes: 0.01,
      joinsForms: true,
    },
    appetite: 0.45,
  },
  {
    id: 'ankerdale',
    system: 'koha-b',
    name: 'Ankerdale Ambulance and Primary Care Library',
    agency: 'DEMO-ANK',
    branches: [{ code: 'AMB', name: 'Ankerdale Training School' }],
    habit: {
      rules: 'AACR2',
      isbn: '10',
      qualifier: 'in-a',
      shelving: 'DEWEY',
      subjects: 'NONE',
      codesDates: false,
      leavesOut: 0.2,
      mistypes: 0.08,
      joinsForms: false,
    },
    appetite: 0.25,
  },
  {
    id: 'fosseholm',
    system: 'koha-c',
    name: 'Fosseholm Hospice and Cancer Centre Library',
    agency: 'DEMO-FOS',
    branches: [{ code: 'FOS', name: 'Fosseholm Library' }],
    habit: {
      rules: 'RDA',
      isbn: '13',
      qualifier: 'none',
      shelving: 'WESSEX',
      subjects: 'MESH',
      codesDates: true,
      leavesOut: 0.06,
      mistypes: 0.02,
      joinsForms: false,
    },
    appetite: 1,
  },
];

/** The codes of one Koha: its own, as every Koha's are. */
export interface DemoCodes {
  readonly itemTypes: {
    readonly loan: string;
    readonly short: string;
    readonly hourly: string;
    readonly reference: string;
    readonly ebook: string;
    readonly journal: string;
    readonly ill: string;
  };
  readonly shelves: {
    readonly open: string;
    readonly desk: string;
    readonly journals: string;
    readonly online: string;
    readonly staff: string;
  };
  readonly notForLoan: {
    readonly onOrder: number;
    readonly inProcess: number;
    readonly reference: number;
    readonly bindery: number;
  };
  readonly lost: { readonly lost: number; readonly missing: number; readonly claimedReturned: number };
}

/** The same numbers mean different things: 1 is "Lost" in one Koha and "Missing" in the next. */
export const CODES: Readonly<Record<DemoKohaId, DemoCodes>> = {
  'koha-a': {
    itemTypes: { loan: 'BK', short: 'SL', hourly: 'HR', reference: 'REF', ebook: 'EB', journal: 'JR', ill: 'ILL' },
    shelves: { open: 'GEN', desk: 'SHORT', journals: 'JNL', online: 'ONLINE', staff: 'STAFF' },
    notForLoan: { onOrder: -1, inProcess: -2, reference: 1, bindery: 4 },
    lost: { lost: 1, missing: 4, claimedReturned: 6 },
  },
  'koha-b': {
    itemTypes: {
      loan: 'BOOK',
      short: '1WEEK',
      hourly: '3HOUR',
      reference: 'LIBUSE',
      ebook: 'EBOOK',
      journal: 'SERIAL',
      ill: 'INTERLIB',
    },
    shelves: { open: 'OPEN', desk: 'DESK', journals: 'PERIOD', online: 'WEB', staff: 'OFFICE' },
    notForLoan: { onOrder: -1, inProcess: -3, reference: 2, bindery: 3 },
    lost: { lost: 2, missing: 1, claimedReturned: 5 },
  },
  'koha-c': {
    itemTypes: {
      loan: 'LOAN',
      short: 'WEEK',
      hourly: 'HOURS',
      reference: 'REF',
      ebook: 'ONLINE',
      journal: 'PER',
      ill: 'ILL',
    },
    shelves: { open: 'SHELF', desk: 'DESK', journals: 'PER', online: 'ONLINE', staff: 'OFFICE' },
    notForLoan: { onOrder: -1, inProcess: -2, reference: 1, bindery: 5 },
    lost: { lost: 1, missing: 4, claimedReturned: 3 },
  },
};

export function librariesOf(system: DemoKohaId): readonly DemoLibrary[] {
  return LIBRARIES.filter((library) => library.system === system);
}

export function libraryNamed(id: string): DemoLibrary {
  const found = LIBRARIES.find((library) => library.id === id);
  if (found === undefined) throw new RangeError(`no demo library ${id}`);
  return found;
}
