/** A region file that changes between two harvests of a simulated Koha: what is hidden, when, and what waits for what. */
import type { LmsAdapter, ReadingRules } from '#contract/adapter.ts';
import { koha } from '#adapters/koha/index.ts';
import { readingRulesOf } from '#adapters/registry.ts';
import { createRemoteAdapter } from '#adapters/remote/index.ts';
import type { LibraryId, SystemId } from '#domain/ids.ts';
import type { HarvestPlan, SystemConfig } from '#domain/region.ts';
import { MerciaError } from '#platform/errors.ts';
import { createLogger } from '#platform/logger.ts';
import { createContextSigner } from '#platform/signed-context.ts';
import { createKohaSimulator, type KohaSimulator } from '#simulators/koha/index.ts';
import { addBiblio, addItem, editRecord } from '#simulators/koha/world.ts';
import { createTestWorld, marcOf, SYSTEM, testConfig, TEST_SECRETS } from '#tests/conformance/koha-system.ts';
import { startAdapterServer, TEST_SECRET } from '#tests/support/adapter-server.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { freshGuard } from '#tests/support/host-guard.ts';
import { emptyIndex } from '#tests/union-index/index-world.ts';
import { applyAllRules } from '#union-index/harvest/index.ts';
import { harvestSystem } from '#tests/support/harvest-system.ts';
import { searchEditions } from '#search/index.ts';
import {
  createIndexScope,
  findIndexGaps,
  holdingsByEdition,
  itemsByBarcode,
  marcOfRecords,
  recordsByEdition,
  type IndexScope,
} from '#union-index/index.ts';
import { createIngest, listWatched } from '#union-index/ingest/index.ts';
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { alderAndBirch } from './alder-and-birch.ts';

const WAYS = ['oai-pmh', 'rest'] as const satisfies readonly HarvestPlan['method'][];
const TITLE = 'Grief and the telephone';

const database = withTestDatabase();
let simulator: KohaSimulator;
let log: { msg: string; [field: string]: unknown }[];

/** What one version of the region file makes. */
interface Version {
  readonly config: SystemConfig;
  readonly adapter: LmsAdapter;
  readonly index: IndexScope;
  /** As a process does that starts with the file, or takes it up. */
  take(): Promise<boolean>;
  harvest(signal?: AbortSignal): Promise<{ readonly kind: string }>;
}

function createKoha(config: SystemConfig): LmsAdapter {
  return koha.create({
    system: config,
    guard: freshGuard(config),
    secret: (name) => TEST_SECRETS[name],
    logger: createLogger('silent'),
    now: Date.now,
  });
}

function open(
  settings: object,
  change: (config: SystemConfig) => SystemConfig = (config) => config,
  create: (config: SystemConfig) => LmsAdapter = createKoha,
): Version {
  const { db } = database;
  const given = testConfig(`http://127.0.0.1:${simulator.port}`, { login: 'oauth', harvest: way, settings });
  const config = change(given);
  const logger = pino({ base: null }, { write: (line) => void log.push(JSON.parse(line) as (typeof log)[number]) });
  const adapter = create(config);
  onTestFinished(() => adapter.close());
  const ingest = createIngest({ regionId: 'test', owners: config.owners, logger: createLogger('silent') });
  const clock = (): Date => new Date();
  const never = new AbortController().signal;
  return {
    config,
    adapter,
    index: createIndexScope(db, alderAndBirch(config), {
      rulesOf: (id) => (id === SYSTEM ? adapter.harvest?.rules.digest : undefined),
    }),
    take: () => applyAllRules({ db, ingest, clock, logger }, [adapter]),
    harvest: (signal = never) => harvestSystem({ db, adapter, ingest, clock, logger, signal, holder: 'test' }),
  };
}

let way: (typeof WAYS)[number] = 'rest';

