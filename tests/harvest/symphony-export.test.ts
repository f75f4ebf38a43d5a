/** A Symphony's export through the index: copies that its job no longer writes are not taken for gone. */
import { createFolder, dataField, describeSystem, marcFile, record } from '#adapters/files/folder.fixture.ts';
import { symphony } from '#adapters/symphony/index.ts';
import { createHostGuards } from '#platform/host-guard/index.ts';
import { createLogger } from '#platform/logger.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { harvestSystem } from '#tests/support/harvest-system.ts';
import { emptyIndex } from '#tests/union-index/index-world.ts';
import { createIngest } from '#union-index/ingest/index.ts';
import { beforeEach, expect, it, onTestFinished } from 'vitest';

const database = withTestDatabase();
const logger = createLogger('silent');

beforeEach(() => emptyIndex(database.db));

/** So many titles, each with a copy at each of these. */
const exportOf = (titles: number, ...libraries: readonly string[]): Buffer =>
  marcFile(
    ...Array.from({ length: titles }, (_, index) =>
      record(
        `a${index + 1}`,
        `Title ${index + 1}`,
        ...libraries.map((m) => dataField('999', { a: 'W 1', i: `${m}-${index + 1}`, l: 'STACKS', m, t: 'BOOK' })),
      ),
    ),
  );

const itemsLeft = async (): Promise<number> => (await database.db.selectFrom('item').select('id').execute()).length;

it.each([
  ['all of them', [], /12 of the 12 records and 12 of the 12 copies of Library alder are gone/],
  ['those of one library', ['A1'], /12 of the 12 records and 12 of the 12 copies of Library birch are gone/],
])('an export without %s leaves what was known, until somebody says that it is right', async (_, written, words) => {
  const folder = createFolder();
  folder.write('all.mrc', exportOf(12, 'A1', 'B1'));
  const settings = { interface: 'none', shadows: 'none', export: { source: 'all.mrc' } };
  const system = { ...describeSystem(folder.path, settings), kind: 'symphony' };
  const adapter = symphony.create({
    system,
    guard: createHostGuards().for(system),
    secret: () => undefined,
    logger,
    now: Date.now,
    readerToken: undefined,
    agreedPurposes: undefined,
  });
  onTestFinished(() => adapter.close());
  const ingest = createIngest({ regionId: 'test', owners: system.owners, logger });
  const harvest = (acceptMassDeletion: boolean) =>
    harvestSystem({
      ...{ db: database.db, adapter, ingest, clock: () => new Date(), logger, holder: 'test', acceptMassDeletion },
      signal: new AbortController().signal,
      nameOfLibrary: (id) => `Library ${id}`,
    });
  await harvest(false);
  expect(await itemsLeft()).toBe(24);

  folder.write('all.mrc', exportOf(12, ...written));

  await expect(harvest(false)).rejects.toThrow(words);
  expect(await itemsLeft()).toBe(24);
  await harvest(true);
  expect(await itemsLeft()).toBe(12 * written.length);
});
