/** Records that no copy shows to the public: OpacHiddenItemsHidesRecord, and copies made for interlibrary loans. */
import type { HoldingRef } from '#domain/facts.ts';
import { createId } from '#domain/ids.ts';
import {
  addBiblio,
  addItem,
  checkOut,
  deleteItem,
  deleteRecord,
  editItem,
  type KohaWorld,
} from '#simulators/koha/world.ts';
import { applyPage, collectPages, harvestFully } from '#conformance/apply-harvest.ts';
import { createTestAdapter, marcOf, SYSTEM } from '#tests/conformance/koha-system.ts';
import type { KohaTestOptions } from '#tests/conformance/koha-options.ts';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Said } from '../scripted-server.ts';
import { FULL, oai, rest, start, type Running } from './running-koha.ts';
import { createScriptedKoha } from './scripted-koha.ts';

const signal = new AbortController().signal;
const HIDDEN = 3;
const PARTLY_HIDDEN = 6;
const BORROWED = 9;
const WITHOUT_COPIES = 12;
const MIXED = 15;

const RULES = { suppression: { hiddenItems: { location: ['STAFF'] } } };
const AT_KOHA = { OpacHiddenItems: { location: ['STAFF'] } };
const ON: Partial<KohaTestOptions> = { settings: RULES, preferences: AT_KOHA };
const OFF: Partial<KohaTestOptions> = {
  settings: { suppression: { ...RULES.suppression, hiddenItemsHideRecord: false } },
  preferences: { ...AT_KOHA, OpacHiddenItemsHidesRecord: false },
};

function itemsOf(world: KohaWorld, record: number): readonly number[] {
  return world.itemsOfBiblio.get(record) ?? [];
}

function hide({ simulator: { world } }: Running): void {
  for (const item of itemsOf(world, HIDDEN)) editItem(world, item, { location: 'STAFF' });
  editItem(world, itemsOf(world, PARTLY_HIDDEN)[0] ?? 0, { location: 'STAFF' });
  for (const item of itemsOf(world, BORROWED)) editItem(world, item, { item_type_id: 'ILL' });
  const [first = 0, ...others] = itemsOf(world, MIXED);
  editItem(world, first, { location: 'STAFF' });
  for (const item of others) editItem(world, item, { item_type_id: 'ILL' });
  addBiblio(world, { biblio_id: 99, marc: marcOf('Without copies') });
}

function ref(record: number, library = 'alder'): HoldingRef {
  return { id: createId(SYSTEM, 'holding', `${record}@${library}`), liveKeys: [`r:${record}`, `l:${library}`] };
}

const WAYS: readonly (readonly [string, (options: Partial<KohaTestOptions>) => Promise<Running>])[] = [
  ['OAI-PMH with items', oai],
  [
    'OAI-PMH, items by REST',
    ({ preferences, ...options }) =>
      oai({ ...options, harvest: 'oai-pmh', preferences: { ...preferences, 'OAI-PMH:include_items': false } }),
  ],
  ['REST', rest],
  ['OAI-PMH with items, without a login', (options) => start({ login: 'none', ...options })],
  [
    'OAI-PMH without items, without a login',
    ({ preferences, ...options }) =>
      start({ login: 'none', ...options, preferences: { ...preferences, 'OAI-PMH:include_items': false } }),
  ],
];

describe.each(WAYS)('a record harvested by %s', (_name, begin) => {
  it('is for nobody where all its copies are hidden, or made for interlibrary loans', async () => {
    const running = await begin(ON);
    hide(running);

    const { described } = await harvestFully(running.harvest);

    expect(described.get(String(HIDDEN))?.visibility).toBe('SUPPRESSED');
    expect(described.get(String(HIDDEN))?.holdings.filter(({ liveKeys }) => liveKeys.length > 0)).toEqual([]);
    expect(described.get(String(BORROWED))).toMatchObject({ visibility: 'ILL_TEMPORARY', holdings: [] });
    expect(described.get(String(MIXED))?.visibility).not.toBe('PUBLIC');
    expect(described.get(String(PARTLY_HIDDEN))).toMatchObject({ visibility: 'PUBLIC' });
    expect(described.get('99')).toMatchObject({ visibility: 'PUBLIC' });
  });

  it('stays where hidden copies do not hide their record at the site', async () => {
    const running = await begin(OFF);
    hide(running);

    const { described } = await harvestFully(running.harvest);

    expect(described.get(String(HIDDEN))).toMatchObject({ visibility: 'PUBLIC' });
    expect(described.get(String(BORROWED))).toMatchObject({ visibility: 'ILL_TEMPORARY' });
  });
});

