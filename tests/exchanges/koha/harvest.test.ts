/** Harvest of a Koha, and what is the same by whatever way: koha.md 15 to 20. OAI-PMH has its own file. */
import type { KohaTestOptions } from '#tests/conformance/koha-options.ts';
import type { Visibility } from '#domain/facts.ts';
import { addBiblio, checkOut, editItem, editRecord, placeHold, setWaiting } from '#simulators/koha/world.ts';
import { collectPages, harvestFully, type TestIndex } from '#conformance/apply-harvest.ts';
import { marcOf } from '#tests/conformance/koha-system.ts';
import { errorOf } from '#conformance/outcome.ts';
import { describe, expect, it } from 'vitest';
import { FULL, changesAfter, idsOf, oai, rejectsOf, rest, start, type Running } from './running-koha.ts';

describe('the way of harvest', () => {
  it.each<readonly [string, KohaTestOptions, string]>([
    ['brings its items', { login: 'oauth' }, 'OAI-PMH with items'],
    ['brings no items', { login: 'oauth', preferences: { 'OAI-PMH:include_items': false } }, 'OAI-PMH, items by REST'],
    ['is switched off', { login: 'oauth', preferences: { 'OAI-PMH': false } }, 'REST by record number'],
    [
      'brings no items and nobody logs in',
      { login: 'none', preferences: { 'OAI-PMH:include_items': false } },
      'OAI-PMH without items',
    ],
  ])('is chosen by looking: OAI-PMH %s', async (_name, options, way) => {
    const { harvest } = await start(options);

    expect(await harvest.describe(new AbortController().signal)).toBe(way);
  });

  it('says what to do where there is none', async () => {
    const { harvest } = await start({ login: 'none', preferences: { 'OAI-PMH': false } });

    const error = await errorOf(collectPages(harvest, FULL));

    expect(error.code).toBe('CONFIG_INVALID');
    expect(error.message).toContain('name credentials');
  });

  it('asks for items by REST where OAI-PMH is wanted and brings none', async () => {
    const { harvest } = await oai({ harvest: 'oai-pmh', preferences: { 'OAI-PMH:include_items': false } });

    const shelf = await harvestFully(harvest);

    expect(shelf.described.get('3')?.holdings.map((holding) => [holding.library, holding.copies])).toEqual([
      ['alder', 2],
      ['birch', 1],
    ]);
  });
});

describe('records', () => {
  it.each([
    ['OAI-PMH', oai],
    ['REST', rest],
  ])('by %s are hidden by 942$n and by a framework that no MARC form tells', async (_name, begin) => {
    const shelf = await harvestFully((await begin()).harvest);

    expect(shelf.described.get('7')).toMatchObject({
      visibility: 'SUPPRESSED',
      holdings: [{ liveKeys: [], facts: null }],
    });
    expect(shelf.described.get('8')).toMatchObject({ visibility: 'ILL_TEMPORARY', holdings: [] });
    expect(shelf.described.get('9')).toMatchObject({ visibility: 'PUBLIC' });
  });

  it('are the same by both ways, but for the bytes and what only REST tells of copies', async () => {
    const [byOai, byRest] = [await harvestFully((await oai()).harvest), await harvestFully((await rest()).harvest)];
    const timeless = ({ described }: TestIndex) =>
      described.get('3')?.holdings.map((one) => ({ ...one, facts: null, catalogueUrl: null }));

    expect([...byRest.records.keys()].toSorted()).toEqual([...byOai.records.keys()].toSorted());
    expect(timeless(byRest)).toEqual(timeless(byOai));
    const marks = ({ described }: TestIndex) =>
      described.get('3')?.items.map(({ use: _use, details: _details, staffNotes: _notes, ...item }) => item);
    expect(marks(byRest)).toEqual(marks(byOai));
  });

  it('carry their number in 999, because 001 is the number of wherever they came from', async () => {
    const shelf = await harvestFully((await rest()).harvest);

    expect(shelf.described.get('4')?.marc.fields).toContainEqual({ tag: '001', value: 'src-Title 4' });
  });
});

