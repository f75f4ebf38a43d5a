/** Live items of a Koha in as few calls as it allows: koha.md 9 to 14, 22 to 33, 55. */
import type { LmsAdapter } from '#contract/adapter.ts';
import type { HoldingFacts, HoldingRef } from '#domain/facts.ts';
import { createId } from '#domain/ids.ts';
import { isMerciaError, MerciaError } from '#platform/errors.ts';
import { createKohaSimulator, type KohaSimulator } from '#simulators/koha/index.ts';
import {
  addBiblio,
  addItem,
  checkIn,
  checkOut,
  editItem,
  placeHold,
  setWaiting,
  startTransfer,
} from '#simulators/koha/world.ts';
import { createTestAdapter, createTestWorld, marcOf, SYSTEM } from '#tests/conformance/koha-system.ts';
import type { KohaTestOptions } from '#tests/conformance/koha-options.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createScriptedKoha } from './scripted-koha.ts';

const signal = new AbortController().signal;
let simulator: KohaSimulator;
let adapter: LmsAdapter;
const open: (() => Promise<void>)[] = [];

async function start(options: KohaTestOptions): Promise<void> {
  simulator = await createKohaSimulator({ world: createTestWorld(options) });
  adapter = createTestAdapter(simulator.url, options);
  const [running, made] = [simulator, adapter];
  open.push(
    () => running.close(),
    () => made.close(),
  );
}

beforeEach(() => start({ login: 'oauth' }));

afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

function ref(record: number, library = 'alder'): HoldingRef {
  return { id: createId(SYSTEM, 'holding', `${record}@${library}`), liveKeys: [`r:${record}`, `l:${library}`] };
}

async function facts(...refs: readonly HoldingRef[]): Promise<readonly HoldingFacts[]> {
  const answers = (await adapter.items?.findAvailability(refs, signal)) ?? [];
  return answers.map((answer) => {
    if (answer === null || answer instanceof MerciaError) throw new Error('no facts', { cause: answer });
    return answer;
  });
}

const itemId = (id: number) => createId(SYSTEM, 'item', String(id));
const kinds = (): readonly string[] =>
  simulator.calls.list.map((call) => call.kind).filter((kind) => kind !== 'oauth-token');

describe.each(['oauth', 'none'] as const)('a large title (login: %s)', (login) => {
  it('is as old as its first page, and its holds are asked for after the last', async () => {
    const began = Date.now();
    let askedAt = 0;
    const pages = () => kinds().filter((kind) => kind.endsWith('items')).length;
    await start({ login, now: () => began + askedAt + pages() * 1000 });
    for (let copy = 0; copy < 300; copy += 1) {
      addItem(simulator.world, { biblio_id: 3, home_library_id: 'A1', item_type_id: 'BK' });
    }

    const asking = facts({ ...ref(3), liveKeys: ['r:3', 'l:alder', 'n:303'] });
    // Waits for its turn.
    askedAt = 500;
    const [told] = await asking;
    const asked = kinds();

    expect(pages()).toBeGreaterThan(1);
    expect(asked.lastIndexOf('holds')).toBe(login === 'oauth' ? asked.length - 1 : -1);
    expect(told?.asOf).toBe(new Date(began + askedAt + 1000).toISOString());
  });
});

describe('a page of 25 titles', () => {
  it('is told title by title where each is a call of its own, before the slowest of them', async () => {
    await start({ login: 'none' });
    const refs = [ref(1), ref(2), ref(3)];
    const came = new Map<number, unknown>();

    const answers = await adapter.items?.findAvailability(refs, signal, (place, slot) => came.set(place, slot));

    expect([...came.keys()].toSorted()).toEqual([0, 1, 2]);
    expect(refs.map((_, place) => came.get(place))).toEqual(answers);
  });

  it('costs one call of each kind, and none for loans where nothing is on loan', async () => {
    const refs = Array.from({ length: 25 }, (_one, index) => ref(index + 1, (index + 1) % 3 === 2 ? 'birch' : 'alder'));

    await facts(...refs);
    expect([...kinds()].toSorted()).toEqual(['holds', 'items']);

    checkOut(simulator.world, { item_id: 40, patron_id: 5 });
    simulator.calls.clear();
    await facts(...refs);
    expect([...kinds()].toSorted()).toEqual(['checkouts', 'holds', 'items']);
  });

  it('is parted where the query would be too long, or the batch too large', async () => {
    const refs = Array.from({ length: 120 }, (_one, index) => ref(index + 1));

    await adapter.items?.findAvailability(refs, signal);

    expect(simulator.calls.count('items')).toBe(3);
    expect(Math.max(...simulator.calls.list.map((call) => call.query.length))).toBeLessThan(7_000);
  });
});

