/**
 * The invented library services of the demo region and how each of them catalogues: `libraries.tsv`, one a line. No name here is that of a real
 * trust, hospital or place of work; any likeness is chance.
 */
import { listOf, readTsv, type Cells } from './tsv.ts';

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

export interface DemoLibrary {
  readonly id: string;
  readonly system: DemoSystemId | DemoExportId;
  readonly name: string;
  readonly agency: string;
  readonly branches: readonly { readonly code: string; readonly name: string }[];
  readonly habit: Habit;
  /** How much of what its system holds is (also) held here, of 1. */
  readonly appetite: number;
}

export interface ExportLibrary extends DemoLibrary {
  readonly system: DemoExportId;
}

export type SymphonyLibraryId = 'temestead' | 'leamsworth';

export interface SymphonyLibrary extends DemoLibrary {
  readonly id: SymphonyLibraryId;
}

const ALL = readTsv(new URL('libraries.tsv', import.meta.url), toLibrary);

/** The services over the Kohas. */
export const LIBRARIES = ALL.filter(({ system }) => system.startsWith('koha-'));

/**
 * The services whose systems offer little: one gives an export and nothing else, one an export and SIP2. Most systems of a real
 * region are like these.
 */
export const EXPORT_LIBRARIES = ALL.filter((library): library is ExportLibrary => library.system.startsWith('export-'));

/** The services over the Symphony. */
export const SYMPHONY_LIBRARIES = ALL.filter((library): library is SymphonyLibrary => library.system === 'symphony-d');

/** The types of the codes in the file are taken for granted: nothing else is written there. */
function toLibrary(cell: Cells): DemoLibrary {
  const branches = listOf(cell('branches')).map((branch) => {
    const [code = '', name = ''] = branch.split('=');
    return { code, name };
  });
  return {
    id: cell('id'),
    system: cell('system') as DemoLibrary['system'],
    name: cell('name'),
    agency: cell('agency'),
    branches,
    habit: {
      rules: cell('rules') as Habit['rules'],
      isbn: cell('isbn') as Habit['isbn'],
      qualifier: cell('qualifier') as Habit['qualifier'],
      shelving: cell('shelving') as Habit['shelving'],
      subjects: cell('subjects') as Habit['subjects'],
      codesDates: cell('codesDates') === 'true',
      leavesOut: Number(cell('leavesOut')),
      mistypes: Number(cell('mistypes')),
      joinsForms: cell('joinsForms') === 'true',
    },
    appetite: Number(cell('appetite')),
  };
}

/** The codes of one Koha: its own, as every Koha's are. */
export type DemoCodes = (typeof CODES)[DemoKohaId];

/** The same numbers mean different things: 1 is "Lost" in one Koha and "Missing" in the next. */
export const CODES = {
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
} satisfies Readonly<Record<DemoKohaId, object>>;

export function librariesOf(system: DemoKohaId): readonly DemoLibrary[] {
  return LIBRARIES.filter((library) => library.system === system);
}

export function libraryNamed(id: string): DemoLibrary {
  const found = LIBRARIES.find((library) => library.id === id);
  if (found === undefined) throw new RangeError(`no demo library ${id}`);
  return found;
}

/** Of any service; its id if there is none. */
export function nameOfLibrary(id: string): string {
  return ALL.find((library) => library.id === id)?.name ?? id;
}

export function symphonyLibrary(id: SymphonyLibraryId): SymphonyLibrary {
  const found = SYMPHONY_LIBRARIES.find((library) => library.id === id);
  if (found === undefined) throw new RangeError(`no demo library ${id}`);
  return found;
}