describe('how copies stood', () => {
  const OUT = 30;
  const HELD = 31;

  async function factsAt(running: Running) {
    const { world } = running.simulator;
    checkOut(world, { item_id: OUT, patron_id: 5 });
    setWaiting(world, placeHold(world, { biblio_id: 3, patron_id: 5, pickup_library_id: 'A1' }).hold_id, HELD);
    const facts = (await harvestFully(running.harvest)).described.get('3')?.holdings[0]?.facts;
    return facts?.items.map((item) => [item.status, item.use, item.limitations.length]);
  }

  it.each([
    ['OAI-PMH', oai],
    ['REST', rest],
  ])('by %s is what records tell of loans, and holds of the hold shelf', async (_name, begin) => {
    const statuses = await factsAt(await begin({ settings: { itemTypes: { BK: 'LOAN' } } }));

    expect(statuses).toEqual([
      ['ON_LOAN', 'LOAN', 0],
      ['ON_HOLD_SHELF', 'LOAN', 0],
    ]);
  });

  it('is told as it is seen where the account may not see holds, with what could be true beside', async () => {
    const statuses = await factsAt(await oai({ permissions: ['catalogue'] }));

    expect(statuses?.map(([status, , limitations]) => [status, limitations])).toEqual([
      ['ON_LOAN', 0],
      ['AVAILABLE', 2],
    ]);
  });

  it('is not told by a site whose records do not show that a copy is on loan', async () => {
    const running = await oai();
    running.simulator.world.unmappedItemSubfields.add('q');

    expect(await factsAt(running)).toBeUndefined();
    expect(await running.harvest.describe(new AbortController().signal)).toBe('OAI-PMH with items');
  });
});

