/** Twenty kinds of edit at a Koha whose timestamps move as a real one's do, and which of them a harvest of changes sees. */
import { EDITS, unseenEdits } from '#adapters/koha/edits.ts';
import type { SystemId } from '#domain/ids.ts';
import { createLogger } from '#platform/logger.ts';
import {
  addBiblio,
  addItem,
  deleteItem,
  deleteRecord,
  editItem,
  editRecord,
  mergeRecords,
  moveItem,
} from '#simulators/koha/world.ts';
import type { KohaItem, KohaWorld } from '#simulators/koha/world.ts';
import { marcOf, testConfig } from '#tests/conformance/koha-system.ts';
import type { KohaTestOptions } from '#tests/conformance/koha-options.ts';
import { start } from '#tests/exchanges/koha/running-koha.ts';
import { createTestDatabase } from '#tests/support/fresh-database.ts';
import { harvestSystem } from '#tests/support/harvest-system.ts';
import { createIngest } from '#union-index/ingest/index.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';

const logger = createLogger('silent');

const HIDDEN_RULES = { suppression: { hiddenItems: { location: ['STAFF'] } } };
const AT_KOHA = { OpacHiddenItems: { location: ['STAFF'] } };

interface Made {
  /** Records that the edit concerns. */
  readonly records: readonly number[];
  make(world: KohaWorld): void;
}

const firstCopy = (record: number): number => record * 10;
const copyEdit = (record: number, changes: Partial<Omit<KohaItem, 'item_id' | 'biblio_id' | 'timestamp'>>): Made => ({
  records: [record],
  make: (world) => void editItem(world, firstCopy(record), changes),
});
const suppressed = { tag: '942', ind1: ' ', ind2: ' ', subfields: [{ code: 'n', value: '1' }] };
const isbn = { tag: '020', ind1: ' ', ind2: ' ', subfields: [{ code: 'a', value: '9780306406157' }] };

/** One record or pair of records for each edit. */
const MADE: Readonly<Record<string, Made>> = {
  RECORD_ADDED: {
    records: [50],
    make(world) {
      addBiblio(world, { biblio_id: 50, marc: marcOf('Title 50') });
      addItem(world, { item_id: 500, biblio_id: 50, home_library_id: 'A1', item_type_id: 'BK' });
    },
  },
  TITLE_CHANGED: { records: [1], make: (world) => void editRecord(world, 1, marcOf('Title 1, second edition')) },
  FIELD_ADDED: { records: [2], make: (world) => void editRecord(world, 2, marcOf('Title 2', isbn)) },
  RECORD_SUPPRESSED: { records: [4], make: (world) => void editRecord(world, 4, marcOf('Title 4', suppressed)) },
  RECORD_DELETED: {
    records: [5],
    make(world) {
      for (const item of [...(world.itemsOfBiblio.get(5) ?? [])]) deleteItem(world, item);
      deleteRecord(world, 5);
    },
  },
  RECORDS_MERGED: {
    records: [10, 11],
    make(world) {
      mergeRecords(world, 10, 11);
    },
  },
  RECORD_HIDDEN_BY_COPIES: {
    records: [13, 25],
    make(world) {
      editItem(world, firstCopy(13), { location: 'STAFF' });
      editItem(world, firstCopy(25), { location: 'GEN' });
    },
  },
  COPY_ADDED: {
    records: [14],
    make: (world) => void addItem(world, { item_id: 501, biblio_id: 14, home_library_id: 'A2', item_type_id: 'BK' }),
  },
  COPY_DELETED: {
    records: [3],
    make(world) {
      deleteItem(world, 31);
    },
  },
  COPY_MOVED: { records: [6, 16], make: (world) => void moveItem(world, 61, 16) },
  CALL_NUMBER: copyEdit(9, { callnumber: 'WX 999' }),
  LOCATION: copyEdit(12, { location: 'REF' }),
  HOME_BRANCH: copyEdit(15, { home_library_id: 'B1' }),
  BARCODE: copyEdit(17, { external_id: 'another' }),
  ITEM_TYPE: copyEdit(18, { item_type_id: 'REF' }),
  NOT_FOR_LOAN: copyEdit(19, { not_for_loan_status: 1 }),
  LOST: copyEdit(20, { lost_status: 1 }),
  WITHDRAWN: copyEdit(21, { withdrawn: 1 }),
  DAMAGED: copyEdit(22, { damaged_status: 1 }),
  RESTRICTED: copyEdit(23, { restricted_status: 1 }),
};

