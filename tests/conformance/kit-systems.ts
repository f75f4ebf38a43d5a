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
import { createFilesSip2System, SIP2_FAULTS } from './files-sip2-system.ts';
import { createFilesSystem, TOLD_BY_COLUMNS } from './files-system.ts';
import { createKohaReaders } from './koha-readers.ts';
import { createKohaWithoutRest } from './koha-without-rest.ts';
import { createKohaSip2System } from './koha-sip2-system.ts';
import { createKohaSystem, REPORTS, TOLD_BY_952, TOLD_BY_REST } from './koha-system.ts';
import { createSip2Readers } from './sip2-readers.ts';
import { createSymphonyPatrons } from './symphony-patrons.ts';
import { createSymphonySystem } from './symphony-system.ts';
import { TOLD_BY_EXPORT, TOLD_BY_TREE } from './symphony-told.ts';

export interface KitSystem {
  /** The column of docs/capabilities.md that it proves something of. */
  readonly column: string;
  readonly title: string;
  readonly create: () => Promise<ConformanceSystem>;
  readonly options: SuiteOptions;
  /** False where nothing is told live. */
  readonly isLive?: boolean;
  /** Names of mutants that make no difference here, or have no occasion. */
  readonly cannotShow?: RegExp;
}

function anyOf(...patterns: readonly RegExp[]): RegExp {
  return new RegExp(patterns.map(({ source }) => source).join('|'));
}

/** Where copies are those of an old list and asked for with their holding, no record is gone, and none is asked for by its id. */
const OF_A_LIST =
  /^(says of a copy that it is gone at the fault|says of a record that is gone|lets a title that is gone|shows copies of a title that is gone|gives (a copy|copies) .*by (its )?id|tells copies by their ids|does not give up copies by)/;
/** OAI-PMH leaves hidden copies out, and ILS-DI says of one for the reading room that it is not available: its rule makes no difference. */
const OF_ILS_DI = anyOf(
  OF_A_LIST,
  /^(lends what is for the reading room|harvests hidden copies as public|shows hidden copies live)$/,
);
/** A record whose number cannot be read either is no reason to delete any. */
const OF_FILES = /^deletes a record that it cannot read$/;
/** Nothing is told live, though the same check looks at harvest. */
const NOT_LIVE = /^(reads the first 2,000 copies|leaves out copies without a barcode|shows hidden copies live)$/;
/** Connections that are counted for the whole machine. */
const OF_SIP2 = /^holds a socket too many$/;
/** Records without the moment of their last change. */
const UNDATED = /^(never brings what was edited while a run went on|skips the last second of the run before)$/;

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
    cannotShow: OF_ILS_DI,
  },
];

export const SYMPHONIES: readonly KitSystem[] = [
  {
    column: 'Symphony',
    title: 'Symphony (staff account, MARC export)',
    create: () => createSymphonySystem({ login: true, harvest: 'export', server: DETAILS }),
    // Titles are open to every client id: no log-in is needed for them.
    options: { logsIn: false, tells: TOLD_BY_EXPORT },
    cannotShow: UNDATED,
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
  {
    column: 'Symphony',
    title: 'Symphony (no log-in, open catalogue)',
    create: () =>
      createSymphonySystem({ login: false, harvest: 'export', server: { ...DETAILS, openCatalogue: true } }),
    options: { logsIn: false, tells: TOLD_BY_EXPORT },
    cannotShow: UNDATED,
  },
];

export const FILES: readonly KitSystem[] = [false, true].map((isDropped) => ({
  column: 'Files',
  title: isDropped ? 'files that are dropped' : 'files',
  create: () => createFilesSystem(isDropped),
  options: { logsIn: false, tells: TOLD_BY_COLUMNS },
  isLive: false,
  cannotShow: anyOf(UNDATED, OF_FILES, NOT_LIVE),
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
  cannotShow: anyOf(OF_A_LIST, UNDATED, OF_FILES, OF_SIP2),
}));

export const KOHAS_SIP2: readonly KitSystem[] = [
  {
    column: 'Koha without REST + SIP2',
    title: 'Koha (OAI-PMH and ILS-DI) + SIP2',
    create: () => createKohaSip2System(false),
    options: { logsIn: false, tells: TOLD_BY_952, liveTellsLess: true },
    cannotShow: OF_ILS_DI,
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
  ...FILES,
  ...FILES_SIP2,
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
  /** Names of mutants that have no occasion here: a fault that the system cannot have, or an answer that cannot be cut. */
  readonly cannotShow: RegExp;
}

const NOTHING_TO_CUT = /: cut answer: cancelHold$/;

export const KIT_READERS: readonly KitReaders[] = [
  { column: 'Koha', title: 'Koha', create: () => createKohaReaders({ login: 'oauth' }), cannotShow: NOTHING_TO_CUT },
  { column: 'Symphony', title: 'Symphony', create: () => createSymphonyPatrons(), cannotShow: NOTHING_TO_CUT },
  {
    column: 'Files + SIP2',
    title: 'SIP2 (koha)',
    create: () => createSip2Readers('koha'),
    cannotShow: /: overloaded\b|: cut answer: cancelHold$/,
  },
];

export function huntOfReaders({ create }: KitReaders): Hunt<PatronBench> {
  return { groups: READER_SUITE, stand: (alter) => standPatronBench(create, alter) };
}

/** Each with its name before it, as a table of tests wants them. */
export function named<T extends { readonly name: string }>(mutants: readonly T[]): readonly (readonly [string, T])[] {
  return mutants.map((mutant) => [mutant.name, mutant]);
}