describe('one bad record, which makes Koha fail its whole page', () => {
  /** As it came from elsewhere: MARC-8 with an escape that nobody took out. */
  function spoil({ simulator: { world } }: Running, record: number): void {
    editRecord(world, record, marcOf(`Title ${record}\u001bB`));
  }

  function suppress({ simulator: { world } }: Running, record: number): void {
    const hides = { tag: '942', ind1: ' ', ind2: ' ', subfields: [{ code: 'n', value: '1' }] };
    editRecord(world, record, marcOf(`Title ${record}\u001bB`, hides));
  }

  it('is hidden where no column tells 942$n, and said to be, unless the region file hides nothing by it', async () => {
    const without = { preferences: { 'OAI-PMH': false } };
    const running = await rest(without);
    suppress(running, 15);
    spoil(running, 16);
    const minding = await collectPages(running.harvest, FULL);
    const minded = await rest({ ...without, settings: { suppression: { record942n: [] } } });
    spoil(minded, 16);

    const hidden = minding.flatMap((page) => page.records).filter((one) => !one.deleted && one.visibility !== 'PUBLIC');
    expect(hidden.map(({ localId }) => localId)).toEqual(expect.arrayContaining(['15', '16']));
    expect(rejectsOf(minding)).toMatchObject([
      { localId: '15', reason: expect.stringContaining('tells 942$n') as string },
      { localId: '16', reason: expect.stringContaining('tells 942$n') as string },
    ]);
    const { described } = await harvestFully(minded.harvest);
    expect(described.get('16')?.visibility).toBe('PUBLIC');
  });

  it.each<readonly [string, Visibility, (running: Running) => void]>([
    [
      'its framework',
      'ILL_TEMPORARY',
      ({ simulator: { world } }) => Object.assign(world.biblios.get(15) ?? {}, { framework_id: 'FA' }),
    ],
    [
      'its copies',
      'ILL_TEMPORARY',
      ({ simulator: { world } }) => {
        for (const id of [150, 151, 152]) editItem(world, id, { item_type_id: 'ILL' });
      },
    ],
    [
      'what the site shows the public',
      'SUPPRESSED',
      ({ simulator: { world } }) =>
        Object.assign(world.preferences, { OpacHiddenItems: { barcode: ['bar150', 'bar151', 'bar152'] } }),
    ],
    [
      'its column of 942$n',
      'SUPPRESSED',
      (running) => {
        suppress(running, 15);
      },
    ],
  ])('stays hidden where %s hides it', async (_name, visibility, hide) => {
    const running = await rest({ preferences: { 'OAI-PMH': false } });
    running.simulator.world.version = '26.05';
    spoil(running, 15);
    hide(running);

    const { described } = await harvestFully(running.harvest);

    expect(described.get('15')?.visibility).toBe(visibility);
    expect(described.get('15')?.holdings.filter(({ liveKeys }) => liveKeys.length > 0)).toEqual([]);
  });

  it('is read by OAI-PMH, which takes the character out, and said to be mended', async () => {
    const running = await rest();
    await running.simulator.faults.set({ badRecords: [15] });

    const pages = await collectPages(running.harvest, FULL);

    expect(rejectsOf(pages)).toEqual([]);
    expect(idsOf(pages)).toHaveLength(26);
    const mended = pages.flatMap((page) => page.records).find((record) => record.localId === '15');
    expect(mended).toMatchObject({ deleted: false, repairs: [expect.stringContaining('control characters')] });
  });

  it('is set aside alone where there is no OAI-PMH, and found by its title and copies meanwhile', async () => {
    const running = await rest({ preferences: { 'OAI-PMH': false } });
    running.simulator.world.version = '26.05';
    spoil(running, 15);

    const pages = await collectPages(running.harvest, FULL);
    const [reject, ...others] = rejectsOf(pages);

    expect(others).toEqual([]);
    expect(reject).toMatchObject({ localId: '15', format: 'unknown' });
    expect(Buffer.from(reject?.raw ?? []).toString()).toContain('"biblio_id":15');
    const records = pages.flatMap((page) => page.records);
    expect(records).toHaveLength(26);
    const mended = records.find(({ localId }) => localId === '15');
    expect(mended).toMatchObject({
      deleted: false,
      visibility: 'PUBLIC',
      repairs: [expect.stringContaining('control characters')],
      items: [{ localId: '150' }, { localId: '151' }, { localId: '152' }],
      holdings: [{ library: 'alder', copies: 2 }, { library: 'birch' }],
    });
    expect(mended?.deleted === false && mended.marc.fields).toContainEqual({
      tag: '245',
      ind1: ' ',
      ind2: ' ',
      subfields: [{ code: 'a', value: 'Title 15B /' }],
    });
    // It still exists: an index must not take it for deleted.
    expect(pages.at(-1)?.allLocalIds?.has('15')).toBe(true);
  });

  it('is not found where neither a type nor a copy says what it was typed in for, and nothing is kept of a loan', async () => {
    const running = await rest({ preferences: { 'OAI-PMH': false } });
    const { world } = running.simulator;
    addBiblio(world, { biblio_id: 60, marc: marcOf('Typed in for\u0008 a reader') });
    addBiblio(world, { biblio_id: 61, marc: marcOf('Typed in for\u0008 another reader'), framework_id: 'FA' });

    const pages = await collectPages(running.harvest, FULL);

    expect(idsOf(pages)).not.toContain('60');
    const kept = rejectsOf(pages).map(({ localId, raw }) => [localId, Buffer.from(raw).toString().includes('reader')]);
    expect(kept).toEqual([
      ['60', true],
      ['61', false],
    ]);
  });

  it('is no reason to set a whole page aside: where every record fails, something else is wrong', async () => {
    const running = await rest({ preferences: { 'OAI-PMH': false } });
    await running.simulator.faults.set({ badRecords: Array.from({ length: 30 }, (_one, index) => index + 1) });

    expect((await errorOf(collectPages(running.harvest, FULL))).code).toBe('LMS_BAD_RESPONSE');
  });
});

