import { describe, expect, it, onTestFinished } from 'vitest';
import type { CopySource, CopyState, HarvestedDescription, LmsAdapter, Slot } from '#contract/adapter.ts';
import { createKohaSimulator, type KohaSimulator } from '#simulators/koha/index.ts';
import {
  addBiblio,
  addItem,
  checkOut,
  deleteItem,
  deleteRecord,
  editItem,
  placeHold,
  requestTransfer,
  setWaiting,
  startTransfer,
} from '#simulators/koha/world.ts';
import { applyPage, collectPages, harvestFully } from '#conformance/apply-harvest.ts';
import { createTestAdapter, createTestWorld, marcOf } from '#tests/conformance/koha-system.ts';
import type { KohaTestOptions } from '#tests/conformance/koha-options.ts';
import { harvestOf } from './running-koha.ts';

const ILS_DI: KohaTestOptions = {
  login: 'none',
  preferences: { 'ILS-DI': true },
  settings: { interface: 'ils-di' },
};
const NEVER = new AbortController().signal;

interface RunningIlsDi {
  readonly simulator: KohaSimulator;
  readonly adapter: LmsAdapter;
  readonly copies: CopySource;
}

async function start(changes: Partial<KohaTestOptions> = {}): Promise<RunningIlsDi> {
  const options = { ...ILS_DI, ...changes };
  const simulator = await createKohaSimulator({ world: createTestWorld(options) });
  const adapter = createTestAdapter(simulator.url, options);
  onTestFinished(async () => {
    await adapter.close();
    await simulator.close();
  });
  const { copies } = adapter;
  if (copies === undefined) throw new Error('no copies');
  return { simulator, adapter, copies };
}

const refOf = (id: number | string) => ({ localId: String(id), barcode: null, recordLocalId: '1' });
const ask = (copies: CopySource, ids: readonly (number | string)[], signal = NEVER) =>
  copies.findCopies(ids.map(refOf), signal);
const statusOf = (slot: Slot<CopyState | null> | undefined): string =>
  slot instanceof Error ? slot.code : slot === null || slot === undefined ? String(slot) : slot.status;

