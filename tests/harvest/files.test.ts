/** Files of a library on disk, through the index: what is found, what is deleted, and what is not. */
import {
  createAdapter,
  createFolder,
  dataField,
  describeSystem,
  marcFile,
  record,
  SYSTEM,
} from '#adapters/files/folder.fixture.ts';
import type { Folder } from '#adapters/files/folder.fixture.ts';
import { createId, type LibraryId } from '#domain/ids.ts';
import type { InterlibraryRules } from '#domain/region.ts';
import { MerciaError } from '#platform/errors.ts';
import { createLogger } from '#platform/logger.ts';
import { listActions } from '#store/repositories/actions/actions.ts';
import { dumpTables } from '#tests/privacy/support/tables.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { sharedAvailable, sharedPath } from '#tests/support/shared.ts';
import { publishAll } from '#tests/union-index/feed-world.ts';
import { emptyIndex, keepAllTerms } from '#tests/union-index/index-world.ts';
import { applyAllRules, listRejects, type HarvestOutcome } from '#union-index/harvest/index.ts';
import { harvestSystem } from '#tests/support/harvest-system.ts';
import { searchEditions } from '#search/index.ts';
import { createIndexScope, holdingsByEdition } from '#union-index/index.ts';
import { createIngest, listWatched, releaseRecords } from '#union-index/ingest/index.ts';
import { sql } from 'kysely';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { alderAndBirch } from './alder-and-birch.ts';

const database = withTestDatabase();
const logger = createLogger('silent');
const HELD = dataField('952', { p: '0001', a: 'A1', 7: '0' });
const SETTINGS = {
  records: [{ source: 'catalogue.mrc' }],
  copies: { tag: '952', subfields: { barcode: 'p', owner: 'a', status: '7' } },
  statuses: { '0': 'AVAILABLE' },
};

interface Opened {
  harvest(acceptMassDeletion?: boolean | readonly LibraryId[], kind?: 'full'): Promise<HarvestOutcome>;
  /** As a process does that starts with the region file, or takes it up. */
  take(): Promise<boolean>;
  search(words: string): Promise<readonly string[]>;
}

function open(folder: Folder, settings: object = SETTINGS, interlibrary?: InterlibraryRules): Opened {
  const config = { ...describeSystem(folder.path, settings), interlibrary };
  const adapter = createAdapter(config);
  onTestFinished(() => adapter.close());
  const { db } = database;
  const ingest = createIngest({ regionId: 'test', owners: config.owners, logger });
  const index = createIndexScope(db, alderAndBirch(config), { rulesOf: () => adapter.harvest?.rules.digest });
  const signal = new AbortController().signal;
  const clock = (): Date => new Date('2026-06-01T00:00:00Z');
  return {
    take: () => applyAllRules({ db, ingest, clock, logger }, [adapter]),
    harvest: (acceptMassDeletion = false, kind) =>
      harvestSystem({
        ...{ db, adapter, ingest, clock, logger, signal, holder: 'test', acceptMassDeletion, kind },
        nameOfLibrary: (id) => `Library ${id}`,
      }),
    async search(words) {
      const query = { words, filter: {}, sort: { by: 'RELEVANCE' } } as const;
      const { edges } = await searchEditions(index, query, { first: 10, after: null });
      const ids = edges.map(({ node }) => node.id);
      const holdings = ids.length === 0 ? [] : await holdingsByEdition(index, ids);
      return holdings.flatMap((each) =>
        each instanceof MerciaError ? [] : each.map((held) => `${held.library} ${String(held.copies)}`),
      );
    },
  };
}

function heldIds(): Promise<readonly string[]> {
  return database.db
    .selectFrom('record')
    .select('local_id')
    .where('deleted', '=', false)
    .orderBy('local_id')
    .execute()
    .then((rows) => rows.map((row) => row.local_id));
}