it('gives all copies of a title that has more than a page of them', async () => {
  addBiblio(simulator.world, { biblio_id: 90, marc: marcOf('Sixty copies') });
  for (let copy = 1; copy <= 60; copy += 1)
    addItem(simulator.world, { biblio_id: 90, home_library_id: 'A1', item_id: 9000 + copy });

  const [answer] = await facts(ref(90));

  expect(answer?.items).toHaveLength(60);
});

it('asks on where something on the way cuts the page, and is not taken in', async () => {
  const rows = Array.from({ length: 7 }, (_one, index) => ({
    item_id: index + 1,
    biblio_id: 1,
    home_library_id: 'A1',
    checked_out_date: null,
    not_for_loan_status: 0,
    lost_status: 0,
    withdrawn: 0,
    damaged_status: 0,
  }));
  const server = await createScriptedKoha((asked) => {
    if (asked.path === '/api/v1/oauth/token') return { body: { access_token: 't', expires_in: 3600 } };
    if (asked.path !== '/api/v1/items') return { body: [], headers: { 'x-total-count': '0' } };
    const q = asked.query.get('q') ?? '';
    const after = Number(/"item_id":\{">":(\d+)\}/.exec(q)?.[1] ?? 0);
    const rest = rows.filter((row) => row.item_id > after);
    return { body: rest.slice(0, 3), headers: { 'x-total-count': String(rest.length) } };
  });
  const cut = createTestAdapter(server.address, { login: 'oauth' });
  open.push(
    () => server.close(),
    () => cut.close(),
  );

  const [answer] = (await cut.items?.findAvailability([ref(1)], signal)) ?? [];

  expect((answer as HoldingFacts).items.map((item) => item.id)).toEqual(rows.map((row) => itemId(row.item_id)));
});

it('never asks by a plain parameter, which Koha would match inside other numbers', async () => {
  checkOut(simulator.world, { item_id: 10, patron_id: 5 });
  checkOut(simulator.world, { item_id: 100, patron_id: 5 });

  const answer = await facts(ref(1));

  expect(answer[0]?.items.map((item) => item.id)).toEqual([itemId(10)]);
  for (const call of simulator.calls.list.filter((one) => one.kind !== 'oauth-token')) {
    expect([...new URLSearchParams(call.query).keys()].filter((name) => name !== 'q' && !name.startsWith('_'))).toEqual(
      [],
    );
  }
});

it('qualifies the columns that are ambiguous: no call of a page ends in a 500', async () => {
  checkOut(simulator.world, { item_id: 10, patron_id: 5 });

  await facts(ref(1), ref(2, 'birch'));
  await adapter.items?.findItems([itemId(10)], signal);

  expect(simulator.calls.list.filter((call) => call.status !== 200)).toEqual([]);
});

describe('the hold shelf and the way to it', () => {
  it('are known from holds alone: neither shows in the item', async () => {
    const { world } = simulator;
    setWaiting(world, placeHold(world, { biblio_id: 3, patron_id: 5, pickup_library_id: 'A1' }).hold_id, 30);
    startTransfer(world, 31, 'A1', placeHold(world, { biblio_id: 3, patron_id: 5, pickup_library_id: 'A1' }).hold_id);
    placeHold(world, { biblio_id: 3, patron_id: 5, pickup_library_id: 'A1' });

    const [answer] = await facts(ref(3));

    expect(answer?.items.map((item) => [item.id, item.status])).toEqual([
      [itemId(30), 'ON_HOLD_SHELF'],
      [itemId(31), 'IN_TRANSIT'],
    ]);
    expect(answer?.holdQueue).toBe(1);
    expect(JSON.stringify(answer)).not.toMatch(/patron/i);
  });

  it('leave copies as they are seen, with what is not told, where holds cannot be read: never a guess', async () => {
    checkOut(simulator.world, { item_id: 31, patron_id: 5 });
    await simulator.faults.set({ only: ['holds'], status: 500 });

    const [answer] = await facts(ref(3));

    expect(answer?.items.map((item) => [item.status, item.limitations, item.reason])).toEqual([
      ['AVAILABLE', ['HOLD_SHELF_NOT_TOLD', 'TRANSIT_NOT_TOLD'], null],
      ['ON_LOAN', [], null],
    ]);
    expect(answer?.holdQueue).toBeNull();
    expect(answer?.limitation?.code).toBe('BAD_ANSWER');
  });

  it('of a plain transfer REST tells nothing: a copy that is away from home says that it may travel', async () => {
    checkIn(simulator.world, 30, 'A2');

    const [answer] = await facts(ref(3));

    expect(answer?.items.map(({ status, limitations }) => [status, limitations])).toEqual([
      ['AVAILABLE', ['TRANSIT_NOT_TOLD']],
      ['AVAILABLE', []],
    ]);
    expect(answer?.limitation).toBeNull();
  });

  it('are all told where no copy of the site ever travels', async () => {
    await start({ login: 'oauth', settings: { transfers: 'none' } });

    expect((await facts(ref(3)))[0]?.items.map(({ limitations }) => limitations)).toEqual([[], []]);
  });
});