/** What the index says of each record: how it is shown, its copies, and how they stood. */
async function indexOf(db: Kysely<Database>, system: SystemId): Promise<ReadonlyMap<number, string>> {
  const { rows } = await sql<{ local_id: string; content: unknown }>`
    SELECT r.local_id, json_build_object(
      'deleted', r.deleted, 'title', r.title, 'visibility', r.visibility, 'description', d.description,
      'items', (SELECT json_agg(json_build_array(i.local_id, i.barcode, i.owner_code, i.call_number, i.location_code,
        i.item_type, i.visibility) ORDER BY i.local_id) FROM item i WHERE i.record = r.id),
      'holdings', (SELECT json_agg(json_build_array(h.library, h.copies) ORDER BY h.library) FROM holding h
        WHERE h.record = r.id),
      'stood', (SELECT json_agg(json_build_array(k.holding, k.facts) ORDER BY k.holding) FROM last_known k
        JOIN holding h ON h.id = k.holding WHERE h.record = r.id)
    ) AS content
    FROM record r JOIN system s ON s.id = r.system LEFT JOIN public_description d ON d.record = r.id
    WHERE s.system_id = ${system}`.execute(db);
  return new Map(rows.map((row) => [Number(row.local_id), JSON.stringify(row.content)]));
}

interface Seen {
  readonly seen: readonly string[];
  readonly unseen: readonly string[];
  readonly kind: string;
}

/** Makes every edit, harvests what changed, and compares with what a full harvest brings. */
async function tryEdits(options: KohaTestOptions): Promise<Seen> {
  // Hours pass between a harvest, the edits and the next one: no window reaches back by its overlap. From now on,
  // because answers carry the date of the machine.
  let at = Date.now();
  const { adapter, simulator } = await start({ ...options, now: () => at });
  const later = (): void => void (at += 3_600_000);
  const { db, close } = await createTestDatabase();
  onTestFinished(close);
  const { owners } = testConfig(simulator.url, options);
  const ingest = createIngest({ regionId: 'test', owners, logger });
  const harvest = async (kind: 'auto' | 'full') => {
    later();
    return harvestSystem({
      db,
      adapter,
      ingest,
      holder: 'test',
      clock: () => new Date(at),
      signal: new AbortController().signal,
      logger,
      kind,
    });
  };
  for (const id of simulator.world.itemsOfBiblio.get(25) ?? []) {
    Object.assign(simulator.world.items.get(id) ?? {}, { location: 'STAFF' });
  }
  await harvest('full');
  const before = await indexOf(db, adapter.system.id);
  later();
  for (const { make } of Object.values(MADE)) make(simulator.world);

  const { kind } = await harvest('auto');
  const after = await indexOf(db, adapter.system.id);
  await harvest('full');
  const truth = await indexOf(db, adapter.system.id);

  const isSeen = ({ records }: Made): boolean => records.every((record) => after.get(record) === truth.get(record));
  const changed = Object.entries(MADE).filter(([, { records }]) =>
    records.every((record) => before.get(record) !== truth.get(record)),
  );
  expect(changed.map(([id]) => id).toSorted()).toEqual(ALL);
  return {
    kind,
    seen: changed.filter(([, made]) => isSeen(made)).map(([id]) => id),
    unseen: changed.filter(([, made]) => !isSeen(made)).map(([id]) => id),
  };
}

const ALL = EDITS.map(({ id }) => id).toSorted();
const BY_REST = { kind: 'rest', itemsIncluded: true, loansIncluded: true } as const;
const STOCK = { ...AT_KOHA, 'OAI-PMH:include_items': false };

describe('a harvest of changes', () => {
  it.each<readonly [string, KohaTestOptions]>([
    ['OAI-PMH, copies by REST', { login: 'oauth', preferences: STOCK }],
    ['OAI-PMH that brings copies', { login: 'oauth', preferences: AT_KOHA }],
    ['OAI-PMH that brings copies, without a login', { login: 'none', preferences: AT_KOHA }],
  ])('sees twenty of twenty kinds of edit by %s', async (_name, options) => {
    const whole = { ...options, settings: HIDDEN_RULES };

    const { kind, seen, unseen } = await tryEdits(whole);

    expect(kind).toBe('changes');
    expect(unseen).toEqual([]);
    expect(seen).toHaveLength(20);
  });

  it('misses by REST alone what is no column of the record, as the table says, and no edit more', async () => {
    const options: KohaTestOptions = {
      login: 'basic',
      preferences: { ...AT_KOHA, 'OAI-PMH': false },
      settings: HIDDEN_RULES,
    };

    const { kind, unseen } = await tryEdits(options);

    expect(kind).toBe('changes');
    expect(unseen).toEqual(['FIELD_ADDED', 'RECORD_SUPPRESSED']);
    expect(unseenEdits(BY_REST, false).map(({ id }) => id)).toEqual(unseen);
  });
});

it('the table has twenty edits, and says of OAI-PMH without copies and without a login that no copy is seen', () => {
  expect(new Set(ALL).size).toBe(20);
  expect(unseenEdits({ kind: 'oai', itemsIncluded: false, loansIncluded: true }, true).map(({ id }) => id)).toEqual(
    EDITS.map(({ id }) => id).filter(
      (id) => !/^(RECORD_(ADDED|SUPPRESSED|DELETED)|TITLE_CHANGED|FIELD_ADDED)$/.test(id),
    ),
  );
});
