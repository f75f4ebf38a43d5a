/** A region of two libraries that are files, in one of which a record names a reader. */
import { createFolder, dataField, marcFile, record, type Folder } from '#adapters/files/folder.fixture.ts';
import { startKeepingTerms } from '#cli/graph/harvesting.ts';
import { startPublishing } from '#cli/graph/feeds.ts';
import { createJobKinds } from '#cli/graph/migration.ts';
import { readRegionFile } from '#cli/region/region-source.ts';
import { askForSnapshot, doNextJob } from '#comparison/index.ts';
import { createLogger } from '#platform/logger.ts';
import { startGraph, type WholeGraph } from '#tests/e2e/support/whole-graph.ts';
import { sql } from 'kysely';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';

/** The name, as it is written and as words of it are kept. */
export const NAMES = ['Zebulon', 'Quartermaine', 'quartermain'];
export const NAMED = 'hill-files:record:b4';
/** Another library's record of the same edition. */
const ISBN = '9780702027956';

const REGION = `
region: { id: hill, name: The hill }
networks: [{ id: all, name: All libraries }]
libraries:
  - { id: hill-library, name: Hill Library, system: hill-files, network: all }
  - { id: dale-library, name: Dale Library, system: dale-files, network: all }
feeds: { namespace: hill.example.org, adminEmail: systems@hill.example.org }
systems:
  - id: hill-files
    name: The files of the hill
    kind: files
    owners: [{ code: HILL, library: hill-library }]
    settings:
      records: [{ source: hill.mrc }]
      items:
        - source: hill.csv
          columns: { record: BIB, barcode: BARCODE, status: STATUS, callNumber: CALL, publicNote: NOTE }
      statuses: { '0': AVAILABLE }
  - id: dale-files
    name: The files of the dale
    kind: files
    owners: [{ code: DALE, library: dale-library }]
    settings:
      records: [{ source: dale.mrc }]
`;

export interface NamedRegion extends WholeGraph {
  readonly folder: Folder;
  /** Publishes and counts all that there is to publish and to count. */
  settle(): Promise<void>;
  takeSnapshot(name: string): Promise<void>;
}

export function writeFiles(folder: Folder): void {
  folder.write('region.yaml', REGION);
  folder.write(
    'hill.mrc',
    marcFile(
      record('b1', 'Grief and the telephone'),
      record(
        'b4',
        'ILL for Zebulon Quartermaine of tropical medicine',
        dataField('020', { a: ISBN }),
        dataField('100', { a: 'Quartermaine, Zebulon' }),
        dataField('650', { a: 'Zebulon studies' }),
      ),
    ),
  );
  folder.write(
    'hill.csv',
    'BIB,BARCODE,STATUS,CALL,NOTE\nb1,0001,0,WX 100,\nb4,0004,0,ILL Quartermaine,Ring Zebulon\n',
    new Date(Math.floor(Date.now() / 1_000 - 86_400) * 1_000).toISOString(),
  );
  folder.write(
    'dale.mrc',
    marcFile(record('d1', 'Tropical medicine', dataField('020', { a: ISBN })), record('d2', 'Anatomy')),
  );
}

/** Harvested, published, counted, and in a snapshot called `before`. */
export async function startNamedRegion(): Promise<NamedRegion> {
  const folder = createFolder();
  writeFiles(folder);
  const graph = await startGraph(readRegionFile(join(folder.path, 'region.yaml')), { data: join(folder.path, 'data') });
  onTestFinished(() => graph.close());
  const region: NamedRegion = {
    ...graph,
    folder,
    settle: () => settle(graph),
    takeSnapshot: (name) => takeSnapshot(graph, name),
  };
  const problems = (await graph.harvest()).flatMap(({ problem }) => problem ?? []);
  expect(problems).toEqual([]);
  await region.settle();
  await region.takeSnapshot('before');
  return region;
}

async function settle({ hub, database: { db } }: WholeGraph): Promise<void> {
  const ending = new AbortController();
  const working = [startPublishing(hub, ending.signal), startKeepingTerms(hub, ending.signal)];
  try {
    await expect
      .poll(
        async () => {
          const { rows } = await sql<{ left: boolean }>`
            SELECT f.swept_to IS NOT NULL OR t.swept_to IS NOT NULL OR t.changed > 1000 OR EXISTS (SELECT FROM feed_due)
              OR EXISTS (SELECT FROM change c WHERE c.seq > f.change_seq OR c.seq > t.change_seq) AS left
            FROM feed_state f, term_state t WHERE f.rules IS NOT NULL`.execute(db);
          return rows[0]?.left;
        },
        { timeout: 120_000 },
      )
      .toBe(false);
  } finally {
    ending.abort();
    await Promise.all(working);
  }
}

async function takeSnapshot({ hub, database: { db } }: WholeGraph, name: string): Promise<void> {
  const at = new Date();
  await askForSnapshot(db, hub.region, {
    name,
    note: null,
    systems: null,
    askedBy: { by: 'test', role: 'migration' },
    at,
  });
  const logger = createLogger('silent');
  const signal = new AbortController().signal;
  while (await doNextJob({ db, kinds: createJobKinds(db, logger), clock: () => at, logger, signal }));
}
