import { describe, expect, it } from 'vitest';
import { NOTHING_KNOWN_OF_ITEM, type HoldingFacts, type ItemFacts } from '#domain/facts.ts';
import { createId, type SystemId } from '#domain/ids.ts';
import { MerciaError } from '#platform/errors.ts';
import type { CopySource, ItemSource, Slot } from '#contract/adapter.ts';
import { complementCopies, complementItems } from './complement.ts';
import { createFakeCopies, createFakeServer, stateOf, type FakeServer } from './live.fixture.ts';

const SYSTEM = 'koha-a' as SystemId;
const HOLDING = { id: createId(SYSTEM, 'holding', '1@alder'), liveKeys: [] };
const SIGNAL = new AbortController().signal;
const AS_OF = '2026-06-01T09:00:00.000Z';
const NOT_TOLD = stateOf('UNKNOWN', {
  reason: { code: 'NOT_SUPPORTED', message: 'It says nothing of how the copy stands', system: SYSTEM },
});
const DUE = { on: '2026-06-20', at: null };

function item(barcode: string | null, over: Partial<ItemFacts> = {}): ItemFacts {
  return {
    ...NOTHING_KNOWN_OF_ITEM,
    id: createId(SYSTEM, 'item', `i${barcode ?? ''}`),
    barcode,
    status: 'AVAILABLE',
    limitations: ['TRANSIT_NOT_TOLD'],
    use: 'LOAN',
    ...over,
  };
}

function sourceOf(items: readonly ItemFacts[]): ItemSource {
  const facts: HoldingFacts = { asOf: AS_OF, items, holdQueue: 0, limitation: null };
  return {
    findAvailability: (holdings) => Promise.resolve(holdings.map(() => facts)),
    findItems: (ids) =>
      Promise.resolve(
        ids.map((id) => {
          const found = items.find((one) => one.id === id);
          return found === undefined
            ? null
            : { asOf: AS_OF, item: found, library: null, recordLocalId: '1', limitation: null };
        }),
      ),
  };
}

/** Answers at the end alone. */
function silently(server: FakeServer): CopySource['findCopies'] {
  return (copies, signal) => createFakeCopies(server).findCopies(copies, signal);
}

async function ask(server: FakeServer, items: readonly ItemFacts[], withinMs?: number): Promise<readonly unknown[]> {
  const source = complementItems(sourceOf(items), createFakeCopies(server), withinMs);
  const [slot] = await source.findAvailability([HOLDING], SIGNAL);
  const facts = slot as HoldingFacts;
  return facts.items.map(({ status, limitations }) => [status, ...limitations]);
}