/** Everything that the public is told of the title: search, counts, MARC, copies by barcode. */
async function told({ index }: Version) {
  const { edges } = await searchEditions(
    index,
    { words: 'grief telephone', filter: {}, sort: { by: 'RELEVANCE' } },
    { first: 10, after: null },
  );
  const ids = edges.map(({ node }) => node.id);
  const [records] =
    ids.length === 0
      ? []
      : await recordsByEdition(
          index,
          ids.map((edition) => ({ edition, first: 9, after: null })),
        );
  const nodes = records === undefined || records instanceof MerciaError ? [] : records.edges.map(({ node }) => node.id);
  const marc = await marcOfRecords(index, [`${SYSTEM}:record:90` as never]);
  const holdings = ids.length === 0 ? [] : ((await holdingsByEdition(index, ids))[0] ?? []);
  return {
    titles: ids.length,
    records: nodes.length,
    marc: marc[0] !== null,
    holdings: holdings.map(({ library, copies }) => `${library} ${String(copies)}`).sort(),
    barcodes: (await Promise.all(['grief-1', 'grief-2'].map((barcode) => itemsByBarcode(index, barcode)))).flat()
      .length,
  };
}

const WHOLE = { titles: 1, records: 1, marc: true, holdings: ['alder 1', 'birch 1'], barcodes: 2 };
const NOTHING = { titles: 0, records: 0, marc: false, holdings: [], barcodes: 0 };

async function gapsOf({ index }: Version): Promise<readonly string[]> {
  return (await findIndexGaps(index)).map(({ system, why }) => `${system} ${why}`);
}

function callsToKoha(): number {
  return simulator.calls.count();
}

beforeEach(async () => {
  log = [];
  const world = createTestWorld({ login: 'oauth' });
  const title = marcOf(TITLE, {
    tag: '942',
    ind1: ' ',
    ind2: ' ',
    subfields: [
      { code: 'c', value: 'BK' },
      { code: 'n', value: '5' },
    ],
  });
  addBiblio(world, { biblio_id: 90, marc: title, framework_id: 'BKS' });
  for (const [index, home] of ['A1', 'B1'].entries()) {
    addItem(world, {
      item_id: 900 + index,
      biblio_id: 90,
      home_library_id: home,
      external_id: `grief-${index + 1}`,
      item_type_id: index === 0 ? 'DVD' : 'BK',
      collection_code: index === 0 ? 'STAFF' : null,
      location: 'GEN',
    });
  }
  simulator = await createKohaSimulator({ world });
  await emptyIndex(database.db);
  await sql`TRUNCATE harvest_run, system RESTART IDENTITY CASCADE`.execute(database.db);
});

afterEach(async () => {
  await simulator.close();
});