describe('when a loan is due', () => {
  it('is a day for a loan by days and an hour for a loan by hours', async () => {
    const { world } = simulator;
    checkOut(world, { item_id: 30, patron_id: 5, days: 14 });
    // Ten past: what is due at 23:59 is due on a day.
    const inFourHours = Math.floor(Date.now() / 3_600_000 + 4) * 3_600_000 + 600_000;
    const due = checkOut(world, { item_id: 31, patron_id: 5, due: inFourHours });

    const [answer] = await facts(ref(3));

    expect(answer?.items[0]?.due?.at).toBeNull();
    expect(Date.parse(answer?.items[1]?.due?.at ?? '')).toBe(Math.floor(due.due_date / 1000) * 1000);
    expect(answer?.items[1]?.due?.at).toMatch(/[+-]\d\d:\d\d$/);
  });

  it('falls back to the day that the copy itself knows where loans cannot be read', async () => {
    checkOut(simulator.world, { item_id: 30, patron_id: 5, due: Date.now() + 4 * 3_600_000 });
    await simulator.faults.set({ only: ['checkouts'], status: 500 });

    const [answer] = await facts(ref(3));

    expect(answer?.items[0]).toMatchObject({ status: 'ON_LOAN', due: { at: null } });
  });
});

describe('whose copies they are', () => {
  it('is told by the home branch: each library sees its own under one record', async () => {
    const [alder, birch] = await facts(ref(3), ref(3, 'birch'));

    expect(alder?.items.map((item) => item.id)).toEqual([itemId(30), itemId(31)]);
    expect(birch?.items.map((item) => item.id)).toEqual([itemId(32)]);
  });

  it('stays so for a copy at a sister site, which shows where it is', async () => {
    editItem(simulator.world, 32, { holding_library_id: 'A1' });

    const [alder, birch] = await facts(ref(3), ref(3, 'birch'));

    expect(alder?.items).toHaveLength(2);
    expect(birch?.items[0]?.permanentLocation).toMatchObject({ code: 'GEN', siteCode: 'B1' });
    expect(birch?.items[0]?.currentLocation).toMatchObject({ code: 'A1', siteCode: 'A1', name: 'Alder Main' });
  });

  it('comes back with an item asked for alone', async () => {
    const [item] = (await adapter.items?.findItems([itemId(32)], signal)) ?? [];

    expect(item).toMatchObject({ library: 'birch', recordLocalId: '3' });
  });
});

describe.each(['oauth', 'none'] as const)('a copy that cannot be read (login: %s)', (login) => {
  it('costs no other that is asked for with it', async () => {
    await start({ login });
    Object.assign(simulator.world.items.get(40) ?? {}, { lost_status: 'no number' });

    const answers = await adapter.items?.findItems([30, 40, 60].map(itemId), signal);

    expect(answers).toMatchObject([{ recordLocalId: '3' }, { code: 'LMS_BAD_RESPONSE' }, { recordLocalId: '6' }]);
    expect(await adapter.items?.findItems([itemId(40)], signal)).toMatchObject([{ code: 'LMS_BAD_RESPONSE' }]);
  });

  it('may be any that did not come', async () => {
    await start({ login });
    Object.assign(simulator.world.items.get(40) ?? {}, { lost_status: 'no number' });

    const answers = await adapter.items?.findItems([999, 30, 40].map(itemId), signal);

    const bad = { code: 'LMS_BAD_RESPONSE' };
    expect(answers).toMatchObject([bad, { recordLocalId: '3' }, bad]);
  });
});

