/** Real MARC files as systems of a region: every cell of every table is what another program counts in the same files. */
import { sharedPath } from '#tests/support/shared.ts';
import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cellsOf, hasPython, runCounter, type CountedSystems } from './counter/run-counter.ts';
import type { Comparing } from './support/compared-region.ts';
import { startExportsRegion } from './support/exports-region.ts';

const COPIES_OF_SYMPHONY = { barcode: 'i', owner: 'm', location: 'l', itemType: 't', callNumber: 'a' };
const marc = (...paths: readonly string[]): readonly string[] => paths.map((path) => sharedPath('data', 'marc', path));

/** Some owners are known and some are not, and one system has no copies at all. */
const SYSTEMS = [
  {
    id: 'virginia',
    files: marc('solrmarc+solrmarc/test/data/records/uva_001_2000.mrc'),
    copies: { tag: '999', subfields: COPIES_OF_SYMPHONY },
    owners: { ALDERMAN: 'alderman', CLEMONS: 'clemons', IVY: 'ivy' },
  },
  {
    id: 'michigan',
    files: marc(
      'evergreen-library-system+Evergreen/Open-ILS/tests/datasets/jazz_1k.mrc',
      'evergreen-library-system+Evergreen/Open-ILS/tests/datasets/lul_fre_500.mrc',
    ),
    copies: { tag: '949', subfields: COPIES_OF_SYMPHONY },
    owners: { HUNTINGTON: 'huntington', DESMARAIS: 'desmarais' },
  },
  {
    id: 'indiana',
    files: marc(
      'openlibraryenvironment+ole/ole-docstore/ole-docstore-engine/src/test/resources/org/kuali/ole/100MarcRecords.xml',
    ),
    copies: { tag: '999', subfields: COPIES_OF_SYMPHONY },
    owners: { 'B-CEDIR': 'cedir' },
  },
  {
    id: 'princeton',
    files: marc('lcnetdev+marc2bibframe2/dataset/princeton.xml', 'lcnetdev+marc2bibframe2/dataset/nlm.xml'),
    copies: null,
    owners: { P: 'princeton' },
  },
] as const;

const isHere = hasPython && SYSTEMS.every(({ files }) => files.every((file) => existsSync(file)));

// Without Python, or without the shared MARC files, there is nothing to count with, or to count.
describe.runIf(isHere)('real MARC files as systems', () => {
  let comparing: Comparing;
  let counted: CountedSystems;

  beforeAll(async () => {
    comparing = await startExportsRegion(
      SYSTEMS.map(({ id, files, copies, owners }) => ({
        id,
        owners,
        settings: { records: files.map((source) => ({ source })), copies },
      })),
    );
    [counted] = await Promise.all([runCounter('count_files.py', SYSTEMS), comparing.takeSnapshot('counted')]);
  }, 120_000);
  afterAll(() => comparing.close());

  it.each(SYSTEMS.map(({ id }) => id))('%s: every cell is what another program counts', async (system) => {
    const tables = counted[system] ?? [];
    expect(tables.length).toBeGreaterThan(5);
    for (const { cells, ...table } of tables) {
      expect({ ...table, cells: await cellsOf(comparing, 'counted', system, table) }).toEqual({ ...table, cells });
    }
  });
});
