/** Files with a live part, from the files to the answer. */
import { describe, expect, it } from 'vitest';
import type { HoldingFacts } from '#domain/facts.ts';
import { createId } from '#domain/ids.ts';
import { withSharedBarcodes } from '#domain/shared-barcodes.ts';
import { isMerciaError, MerciaError } from '#platform/errors.ts';
import { createLogger } from '#platform/logger.ts';
import type { Slot } from '#contract/adapter.ts';
import { record, SYSTEM, WRITTEN_AT } from '../files/folder.fixture.ts';
import { readingRulesOf } from '../registry.ts';
import { build, copy, type World } from '#tests/support/composed-system.ts';
import { ASKED_AT, createFakeServer, stateOf } from './live.fixture.ts';

const SIGNAL = new AbortController().signal;

function factsOf(slot: Slot<HoldingFacts | null> | undefined): HoldingFacts {
  if (slot === undefined || slot === null || isMerciaError(slot)) throw new Error(`no facts: ${String(slot)}`);
  return slot;
}

async function ask(
  { adapter, ref }: World,
  ...records: readonly string[]
): Promise<readonly Slot<HoldingFacts | null>[]> {
  return (
    adapter.items?.findAvailability(
      records.map((id) => ref(id)),
      SIGNAL,
    ) ?? []
  );
}

const told = ({ items }: HoldingFacts) =>
  items.map(({ barcode, status, reason }) => [barcode, status, reason?.code ?? null]);