describe('a live part beside a system that tells its copies itself', () => {
  it('is asked only for copies of which something is left open, and tells what they hide', async () => {
    const server = createFakeServer({
      '1': 'IN_TRANSIT',
      '2': 'ON_HOLD_SHELF',
      '3': 'AVAILABLE',
      '4': 'ON_LOAN',
      '5': stateOf('AVAILABLE', { limitations: ['TRANSIT_NOT_TOLD'] }),
      '7': 'IN_TRANSIT',
      '8': 'IN_TRANSIT',
    });

    const told = await ask(server, [
      ...['1', '2', '3', '4', '5', '6'].map((barcode) => item(barcode)),
      item('7', { limitations: [] }),
      item('8', { status: 'ON_LOAN', limitations: [], due: DUE }),
      item(null),
    ]);

    expect(told).toEqual([
      ['IN_TRANSIT'],
      ['ON_HOLD_SHELF'],
      ['AVAILABLE'],
      ['AVAILABLE', 'TRANSIT_NOT_TOLD'],
      ['AVAILABLE', 'TRANSIT_NOT_TOLD'],
      ['AVAILABLE', 'TRANSIT_NOT_TOLD'],
      ['AVAILABLE'],
      ['ON_LOAN'],
      ['AVAILABLE', 'TRANSIT_NOT_TOLD'],
    ]);
    expect(server.asked).toEqual(['1', '2', '3', '4', '5', '6']);
  });

  it('gives neither of two copies with one barcode the state of the other', async () => {
    const copies = [item('1'), item('1', { id: createId(SYSTEM, 'item', 'other') })];

    expect(await ask(createFakeServer({ '1': 'AVAILABLE' }), copies)).toEqual([
      ['AVAILABLE', 'TRANSIT_NOT_TOLD'],
      ['AVAILABLE', 'TRANSIT_NOT_TOLD'],
    ]);
  });

  it('gives a copy no state where another with its barcode is one of which nothing is left open', async () => {
    const lent = item('1', { id: createId(SYSTEM, 'item', 'other'), status: 'ON_LOAN', limitations: [], due: DUE });

    expect(await ask(createFakeServer({ '1': 'AVAILABLE' }), [item('1'), lent])).toEqual([
      ['AVAILABLE', 'TRANSIT_NOT_TOLD'],
      ['ON_LOAN'],
    ]);
  });

  it.each([
    ['is down', new MerciaError('LMS_UNAVAILABLE', '[koha-a] item: down', { system: SYSTEM })],
    [
      'does not understand itself',
      stateOf('UNKNOWN', { reason: { code: 'BAD_ANSWER', message: 'What?', system: SYSTEM } }),
    ],
  ])('leaves the limitation where it %s', async (_, answer) => {
    expect(await ask(createFakeServer({ '1': answer }), [item('1')])).toEqual([['AVAILABLE', 'TRANSIT_NOT_TOLD']]);
  });

  it('makes nobody wait for it, and keeps what it has said by then', async () => {
    const server = createFakeServer({ '1': 'IN_TRANSIT', '2': 'IN_TRANSIT' });
    server.hold = (barcode) => (barcode === '2' ? new Promise(() => undefined) : Promise.resolve());

    expect(await ask(server, [item('1'), item('2')], 200)).toEqual([['IN_TRANSIT'], ['AVAILABLE', 'TRANSIT_NOT_TOLD']]);
  });

  it('tells what the system said at once, and what it adds as it comes', async () => {
    const came: unknown[] = [];
    const source = complementItems(sourceOf([item('1')]), createFakeCopies(createFakeServer({ '1': 'IN_TRANSIT' })));

    await source.findAvailability([HOLDING], SIGNAL, (_place, slot) => {
      came.push((slot as HoldingFacts).items[0]?.status);
    });

    expect(came).toEqual(['AVAILABLE', 'IN_TRANSIT']);
  });

  it('tells what it adds once, and a large title not with each of its copies', async () => {
    const barcodes = Array.from({ length: 100 }, (_, number) => `${number}`);
    const server = createFakeServer(Object.fromEntries(barcodes.map((barcode) => [barcode, 'IN_TRANSIT'])));
    const told: number[] = [];
    const open = stateOf('AVAILABLE', { limitations: ['TRANSIT_NOT_TOLD'] });
    const main = createFakeServer({ '1': open, '2': open, '3': open });
    const copies = ['1', '2', '3'].map((barcode) => ({ localId: `i${barcode}`, barcode, recordLocalId: '1' }));
    const places: number[] = [];

    const large = complementItems(sourceOf(barcodes.map((barcode) => item(barcode))), createFakeCopies(server));
    const [slot] = await large.findAvailability([HOLDING], SIGNAL, (_place, facts) => {
      told.push((facts as HoldingFacts).items.filter(({ status }) => status === 'IN_TRANSIT').length);
    });
    await complementCopies({ findCopies: silently(main) }, createFakeCopies(server)).findCopies(
      copies,
      SIGNAL,
      (place) => void places.push(place),
    );

    expect(told).toEqual([0, 1]);
    expect((slot as HoldingFacts).items.every(({ status }) => status === 'IN_TRANSIT')).toBe(true);
    expect(places).toEqual([0, 1, 2, 0, 1, 2]);
  });

  it('names the record of each copy by its own number, which some live parts find a copy by', async () => {
    const asked: unknown[] = [];
    const live: CopySource = {
      findCopies: (copies) => {
        asked.push(...copies);
        return Promise.resolve(copies.map(() => null));
      },
    };
    const source = complementItems(sourceOf([item('1')]), live);

    await source.findAvailability([HOLDING], SIGNAL);
    await source.findItems([createId(SYSTEM, 'item', 'i1')], SIGNAL);

    const copy = { localId: 'i1', barcode: '1', recordLocalId: '1' };
    expect(asked).toEqual([copy, copy]);
  });

  it('tells it of a copy that is asked for by its id, too', async () => {
    const source = complementItems(sourceOf([item('1')]), createFakeCopies(createFakeServer({ '1': 'IN_TRANSIT' })));

    const found = await source.findItems([createId(SYSTEM, 'item', 'i1'), createId(SYSTEM, 'item', 'i2')], SIGNAL);

    expect(found).toMatchObject([{ item: { status: 'IN_TRANSIT', limitations: [] } }, null]);
  });

  it('does the same beside a main part that tells of single copies', async () => {
    const main = createFakeServer({
      '1': stateOf('AVAILABLE', { limitations: ['TRANSIT_NOT_TOLD'] }),
      '2': stateOf('AVAILABLE', { limitations: ['TRANSIT_NOT_TOLD'] }),
      '3': stateOf('ON_LOAN'),
      '5': stateOf('ON_LOAN'),
      '6': NOT_TOLD,
      '7': NOT_TOLD,
      '8': stateOf('ON_LOAN', { due: DUE }),
    });
    const live = createFakeServer({
      '1': 'IN_TRANSIT',
      '2': 'AVAILABLE',
      '3': stateOf('ON_LOAN', { due: DUE }),
      '5': stateOf('LOST', { due: DUE }),
      '6': stateOf('AVAILABLE', { limitations: ['TRANSIT_NOT_TOLD'] }),
      '7': stateOf('UNKNOWN', { reason: NOT_TOLD.reason }),
      '8': 'AVAILABLE',
    });
    const source = complementCopies(createFakeCopies(main), createFakeCopies(live));

    const found = await source.findCopies(
      ['1', '2', '3', '4', '5', '6', '7', '8'].map((barcode) => ({
        localId: `i${barcode}`,
        barcode,
        recordLocalId: '1',
      })),
      SIGNAL,
    );

    expect(found.map((slot: Slot<unknown>) => slot)).toMatchObject([
      { status: 'IN_TRANSIT', limitations: [] },
      { status: 'AVAILABLE', limitations: [] },
      { status: 'ON_LOAN', due: DUE, statusAtSource: 'said ON_LOAN' },
      null,
      { status: 'LOST', due: DUE, statusAtSource: 'said LOST' },
      { status: 'AVAILABLE', limitations: ['TRANSIT_NOT_TOLD'], reason: null },
      { status: 'UNKNOWN', reason: { code: 'NOT_SUPPORTED' } },
      { status: 'ON_LOAN', due: DUE },
    ]);
    expect(live.asked).toEqual(['1', '2', '3', '5', '6', '7']);
  });
});
