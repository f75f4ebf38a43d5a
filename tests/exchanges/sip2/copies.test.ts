import { fork } from 'node:child_process';
import { afterEach, describe, expect, it } from 'vitest';
import type { CopyRef, CopyState } from '#domain/facts.ts';
import { isMerciaError } from '#platform/errors.ts';
import { createRandom } from '#simulators/random.ts';
import { createSip2Simulator, type Sip2Simulator, type Sip2SimulatorOptions } from '#simulators/sip2/index.ts';
import { addCopy, createSip2World, type Sip2World } from '#simulators/sip2/world.ts';
import { libraryOf } from '#simulators/sip2/world-library.ts';
import { openLine } from '#tests/support/sip2-line.ts';
import { createSip2, type Sip2AdapterOptions } from '#tests/support/sip2-adapter.ts';
import { barcodeOf, COPIES, dueOf, startMixingServer } from './mixed-answers.ts';

/** A real Koha's median for one message. */
const MESSAGE_MS = 31;
const never = new AbortController().signal;
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

const refOf = (barcode: string): CopyRef => ({ localId: barcode, barcode, recordLocalId: 'b1' });

function ask(simulator: Sip2Simulator, options: Partial<Sip2AdapterOptions> = {}) {
  const adapter = createSip2({ address: simulator.url, ...options });
  closing.push(() => adapter.close());
  return adapter.copies;
}

async function serve(options: Partial<Sip2SimulatorOptions> = {}, world = createSip2World()): Promise<Sip2Simulator> {
  const simulator = await createSip2Simulator({ library: libraryOf(world), ...options });
  closing.push(() => simulator.close());
  return simulator;
}

function fill(world: Sip2World, count: number): readonly CopyRef[] {
  return Array.from({ length: count }, (_, at) => refOf(addCopy(world, { barcode: String(30_001 + at) }).barcode));
}

