/** A Koha takes a user name in place of a card: whoever comes in by it is the reader of the card, by REST as by SIP2. */
import type { LmsAdapter } from '#contract/adapter.ts';
import { createLogger } from '#platform/logger.ts';
import { addPatron, placeHold, startTransfer, type KohaWorld } from '#simulators/koha/world.ts';
import { createSip2Simulator } from '#simulators/sip2/index.ts';
import { kohaLibrary } from '#simulators/sip2/koha-library.ts';
import { errorOf } from '#conformance/outcome.ts';
import { createKohaReaders } from '#tests/conformance/koha-readers.ts';
import { createAccountAdapter } from '#tests/conformance/sip2-readers.ts';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';

const { signal } = new AbortController();
const NAME = 'grace.h';
const CARD = '70000090';
const PIN = 'pin-of-grace';
const PATRON = 90;

interface Running {
  readonly world: KohaWorld;
  readonly rest: LmsAdapter;
  readonly sip: LmsAdapter;
}

async function start(): Promise<Running> {
  const readers = await createKohaReaders({ login: 'oauth' });
  const { world } = readers.simulator;
  addPatron(world, { patron_id: PATRON, library_id: 'A1', cardnumber: CARD, userid: NAME }, PIN);
  addPatron(world, { patron_id: 99, library_id: 'A1', cardnumber: '79000001' }, 'pin-of-test-8831');
  const logins = new Map([['terminal', 'terminal-password']]);
  const server = await createSip2Simulator({
    library: kohaLibrary(world, { logins, institution: 'A1' }),
    dialect: 'koha',
  });
  const rest = readers.createAdapter(readers.simulator.url, 5_000, createLogger('silent'));
  const patrons = { homeSites: { '7': 'A1' } };
  const sip = createAccountAdapter({ address: server.url, dialect: 'koha', patrons, callTimeoutMs: 5_000 });
  onTestFinished(async () => {
    await Promise.all([rest.close(), sip.close()]);
    await Promise.all([server.close(), readers.close()]);
  });
  return { world, rest, sip };
}

let running: Running;
beforeEach(async () => {
  running = await start();
});

describe.each(['rest', 'sip'] as const)('a user name, by %s', (way) => {
  it('is the account of the card', async () => {
    const { patrons } = running[way];

    const byName = await patrons?.verify?.(NAME, PIN, signal);

    expect(byName).toMatchObject({ homeSite: 'A1' });
    expect(byName).toEqual(await patrons?.verify?.(CARD, PIN, signal));
    expect(byName).toEqual(await patrons?.find(CARD, signal));
  });

  it('with another PIN is nobody', async () => {
    const { patrons } = running[way];

    expect(await patrons?.verify?.(NAME, 'pin-of-reader-8831', signal)).toBeNull();
    expect(await patrons?.verify?.('nobody.at.all', PIN, signal)).toBeNull();
  });
});

it('of a patron without a card is never told as another patron without one', async () => {
  const { world, rest, sip } = running;
  addPatron(world, { patron_id: 91, library_id: 'A1', cardnumber: null, userid: 'first.without' }, 'one');
  addPatron(world, { patron_id: 92, library_id: 'A1', cardnumber: null, userid: 'second.without' }, 'two');

  expect(await rest.patrons?.verify?.('first.without', 'one', signal)).toMatchObject({ account: '91' });
  expect(await errorOf(rest.patrons?.verify?.('second.without', 'two', signal))).toMatchObject({
    code: 'LMS_BAD_RESPONSE',
  });
  expect(await sip.patrons?.verify?.('second.without', 'two', signal)).toBeNull();
});

describe('by SIP2, a hold', () => {
  const copies = [190, 191].map((id) => ({ localId: String(id), barcode: String(id), recordLocalId: '19' }));
  const wanted = { recordLocalId: '19', copies, enumeration: null, pickup: 'A1', neededBy: null };

  it('on one copy is not placed, because Koha would place it on the title', async () => {
    const { world, sip } = running;
    const [copy] = barcodesOf(world, 19);
    const named = { localId: copy, barcode: copy, recordLocalId: '19' };

    const outcome = await sip.writes?.placeHold?.(CARD, { ...wanted, copies: [named], itemLocalId: copy }, signal);

    expect(outcome).toMatchObject({ outcome: 'REFUSED', refusal: { code: 'NOT_SUPPORTED' } });
    expect(holdsOf(world)).toEqual([]);
    const any = await sip.writes?.placeHold?.(CARD, { ...wanted, copies: [named], itemLocalId: null }, signal);
    expect(any).toMatchObject({ outcome: 'DONE' });
    expect(holdsOf(world)).toMatchObject([{ biblio_id: 19, item_level: false }]);
  });

  it('whose copy may be on its way to it is neither waiting in the queue nor ready, and not cancelled', async () => {
    const { world, sip } = running;
    const hold = placeHold(world, { biblio_id: 19, patron_id: PATRON, pickup_library_id: 'A2' });
    const [itemId = 0] = world.itemsOfBiblio.get(19) ?? [];
    startTransfer(world, itemId, 'A2', hold.hold_id);

    const account = await sip.patrons?.account(CARD, signal);
    const [told] = account?.holds ?? [];

    expect(account?.holds).toMatchObject([
      { status: 'UNKNOWN', queuePosition: null, limitation: { code: 'NOT_SUPPORTED' } },
    ]);
    expect(await sip.writes?.cancelHold?.(CARD, told?.localId ?? '', signal)).toMatchObject({
      outcome: 'REFUSED',
      refusal: { code: 'SEE_STAFF' },
    });
    expect(holdsOf(world)).toHaveLength(1);
  });
});

function holdsOf({ holds }: KohaWorld) {
  return [...holds.values()].filter(({ patron_id: id }) => id === PATRON);
}

function barcodesOf(world: KohaWorld, biblioId: number): readonly [string] {
  const [id = 0] = world.itemsOfBiblio.get(biblioId) ?? [];
  const barcode = world.items.get(id)?.external_id;
  if (barcode === null || barcode === undefined) throw new Error(`record ${biblioId} has no copy with a barcode`);
  return [barcode];
}