const numbered = (from: number, to: number): Buffer =>
  marcFile(
    ...Array.from({ length: to - from + 1 }, (_, index) => record(`b${100 + from + index}`, `Title ${from + index}`)),
  );

describe('files of a library', () => {
  beforeEach(() => emptyIndex(database.db));

  it('are found on the first day', async () => {
    const folder = createFolder();
    folder.write('catalogue.mrc', marcFile(record('b1', 'Grief and the telephone', HELD)));
    const hill = open(folder);

    const outcome = await hill.harvest();

    expect(outcome).toMatchObject({ kind: 'full', records: 1, rejects: 0 });
    expect(await hill.search('grief telephone')).toEqual(['alder 1']);
  });

  it('delete what a newer file leaves out, up to the share that is allowed', async () => {
    const folder = createFolder();
    folder.write('catalogue.mrc', numbered(1, 20));
    const hill = open(folder);
    await hill.harvest();

    const quiet = await hill.harvest();
    folder.write('catalogue.mrc', numbered(3, 20));
    const newer = await hill.harvest();

    expect(quiet).toMatchObject({ kind: 'changes', records: 0, deletions: 0 });
    expect(newer).toMatchObject({ kind: 'changes', deletions: 2 });
    expect(await heldIds()).toHaveLength(18);
  });

  it('delete no more than that without a yes, which counts once', async () => {
    const folder = createFolder();
    folder.write('catalogue.mrc', numbered(1, 20));
    const hill = open(folder);
    await hill.harvest();
    folder.write('catalogue.mrc', numbered(4, 20));

    const refused = hill.harvest();
    await expect(refused).rejects.toThrow(
      /3 of its 20 records are gone.*nothing was deleted.*mercia harvest --system hill-files --accept-deletions/,
    );
    expect(await heldIds()).toHaveLength(20);
    const accepted = await hill.harvest(true);
    folder.write('catalogue.mrc', numbered(10, 20));

    expect(accepted).toMatchObject({ deletions: 3 });
    expect(await heldIds()).toHaveLength(17);
    await expect(hill.harvest()).rejects.toThrow(/6 of its 17 records are gone/);
  });

  it('are not believed where most copies are missing and every record is there', async () => {
    const folder = createFolder();
    const list = (copies: number): string =>
      ['BIB,BARCODE,BRANCH', ...Array.from({ length: copies }, (_, index) => `b101,${index},A1`), ''].join('\n');
    folder.write('catalogue.mrc', numbered(1, 20));
    folder.write('items.csv', list(40));
    const items = [{ source: 'items.csv', columns: { record: 'BIB', barcode: 'BARCODE', owner: 'BRANCH' } }];
    const hill = open(folder, { records: SETTINGS.records, items });
    await hill.harvest();

    folder.write('items.csv', list(30));
    await expect(hill.harvest()).rejects.toThrow(
      /10 of the 40 copies of Library alder are gone.*--accept-deletions alder/,
    );
    const before = await hill.search('Title 1');
    await hill.harvest(true);

    expect(before).toContain('alder 40');
    expect(await hill.search('Title 1')).toContain('alder 30');
  });

  it('leave everything as it was where they cannot be taken in', async () => {
    const folder = createFolder();
    folder.write('catalogue.mrc', numbered(1, 20));
    const hill = open(folder);
    await hill.harvest();

    folder.write('catalogue.mrc', numbered(1, 10).subarray(0, -30));
    await expect(hill.harvest()).rejects.toThrow(/ends inside a record/);

    expect(await heldIds()).toHaveLength(20);
  });

  it('list what was left aside until a newer file mends it', async () => {
    const folder = createFolder();
    folder.write('catalogue.mrc', marcFile(record('b1', 'Grief'), record('b2', 'Asthma')));
    folder.write('items.csv', 'BIB,BARCODE,BRANCH\nb1,1,A1\nb9,2,A1\n,3,A1\nb1,4,\nb1,5,NOBODY\n');
    const items = [{ source: 'items.csv', columns: { record: 'BIB', barcode: 'BARCODE', owner: 'BRANCH' } }];
    const hill = open(folder, { records: SETTINGS.records, items });
    await hill.harvest();
    const before = await listRejects(database.db, [SYSTEM]);
    const held = await hill.search('grief');

    folder.write('items.csv', 'BIB,BARCODE,BRANCH\nb1,1,A1\nb2,2,A1\nb1,4,A1\n');
    await hill.harvest();

    // What belongs to nobody is kept, and held by nobody.
    expect(held).toEqual(['alder 1']);
    expect(before.map(({ localId, place }) => [localId, place])).toEqual([
      ['b9', 'items.csv, line 3'],
      ['items.csv, line 4', 'items.csv, line 4'],
    ]);
    expect(await listRejects(database.db, [SYSTEM])).toEqual([]);
  });
});