describe.each(WAYS)('of a newer Koha, harvested by %s', (name, begin) => {
  const SUPPRESSED_BY_942N = 7;
  const LOST = 18;
  const WITH_LOGIN = !name.includes('without a login');

  /** What the version hides by itself: by 942$n, by hidden copies and by lost ones, which no rule of the region file names. */
  async function hiding(): Promise<Running> {
    const running = await begin({
      ...ON,
      preferences: { ...AT_KOHA, OpacSuppression: true, hidelostitems: true },
    });
    const { world } = running.simulator;
    world.version = '26.05';
    hide(running);
    for (const item of itemsOf(world, LOST)) editItem(world, item, { lost_status: 1 });
    return running;
  }

  // Only a log-in sees that the record is still there.
  it.runIf(WITH_LOGIN)('a hidden record stays, with its copies, and is for nobody', async () => {
    const running = await hiding();
    const { world } = running.simulator;
    for (const item of [...itemsOf(world, 20)]) deleteItem(world, item);
    deleteRecord(world, 20);

    const pages = await collectPages(running.harvest, FULL);
    const { described } = await harvestFully(running.harvest);

    for (const record of [SUPPRESSED_BY_942N, HIDDEN]) {
      expect(described.get(String(record))?.visibility).toBe('SUPPRESSED');
      expect(described.get(String(record))?.items.map(({ localId }) => Number(localId))).toEqual(
        itemsOf(world, record),
      );
      expect(described.get(String(record))?.holdings.filter(({ liveKeys }) => liveKeys.length > 0)).toEqual([]);
    }
    expect(described.get(String(PARTLY_HIDDEN))?.visibility).toBe('PUBLIC');
    expect(described.has('20')).toBe(false);
    expect(pages.at(-1)?.allLocalIds).toEqual(new Set([...world.biblios.keys()].map(String)));
  });

  // REST alone does not tell what OAI-PMH hides.
  it.runIf(WITH_LOGIN && name !== 'REST')(
    'what OAI-PMH hides is for nobody, whatever the region file says',
    async () => {
      const running = await hiding();

      const { described } = await harvestFully(running.harvest);

      expect(described.get(String(LOST))?.visibility).toBe('SUPPRESSED');
      expect(described.get(String(LOST))?.items).toHaveLength(3);
    },
  );

  // Only a log-in sees that the record is still there.
  it.runIf(WITH_LOGIN)(
    'a record that is hidden between two runs stays, and shows again when it is shown again',
    async () => {
      const running = await begin({ ...ON, preferences: { ...AT_KOHA, OpacSuppression: true } });
      const { world } = running.simulator;
      world.version = '26.05';
      const index = await harvestFully(running.harvest);
      const next = async () => {
        const run = { kind: 'changes', cursor: index.nextCursor ?? '' } as const;
        for (const page of await collectPages(running.harvest, { run, resumeAt: null })) applyPage(index, page);
        return index.described.get(String(HIDDEN));
      };

      for (const item of itemsOf(world, HIDDEN)) editItem(world, item, { location: 'STAFF' });
      expect(await next()).toMatchObject({ visibility: 'SUPPRESSED', items: [{}, {}, {}] });
      for (const item of itemsOf(world, HIDDEN)) editItem(world, item, { location: 'GEN' });
      expect(await next()).toMatchObject({ visibility: 'PUBLIC', items: [{}, {}, {}] });
    },
  );

  it('a hidden record that is asked for alone costs nothing but itself', async () => {
    const running = await hiding();

    const found = await running.harvest.findRecords?.([String(PARTLY_HIDDEN), String(HIDDEN), '24'], signal);

    const told = found?.records.map((one) => [Number(one.localId), one.deleted ? 'deleted' : one.visibility]);
    const hidden = WITH_LOGIN ? [[HIDDEN, 'SUPPRESSED']] : [];
    expect(told?.toSorted()).toEqual([[24, 'PUBLIC'], ...hidden, [PARTLY_HIDDEN, 'PUBLIC']].toSorted());
    expect(found?.rejects).toMatchObject(
      WITH_LOGIN
        ? []
        : [{ localId: String(HIDDEN), reason: expect.stringContaining('for this record alone') as string }],
    );
  });

  it('how it is harvested does not depend on records that it hides', async () => {
    const running = await hiding();
    const before = await running.harvest.describe(signal);
    const { world } = running.simulator;
    const [first = 0, second = 0] = [...itemsOf(world, 1), ...itemsOf(world, 26)];

    // Lost by its reader: it is the first of those on loan, and the first of all.
    checkOut(world, { item_id: first, patron_id: 5 });
    checkOut(world, { item_id: second, patron_id: 5 });
    editItem(world, first, { lost_status: 1 });

    expect(await running.harvest.describe(signal)).toBe(before);
    const { described } = await harvestFully(running.harvest);
    const told = described.get('26')?.holdings[0]?.facts?.items.map(({ status }) => status);
    if (before === 'OAI-PMH with items') expect(told).toContain('ON_LOAN');
  });

  // With a log-in it is not deleted.
  it.runIf(!WITH_LOGIN)('doctor says that a hidden record is deleted here', async () => {
    const running = await hiding();

    const { described } = await harvestFully(running.harvest);
    const { steps } = await running.adapter.probe(signal);

    expect(described.has(String(HIDDEN))).toBe(false);
    const harvest = steps.find(({ what }) => what === 'harvest');
    expect(harvest?.detail).toContain('without a log-in it is deleted here, too');
  });
});

