/**
 * Every way in which a copy of a Koha leaves its shelf for another branch, and what is said of it by REST: docs/koha-availability.md is
 * this table in words. Copy 30 belongs to A1; A2 is of the same library, B1 of another.
 */
import type { LmsAdapter } from '#contract/adapter.ts';
import { createId } from '#domain/ids.ts';
import { MerciaError } from '#platform/errors.ts';
import { createKohaSimulator, type KohaSimulator } from '#simulators/koha/index.ts';
import {
  advanceRotation,
  cancelHold,
  checkIn,
  checkOut,
  placeHold,
  receiveTransfer,
  requestTransfer,
  sendTransfer,
  startTransfer,
} from '#simulators/koha/world.ts';
import type { KohaWorld } from '#simulators/koha/world.ts';
import { createTestAdapter, createTestWorld, SYSTEM } from '#tests/conformance/koha-system.ts';
import { letPass } from '#tests/support/let-pass.ts';
import { describe, expect, it, onTestFinished } from 'vitest';

const NEVER = new AbortController().signal;
const COPY = 30;
const IN_PLACE = 'AVAILABLE';
const MAY_TRAVEL = 'AVAILABLE, or IN_TRANSIT';
const MAY_BE_ANYWHERE = 'AVAILABLE, or ON_HOLD_SHELF, or IN_TRANSIT';
const UNTOLD = { HOLD_SHELF_NOT_TOLD: 'ON_HOLD_SHELF', TRANSIT_NOT_TOLD: 'IN_TRANSIT' };

interface Running {
  readonly simulator: KohaSimulator;
  readonly adapter: LmsAdapter;
  readonly world: KohaWorld;
  /** What is said of the copy now; both ways of asking say the same. */
  ask(): Promise<string>;
}

async function start(settings: object = {}, embedsTransfers = false): Promise<Running> {
  let now = Date.now();
  // Each call is a second later, so that Koha has last seen the copy at another moment.
  const clock = () => (now += 1_000);
  const world = createTestWorld({ login: 'oauth', now: clock });
  world.rest.embedsTransfers = embedsTransfers;
  const simulator = await createKohaSimulator({ world });
  const adapter = createTestAdapter(simulator.url, { login: 'oauth', settings });
  onTestFinished(async () => {
    await adapter.close();
    await simulator.close();
  });
  return { simulator, adapter, world, ask: () => ask(adapter) };
}

async function ask({ items }: LmsAdapter): Promise<string> {
  const id = createId(SYSTEM, 'item', String(COPY));
  const holding = { id: createId(SYSTEM, 'holding', '3@alder'), liveKeys: ['r:3', 'l:alder'] };
  const [slot] = (await items?.findAvailability([holding], NEVER)) ?? [];
  const [alone] = (await items?.findItems([id], NEVER)) ?? [];
  if (!slot || !alone || slot instanceof MerciaError || alone instanceof MerciaError) throw new Error('no facts');
  const [told = 'not there', single] = [slot.items.find((one) => one.id === id), alone.item].map(
    (one) => one && [one.status, ...one.limitations.map((each) => UNTOLD[each])].join(', or '),
  );
  expect(single).toBe(told);
  return told;
}

function hold(world: KohaWorld, at = 'A2'): number {
  return placeHold(world, { biblio_id: 3, patron_id: 5, pickup_library_id: at }).hold_id;
}

function sendForHold(world: KohaWorld, at?: string): number {
  const id = hold(world, at);
  startTransfer(world, COPY, at ?? 'A2', id);
  return id;
}

interface Case {
  readonly what: string;
  readonly does: (running: Running) => unknown;
  /** At a Koha of 23.05. */
  readonly told: string;
  /** At one that embeds transfers; the same where left out. */
  readonly newer?: string;
  readonly settings?: object;
  readonly returnBranch?: KohaWorld['rules']['returnBranch'];
}

