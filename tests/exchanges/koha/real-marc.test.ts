/** Real records through the whole way: file → simulated Koha → harvest by both ways → live copies. Skipped where the files are not at hand. */
import type { HarvestedDescription, LmsAdapter } from '#contract/adapter.ts';
import { koha } from '#adapters/koha/index.ts';
import { createId, type LibraryId } from '#domain/ids.ts';
import { MerciaError } from '#platform/errors.ts';
import { createLogger } from '#platform/logger.ts';
import { createKohaSimulator } from '#simulators/koha/index.ts';
import { loadFiles } from '#simulators/from-files.ts';
import { loadRecord } from '#simulators/koha/load-records.ts';
import { addLibrary, addOAuthClient, addPatron, addUser, createKohaWorld } from '#simulators/koha/world.ts';
import type { KohaWorld } from '#simulators/koha/world.ts';
import { collectPages } from '#conformance/apply-harvest.ts';
import { SYSTEM, testConfig, TEST_SECRETS } from '#tests/conformance/koha-system.ts';
import { sharedAvailable, sharedPath } from '#tests/support/shared.ts';
import { freshGuard } from '#tests/support/host-guard.ts';
import { afterEach, describe, expect, it } from 'vitest';

const FILES = [
  'solrmarc+solrmarc/test/data/records/uva_001_2000.mrc',
  'evergreen-library-system+Evergreen/Open-ILS/tests/datasets/jazz_1k.mrc',
  'evergreen-library-system+Evergreen/Open-ILS/tests/datasets/lul_fre_500.mrc',
  'marc4j+marc4j/test/resources/pride-and-prejudice-with-many-errors.mrc',
];
const open: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

async function worldOf(file: string): Promise<KohaWorld> {
  const world = createKohaWorld({ preferences: { 'OAI-PMH:include_items': true } });
  addLibrary(world, 'HOME', 'Home Library');
  addPatron(world, { library_id: 'HOME' });
  addUser(world, 'service', 'correct horse', ['superlibrarian']);
  addOAuthClient(world, 'client-1', 'client-secret', 'service');
  const records = [sharedPath('data', 'marc', file)];
  await loadFiles({ records, seed: 1 }, (marc, random) => loadRecord(world, marc, 2, random));
  return world;
}

function adapterOf(address: string, world: KohaWorld, method: 'oai-pmh' | 'rest'): LmsAdapter {
  const system = testConfig(address, { login: 'oauth', harvest: method });
  const owners = [...world.libraries.keys()].map((code) => ({
    system: SYSTEM,
    code,
    library: 'home' as LibraryId,
    site: null,
  }));
  const adapter = koha.create({
    system: {
      ...system,
      owners,
      harvest: { ...system.harvest, pageSize: 200 },
      limits: { ...system.limits, callTimeoutMs: 15_000 },
    },
    secret: (name) => TEST_SECRETS[name],
    guard: freshGuard(system),
    logger: createLogger('silent'),
    now: Date.now,
  });
  open.push(() => adapter.close());
  return adapter;
}

/** What was harvested, and the ids of what was set aside. */
async function harvest(
  adapter: LmsAdapter,
): Promise<{ records: Map<string, HarvestedDescription>; rejects: string[] }> {
  if (adapter.harvest === undefined) throw new Error('no harvest');
  const records = new Map<string, HarvestedDescription>();
  const rejects: string[] = [];
  for (const page of await collectPages(adapter.harvest, { run: { kind: 'full' }, resumeAt: null })) {
    for (const record of page.records) if (!record.deleted) records.set(record.localId, record);
    for (const reject of page.rejects) rejects.push(reject.localId ?? reject.place);
  }
  return { records, rejects };
}

describe.skipIf(!sharedAvailable).each(FILES)('%s', (file) => {
  it('comes whole by OAI-PMH and by REST, with its copies, and can be asked', { timeout: 60_000 }, async () => {
    const world = await worldOf(file);
    const simulator = await createKohaSimulator({ world });
    open.push(() => simulator.close());
    const adapter = adapterOf(simulator.url, world, 'oai-pmh');

    const byOai = await harvest(adapter);
    const byRest = await harvest(adapterOf(simulator.url, world, 'rest'));

    expect(byOai.rejects).toEqual([]);
    expect(byRest.rejects).toEqual([]);
    expect([...byOai.records.keys()]).toEqual([...world.biblios.keys()].map(String));
    expect([...byRest.records.keys()]).toEqual([...byOai.records.keys()]);
    let copies = 0;
    for (const [id, record] of byOai.records) {
      const other = byRest.records.get(id);
      expect(other?.marc).toEqual(record.marc);
      expect(other?.items.map((item) => item.localId)).toEqual(record.items.map((item) => item.localId));
      copies += record.items.length;
    }
    expect(copies).toBe(world.items.size);

    const refs = [...byOai.records.keys()]
      .slice(0, 25)
      .map((id) => ({ id: createId(SYSTEM, 'holding', `${id}@home`), liveKeys: [`r:${id}`, 'l:home'] }));
    const answers = (await adapter.items?.findAvailability(refs, new AbortController().signal)) ?? [];
    const found = answers.map((answer) =>
      answer === null || answer instanceof MerciaError ? -1 : answer.items.length,
    );
    expect(found).toEqual(refs.map((ref) => byOai.records.get(ref.liveKeys[0]?.slice(2) ?? '')?.items.length));
  });
});