describe('how copies stand, by SIP2', () => {
  it('is never told of another copy, whatever the server mixes up', async () => {
    const simulator = await startMixingServer();
    closing.push(() => simulator.close());
    const copies = ask(simulator, { connections: 4, callTimeoutMs: 400, settings: { encoding: 'cp850' } });
    const random = createRandom(11);
    const [wrong, right] = [[] as string[], new Set<number>()];

    for (let page = 0; page < 20; page += 1) {
      const asked = Array.from({ length: 50 }, () => random.below(COPIES));
      const refs = asked.map((copy) => refOf(barcodeOf(copy)));
      // A page may be refused as a whole: the guard spares a server that fails so often.
      const told = await copies.findCopies(refs, never).catch((failure: unknown) => {
        if (isMerciaError(failure)) return [];
        throw failure;
      });
      for (const [place, copy] of asked.entries()) {
        const state = told[place];
        if (state === undefined || isMerciaError(state)) continue;
        if (isOf(copy, state)) right.add(copy);
        else wrong.push(`${copy}: ${JSON.stringify(state)}`);
      }
    }

    expect(wrong).toEqual([]);
    // How many come in time is for the machine; that some do shows that wrong ones could have.
    expect(right.size).toBeGreaterThan(COPIES / 100);
    expect(simulator.broken).toEqual([]);
  });

  it('takes 1.7 s for 200 copies on four connections, where each message takes 31 ms', async () => {
    const world = createSip2World();
    const asked = fill(world, 200);
    const simulator = await serve({ latencyMs: MESSAGE_MS, connections: 4 }, world);
    const copies = ask(simulator, { connections: 4 });

    const told = await copies.findCopies(asked, never);

    expect(told.every((state) => !isMerciaError(state) && state?.status === 'AVAILABLE')).toBe(true);
    expect(simulator.sockets).toMatchObject({ opened: 4, refused: 0 });
    expect(simulator.calls.count('item')).toBe(200);
    // One log-in is alone, then each connection has its own and about 50 questions: how long the server takes decides. What a busy
    // machine adds says nothing of the client.
    expect(roundsOf(simulator) * MESSAGE_MS).toBeLessThan(1_700);
  });

  it('is told as it comes: what there is when the time is over stays, in the order in which it was asked', async () => {
    const world = createSip2World();
    const asked = fill(world, 200);
    const simulator = await serve({ latencyMs: MESSAGE_MS }, world);
    const copies = ask(simulator, { connections: 1 });
    const heard = new Set<number>();

    const told = await copies.findCopies(asked, AbortSignal.timeout(1_000), (place, slot) => {
      if (!isMerciaError(slot)) heard.add(place);
    });

    const known = told.filter((state) => !isMerciaError(state)).length;
    expect(known).toBeGreaterThan(0);
    expect(known).toBeLessThanOrEqual(1_000 / MESSAGE_MS);
    expect([...heard]).toEqual(Array.from({ length: known }, (_, at) => at));
    expect(told.slice(known).every((state) => isMerciaError(state, 'LMS_TIMEOUT'))).toBe(true);
    expect(simulator.sockets.most).toBe(1);
  });

  it.each([
    ['utf-8', 'utf-8', 'Ocherki po istorii Kazakhskoĭ — Naqdī'],
    ['cp850', 'cp850', 'Étude à l’hôpital'.replace('’', "'")],
    ['latin1', 'iso-8859-1', 'Über die Ärzte, façon'],
  ] as const)('reads accents in %s, and a checksum over bytes', async (encoding, configured, title) => {
    const world = createSip2World();
    const [ref] = fill(world, 1);
    addCopy(world, { barcode: 'ä-1', title });
    const simulator = await serve({ encoding }, world);
    const copies = ask(simulator, { settings: { encoding: configured } });
    if (ref === undefined) throw new Error('no copy');

    const told = await copies.findCopies([refOf('ä-1'), ref], never);

    expect(told).toMatchObject([{ status: 'AVAILABLE' }, { status: 'AVAILABLE' }]);
  });

  it('is asked for again where the server has dropped an idle connection', async () => {
    const world = createSip2World();
    const [ref] = fill(world, 1);
    if (ref === undefined) throw new Error('no copy');
    const simulator = await serve({ idleMs: 50 }, world);
    const copies = ask(simulator, { settings: { idleSeconds: 600 } });

    const first = await copies.findCopies([ref], never);
    await untilTrue(() => simulator.sockets.now === 0);
    const second = await copies.findCopies([ref], never);

    expect([...first, ...second]).toMatchObject([{ status: 'AVAILABLE' }, { status: 'AVAILABLE' }]);
    expect(simulator.sockets.opened).toBe(2);
  });

  it('waits where the licence is used up by others, and says so', async () => {
    const world = createSip2World();
    const [ref] = fill(world, 1);
    if (ref === undefined) throw new Error('no copy');
    const simulator = await serve({ connections: 1, surplus: 'wait' }, world);
    const kiosk = await openLine(simulator.port);
    const copies = ask(simulator, { callTimeoutMs: 300 });

    const busy = await copies.findCopies([ref], never).catch((failure: unknown) => [failure]);
    kiosk.close();
    await untilTrue(() => simulator.sockets.now + simulator.sockets.waiting === 0);
    const free = await copies.findCopies([ref], never);

    expect(busy.every((slot) => isMerciaError(slot, 'LMS_TIMEOUT', 'LMS_UNAVAILABLE'))).toBe(true);
    expect(free).toMatchObject([{ status: 'AVAILABLE' }]);
  });

  it('is UNAVAILABLE, never a state, where the licence refuses a connection', async () => {
    const world = createSip2World();
    const [ref] = fill(world, 1);
    if (ref === undefined) throw new Error('no copy');
    const simulator = await serve({ connections: 1 }, world);
    const kiosk = await openLine(simulator.port);
    const copies = ask(simulator);

    const busy = await copies.findCopies([ref], never).catch((failure: unknown) => [failure]);
    kiosk.close();

    expect(busy.every((slot) => isMerciaError(slot, 'LMS_UNAVAILABLE'))).toBe(true);
  });

  it('keeps to a limit of one connection over two processes', async () => {
    const world = createSip2World({ institution: '' });
    world.logins.set('hub', 'secret');
    const asked = fill(world, 20);
    const simulator = await serve({ latencyMs: 5 }, world);
    const barcodes = asked.flatMap(({ barcode }) => barcode ?? []);

    const answers = await Promise.all([0, 1].map(() => askInProcess(simulator.url, barcodes)));

    expect(answers.flat().filter((answer) => answer === 'answered').length).toBe(40);
    expect(simulator.sockets.most).toBe(1);
    expect(simulator.broken).toEqual([]);
  });
});

function isOf(copy: number, state: CopyState | null): boolean {
  const due = dueOf(copy);
  if (state?.status !== (due === null ? 'AVAILABLE' : 'ON_LOAN')) return false;
  return due === null || Date.parse(state.due?.at ?? '') === due;
}

async function askInProcess(address: string, barcodes: readonly string[]): Promise<readonly string[]> {
  const script = new URL('../../../adapters/protocols/sip2/one-client.fixture.ts', import.meta.url);
  const child = fork(script, [address, '20000', ...barcodes], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  let said = '';
  for await (const chunk of child.stdout ?? []) said += String(chunk);
  return JSON.parse(said) as readonly string[];
}

/** The most messages that waited for one another: those of the busiest connection, after the log-in that was alone. */
function roundsOf({ calls }: Sip2Simulator): number {
  const byConnection = new Map<number, number>();
  for (const { connection } of calls.list) byConnection.set(connection, (byConnection.get(connection) ?? 0) + 1);
  return 1 + Math.max(...byConnection.values());
}

async function untilTrue(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}