const CASES: readonly Case[] = [
  { what: 'nothing: it stands on its shelf', does: () => undefined, told: IN_PLACE },
  {
    what: 'it was returned at another branch, and is on its way home',
    does: ({ world }) => checkIn(world, COPY, 'A2'),
    told: MAY_TRAVEL,
    newer: 'IN_TRANSIT',
  },
  {
    what: 'it came home',
    does({ world }) {
      checkIn(world, COPY, 'A2');
      receiveTransfer(world, COPY);
    },
    told: IN_PLACE,
  },
  {
    what: 'it came to a branch where it should not have gone, on its way home',
    does({ world }) {
      checkIn(world, COPY, 'A2');
      checkIn(world, COPY, 'B1');
    },
    told: MAY_TRAVEL,
    newer: 'IN_TRANSIT',
  },
  {
    what: 'it was caught at home for a hold, to be collected elsewhere',
    does: ({ world }) => sendForHold(world),
    told: 'IN_TRANSIT',
  },
  {
    what: 'it waits there for the reader',
    does({ world }) {
      sendForHold(world);
      receiveTransfer(world, COPY);
    },
    told: 'ON_HOLD_SHELF',
  },
  {
    what: 'the hold was cancelled while it travelled',
    async does({ world, ask: first }) {
      const id = sendForHold(world);
      expect(await first()).toBe('IN_TRANSIT');
      cancelHold(world, id);
    },
    told: MAY_TRAVEL,
    newer: 'IN_TRANSIT',
  },
  {
    what: 'the hold was cancelled while it travelled from another branch',
    does({ world }) {
      checkIn(world, COPY, 'A2');
      cancelHold(world, sendForHold(world, 'B1'));
    },
    told: MAY_TRAVEL,
    newer: 'IN_TRANSIT',
  },
  {
    what: 'it arrived for a hold that is gone, and is sent home',
    async does({ world, ask: first }) {
      const id = sendForHold(world);
      await first();
      cancelHold(world, id);
      receiveTransfer(world, COPY);
    },
    told: MAY_TRAVEL,
    newer: 'IN_TRANSIT',
  },
  {
    what: 'it came home from a hold that is gone',
    async does({ world, ask: first }) {
      const id = sendForHold(world);
      await first();
      cancelHold(world, id);
      receiveTransfer(world, COPY);
      receiveTransfer(world, COPY);
    },
    told: IN_PLACE,
  },
  {
    what: 'it was recalled, and travels to the reader',
    does({ world }) {
      requestTransfer(world, COPY, 'A2', 'Recall');
      sendTransfer(world, COPY);
    },
    settings: { recalls: true },
    told: MAY_BE_ANYWHERE,
    newer: 'IN_TRANSIT',
  },
  {
    what: 'nothing, at a site that recalls copies: it may wait for a recall',
    does: () => undefined,
    settings: { recalls: true },
    told: MAY_BE_ANYWHERE,
    newer: 'AVAILABLE, or ON_HOLD_SHELF',
  },
  {
    what: 'stock rotation sent it to its next stage, which is its home from then on',
    does({ world }) {
      advanceRotation(world, COPY, 'A2');
    },
    told: MAY_TRAVEL,
    newer: 'IN_TRANSIT',
  },
  {
    what: 'stock rotation brought it to its next stage',
    does({ world }) {
      advanceRotation(world, COPY, 'A2');
      receiveTransfer(world, COPY);
    },
    told: IN_PLACE,
  },
  {
    what: 'a rotating collection was sent out, and it with it',
    does({ world }) {
      requestTransfer(world, COPY, 'A2', 'RotatingCollection');
      sendTransfer(world, COPY);
    },
    settings: { transfers: 'manual' },
    told: MAY_TRAVEL,
    newer: 'IN_TRANSIT',
  },
  {
    what: 'it floats: it was returned at another branch, and stays there',
    does: ({ world }) => checkIn(world, COPY, 'A2'),
    returnBranch: 'noreturn',
    told: MAY_TRAVEL,
    newer: IN_PLACE,
  },
  {
    what: 'it was returned at home, and the rule sends it to the branch that lent it',
    does({ world }) {
      checkOut(world, { item_id: COPY, patron_id: 5, library_id: 'A2' });
      checkIn(world, COPY, 'A1');
    },
    returnBranch: 'holdingbranch',
    settings: { transfers: 'manual' },
    told: MAY_TRAVEL,
    newer: 'IN_TRANSIT',
  },
  {
    what: 'staff sent it to another branch',
    does({ world }) {
      startTransfer(world, COPY, 'A2');
    },
    settings: { transfers: 'manual' },
    told: MAY_TRAVEL,
    newer: 'IN_TRANSIT',
  },
  {
    what: 'staff want it sent to another branch, and it still stands on its shelf',
    does: ({ world }) => requestTransfer(world, COPY, 'A2', 'Manual'),
    settings: { transfers: 'manual' },
    told: MAY_TRAVEL,
  },
  {
    what: 'it stands on its shelf, at a site where staff send copies out',
    does: () => undefined,
    settings: { transfers: 'manual' },
    told: MAY_TRAVEL,
    newer: IN_PLACE,
  },
];