describe('a Koha asked by ILS-DI', () => {
  it('is asked nothing else but OAI-PMH, whatever is done with it', async () => {
    const { simulator, adapter, copies } = await start();

    await harvestFully(harvestOf(adapter));
    await harvestOf(adapter).describe(NEVER);
    await harvestOf(adapter).unseenEdits?.(NEVER);
    await harvestOf(adapter).findRecords?.(['1', '999'], NEVER);
    await ask(copies, [10, 40]);
    await adapter.probe(NEVER);

    const kinds = new Set(simulator.calls.list.map(({ kind }) => kind.replace(/:.*/u, '')));
    expect([...kinds].toSorted()).toEqual(['ilsdi', 'oai']);
  });

  it('says of each copy what Koha says, in the order in which they were asked for', async () => {
    const { simulator, copies } = await start();
    const { world } = simulator;
    checkOut(world, { item_id: 10, patron_id: 5 });
    editItem(world, 20, { lost_status: 1 });
    editItem(world, 21, { withdrawn: 1 });
    editItem(world, 30, { damaged_status: 1 });
    setWaiting(world, placeHold(world, { biblio_id: 4, patron_id: 5, pickup_library_id: 'A1' }).hold_id, 40);
    startTransfer(world, 31, 'B1');

    const slots = await ask(copies, [40, 31, 10, 20, 21, 30, 80, 999_999, 32, 40]);

    expect(slots.map(statusOf)).toEqual([
      ...[
        'AVAILABLE',
        'AVAILABLE',
        'ON_LOAN',
        'LOST',
        'WITHDRAWN',
        'DAMAGED',
        'UNKNOWN',
        'null',
        'AVAILABLE',
        'AVAILABLE',
      ],
    ]);
    const [waiting, travelling] = slots;
    for (const slot of [waiting, travelling])
      expect(slot).toMatchObject({ limitations: ['HOLD_SHELF_NOT_TOLD', 'TRANSIT_NOT_TOLD'] });
    expect(simulator.calls.count('ilsdi:GetAvailability')).toBe(1);
  });

  it('tells of a loan when it is due, and of the copies of one record which were sent and which only asked for', async () => {
    const { simulator, copies } = await start();
    const { world } = simulator;
    checkOut(world, { item_id: 10, patron_id: 5, due: Date.parse('2031-05-01T12:00:00Z') });
    checkOut(world, { item_id: 20, patron_id: 5, due: Date.parse('2031-05-01T21:59:00Z') });
    const ofRecord = (record: number, ids: readonly number[]) =>
      copies.findCopies(
        ids.map((id) => ({ localId: String(id), barcode: null, recordLocalId: String(record) })),
        NEVER,
      );
    const told: (Slot<CopyState | null> | undefined)[] = [];
    const both = [refOf(10), { ...refOf(20), recordLocalId: '2' }];
    const loans = await copies.findCopies(both, NEVER, (place, slot) => (told[place] = slot));

    expect(loans).toMatchObject([
      { status: 'ON_LOAN', due: { on: '2031-05-01', at: '2031-05-01T12:00:00.000Z' } },
      { status: 'ON_LOAN', due: { on: '2031-05-01', at: null } },
    ]);
    expect(told).toEqual(loans);
    expect(simulator.calls.count('ilsdi:GetRecords')).toBe(1);

    startTransfer(world, 30, 'B1');
    requestTransfer(world, 31, 'B1', 'Manual');
    const [sent, requested, neither] = await ofRecord(3, [30, 31, 32]);
    expect(sent).toMatchObject({ status: 'IN_TRANSIT', currentLocation: null });
    for (const slot of [requested, neither])
      expect(slot).toMatchObject({ status: 'AVAILABLE', limitations: ['HOLD_SHELF_NOT_TOLD'] });
  });

  it('takes a copy that a newer version calls in transit for what its record says', async () => {
    const { simulator, copies } = await start({
      settings: { interface: 'ils-di', ilsDi: { tellsTransitAndHolds: true } },
    });
    simulator.world.ilsDi.tellsTransitAndHolds = true;
    requestTransfer(simulator.world, 10, 'B1', 'Manual');

    expect(await ask(copies, [10])).toMatchObject([{ status: 'AVAILABLE', limitations: ['HOLD_SHELF_NOT_TOLD'] }]);
  });

  it('tells transit where the version does, and sends a copy that is kept to nobody', async () => {
    const { simulator, copies } = await start({
      settings: { interface: 'ils-di', ilsDi: { tellsTransitAndHolds: true } },
    });
    const { world } = simulator;
    world.ilsDi.tellsTransitAndHolds = true;
    setWaiting(world, placeHold(world, { biblio_id: 4, patron_id: 5, pickup_library_id: 'A1' }).hold_id, 40);
    startTransfer(world, 31, 'B1');

    const slots = await ask(copies, [40, 31, 32]);

    expect(slots.map(statusOf)).toEqual(['UNKNOWN', 'IN_TRANSIT', 'AVAILABLE']);
    expect(slots[0]).toMatchObject({ statusAtSource: 'On hold', reason: { code: 'NOT_SUPPORTED' } });
    expect(slots[2]).toMatchObject({ limitations: [] });
  });

  it('reads the texts of another language where the region file has them, and takes none for "not available"', async () => {
    const texts = { verfügbar: 'AVAILABLE', Ausgeliehen: 'ON_LOAN' };
    const { simulator, copies } = await start({ settings: { interface: 'ils-di', ilsDi: { texts } } });
    const { world } = simulator;
    for (const [english, german] of [
      ['available', 'verfügbar'],
      ['not available', 'nicht verfügbar'],
      ['Checked out', 'Ausgeliehen'],
      ['Item lost', 'Verloren'],
    ] as const) {
      world.ilsDi.words.set(english, german);
    }
    checkOut(world, { item_id: 10, patron_id: 5 });
    editItem(world, 20, { lost_status: 1 });

    const slots = await ask(copies, [10, 20, 21]);

    expect(slots.map(statusOf)).toEqual(['ON_LOAN', 'UNKNOWN', 'AVAILABLE']);
    expect(slots[1]).toMatchObject({ statusAtSource: null, reason: { code: 'BAD_ANSWER' } });
  });

  it('asks for many in parts of an address of bounded length, and gives each as it comes', async () => {
    const { simulator, copies } = await start();
    const { world } = simulator;
    const ids = Array.from({ length: 180 }, (_, at) => 900_000_000_000_000 + at);
    for (const item_id of ids) addItem(world, { item_id, biblio_id: 1, home_library_id: 'A1', item_type_id: 'BK' });
    const came: number[] = [];

    const slots = await copies.findCopies(ids.map(refOf), NEVER, (index, slot) => {
      expect(statusOf(slot)).toBe('AVAILABLE');
      came.push(index);
    });

    expect(slots.map(statusOf)).toEqual(ids.map(() => 'AVAILABLE'));
    expect(came.toSorted((a, b) => a - b)).toEqual(ids.map((_, at) => at));
    const asked = simulator.calls.list.filter(({ kind }) => kind === 'ilsdi:GetAvailability');
    expect(asked.length).toBe(8);
    for (const { query } of asked) expect(query.length).toBeLessThan(1_200);
  });

  it('keeps what came when the time is over, and the rest is a time-out', async () => {
    const { simulator, copies } = await start();
    const ids = [...simulator.world.items.keys()].slice(0, 40);
    const over = new AbortController();
    await simulator.faults.set({ hang: true, only: ['ilsdi'], times: 1 });

    const slots = await copies.findCopies(ids.map(refOf), over.signal, () => {
      over.abort();
    });

    const statuses = slots.map(statusOf);
    expect(new Set(statuses)).toEqual(new Set(['LMS_TIMEOUT', 'AVAILABLE']));
    expect(statuses.filter((status) => status === 'LMS_TIMEOUT').length % 25).toBe(0);
  });

  it('reads what Koha pastes into its XML without escaping it', async () => {
    const { simulator, copies } = await start();
    const { world } = simulator;
    editItem(world, 10, { callnumber: 'R&D <5' });
    const branch = world.libraries.get('A1');
    if (branch !== undefined) branch.name = 'Health & Care';

    expect((await ask(copies, [10, 20])).map(statusOf)).toEqual(['AVAILABLE', 'AVAILABLE']);
  });

  it('takes a number that is none of Koha’s for no question at all', async () => {
    const { simulator, copies } = await start();

    expect((await ask(copies, ['10 20', '', 'x', 20])).map(statusOf)).toEqual([
      ...['BAD_USER_INPUT', 'BAD_USER_INPUT', 'BAD_USER_INPUT', 'AVAILABLE'],
    ]);
    const asked = simulator.calls.list.filter(({ kind }) => kind === 'ilsdi:GetAvailability');
    expect(asked.map(({ query }) => new URLSearchParams(query).get('id'))).toEqual(['20']);
  });

  it.each([
    ['is switched off', { 'ILS-DI': false }],
    ['permits other addresses', { 'ILS-DI': true, 'ILS-DI:AuthorizedIPs': ['192.0.2.1'] }],
  ])('says what to ask the site for where it %s', async (_what, preferences) => {
    const { copies } = await start({ preferences });

    const asked = ask(copies, [10]);

    await expect(asked).rejects.toMatchObject({ code: 'LMS_NOT_PERMITTED' });
    await expect(asked).rejects.toThrow('ILS-DI:AuthorizedIPs');
  });

  it('takes a page for people, and anything else, for no answer', async () => {
    const { simulator, copies } = await start();
    for (const garbage of ['html', 'truncated', 'empty', 'shape', 'rows'] as const) {
      await simulator.faults.set({ garbage, only: ['ilsdi'] });
      await expect(ask(copies, [10])).rejects.toMatchObject({ code: 'LMS_BAD_RESPONSE' });
    }
    await simulator.faults.set({ status: 500, only: ['ilsdi'] });
    await expect(ask(copies, [10])).rejects.toMatchObject({ code: 'LMS_BAD_RESPONSE' });
  });
});