describe.each(WAYS)('a region file that hides more, harvested by %s', (method) => {
  beforeEach(() => {
    way = method;
  });

  it.each<[string, object, Partial<typeof WHOLE>]>([
    ['a record type', { ill: { recordTypes: ['BK'] } }, NOTHING],
    ['a value of 942$n', { suppression: { record942n: ['5'] } }, NOTHING],
    ['an item type for loans from elsewhere', { ill: { itemTypes: ['DVD'] } }, { holdings: ['birch 1'], barcodes: 1 }],
    ['a shelf', { suppression: { hiddenItems: { homebranch: ['B1'] } } }, { holdings: ['alder 1'], barcodes: 1 }],
    ['a collection', { suppression: { hiddenItems: { ccode: ['STAFF'] } } }, { holdings: ['birch 1'], barcodes: 1 }],
  ])('hides by %s before Koha is asked for anything', async (_, settings, left) => {
    await open({}).harvest();
    expect(await told(open({}))).toEqual(WHOLE);
    const stricter = open(settings);
    const calls = callsToKoha();

    expect(await gapsOf(stricter)).toEqual([`${SYSTEM} PARTIAL`]);
    await stricter.take();

    expect(await told(stricter)).toEqual({ ...WHOLE, ...left });
    expect(callsToKoha()).toBe(calls);
    expect(await gapsOf(stricter)).toEqual([`${SYSTEM} PARTIAL`]);
    expect((await stricter.harvest()).kind).toBe('full');
    expect(await told(stricter)).toEqual({ ...WHOLE, ...left });
    expect(await gapsOf(stricter)).toEqual([]);
    expect((await stricter.harvest()).kind).toBe('changes');
  });

  it('gives a branch to another library, or to none, from what is stored', async () => {
    await open({}).harvest();
    const owners = (of: Readonly<Record<string, string>>) => (config: SystemConfig) => ({
      ...config,
      owners: Object.entries(of).map(([code, id]) => ({ system: SYSTEM, code, library: id as LibraryId, site: null })),
    });
    const calls = callsToKoha();

    const moved = open({}, owners({ A1: 'birch', A2: 'birch', B1: 'birch' }));
    await moved.take();
    expect(await told(moved)).toEqual({ ...WHOLE, holdings: ['birch 2'] });
    const orphaned = open({}, owners({ A1: 'alder', A2: 'alder' }));
    await orphaned.take();
    expect(await told(orphaned)).toMatchObject({ holdings: ['alder 1'] });

    expect(callsToKoha()).toBe(calls);
  });

  it('shows what it no longer hides when it has been read again, not before', async () => {
    const strict = open({ suppression: { record942n: ['5'] } });
    await strict.harvest();
    const milder = open({});

    await milder.take();

    expect(await told(milder)).toEqual(NOTHING);
    expect(await gapsOf(milder)).toEqual([`${SYSTEM} PARTIAL`]);
    await milder.harvest();
    expect(await told(milder)).toEqual(WHOLE);
    expect(await gapsOf(milder)).toEqual([]);
  });

  it('shows what was once one of an interlibrary loan no more, whatever Koha and the file say later', async () => {
    await open({ ill: { recordTypes: ['BK'] } }).harvest();
    const milder = open({});
    await milder.take();

    await milder.harvest();
    expect((await open({ ill: { recordTypes: [] } }).harvest()).kind).toBe('full');

    expect(await told(milder)).toEqual(NOTHING);
    const [kept] = await listWatched(database.db, [SYSTEM]);
    expect(kept).toMatchObject({ record: '90', why: 'ILL_TEMPORARY', shownAtSourceSince: expect.any(Date) as Date });
  });

  it('shows a hidden copy no sooner either', async () => {
    await open({ suppression: { hiddenItems: { ccode: ['STAFF'] } } }).harvest();
    const milder = open({});

    await milder.take();

    expect(await told(milder)).toEqual({ ...WHOLE, holdings: ['birch 1'], barcodes: 1 });
    await milder.harvest();
    expect(await told(milder)).toEqual(WHOLE);
  });
});

describe('a region file that hides more than that of the adapter server', () => {
  const hosted = new Map<SystemId, LmsAdapter>();
  let learn: () => Promise<boolean>;

  /** A hub with these settings, or with these rules in place of theirs. */
  async function openHub(settings: object, rules?: ReadingRules): Promise<Version> {
    const server = await startAdapterServer(hosted);
    onTestFinished(() => server.close());
    return open(settings, undefined, (config) => {
      const remote = createRemoteAdapter({
        system: config,
        address: server.address,
        sign: createContextSigner(TEST_SECRET),
        now: Date.now,
        rules: rules ?? koha.rules(config, createLogger('silent')),
      });
      learn = () => remote.learn(new AbortController().signal);
      return remote;
    });
  }

  beforeEach(() => {
    way = 'oai-pmh';
    hosted.clear();
  });

  it('hides what either hides, says that the rest is open, and asks once for all until the server has it', async () => {
    hosted.set(SYSTEM, open({}).adapter);
    const hub = await openHub({ suppression: { record942n: ['5'] } });
    await learn();

    expect((await hub.harvest()).kind).toBe('full');
    expect(await told(hub)).toEqual(NOTHING);
    expect(await gapsOf(hub)).toEqual([`${SYSTEM} PARTIAL`]);
    expect((await hub.harvest()).kind).toBe('changes');

    hosted.set(SYSTEM, open({ suppression: { record942n: ['5'] } }).adapter);
    await learn();
    expect((await hub.harvest()).kind).toBe('full');
    expect(await told(hub)).toEqual(NOTHING);
    expect(await gapsOf(hub)).toEqual([]);
  });

  it('hides what a record itself says is a loan, before the system is asked where it was shown until now', async () => {
    const { world } = simulator;
    addBiblio(world, { biblio_id: 91, marc: marcOf('ILL 47112 for Mrs Quillfeather'), framework_id: 'BKS' });
    addItem(world, { item_id: 910, biblio_id: 91, home_library_id: 'A1', external_id: 'loan-1', item_type_id: 'BK' });
    const local = open({});
    hosted.set(SYSTEM, local.adapter);
    const readers = async (hub: Version): Promise<number> => {
      const wish = { words: 'quillfeather', filter: {}, sort: { by: 'RELEVANCE' as const } };
      return (await searchEditions(hub.index, wish, { first: 10, after: null })).edges.length;
    };
    // As the hub's rules were before they had a say in it.
    const { readAgain } = koha.rules(local.config, createLogger('silent'));
    const before = await openHub({}, { digest: 'of before', readAgain });
    await before.harvest();
    expect(await readers(before)).toBe(1);
    const hub = await openHub({});
    const calls = callsToKoha();

    await hub.take();

    expect(await readers(hub)).toBe(0);
    expect(callsToKoha()).toBe(calls);
    expect(await listWatched(database.db, [SYSTEM])).toContainEqual(
      expect.objectContaining({ record: '91', why: 'ILL_TEMPORARY' }),
    );
    await hub.harvest();
    expect(await readers(hub)).toBe(0);
    expect(await told(hub)).toEqual(WHOLE);
  });

  it('is read by every rule that it has where the system is asked from the same process', async () => {
    const near = readingRulesOf(open({}).config, createLogger('silent'));

    const far = (await openHub({}, near)).adapter.harvest?.rules;

    expect(far).toEqual({ ...near, readsBy: undefined });
  });
});

