/** A region of systems that are files, made for one test, with what comparing does in it. */
import { marcFile, record } from '#adapters/files/folder.fixture.ts';
import { adapterKinds } from '#adapters/registry.ts';
import { createJobKinds } from '#cli/graph/migration.ts';
import { askForSnapshot, doNextJob, findSnapshot, runReport, type CheckedResult } from '#comparison/index.ts';
import type { LibraryId, SystemId } from '#domain/ids.ts';
import type { Region } from '#domain/region.ts';
import { createLogger } from '#platform/logger.ts';
import { loadRegion } from '#region/load-region.ts';
import type { Database } from '#store/tables.ts';
import { startGraph } from '#tests/e2e/support/whole-graph.ts';
import { harvestPolicies } from '#union-index/policies/index.ts';
import type { Kysely } from 'kysely';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface FileCopy {
  /** Number of its record; `1` if not said. */
  readonly record?: string;
  readonly barcode: string;
  /** Its number in the system; its place in the list if not said. */
  readonly id?: string;
  /** Title of its record; the first that is said counts. */
  readonly title?: string;
  readonly type?: string;
  readonly location?: string;
  readonly status?: string;
}

/** Copies of each system; system `north` is library `north-library`, and so on. */
export type FileSystems = Readonly<Record<string, readonly FileCopy[]>>;

export interface FilesRegionOptions {
  /** System → its item types with their labels. */
  readonly itemTypes?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Whether the libraries have agreed that their readers are compared. */
  readonly agreed?: boolean;
}

export interface ReportOptions {
  readonly library?: string;
  readonly snapshot?: string;
  readonly options?: Readonly<Record<string, string>>;
  readonly visibleLibraries?: readonly string[];
  readonly seesReaders?: boolean;
}

export interface FilesRegion {
  readonly db: Kysely<Database>;
  readonly region: Region;
  /** Replaces the copies of the systems named and harvests again. */
  load(systems: FileSystems): Promise<void>;
  takeSnapshot(name: string, systems?: readonly string[]): Promise<number>;
  report(name: string, options?: ReportOptions): Promise<CheckedResult>;
  close(): Promise<void>;
}

/** What stands in the first 200 rows of a table. */
export async function cellsOf(
  { tables }: CheckedResult,
  name: string,
): Promise<readonly (readonly (string | number | null)[])[]> {
  const page = await tables.find((table) => table.name === name)?.rows({ after: null, first: 200 });
  return page?.rows.map(({ cells }) => cells) ?? [];
}

const NOW = new Date('2026-06-01T00:00:00Z');

export async function startFilesRegion(given: FileSystems, options: FilesRegionOptions = {}): Promise<FilesRegion> {
  const folder = mkdtempSync(join(tmpdir(), 'mercia-compared-'));
  write(folder, given);
  const region = loadRegion(
    { text: describe(folder, Object.keys(given), options) },
    { kinds: adapterKinds, fileName: 'test' },
  );
  const graph = await startGraph({ region, secret: () => undefined });
  const { db } = graph.database;

  async function harvest(named: FileSystems): Promise<void> {
    const problems = (await graph.harvest(Object.keys(named), 'full')).flatMap(({ problem }) => problem ?? []);
    if (problems.length > 0) throw new Error(problems.join('\n'));
  }
  await harvest(given);
  for (const adapter of graph.hub.adapters.values()) {
    const signal = new AbortController().signal;
    await harvestPolicies({ db, adapter, clock: () => NOW, logger: createLogger('silent'), signal });
  }
  return {
    db,
    region,
    async load(changed) {
      write(folder, changed);
      await harvest(changed);
    },
    async takeSnapshot(name, systems = Object.keys(given)) {
      const asked = {
        name,
        note: null,
        systems: systems as SystemId[],
        askedBy: { by: 'test', role: 'migration' },
        at: NOW,
      };
      const { snapshot } = await askForSnapshot(db, region, asked);
      const signal = new AbortController().signal;
      const logger = createLogger('silent');
      while (await doNextJob({ db, kinds: createJobKinds(db, logger), clock: () => NOW, logger, signal }));
      if ((await findSnapshot(db, name))?.state !== 'WHOLE') throw new Error(`the snapshot ${name} is not whole`);
      return snapshot.number;
    },
    async report(name, { library, snapshot, options: told = {}, visibleLibraries = null, seesReaders } = {}) {
      const found = await findSnapshot(db, snapshot ?? null);
      if (found === null) throw new Error('there is no snapshot');
      const asked = { system: null, options: told, visibleLibraries, seesReaders, now: NOW };
      return runReport(db, { ...asked, name, snapshot: found, library: (library as LibraryId | undefined) ?? null });
    },
    async close() {
      await graph.close();
      rmSync(folder, { recursive: true });
    },
  };
}

function write(folder: string, systems: FileSystems): void {
  for (const [system, copies] of Object.entries(systems)) {
    const ids = new Set(copies.map((copy) => copy.record ?? '1'));
    const titleOf = (id: string): string =>
      copies.find((copy) => (copy.record ?? '1') === id)?.title ?? `Title ${id} of ${system}`;
    const records = [...ids].map((id) => record(id, titleOf(id)));
    writeFileSync(join(folder, `${system}.mrc`), marcFile(...records));
    const lines = copies.map(({ record: id = '1', ...copy }, index) =>
      [id, copy.id ?? `${index}`, copy.barcode, copy.type ?? 'BOOK', copy.location ?? 'SHELF', copy.status ?? '-']
        .map((cell) => `"${cell.replaceAll('"', '""')}"`)
        .join(','),
    );
    writeFileSync(join(folder, `${system}.csv`), ['RECORD,ITEM,BARCODE,TYPE,LOCATION,STATUS', ...lines, ''].join('\n'));
  }
}

const AGREEMENT = {
  controller: 'A trust',
  agreement: 'DSA-1',
  dpia: 'DPIA-1',
  purposes: ['MOVE_RECONCILIATION', 'STATISTICS'],
  reviewOn: '2030-01-01',
};

function describe(
  folder: string,
  systems: readonly string[],
  { itemTypes = {}, agreed = false }: FilesRegionOptions,
): string {
  return JSON.stringify({
    region: { id: 'compared', name: 'A region of files' },
    libraries: systems.map((id) => ({
      id: `${id}-library`,
      name: `Library of ${id}`,
      system: id,
      sites: [],
      ...(agreed && { patronData: AGREEMENT }),
    })),
    systems: systems.map((id) => ({
      id,
      name: `The files of ${id}`,
      kind: 'files',
      timeZone: 'Europe/London',
      owners: [{ code: 'MAIN', library: `${id}-library` }],
      settings: {
        records: [{ source: join(folder, `${id}.mrc`) }],
        items: [
          {
            source: join(folder, `${id}.csv`),
            columns: {
              record: 'RECORD',
              id: 'ITEM',
              barcode: 'BARCODE',
              itemType: 'TYPE',
              location: 'LOCATION',
              status: 'STATUS',
            },
          },
        ],
        owner: 'MAIN',
        statuses: { '-': 'AVAILABLE' },
        itemTypes: Object.fromEntries(
          Object.entries(itemTypes[id] ?? {}).map(([code, name]) => [code, { use: 'LOAN', name }]),
        ),
        maxDeletedShare: 1,
      },
    })),
  });
}