describe('a Koha harvested without REST', () => {
  const copiesOf = (described: ReadonlyMap<string, HarvestedDescription>) =>
    [...described.values()].flatMap(({ items }) => items);

  it('brings records with their copies, and what changes and goes', async () => {
    const { simulator, adapter } = await start();
    const { world } = simulator;
    checkOut(world, { item_id: 10, patron_id: 5 });
    const harvest = harvestOf(adapter);

    const index = await harvestFully(harvest);

    expect(await harvest.describe(NEVER)).toBe('OAI-PMH with items');
    expect(await harvest.unseenEdits?.(NEVER)).toEqual([]);
    expect(copiesOf(index.described).length).toBe(world.items.size);
    expect(index.described.get('1')?.holdings[0]?.facts?.items).toMatchObject([
      { status: 'ON_LOAN', limitations: [], due: { at: null } },
    ]);
    expect(index.described.get('7')?.visibility).toBe('SUPPRESSED');

    checkOut(world, { item_id: 40, patron_id: 5 });
    deleteItem(world, 20);
    deleteItem(world, 130);
    deleteRecord(world, 13);
    const from = { run: { kind: 'changes', cursor: index.nextCursor ?? '' }, resumeAt: null } as const;
    for (const page of await collectPages(harvest, from)) applyPage(index, page);

    expect(index.records.has('13')).toBe(false);
    expect(index.described.get('2')?.items.map(({ localId }) => localId)).toEqual(['21']);
    expect(index.described.get('4')?.holdings[0]?.facts?.items).toMatchObject([{ status: 'ON_LOAN' }]);
  });

  it.each([
    ['found out', {}],
    ['said wrongly', { itemsIncluded: 'yes' }],
  ])('brings records without copies, and hides none, where OAI-PMH has none: %s', async (_how, itemsIncluded) => {
    const { simulator, adapter } = await start({
      preferences: { 'ILS-DI': true, 'OAI-PMH:include_items': false },
      settings: { interface: 'ils-di', oai: itemsIncluded },
    });

    const { described } = await harvestFully(harvestOf(adapter));
    const probe = await adapter.probe(NEVER);

    expect(described.size).toBe(simulator.world.biblios.size);
    expect(copiesOf(described)).toEqual([]);
    const shown = [...described.values()].filter(({ visibility }) => visibility === 'PUBLIC');
    expect(shown.length).toBe(simulator.world.biblios.size - 1);
    expect(probe.steps.map(({ detail }) => detail).join(' ')).toMatch(/copies are not harvested|none in the first/u);
  });

  it('hides a record whose copies are all hidden by rules that the region file does not have', async () => {
    const { simulator, adapter } = await start();
    const { world } = simulator;
    world.preferences.OpacHiddenItems = { location: ['STAFF'] };
    editItem(world, 40, { location: 'STAFF' });
    editItem(world, 20, { location: 'STAFF' });

    const { described } = await harvestFully(harvestOf(adapter));

    expect(described.get('4')?.visibility).toBe('SUPPRESSED');
    expect(described.get('2')?.items.map(({ localId }) => localId)).toEqual(['21']);
  });

  it('says nothing of how copies stood where records do not say which are on loan', async () => {
    const { simulator, adapter } = await start();
    const { world } = simulator;
    world.unmappedItemSubfields.add('q');
    checkOut(world, { item_id: 10, patron_id: 5 });

    const { described } = await harvestFully(harvestOf(adapter));

    expect(described.get('1')?.items.length).toBe(1);
    for (const { holdings } of described.values()) for (const { facts } of holdings) expect(facts).toBeNull();
  });

  it('finds the copies behind any number of deleted records', async () => {
    const { simulator, adapter } = await start();
    for (let id = 1_000; id < 1_050; id += 1) {
      addBiblio(simulator.world, { biblio_id: id, marc: marcOf('Gone') });
      deleteRecord(simulator.world, id);
    }

    expect(await harvestOf(adapter).describe(NEVER)).toBe('OAI-PMH with items');
  });

  it('is possible without ILS-DI, too: then nothing is live', async () => {
    const options = { ...ILS_DI, settings: { interface: 'none' } };
    const simulator = await createKohaSimulator({ world: createTestWorld(options) });
    const adapter = createTestAdapter(simulator.url, options);
    onTestFinished(async () => {
      await adapter.close();
      await simulator.close();
    });

    const { described } = await harvestFully(harvestOf(adapter));
    await adapter.probe(NEVER);

    expect(copiesOf(described).length).toBe(simulator.world.items.size);
    expect(adapter.copies).toBeUndefined();
    expect(adapter.items).toBeUndefined();
    expect(adapter.capabilities).not.toContain('LIVE_ITEMS');
    expect(new Set(simulator.calls.list.map(({ kind }) => kind.slice(0, 4)))).toEqual(new Set(['oai:']));
  });

  it.each([
    ['accounts', { patrons: { access: 'read' } }, undefined, /patrons\.access/u],
    ['harvest by REST', {}, 'rest', /harvest\.method/u],
    ['copies that it does not have the numbers of', { oai: { itemsIncluded: 'no' } }, undefined, /itemsIncluded/u],
  ] as const)('refuses settings that ask for %s', (_what, settings, harvest, words) => {
    const options: KohaTestOptions = {
      login: 'none',
      settings: { interface: 'ils-di', ...settings },
      ...(harvest === undefined ? {} : { harvest }),
    };

    expect(() => createTestAdapter('http://127.0.0.1:1', options)).toThrow(words);
  });

  it('tells by the probe what was found, and which codes nobody named', async () => {
    const { simulator, adapter } = await start();
    const { world } = simulator;
    editItem(world, 10, { not_for_loan_status: 4, home_library_id: 'Z9' });

    const probe = await adapter.probe(NEVER);

    expect(probe).toMatchObject({ reachable: true, product: 'Koha 23.05.04', capabilities: adapter.capabilities });
    expect(probe.steps.every(({ ok }) => ok)).toBe(true);
    expect(probe.unmapped).toEqual([
      { list: 'branch', code: 'Z9', label: null, where: 'owners' },
      { list: 'NOT_LOAN', code: '4', label: null, where: 'settings.codes.NOT_LOAN' },
    ]);
  });

  it.each([
    ['OAI-PMH', { 'OAI-PMH': false, 'ILS-DI': true }, ['LIVE_ITEMS']],
    ['ILS-DI', { 'ILS-DI': false }, ['HARVEST_FULL', 'HARVEST_CHANGES', 'HOLDING_STATEMENTS']],
  ])('is found by the probe to lack %s', async (_what, preferences, capabilities) => {
    const { adapter } = await start({ preferences });

    const probe = await adapter.probe(NEVER);

    expect(probe.capabilities).toEqual(capabilities);
    expect(probe.steps.some(({ ok }) => !ok)).toBe(true);
  });
});