it('copies come by REST if Koha 26.05 hides each of the records that Mercia tries', async () => {
  const running = await oai({ preferences: { hidelostitems: true } });
  const { world } = running.simulator;
  world.version = '26.05';
  for (const record of [1, 2, 3, 24, 25, 26])
    for (const item of itemsOf(world, record)) editItem(world, item, { lost_status: 1 });

  expect(await running.harvest.describe(signal)).toBe('OAI-PMH, items by REST');
  expect((await harvestFully(running.harvest)).described.get('4')?.items).toHaveLength(1);
});

describe('a live answer', () => {
  it.each(['oauth', 'none'] as const)('has nothing of a record that no copy shows (login: %s)', async (login) => {
    const running = await start({ login, ...ON });
    hide(running);
    for (const item of itemsOf(running.simulator.world, WITHOUT_COPIES)) running.simulator.world.items.delete(item);
    running.simulator.world.itemsOfBiblio.set(WITHOUT_COPIES, []);

    const [hidden, borrowed, mixed, partly, without, gone] =
      (await running.adapter.items?.findAvailability(
        [HIDDEN, BORROWED, MIXED, PARTLY_HIDDEN, WITHOUT_COPIES, 999_999].map((id) => ref(id)),
        signal,
      )) ?? [];

    expect([hidden, borrowed, mixed, gone]).toEqual([null, null, null, null]);
    expect(partly).toMatchObject({ items: [expect.anything()] });
    expect(without).toMatchObject({ items: [] });
  });

  it('tells of a record whose hidden copies do not hide it at the site', async () => {
    const running = await start({ login: 'oauth', ...OFF });
    hide(running);

    const [hidden, borrowed] =
      (await running.adapter.items?.findAvailability([ref(HIDDEN), ref(BORROWED)], signal)) ?? [];

    expect(hidden).toMatchObject({ items: [] });
    expect(borrowed).toBeNull();
  });
});

describe('a title without copies, asked without a log-in', () => {
  async function askOf(said: Said) {
    const server = await createScriptedKoha(({ path }) =>
      path === '/api/v1/public/biblios/3' ? said : { body: [], headers: { 'x-total-count': '0' } },
    );
    const adapter = createTestAdapter(server.address, { login: 'none', ...ON });
    onTestFinished(async () => {
      await adapter.close();
      await server.close();
    });
    return adapter.items?.findAvailability([ref(HIDDEN)], signal).catch((error: unknown) => [error]);
  }

  it.each<readonly [string, Said]>([
    ['a page for people', { body: '<!DOCTYPE html><html>Sign in</html>' }],
    ['an empty collection', { body: '<collection xmlns="http://www.loc.gov/MARC21/slim"></collection>' }],
    ['other XML', { body: '<status>up</status>' }],
    ['the fault of a gateway', { status: 500, body: '<html>Fault</html>' }],
  ])('is not known to be shown where its address answers %s', async (_name, said) => {
    expect(await askOf(said)).toMatchObject([{ code: 'LMS_BAD_RESPONSE' }]);
  });

  it.each([
    ['a subfield without a code', '<subfield>Title</subfield>'],
    ['a character that XML forbids', '<subfield code="a">Title\u0008</subfield>'],
  ])('is shown where its record comes and has %s', async (_name, subfield) => {
    const body =
      '<record xmlns="http://www.loc.gov/MARC21/slim"><leader>00000nam a2200000 a 4500</leader>' +
      `<datafield tag="245" ind1=" " ind2=" ">${subfield}</datafield></record>`;

    expect(await askOf({ body })).toMatchObject([{ items: [] }]);
  });
});

describe('the simulated Koha', () => {
  it.each([
    ['hides', true, 404],
    ['shows', false, 200],
  ])(
    '%s a record without a visible copy at its public address, as its preference says',
    async (_name, hides, status) => {
      const { simulator } = await start({
        login: 'oauth',
        preferences: { ...AT_KOHA, OpacHiddenItemsHidesRecord: hides },
      });
      for (const item of itemsOf(simulator.world, HIDDEN)) editItem(simulator.world, item, { location: 'STAFF' });

      const answer = await fetch(`${simulator.url}/api/v1/public/biblios/${HIDDEN}`, {
        headers: { accept: 'application/marcxml+xml' },
      });

      expect(answer.status).toBe(status);
    },
  );
});

it('a record shows again as soon as one of its copies does', async () => {
  const running = await rest(ON);
  hide(running);
  const before = await harvestFully(running.harvest);
  expect(before.described.get(String(HIDDEN))?.visibility).toBe('SUPPRESSED');

  const { world } = running.simulator;
  addItem(world, { biblio_id: HIDDEN, home_library_id: 'A1', item_type_id: 'BK' });

  const found = await running.harvest.findRecords?.([String(HIDDEN)], signal);
  expect(found?.records).toMatchObject([{ localId: String(HIDDEN), visibility: 'PUBLIC' }]);
});