describe('a system of files with a live part', () => {
  it('says of each copy what the live part says now, with owner, shelf and rule as harvest has them', async () => {
    const server = createFakeServer({
      '1': stateOf('ON_LOAN', { due: { on: '2026-06-20', at: null }, holdQueue: 3 }),
      '2': 'AVAILABLE',
    });
    const world = await build(server, [
      record('r1', 'One', copy({ b: '1', c: 'W 1' }), copy({ b: '2', s: 'O', t: 'RF' }), copy({ b: '9', o: 'B1' })),
    ]);

    const facts = factsOf((await ask(world, 'r1'))[0]);

    expect(server.asked).toEqual(['1', '2']);
    expect(facts).toMatchObject({
      asOf: ASKED_AT,
      holdQueue: 3,
      limitation: {
        code: 'NOT_SUPPORTED',
        system: SYSTEM,
        message: 'Copies as listed on 1 March 2026: what came or went since is not seen.',
      },
    });
    expect(facts.items[0]).toMatchObject({
      id: `${SYSTEM}:item:r1/1`,
      barcode: '1',
      callNumber: 'W 1',
      status: 'ON_LOAN',
      statusAtSource: 'said ON_LOAN',
      use: 'LOAN',
      itemType: 'Book',
      due: { on: '2026-06-20', at: null },
      permanentLocation: { code: 'MAIN', name: 'Main shelves', siteCode: 'A1' },
      reason: null,
    });
    // A live "in" outranks a harvested loan, and REFERENCE a live "in".
    expect(facts.items[1]).toMatchObject({ status: 'AVAILABLE', use: 'REFERENCE' });
  });

  it('believes the list that a copy has left the stock, and neither about one that may be at the bindery', async () => {
    const world = await build(createFakeServer({ '1': 'AVAILABLE', '2': 'AVAILABLE', '3': 'ON_LOAN' }), [
      record('r1', 'One', copy({ b: '1', s: 'W' }), copy({ b: '2', s: 'B' }), copy({ b: '3', s: 'B' })),
    ]);

    expect(told(factsOf((await ask(world, 'r1'))[0]))).toEqual([
      ['1', 'WITHDRAWN', null],
      ['2', 'UNKNOWN', 'BAD_ANSWER'],
      ['3', 'ON_LOAN', null],
    ]);
  });

  it('believes the list that a copy has left the stock where the live part cannot tell, or knows it no more', async () => {
    const cannotTell = stateOf('UNKNOWN', {
      reason: { code: 'NOT_SUPPORTED', message: 'Fake does not say how this copy stands.', system: SYSTEM },
    });
    const world = await build(createFakeServer({ '1': 'ON_LOAN', '2': cannotTell, '4': cannotTell }), [
      record('r1', 'One', ...['1', '4'].map((b) => copy({ b })), ...['2', '3'].map((b) => copy({ b, s: 'W' }))),
    ]);

    const facts = factsOf((await ask(world, 'r1'))[0]);

    expect(told(facts)).toEqual([
      ['1', 'ON_LOAN', null],
      ['4', 'UNKNOWN', 'NOT_SUPPORTED'],
      ['2', 'WITHDRAWN', null],
      ['3', 'WITHDRAWN', null],
    ]);
    expect(facts.items[3]).toMatchObject({ statusAtSource: 'W', statusRule: 'the list of copies outweighs Fake' });
  });

  it('never asks for hidden copies, and has none of them in its keys', async () => {
    const world = await build(createFakeServer({ '1': 'AVAILABLE' }), [
      record('r1', 'One', copy({ b: '1' }), copy({ b: '666', h: '1' })),
    ]);

    expect(told(factsOf((await ask(world, 'r1'))[0]))).toEqual([['1', 'AVAILABLE', null]]);
    expect(world.server.asked).toEqual(['1']);
    expect(JSON.stringify(world.records.get('r1')?.holdings)).not.toContain('666');
  });

  it('does not know what became of a copy that the live part does not know, and says so naming both', async () => {
    const world = await build(createFakeServer({ '1': 'AVAILABLE' }), [
      record('r1', 'One', copy({ b: '1' }), copy({ b: '2' })),
    ]);

    const { items } = factsOf((await ask(world, 'r1'))[0]);

    expect(items[1]).toMatchObject({ status: 'UNKNOWN' });
    expect(items[1]?.reason?.message).toBe(
      'The list of copies of The files of the hill of 1 March 2026 has this copy, and Fake of The files of the hill does not know it; ask the library.',
    );
  });

  it('does not ask for copies without a barcode, and gives neither of two copies the state of the other', async () => {
    const world = await build(createFakeServer({ '1': 'AVAILABLE', '7': 'ON_LOAN' }), [
      record('r1', 'One', copy({ b: '1' }), copy({}), copy({ b: '7' })),
      record('r2', 'Two', copy({ b: '7' })),
    ]);

    const [one, two] = await ask(world, 'r1', 'r2');

    expect(told(factsOf(one))).toEqual([
      ['1', 'AVAILABLE', null],
      [null, 'UNKNOWN', 'BAD_ANSWER'],
      ['7', 'UNKNOWN', 'BAD_ANSWER'],
    ]);
    expect(two).toMatchObject({
      code: 'CAPABILITY_UNSUPPORTED',
      publicMessage:
        'No copy of this title has a barcode of its own by which Fake of The files of the hill could be asked; ask the library.',
    });
    expect(world.server.asked).toEqual(['1']);
  });

  it('remembers a barcode that another record had', async () => {
    const world = await build(createFakeServer({ '7': 'ON_LOAN' }), [
      record('r1', 'One', copy({ b: '7' })),
      record('r2', 'Two', copy({ b: '7' })),
    ]);
    await ask(world, 'r1');

    expect((await ask(world, 'r2'))[0]).toMatchObject({ code: 'CAPABILITY_UNSUPPORTED' });
    expect((await ask(world, 'r1'))[0]).toMatchObject({ code: 'CAPABILITY_UNSUPPORTED' });
  });

  it('gives a copy of which the index knows that its barcode is another’s, too, no state from the first question on', async () => {
    const world = await build(createFakeServer({ '1': 'AVAILABLE', '7': 'ON_LOAN' }), [
      record('r1', 'One', copy({ b: '1' }), copy({ b: '7' })),
    ]);
    const { id, liveKeys } = world.ref('r1');
    const marked = { id, liveKeys: withSharedBarcodes(liveKeys, ['r1/7']) };

    const [slot] = (await world.adapter.items?.findAvailability([marked], SIGNAL)) ?? [];

    expect(told(factsOf(slot))).toEqual([
      ['1', 'AVAILABLE', null],
      ['7', 'UNKNOWN', 'BAD_ANSWER'],
    ]);
    expect(world.server.asked).toEqual(['1']);
  });

  it('says nothing live of a holding without copies in the list, and of one that is not of its keys', async () => {
    const world = await build(createFakeServer(), [record('r1', 'One', copy({ b: '1' }))]);
    const none = { id: world.ref('r1').id, liveKeys: ['v:2', 'c:["r1","alder",[],[]]'] };

    const slots = await world.adapter.items?.findAvailability([none, { ...none, liveKeys: ['?'] }], SIGNAL);

    expect(slots).toMatchObject([
      { code: 'CAPABILITY_UNSUPPORTED', publicMessage: expect.stringContaining('has none of this title') as string },
      { code: 'BAD_USER_INPUT' },
    ]);
    expect(world.server.asked).toEqual([]);
  });

  it('tells what was answered as it comes, and keeps it when time is up', async () => {
    const server = createFakeServer({ '1': 'AVAILABLE', '2': 'AVAILABLE', '3': 'AVAILABLE' });
    const world = await build(server, [
      record('r1', 'One', copy({ b: '1' }), copy({ b: '2' })),
      record('r2', 'Two', copy({ b: '3' })),
    ]);
    const caller = new AbortController();
    const came: unknown[] = [];
    server.hold = (barcode) => (barcode === '2' ? new Promise(() => undefined) : Promise.resolve());
    const asking = world.adapter.items?.findAvailability(
      [world.ref('r1'), world.ref('r2')],
      caller.signal,
      (place, slot) => {
        came.push([place, told(factsOf(slot))]);
        caller.abort();
      },
    );

    const [one, two] = (await asking) ?? [];

    const partial = [
      ['1', 'AVAILABLE', null],
      ['2', 'UNKNOWN', 'TIMEOUT'],
    ];
    expect(came).toEqual([[0, partial]]);
    expect(told(factsOf(one))).toEqual(partial);
    expect(two).toMatchObject({ code: 'LMS_TIMEOUT' });
  });

  it('gives the error of the live part where nothing was answered', async () => {
    const down = new MerciaError('LMS_UNAVAILABLE', '[hill] item: down', { system: SYSTEM });
    const world = await build(createFakeServer({ '1': down, '2': down, '3': 'AVAILABLE' }), [
      record('r1', 'One', copy({ b: '1' }), copy({ b: '2' })),
      record('r2', 'Two', copy({ b: '3' })),
    ]);

    const [one, two] = await ask(world, 'r1', 'r2');

    expect(one).toBe(down);
    expect(told(factsOf(two))).toEqual([['3', 'AVAILABLE', null]]);
  });

  it('asks for the first 200 copies of a title, in a call of its own, and leaves the others last known', async () => {
    const copies = Array.from({ length: 230 }, (_, number) => copy({ b: `b${number}` }));
    const server = createFakeServer(Object.fromEntries(copies.map((_, number) => [`b${number}`, 'AVAILABLE'])));
    const world = await build(server, [record('r1', 'One', ...copies), record('r2', 'Two', copy({ b: 'x' }))]);

    const { items } = factsOf((await ask(world, 'r1'))[0]);

    expect(items.map(({ status, reason }) => reason?.code ?? status)).toEqual([
      ...Array<string>(200).fill('AVAILABLE'),
      ...Array<string>(30).fill('TOO_MANY_ITEMS'),
    ]);
    expect(new Set(items.map(({ id }) => id)).size).toBe(230);
    expect([world.adapter.items?.isLarge?.(world.ref('r1')), world.adapter.items?.isLarge?.(world.ref('r2'))]).toEqual([
      true,
      false,
    ]);
  });

  it('tells a large title whole a few times while its copies come, not with each of them, and the last of it', async () => {
    const barcodes = Array.from({ length: 2_000 }, (_, number) => `b${number}`);
    const server = createFakeServer(Object.fromEntries(barcodes.map((barcode) => [barcode, 'AVAILABLE'])));
    const world = await build(server, [record('r1', 'One', ...barcodes.map((b) => copy({ b })))]);
    const caller = new AbortController();
    // The last that it is asked for is not answered: what was told before is told when its turn comes, and not when more has come.
    server.hold = (barcode) => (barcode === 'b199' ? new Promise(() => undefined) : Promise.resolve());
    const came: number[] = [];

    const [slot] =
      (await world.adapter.items?.findAvailability([world.ref('r1')], caller.signal, (_place, told) => {
        const answered = factsOf(told).items.filter(({ status }) => status === 'AVAILABLE').length;
        came.push(answered);
        if (answered === 199) caller.abort();
      })) ?? [];

    expect(came).toEqual([1, 199]);
    expect(factsOf(slot).items).toHaveLength(2_000);
  });

  it('tells what waits of a large title when the call is given up', async () => {
    const barcodes = Array.from({ length: 2_000 }, (_, number) => `b${number}`);
    const server = createFakeServer(Object.fromEntries(barcodes.map((barcode) => [barcode, 'AVAILABLE'])));
    const world = await build(server, [record('r1', 'One', ...barcodes.map((b) => copy({ b })))]);
    const caller = new AbortController();
    const came: number[] = [];
    server.hold = (barcode) => {
      if (barcode === 'b3') caller.abort();
      return Promise.resolve();
    };

    await world.adapter.items?.findAvailability([world.ref('r1')], caller.signal, (_place, told) => {
      came.push(factsOf(told).items.filter(({ status }) => status === 'AVAILABLE').length);
    });

    expect(came).toEqual([1, 3]);
  });

  it('writes the same keys when a stored record is read again, with the date of the list', async () => {
    const world = await build(createFakeServer(), [
      record('r1', 'One', copy({ b: '1' }), copy({ b: '2', o: 'B1' }), copy({ b: '3', s: 'W', h: '1' })),
    ]);
    const kept = world.records.get('r1');
    if (kept === undefined) throw new Error('no record');
    const stored = { ...kept, holdings: kept.holdings.map((holding) => ({ ...holding, facts: null })) };

    const rules = readingRulesOf(world.system, createLogger('silent'));
    const again = rules.readAgain(stored);

    expect(again?.holdings.map(({ liveKeys }) => liveKeys)).toEqual(stored.holdings.map(({ liveKeys }) => liveKeys));
    expect(JSON.stringify(again?.holdings)).toContain(WRITTEN_AT);
    const { live: _live, ...alone } = world.system;
    expect(rules.digest).not.toBe(readingRulesOf(alone, createLogger('silent')).digest);
    expect(rules.digest).toBe(world.adapter.harvest?.rules.digest);
  });

  it('refuses keys of the layout before, and writes new ones when the stored record is read again', async () => {
    const world = await build(createFakeServer({ '1': 'AVAILABLE' }), [record('r1', 'One', copy({ b: '1' }))]);
    const kept = world.records.get('r1');
    if (kept === undefined) throw new Error('no record');
    // A note stood where a later layout could have had a field.
    const before = [
      'c1:["r1","alder",[["r1/1","1","A1",null,"MAIN","BK",null,null,null,"A note"]],[]]',
      `~c1:["${WRITTEN_AT}",[["AVAILABLE","LOAN","0"]]]`,
    ];
    const stored = { ...kept, holdings: kept.holdings.map((one) => ({ ...one, facts: null, liveKeys: before })) };

    const [refused] =
      (await world.adapter.items?.findAvailability([{ ...world.ref('r1'), liveKeys: before }], SIGNAL)) ?? [];
    const again = readingRulesOf(world.system, createLogger('silent')).readAgain(stored);

    expect(refused).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(again?.holdings.map(({ liveKeys }) => liveKeys)).toEqual(kept.holdings.map(({ liveKeys }) => liveKeys));
  });

  it('can what both parts can, and is probed as both', async () => {
    const patrons = { find: () => Promise.resolve(null), account: () => Promise.resolve(null) };
    const world = await build(createFakeServer(), [record('r1', 'One', copy({ b: '1' }))], {
      capabilities: ['LIVE_ITEMS', 'PATRON_ACCOUNT', 'LOAN_COUNTS'],
      patrons,
    });

    const probe = await world.adapter.probe(SIGNAL);

    expect(world.adapter.capabilities).toEqual([
      'HARVEST_FULL',
      'HARVEST_CHANGES',
      'LIVE_ITEMS',
      'HOLDING_STATEMENTS',
      'PATRON_ACCOUNT',
      'CODE_LISTS',
    ]);
    expect(world.adapter.patrons).toBe(patrons);
    expect(probe.steps.at(-1)).toMatchObject({ what: 'fake: log in', ok: true });
    expect(probe.capabilities).toContain('LIVE_ITEMS');
    expect(probe.product).toContain('Fake 1');
  });

  it('cannot tell of a copy by its id alone', async () => {
    const { adapter } = await build(createFakeServer(), [record('r1', 'One', copy({ b: '1' }))]);

    expect(adapter.items?.needsHolding).toBe(true);
    expect(await adapter.items?.findItems([createId(SYSTEM, 'item', 'r1/1')], SIGNAL)).toMatchObject([
      { code: 'CAPABILITY_UNSUPPORTED' },
    ]);
  });
});