describe('a region file that changes', () => {
  beforeEach(() => {
    way = 'rest';
  });

  it('hides by a framework that REST has told, though no MARC record holds it', async () => {
    await open({}).harvest();
    const stricter = open({ ill: { frameworks: ['BKS'] } });

    await stricter.take();

    expect(await told(stricter)).toEqual(NOTHING);
  });

  it('forgets how a copy stood that it hides', async () => {
    await open({}).harvest();
    const known = () =>
      database.db.selectFrom('last_known').select('holding').where('holding', 'like', '%:90@%').execute();
    expect(await known()).toHaveLength(2);

    await open({ ill: { itemTypes: ['DVD'] } }).take();

    expect((await known()).map(({ holding }) => holding)).not.toContain(`${SYSTEM}:holding:90@alder`);
  });

  it('changes nothing at all when it is killed in the middle, and does the same the next time', async () => {
    await open({}).harvest();
    const stricter = open({ suppression: { record942n: ['5'] } });
    const { db } = database;
    await sql`CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'killed'; END $$`.execute(db);
    // When all is written, and nothing is committed.
    await sql`CREATE CONSTRAINT TRIGGER die AFTER DELETE ON item DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW EXECUTE FUNCTION die()`.execute(db);

    await stricter.take();

    expect(log).toMatchObject([{ err: { message: 'killed' } }]);
    expect(await told(stricter)).toEqual(WHOLE);
    expect(await gapsOf(stricter)).toEqual([`${SYSTEM} PARTIAL`]);
    await sql`DROP TRIGGER die ON item`.execute(db);
    await open({ suppression: { record942n: ['5'] } }).take();
    expect(await told(stricter)).toEqual(NOTHING);
  });

  it('lets a harvest by the file before write nothing more', async () => {
    const first = open({});
    await first.harvest();
    const stricter = open({ suppression: { record942n: ['5'] } });
    await stricter.take();
    editRecord(
      simulator.world,
      90,
      marcOf(`${TITLE}, 2nd`, { tag: '942', ind1: ' ', ind2: ' ', subfields: [{ code: 'n', value: '5' }] }),
    );
    const page = await first.adapter.harvest?.findRecords?.(['90'], new AbortController().signal);
    const { id: number } = await database.db.selectFrom('system').select('id').executeTakeFirstOrThrow();
    const ingest = createIngest({ regionId: 'test', owners: first.config.owners, logger: createLogger('silent') });
    const target = { number, systemId: SYSTEM, rules: first.adapter.harvest?.rules };
    const none = { resumeAt: '', expected: null, nextCursor: null, allLocalIds: null };

    const late = database.db
      .transaction()
      .execute((transaction) =>
        ingest.applyPage(
          transaction,
          target,
          ingest.condense({ ...none, records: page?.records ?? [], rejects: [] }),
          new Date(),
          'match',
        ),
      );

    await expect(late).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    expect(await told(stricter)).toEqual(NOTHING);
  });

  it('begins a harvest anew that the file before had begun', async () => {
    const stop = new AbortController();
    const first = open({});
    const pages = first.adapter.harvest?.pages.bind(first.adapter.harvest);
    Object.assign(first.adapter.harvest ?? {}, {
      async *pages(...from: Parameters<NonNullable<typeof pages>>) {
        for await (const page of pages?.(...from) ?? []) {
          yield page;
          stop.abort();
        }
      },
    });
    await expect(first.harvest(stop.signal)).rejects.toThrow();

    const stricter = open({ suppression: { record942n: ['5'] } });
    await stricter.harvest();

    expect(await told(stricter)).toEqual(NOTHING);
    expect(await gapsOf(stricter)).toEqual([]);
    const read = await database.db.selectFrom('record').select('reading_rules').distinct().execute();
    expect(read).toEqual([{ reading_rules: stricter.adapter.harvest?.rules.digest }]);
  });

  it('finds titles by the sites that branches have become', async () => {
    await open({}).harvest();
    const renamed = open({}, (config) => ({
      ...config,
      owners: config.owners.map((owner) => (owner.code === 'B1' ? { ...owner, site: 'birch-house' } : owner)),
    }));
    const found = async (): Promise<number> => {
      const wish = { words: 'grief telephone', filter: { sites: ['birch-house'] }, sort: { by: 'TITLE' as const } };
      return (await searchEditions(renamed.index, wish, { first: 10, after: null })).edges.length;
    };
    expect(await found()).toBe(0);

    await renamed.harvest();

    expect(await found()).toBe(1);
  });

  it('says in the log what is being done, and what is waited for', async () => {
    await open({}).harvest();
    log = [];
    const stricter = open({ suppression: { record942n: ['5'] } });

    await stricter.harvest();

    expect(log.map(({ msg, hidden, because }) => ({ msg, hidden, because }))).toEqual([
      {
        msg: 'the region file changed how records are read: what it hides is hidden, and everything is harvested at once',
        hidden: 1,
        because: undefined,
      },
      {
        msg: 'harvests everything',
        hidden: undefined,
        because: 'not everything was read by the rules of the region file that are in force',
      },
    ]);
  });

  it('is nothing to do with other addresses, limits, intervals and names', () => {
    const digestOf = (settings: object, change?: (config: SystemConfig) => SystemConfig): string | undefined =>
      open(settings, change).adapter.harvest?.rules.digest;
    const before = digestOf({});

    const alike = [
      digestOf({ apiPath: '/other/api/v1', publicTitlesPerPage: 3, patrons: { owesLimit: 5 } }),
      digestOf({ ill: { itemTypes: ['ILL'] } }),
      digestOf({}, (config) => ({
        ...config,
        name: 'Another name',
        address: 'http://127.0.0.1:1',
        limits: { ...config.limits, connections: 9 },
        harvest: { ...config.harvest, everySeconds: 9 },
        owners: config.owners.toReversed(),
      })),
    ];
    const unlike = [
      digestOf({ codes: { LOST: { '1': 'MISSING' } } }),
      digestOf({ locations: { GEN: 'Open shelves' } }),
      digestOf({}, (config) => ({ ...config, timeZone: 'Europe/Paris' })),
      digestOf({}, (config) => ({ ...config, owners: config.owners.slice(1) })),
      digestOf({}, (config) => ({ ...config, ...{ somethingNew: 1 } })),
    ];

    expect(new Set([before, ...alike]).size).toBe(1);
    expect(new Set([before, ...unlike]).size).toBe(1 + unlike.length);
  });
});