describe('a copy of which this has happened', () => {
  it.each(CASES)('$what', async ({ does, told, settings, returnBranch }) => {
    const running = await start(settings);
    if (returnBranch !== undefined) running.world.rules.returnBranch = returnBranch;
    await does(running);

    expect(await running.ask()).toBe(told);
  });

  it.each(CASES.filter(({ settings }) => settings !== undefined))(
    'is not seen where the settings do not say so: $what',
    async ({ does, returnBranch }) => {
      const running = await start();
      if (returnBranch !== undefined) running.world.rules.returnBranch = returnBranch;
      await does(running);

      expect(await running.ask()).toBe(IN_PLACE);
    },
  );

  it.each(CASES)(
    'at a Koha that embeds transfers: $what',
    async ({ does, told, newer = told, settings, returnBranch }) => {
      const running = await start(settings, true);
      if (returnBranch !== undefined) running.world.rules.returnBranch = returnBranch;
      await does(running);

      expect(await running.ask()).toBe(newer);
    },
  );
});

it.each([
  [{}, false, 'copies that look available and are at home count as such'],
  [{ transfers: 'manual' }, false, 'copies are sent out unseen, as the settings say'],
  [{}, true, 'transfers: told by REST where a copy may travel'],
  [{ transfers: 'none' }, true, 'no copy travels between branches'],
])('is told by doctor, with settings %j and embedded transfers %s', async (settings, embedded, words) => {
  const { adapter } = await start(settings, embedded);

  const { steps } = await adapter.probe(NEVER);

  expect(steps.find(({ what }) => what === 'branches')?.detail).toContain(words);
});

describe('the open transfers of copies', () => {
  const transferCalls = ({ simulator }: Running) =>
    simulator.calls.list.filter(({ path }) => path.endsWith('/items') && path.includes('/biblios/'));

  it('are asked for only where a copy may travel', async () => {
    const running = await start({}, true);
    await running.ask();

    expect(transferCalls(running)).toEqual([]);
  });

  it('are asked for once of a version that does not tell them', async () => {
    const running = await start();
    checkIn(running.world, COPY, 'A2');

    await running.ask();
    await running.ask();

    expect(transferCalls(running).map(({ status }) => status)).toEqual([400]);
  });

  it('leave the answer as it is where they cannot be had', async () => {
    const running = await start({}, true);
    checkIn(running.world, COPY, 'A2');
    await running.simulator.faults.set({ only: ['biblio-items'], status: 500 });

    expect(await running.ask()).toBe(MAY_TRAVEL);
    expect(await running.ask()).toBe(MAY_TRAVEL);
    // A fault in what only adds must not close the way to what answers.
    expect(transferCalls(running)).toHaveLength(1);
  });

  it('do not make late what was answered, and are soon asked for again', async () => {
    const running = await start({}, true);
    checkIn(running.world, COPY, 'A2');
    await running.simulator.faults.set({ only: ['biblio-items'], hang: true });

    expect(await running.ask()).toBe(MAY_TRAVEL);

    await running.simulator.faults.set({});
    letPass(10_000);
    expect(await running.ask()).toBe('IN_TRANSIT');
  });

  it('are asked for again at once after a second that was not enough for all titles', async () => {
    const { simulator, adapter, world, ask: askAgain } = await start({}, true);
    for (const copy of [COPY, 40, 60, 70]) checkIn(world, copy, 'A2');
    await simulator.faults.set({ only: ['biblio-items'], slowMs: 400 });
    const holdings = [4, 6, 7, 3].map((record) => ({
      id: createId(SYSTEM, 'holding', `${record}@alder`),
      liveKeys: [`r:${record}`, 'l:alder'],
    }));
    await adapter.items?.findAvailability(holdings, NEVER);
    await simulator.faults.set({});

    expect(await askAgain()).toBe('IN_TRANSIT');
  });

  it('are asked for of the other titles where one was deleted since its copies were read', async () => {
    const { adapter, world, ask: askAgain } = await start({}, true);
    for (const copy of [COPY, 40]) checkIn(world, copy, 'A2');
    world.biblios.delete(4);
    const holdings = [4, 3].map((record) => ({
      id: createId(SYSTEM, 'holding', `${record}@alder`),
      liveKeys: [`r:${record}`, 'l:alder'],
    }));

    const [, slot] = (await adapter.items?.findAvailability(holdings, NEVER)) ?? [];

    const id = createId(SYSTEM, 'item', String(COPY));
    const told = slot instanceof MerciaError ? undefined : slot?.items.find((one) => one.id === id);
    expect(told).toMatchObject({ status: 'IN_TRANSIT' });
    expect(await askAgain()).toBe('IN_TRANSIT');
  });
});
