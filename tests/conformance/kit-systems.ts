/** The adapters of the kit, each with its simulated system and the checks that run against it: for the suites, the mutants and the proofs. */
import { suiteOf } from '#conformance/suite.ts';
import type { SuiteOptions } from '#conformance/suite.ts';
import { SYSTEM_FAULT_CODES, LOGIN_FAULT_CODES, WIRE_FAULTS } from '#conformance/faults.ts';
import { standBench } from '#conformance/simulated-bench.ts';
import type { StandingSystem } from '#conformance/simulated-bench.ts';
import type { Hunt } from '#conformance/mutants/mutant.ts';
import { standPatronBench } from '#conformance/readers/bench.ts';
import type { PatronBench } from '#conformance/readers/bench.ts';
import type { PatronSystem } from '#conformance/readers/patron-system.ts';
import { READER_SUITE } from '#conformance/readers/suite.ts';
import type { ConformanceSystem, SimulatedBench } from '#conformance/system.ts';
import { BEFORE_RELEASE } from '../release.ts';
import { createFilesSip2System, SIP2_FAULTS } from './files-sip2-system.ts';
import { createFilesSystem, TOLD_BY_COLUMNS } from './files-system.ts';
import { createFilesZ3950System, Z3950_FAULTS } from './files-z3950-system.ts';
import { createFilesReaders } from './files-readers.ts';
import { createKohaReaders } from './koha-readers.ts';
import { createKohaWithoutRest } from './koha-without-rest.ts';
import { createKohaSip2System } from './koha-sip2-system.ts';
import { createKohaSystem, REPORTS, TOLD_BY_952, TOLD_BY_REST } from './koha-system.ts';
import { createSip2Readers } from './sip2-readers.ts';
import { createSymphonyPatrons } from './symphony-patrons.ts';
import { createSymphonySystem } from './symphony-system.ts';
import { TOLD_BY_EXPORT, TOLD_BY_LIST, TOLD_BY_TREE } from './symphony-told.ts';
import { createWmsSystem, WMS_FAULTS } from './wms-system.ts';

export interface KitSystem {
  /** The column of docs/capabilities.md that it proves something of. */
  readonly column: string;
  readonly title: string;
  readonly create: () => Promise<ConformanceSystem>;
  readonly options: SuiteOptions;
  /** False where nothing is told live. */
  readonly isLive?: boolean;
}

/** In the gate one of each kind; its other ways, by which the same code asks, before a release. */
export function askedOf<Ways extends { readonly column: string }>(systems: readonly Ways[]): readonly Ways[] {
  return BEFORE_RELEASE
    ? systems
    : systems.filter(({ column }, place) => systems.findIndex((one) => one.column === column) === place);
}

const DETAILS = { exportsCharges: 'dmy', exportsDetails: 'dmy' } as const;

export const KOHAS: readonly [KitSystem, KitSystem, ...KitSystem[]] = [
  {
    column: 'Koha',
    title: 'Koha (OAuth2, OAI-PMH with items)',
    create: () =>
      createKohaSystem({ login: 'oauth', preferences: { SvcMaxReportRows: 1000 }, settings: { policies: REPORTS } }),
    options: { logsIn: true, tells: TOLD_BY_952 },
  },
  {
    column: 'Koha',
    title: 'Koha (Basic, REST)',
    // West of Greenwich, where UTC is ahead of the wall clock by which Koha compares.
    create: () =>
      createKohaSystem({
        login: 'basic',
        harvest: 'rest',
        preferences: { 'OAI-PMH': false },
        timeZone: 'America/New_York',
      }),
    options: { logsIn: true, tells: TOLD_BY_REST },
  },
  {
    column: 'Koha',
    title: 'Koha (no log-in, public endpoints)',
    // A page of everything has more titles than it asks for by default.
    create: () => createKohaSystem({ login: 'none', settings: { publicTitlesPerPage: 50 } }),
    options: { logsIn: false, tells: TOLD_BY_952 },
  },
  {
    column: 'Koha',
    title: 'Koha (OAuth2, OAI-PMH with copies by REST)',
    create: () =>
      createKohaSystem({
        login: 'oauth',
        preferences: { 'OAI-PMH:include_items': false },
        timeZone: 'America/New_York',
        embedsTransfers: true,
      }),
    options: { logsIn: true, tells: TOLD_BY_REST },
  },
];

export const KOHAS_WITHOUT_REST: readonly KitSystem[] = [
  {
    column: 'Koha without REST',
    title: 'Koha (OAI-PMH and ILS-DI, no REST)',
    create: createKohaWithoutRest,
    options: { logsIn: false, tells: TOLD_BY_952, liveTellsLess: true },
  },
];

const OPEN_SYMPHONY: KitSystem = {
  column: 'Symphony',
  title: 'Symphony (no log-in, open catalogue)',
  create: () => createSymphonySystem({ login: false, harvest: 'export', server: { ...DETAILS, openCatalogue: true } }),
  options: { logsIn: false, tells: TOLD_BY_EXPORT },
};

export const SYMPHONIES: readonly KitSystem[] = [
  {
    column: 'Symphony',
    title: 'Symphony (staff account, MARC export)',
    create: () => createSymphonySystem({ login: true, harvest: 'export', server: DETAILS }),
    // Titles are open to every client id: no log-in is needed for them.
    options: { logsIn: false, tells: TOLD_BY_EXPORT },
  },
  {
    column: 'Symphony',
    title: 'Symphony (titles for staff only, harvest by key)',
    create: () =>
      createSymphonySystem({
        login: true,
        harvest: 'keys',
        server: { openTitleLookup: false, starInFields: 'refused' },
      }),
    options: { logsIn: true, tells: TOLD_BY_TREE },
  },
  // The same wire with less said: before a release alone.
  ...(BEFORE_RELEASE ? [OPEN_SYMPHONY] : []),
];