describe('a record that was made for an interlibrary loan', () => {
  const ITEMS = [
    { source: 'items.csv', columns: { record: 'BIB', barcode: 'BARCODE', owner: 'BRANCH', itemType: 'TYPE' } },
  ];
  const WITH_LIST = { records: SETTINGS.records, items: ITEMS, illItemTypes: ['ILL'] };
  const HEADER = 'BIB,BARCODE,BRANCH,TYPE\n';
  const GRIEF = record('b1', 'Grief and the telephone');
  // Nothing that it says itself calls it a loan.
  const LOAN = record('b2', 'Zebulon Quartermaine: B4', dataField('264', { b: 'Facet' }));
  const ANY_NAME = /Zebulon|Quartermaine/i;

  beforeEach(async () => {
    await emptyIndex(database.db);
    await sql`TRUNCATE harvest_run, system RESTART IDENTITY CASCADE`.execute(database.db);
  });

  /** Where the database has the name, after everything that is made of public records was made. */
  async function placesOfName(): Promise<readonly string[]> {
    await keepAllTerms(database.db);
    await publishAll(database.db, { at: new Date('2026-06-01T00:00:00Z') });
    const tables = await dumpTables(database);
    return tables
      .filter(
        ({ text }) =>
          ANY_NAME.test(text) || ANY_NAME.test(Buffer.from(text.replaceAll('\\x', ''), 'hex').toString('latin1')),
      )
      .map(({ where }) => where);
  }

  it('stays hidden when its copy has left the list, whatever comes then, and until a person releases it', async () => {
    const folder = createFolder();
    folder.write('catalogue.mrc', marcFile(GRIEF, LOAN));
    folder.write('items.csv', `${HEADER}b1,1,A1,BK\nb2,2,A1,ILL\n`);
    await open(folder, WITH_LIST).harvest();

    // The reader brought it back.
    folder.write('items.csv', `${HEADER}b1,1,A1,BK\n`);
    const hill = open(folder, WITH_LIST);
    await hill.harvest();
    const after = await placesOfName();
    await hill.harvest(false, 'full');
    const afterFull = await placesOfName();
    const otherwise = open(folder, { ...WITH_LIST, illItemTypes: [] });
    await otherwise.take();
    await otherwise.harvest();
    folder.write('items.csv', `${HEADER}b1,1,A1,BK\nb2,2,A1,BK\n`);
    await otherwise.harvest();

    expect([after, afterFull, await placesOfName()]).toEqual([[], [], []]);
    expect(await hill.search('quartermaine')).toEqual([]);
    expect(await hill.search('grief')).toEqual(['alder 1']);
    const [watched, ...others] = await listWatched(database.db, [SYSTEM]);
    expect(watched).toMatchObject({ record: 'b2', why: 'ILL_TEMPORARY', shownAtSourceSince: expect.any(Date) as Date });
    expect(others).toEqual([]);

    await releaseRecords(database.db, [release('b2')]);
    await otherwise.harvest(false, 'full');
    expect(await otherwise.search('quartermaine')).toEqual(['alder 1']);
    const [action] = await listActions(database.db, { first: 1, after: null });
    expect(action).toMatchObject({ action: 'RECORD_RELEASED', subject: `${SYSTEM}:record:b2`, note: 'a book of ours' });
  });

  it('is released only as far as its system does not call it a loan', async () => {
    const folder = createFolder();
    folder.write('catalogue.mrc', marcFile(GRIEF, LOAN));
    folder.write('items.csv', `${HEADER}b1,1,A1,BK\nb2,2,A1,ILL\n`);
    const hill = open(folder, WITH_LIST);
    await hill.harvest();

    await releaseRecords(database.db, [release('b2')]);
    await hill.harvest(false, 'full');

    expect(await placesOfName()).toEqual([]);
    expect(await listWatched(database.db, [SYSTEM])).toMatchObject([{ record: 'b2', shownAtSourceSince: null }]);
    await expect(releaseRecords(database.db, [release('b1')])).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('is known by its title where no copy says it, and shown with a book of that title', async () => {
    const folder = createFolder();
    const titles = ['DOCUMENT SUPPLY Zebulon Quartermaine', 'Interlibrary loan: theory and practice'];
    folder.write('catalogue.mrc', marcFile(GRIEF, ...titles.map((title, index) => record(`c${index}`, title))));
    folder.write('items.csv', `${HEADER}b1,1,A1,BK\nc1,2,A1,BK\n`);
    const hill = open(folder, WITH_LIST);
    await hill.harvest();

    expect(await placesOfName()).toEqual([]);
    expect(await hill.search('theory and practice')).toEqual(['alder 1']);
    expect((await listWatched(database.db, [SYSTEM])).map(({ record: id, why }) => [id, why])).toEqual([
      ['c1', 'DOUBTFUL'],
      ['c0', 'ILL_TEMPORARY'],
    ]);

    await releaseRecords(database.db, [release('c0'), release('c1')]);
    await hill.harvest(false, 'full');
    expect(await placesOfName()).toContain('edition.title');
    expect(await listWatched(database.db, [SYSTEM])).toEqual([]);
  });

  it('is hidden at once by a changed region file that knows it by a title or a field', async () => {
    const folder = createFolder();
    const loans = [
      record('c1', 'Lent to Zebulon Quartermaine'),
      record('c2', 'Zebulon', dataField('942', { c: 'TMP' })),
    ];
    folder.write('catalogue.mrc', marcFile(GRIEF, ...loans));
    folder.write('items.csv', `${HEADER}b1,1,A1,BK\nc1,2,A1,BK\nc2,3,A1,BK\n`);
    await open(folder, WITH_LIST).harvest();
    expect(await placesOfName()).not.toEqual([]);

    const stricter = open(folder, WITH_LIST, { titles: ['^Lent to '], fields: { '942$c': ['^TMP$'] } });
    await stricter.take();

    expect(await placesOfName()).toEqual([]);
    expect(await stricter.search('grief')).toEqual(['alder 1']);
    expect(await open(folder, WITH_LIST).search('zebulon')).toEqual([]);
  });
});

function release(localId: string) {
  const at = new Date('2026-06-02T00:00:00Z');
  return { record: createId(SYSTEM, 'record', localId), reason: 'a book of ours', actor: null, at };
}

describe('files that libraries share', () => {
  beforeEach(() => emptyIndex(database.db));

  /** Alder has records 1 to so many, Birch those behind. */
  const shared = (alder: number, birch: number, copiesOfBirch = 1): Buffer => {
    const held = (id: number, owner: string, copies = 1) =>
      Array.from({ length: copies }, (_, copy) => dataField('952', { p: `${id}-${copy}`, a: owner, 7: '0' }));
    const ofAlder = Array.from({ length: alder }, (_, index) =>
      record(`b${index}`, `Title ${index}`, ...held(index, 'A1')),
    );
    const ofBirch = Array.from({ length: birch }, (_, index) =>
      record(`c${index}`, `Other ${index}`, ...held(1_000 + index, 'B1', copiesOfBirch)),
    );
    return marcFile(...ofAlder, ...ofBirch);
  };
  const start = async (file: Buffer): Promise<{ readonly folder: Folder; readonly hill: Opened }> => {
    const folder = createFolder();
    folder.write('catalogue.mrc', file);
    const hill = open(folder);
    await hill.harvest();
    return { folder, hill };
  };

  it('are refused where one library is missing, however small its part', async () => {
    const { folder, hill } = await start(shared(76, 4));

    folder.write('catalogue.mrc', shared(76, 0));

    await expect(hill.harvest()).rejects.toThrow(
      '4 of the 4 records and 4 of the 4 copies of Library birch are gone; that is not believed, and nothing was deleted; ' +
        'where it is true, accept the deletions once (mercia harvest --system hill-files --accept-deletions birch)',
    );
    expect(await heldIds()).toHaveLength(80);
  });

  it('are refused where one library lost most of its copies', async () => {
    const { folder, hill } = await start(shared(400, 4, 5));

    folder.write('catalogue.mrc', shared(400, 4, 1));

    await expect(hill.harvest()).rejects.toThrow(
      /: the system says that 16 of the 20 copies of Library birch are gone/,
    );
  });

  it('may lose a few of a small library', async () => {
    const { folder, hill } = await start(shared(76, 4));

    folder.write('catalogue.mrc', shared(76, 3));

    expect(await hill.harvest()).toMatchObject({ deletions: 1 });
  });

  it('lose a library that somebody said yes to, and no other with it', async () => {
    const { folder, hill } = await start(shared(40, 40));
    const birch = ['birch' as LibraryId];

    folder.write('catalogue.mrc', shared(20, 0));
    await expect(hill.harvest(birch)).rejects.toThrow(/20 of the 40 records and 20 of the 40 copies of Library alder/);
    folder.write('catalogue.mrc', shared(40, 0));
    await expect(hill.harvest()).rejects.toThrow(/40 of the 40 records/);
    await expect(hill.harvest(['alder' as LibraryId])).rejects.toThrow(/of Library birch/);

    expect(await hill.harvest(birch)).toMatchObject({ deletions: 40 });
    expect(await heldIds()).toHaveLength(40);
  });
});

/** A real Symphony's export with its copies in 999, and a consortium's records with copies in 852. */
const REAL = [
  {
    name: 'solrmarc+solrmarc/test/data/records/uva_001_2000.mrc',
    copies: {
      tag: '999',
      subfields: { barcode: 'i', owner: 'm', callNumber: 'a', location: 'l', itemType: 't', status: 'k' },
    },
    records: 2_000,
  },
  {
    name: 'evergreen-library-system+Evergreen/Open-ILS/tests/datasets/jazz_1k.mrc',
    copies: null,
    records: 1_000,
  },
] as const;

describe.skipIf(!sharedAvailable)('real MARC files (skipped where the shared data are not at hand)', () => {
  beforeEach(() => emptyIndex(database.db));

  it.each(REAL)('$name is harvested to its last record', async ({ name, copies, records }) => {
    const folder = createFolder();
    copyFileSync(sharedPath('data', 'marc', name), join(folder.path, 'catalogue.mrc'));
    const hill = open(folder, { ...SETTINGS, copies, owner: copies === null ? 'A1' : null });

    const outcome = await hill.harvest();
    const rejects = await listRejects(database.db, [SYSTEM]);

    const doubled = rejects.filter(({ reason }) => reason.includes('stands behind it')).length;
    expect((await heldIds()).length + rejects.length).toBe(records);
    expect(outcome.records + rejects.length - doubled).toBeGreaterThan(0);
    expect(rejects.filter(({ place }) => !/^catalogue\.mrc, record \d+, byte \d+$/.test(place))).toEqual([]);
  });
});