describe('REST', () => {
  it('goes on to an empty page: a short one may have been cut', async () => {
    const running = await rest();
    await collectPages(running.harvest, FULL);

    const lists = running.simulator.calls.list.filter((call) => call.query.includes('_order_by=%2Bbiblio_id'));
    expect(lists).toHaveLength(4);
    expect(lists.every((call) => call.status === 200)).toBe(true);
  });

  it('sets a record aside that is sent with the content of another', async () => {
    const { simulator, harvest } = await rest({ preferences: { 'OAI-PMH': false } });
    await simulator.faults.set({ lie: 'otherNumber', only: ['biblio'] });

    const pages = await collectPages(harvest, FULL);

    // The first of each page, and whose number that has: asked for alone, that is the first one.
    expect(rejectsOf(pages)).toMatchObject(
      [1, 2, 11, 12, 21, 22].map((id) => ({
        localId: String(id),
        reason: expect.stringContaining(`sent as record ${id}, but 999$c says ${id + 1}`) as string,
      })),
    );
    expect(pages.at(-1)?.allLocalIds?.size).toBe(26);
  });

  it('takes nothing of a record that has the number of another of its page for that one', async () => {
    const { simulator, harvest } = await rest({ preferences: { 'OAI-PMH': false } });
    Object.assign(simulator.world.biblios.get(3) ?? {}, { number_in_marc: 2 });

    const pages = await collectPages(harvest, FULL);

    expect(rejectsOf(pages)).toMatchObject([
      { localId: '3', reason: expect.stringContaining('999$c says 2') as string },
    ]);
    const second = pages.flatMap(({ records }) => records).find(({ localId }) => localId === '2');
    expect(JSON.stringify(second)).toContain('Title 2');
    expect(JSON.stringify(second)).not.toContain('Title 3');
  });

  it.each<readonly [string, string, RegExp]>([
    ['records', 'biblios', /records: the list does not go on behind number \d+/],
    ['copies', 'items', /items: the answer holds rows that were not asked for/],
  ])('ends the run if the list of %s pays no heed to q', async (_, kind, words) => {
    const { simulator, harvest } = await rest();
    const { nextCursor } = await harvestFully(harvest);
    await simulator.faults.set({ lie: 'everyRow', only: [kind] });

    const error = await errorOf(
      collectPages(harvest, { run: { kind: 'changes', cursor: nextCursor ?? '' }, resumeAt: null }),
    );

    expect(error.code).toBe('LMS_BAD_RESPONSE');
    expect(error.message).toMatch(words);
  });

  it('asks for changes by the wall time of the site, not by UTC', async () => {
    const running = await rest({ timeZone: 'America/New_York', settings: { rest: { overlapSeconds: 0 } } });
    const pages = await changesAfter(running, () => {
      checkOut(running.simulator.world, { item_id: 40, patron_id: 5 });
    });

    expect(idsOf(pages)).toEqual(['4']);
    const sent = running.simulator.calls.list.find((call) => call.query.includes('timestamp'));
    expect(decodeURIComponent(sent?.query ?? '')).toMatch(/"me\.timestamp":\{">=":"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"\}/);
    expect(running.simulator.calls.list.filter((call) => call.status === 500)).toEqual([]);
  });

  it('sees a loan, which stamps the copy, and does not see a hold, which stamps nothing', async () => {
    const running = await rest();
    const { world } = running.simulator;

    const pages = await changesAfter(running, () => {
      checkOut(world, { item_id: 40, patron_id: 5 });
      setWaiting(world, placeHold(world, { biblio_id: 9, patron_id: 5, pickup_library_id: 'A1' }).hold_id, 90);
    });

    expect(idsOf(pages)).toEqual(['4']);
  });

  it('compares all ids of a small catalogue every time, of a large one when it is due', async () => {
    const running = await rest();
    const small = await changesAfter(running, () => undefined);
    const large = JSON.stringify({
      v: 1,
      at: new Date().toISOString(),
      sweptAt: new Date().toISOString(),
      count: 50_000,
    });
    const due = JSON.stringify({ v: 1, at: new Date().toISOString(), sweptAt: '2020-01-01T00:00:00Z', count: 50_000 });
    const run = (cursor: string) => collectPages(running.harvest, { run: { kind: 'changes', cursor }, resumeAt: null });

    expect(small.at(-1)?.allLocalIds?.size).toBe(26);
    expect((await run(large)).at(-1)?.allLocalIds).toBeNull();
    expect((await run(due)).at(-1)?.allLocalIds?.size).toBe(26);
  });
});

it('refuses a cursor that no harvest wrote, and says what to do', async () => {
  const { harvest } = await oai();

  const error = await errorOf(collectPages(harvest, { run: { kind: 'changes', cursor: 'yesterday' }, resumeAt: null }));

  expect(error.code).toBe('BAD_USER_INPUT');
  expect(error.message).toContain('run a full harvest');
});