export const SYMPHONIES_BY_FILES: readonly KitSystem[] = [
  {
    column: 'Symphony by files',
    title: 'Symphony (no web services, copies and what is shadowed as lists)',
    create: () =>
      createSymphonySystem({
        login: false,
        harvest: 'files',
        server: { exportsCopies: 'list', exportsHoldings: 'behind' },
      }),
    options: { logsIn: false, tells: TOLD_BY_LIST },
    isLive: false,
  },
];

export const FILES: readonly KitSystem[] = [false, true].map((isDropped) => ({
  column: 'Files',
  title: isDropped ? 'files that are dropped' : 'files',
  create: () => createFilesSystem(isDropped),
  options: { logsIn: false, tells: TOLD_BY_COLUMNS },
  isLive: false,
}));

export const FILES_SIP2: readonly KitSystem[] = (['generic', 'koha'] as const).map((dialect) => ({
  column: 'Files + SIP2',
  title: `files + SIP2 (${dialect})`,
  create: () => createFilesSip2System(dialect),
  options: {
    logsIn: true,
    tells: TOLD_BY_COLUMNS,
    isComposed: true,
    // A SIP2 server has no words for these: it closes the connection.
    cannotHave: ['an error as an answer', 'internal error', 'out of service', 'overloaded'],
    ownFaults: SIP2_FAULTS,
  },
}));

/** Words in a field are tried against Zebra in the gate; with all faults before a release. */
const CATALOGUES = BEFORE_RELEASE ? (['opac', 'koha'] as const) : (['opac'] as const);

export const FILES_Z3950: readonly KitSystem[] = CATALOGUES.map((form) => ({
  column: 'Files + Z39.50 or SRU',
  title: `files + SRU (${form})`,
  create: () => createFilesZ3950System(form),
  options: {
    logsIn: false,
    tells: TOLD_BY_COLUMNS,
    isComposed: true,
    ownFaults: Z3950_FAULTS,
    // A word in a field tells no day.
    liveTellsLess: form === 'koha',
  },
}));

export const FILES_WMS: readonly KitSystem[] = [
  {
    column: 'Files + WMS',
    title: 'files + WMS',
    create: createWmsSystem,
    options: { logsIn: true, tells: TOLD_BY_COLUMNS, isComposed: true, ownFaults: WMS_FAULTS },
  },
];

export const KOHAS_SIP2: readonly KitSystem[] = [
  {
    column: 'Koha without REST + SIP2',
    title: 'Koha (OAI-PMH and ILS-DI) + SIP2',
    create: () => createKohaSip2System(false),
    options: { logsIn: false, tells: TOLD_BY_952, liveTellsLess: true },
  },
  {
    column: 'Koha + SIP2',
    title: 'Koha (OAuth2, OAI-PMH with items) + SIP2',
    create: () => createKohaSip2System(true),
    options: { logsIn: true, tells: TOLD_BY_952 },
  },
];

export const KIT_SYSTEMS: readonly KitSystem[] = [
  ...KOHAS,
  ...KOHAS_WITHOUT_REST,
  ...SYMPHONIES,
  ...SYMPHONIES_BY_FILES,
  ...FILES,
  ...FILES_SIP2,
  ...FILES_Z3950,
  ...FILES_WMS,
  ...KOHAS_SIP2,
];

/** Its checks, and the stand on which an altered adapter is hunted. */
export function huntOf({ create, options }: KitSystem): Hunt<SimulatedBench> {
  return { groups: suiteOf(options), stand: (alter) => standBench(create, alter) };
}

/** The same on one system for all: only for mutants of faults, whose checks change nothing in it. */
export function huntOn({ stand }: StandingSystem, { options }: KitSystem): Hunt<SimulatedBench> {
  return { groups: suiteOf(options), stand: (alter) => Promise.resolve(stand(alter)) };
}

/** Faults that must be told, on the wire, in the system and of its own kind. */
export function faultsOf({ options }: KitSystem): readonly string[] {
  const inside = [...SYSTEM_FAULT_CODES, ...(options.logsIn ? LOGIN_FAULT_CODES : [])].map(([fault]) => fault);
  return [
    ...WIRE_FAULTS.filter(({ codes }) => codes.length > 0).map(({ fault }) => fault),
    ...inside.filter((fault) => options.cannotHave?.includes(fault) !== true),
    ...(options.ownFaults ?? []).filter(({ codes }) => codes.length > 0).map(({ name }) => name),
  ];
}

export interface KitReaders {
  readonly column: string;
  readonly title: string;
  readonly create: () => Promise<PatronSystem>;
}

export const KIT_READERS: readonly KitReaders[] = [
  { column: 'Koha', title: 'Koha', create: () => createKohaReaders({ login: 'oauth' }) },
  { column: 'Symphony', title: 'Symphony', create: () => createSymphonyPatrons() },
  {
    column: 'Files + SIP2',
    title: 'SIP2 (koha)',
    create: () => createSip2Readers('koha'),
  },
  { column: 'Symphony by files', title: 'Symphony by files', create: () => createSymphonyPatrons({}, 'files') },
  { column: 'Files', title: 'files', create: createFilesReaders },
];

export function huntOfReaders({ create }: KitReaders): Hunt<PatronBench> {
  return { groups: READER_SUITE, stand: (alter) => standPatronBench(create, alter) };
}

/** Each with its name before it, as a table of tests wants them. */
export function named<T extends { readonly name: string }>(mutants: readonly T[]): readonly (readonly [string, T])[] {
  return mutants.map((mutant) => [mutant.name, mutant]);
}
