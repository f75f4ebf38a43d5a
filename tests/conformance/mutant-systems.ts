/** The adapters that mutants are made of, each with its simulated system and the checks that run against it. */
import { suiteOf } from '#conformance/suite.ts';
import type { SuiteOptions } from '#conformance/suite.ts';
import { SYSTEM_FAULT_CODES, LOGIN_FAULT_CODES, WIRE_FAULTS } from '#conformance/faults.ts';
import { standBench } from '#conformance/simulated-bench.ts';
import type { Hunt } from '#conformance/mutants/mutant.ts';
import { standPatronBench } from '#conformance/readers/bench.ts';
import type { PatronBench } from '#conformance/readers/bench.ts';
import type { PatronSystem } from '#conformance/readers/patron-system.ts';
import { READER_SUITE } from '#conformance/readers/suite.ts';
import type { ConformanceSystem, SimulatedBench } from '#conformance/system.ts';
import { createKohaReaders } from './koha-readers.ts';
import { createKohaSystem, REPORTS, TOLD_BY_952, TOLD_BY_REST } from './koha-system.ts';
import { createSymphonyPatrons } from './symphony-patrons.ts';
import { createSymphonySystem } from './symphony-system.ts';
import { TOLD_BY_EXPORT, TOLD_BY_TREE } from './symphony-told.ts';

export interface MutantSystem {
  readonly title: string;
  readonly hunt: Hunt<SimulatedBench>;
  /** Faults that are not answered, wire and system alike. */
  readonly faults: readonly string[];
}

function mutantSystem(title: string, create: () => Promise<ConformanceSystem>, options: SuiteOptions): MutantSystem {
  const seen = WIRE_FAULTS.filter(({ codes }) => codes.length > 0).map(({ fault }) => fault);
  const inside = [...SYSTEM_FAULT_CODES, ...(options.logsIn ? LOGIN_FAULT_CODES : [])].map(
    ([fault]) => fault as string,
  );
  const own = (options.ownFaults ?? []).filter(({ codes }) => codes.length > 0).map(({ name }) => name);
  return {
    title,
    faults: [...seen, ...inside.filter((fault) => options.cannotHave?.includes(fault) !== true), ...own],
    hunt: { groups: suiteOf(options), stand: (alter) => standBench(create, alter) },
  };
}

export const MUTANT_SYSTEMS: readonly MutantSystem[] = [
  mutantSystem(
    'Koha (OAuth2, OAI-PMH with items)',
    () =>
      createKohaSystem({ login: 'oauth', preferences: { SvcMaxReportRows: 1000 }, settings: { policies: REPORTS } }),
    { logsIn: true, tells: TOLD_BY_952 },
  ),
  mutantSystem(
    'Koha (Basic, REST)',
    () => createKohaSystem({ login: 'basic', harvest: 'rest', preferences: { 'OAI-PMH': false } }),
    { logsIn: true, tells: TOLD_BY_REST },
  ),
  mutantSystem('Koha (no log-in, public endpoints)', () => createKohaSystem({ login: 'none' }), {
    logsIn: false,
    tells: TOLD_BY_952,
  }),
  mutantSystem(
    'Symphony (staff account, MARC export)',
    () =>
      createSymphonySystem({
        login: true,
        harvest: 'export',
        server: { exportsCharges: 'dmy', exportsDetails: 'dmy' },
      }),
    { logsIn: false, tells: TOLD_BY_EXPORT },
  ),
  mutantSystem(
    'Symphony (titles for staff only, harvest by key)',
    () =>
      createSymphonySystem({
        login: true,
        harvest: 'keys',
        server: { openTitleLookup: false, starInFields: 'refused' },
      }),
    { logsIn: true, tells: TOLD_BY_TREE },
  ),
];

export interface MutantReaders {
  readonly title: string;
  readonly hunt: Hunt<PatronBench>;
}

const readers = (title: string, create: () => Promise<PatronSystem>): MutantReaders => ({
  title,
  hunt: { groups: READER_SUITE, stand: (alter) => standPatronBench(create, alter) },
});

export const MUTANT_READERS: readonly MutantReaders[] = [
  readers('Koha', () => createKohaReaders({ login: 'oauth' })),
  readers('Symphony', () => createSymphonyPatrons()),
];

/** Each with its name before it, as a table of tests wants them. */
export function named<T extends { readonly name: string }>(mutants: readonly T[]): readonly (readonly [string, T])[] {
  return mutants.map((mutant) => [mutant.name, mutant]);
}