describe('what the public may not see', () => {
  it('does not appear by item id: copies of suppressed, fast-add and interlibrary records', async () => {
    const answers = await adapter.items?.findItems([itemId(70), itemId(80), itemId(90)], signal);

    expect(answers?.map((answer) => (isMerciaError(answer) ? answer : (answer?.item.id ?? null)))).toEqual([
      null,
      null,
      itemId(90),
    ]);
  });

  it('does not appear among copies: hidden by a rule of the site', async () => {
    await start({
      login: 'oauth',
      settings: { suppression: { hiddenItems: { lost_status: [1], location: ['STAFF'] } } },
    });
    editItem(simulator.world, 30, { lost_status: 1 });
    editItem(simulator.world, 31, { location: 'STAFF' });

    const [alder] = await facts(ref(3));
    const items = await adapter.items?.findItems([itemId(30), itemId(31), itemId(32)], signal);

    expect(alder?.items).toEqual([]);
    expect(items?.map((item) => item === null)).toEqual([true, true, false]);
  });

  it('is looked up once a minute, not with every question', async () => {
    await adapter.items?.findItems([itemId(30)], signal);
    await adapter.items?.findItems([itemId(30)], signal);

    expect(simulator.calls.count('biblios')).toBe(2);
  });

  it('is told of a record that Koha cannot write by its columns, and by what the site shows the public', async () => {
    const ask = () => adapter.items?.findItems([itemId(30), itemId(60), itemId(80)], signal);
    await start({ login: 'oauth' });
    simulator.world.version = '26.05';
    simulator.world.preferences.OpacHiddenItems = { barcode: ['bar60', 'bar61', 'bar62'] };
    await simulator.faults.set({ badRecords: [3, 6, 8] });
    expect(await ask()).toMatchObject([{ recordLocalId: '3' }, null, null]);
  });

  it('is told by OAI-PMH where no column tells 942$n of a record that Koha cannot write', async () => {
    await simulator.faults.set({ badRecords: [3, 7, 8] });

    const answers = await adapter.items?.findItems([itemId(30), itemId(70), itemId(80)], signal);

    expect(answers).toMatchObject([{ recordLocalId: '3' }, null, null]);
  });

  it('is not known where no column and no OAI-PMH tells 942$n: that is no word of a copy that is not there', async () => {
    await start({ login: 'oauth', preferences: { 'OAI-PMH': false } });
    const ask = () => adapter.items?.findItems([itemId(30), itemId(80)], signal);
    await simulator.faults.set({ badRecords: [3, 8] });
    expect(await ask()).toMatchObject([{ code: 'LMS_BAD_RESPONSE' }, null]);

    await simulator.faults.set({});
    expect(await ask()).toMatchObject([{ recordLocalId: '3' }, null]);
  });

  it('is not that of another of the same answer that has its number', async () => {
    Object.assign(simulator.world.biblios.get(7) ?? {}, { number_in_marc: 6 });

    const answers = await adapter.items?.findItems([itemId(60), itemId(70)], signal);

    expect(answers).toMatchObject([{ recordLocalId: '6' }, { code: 'LMS_BAD_RESPONSE' }]);
  });

  it('is not guessed where Koha writes no record: their copies are an error in their own slot', async () => {
    await simulator.faults.set({ badRecords: [1, 2, 3, 4, 5, 6, 9] });

    const answers = await adapter.items?.findItems([10, 20, 30, 40, 50, 60, 90].map(itemId), signal);

    expect(answers?.map((answer) => isMerciaError(answer) && answer.code)).toEqual(Array(7).fill('LMS_BAD_RESPONSE'));
  });
});

it('tells a record without copies from a record that is gone', async () => {
  addBiblio(simulator.world, { biblio_id: 91, marc: marcOf('No copies') });

  const answers = await adapter.items?.findAvailability([ref(91), ref(92)], signal);

  expect(answers?.[0]).toMatchObject({ items: [], holdQueue: 0 });
  expect(answers?.[1]).toBeNull();
});

describe('without a service account', () => {
  beforeEach(() => start({ login: 'none', settings: { publicTitlesPerPage: 2 } }));

  it('costs one call a title, as far as the cap; what lies beyond says so in its own slot', async () => {
    const answers = (await adapter.items?.findAvailability([ref(3), ref(3, 'birch'), ref(6), ref(9)], signal)) ?? [];

    expect(simulator.calls.count('public-biblio-items')).toBe(2);
    expect(answers.slice(0, 3).map((answer) => (answer as HoldingFacts).items.length)).toEqual([2, 1, 2]);
    expect(answers[3]).toMatchObject({ code: 'LMS_RATE_LIMITED' });
  });

  it('gives fewer facts and says what cannot be seen', async () => {
    const [answer] = await facts(ref(3));

    expect(answer).toMatchObject({ holdQueue: null, limitation: { code: 'NOT_SUPPORTED' } });
    expect(answer?.items[0]).toMatchObject({
      status: 'AVAILABLE',
      limitations: ['HOLD_SHELF_NOT_TOLD', 'TRANSIT_NOT_TOLD'],
      barcode: 'bar30',
      holdQueue: null,
    });
  });

  it('keeps suppressed records out of single items too', async () => {
    const answers = await adapter.items?.findItems([itemId(70), itemId(30)], signal);

    expect(answers?.map((answer) => answer === null)).toEqual([true, false]);
  });
});
