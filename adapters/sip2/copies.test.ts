import { afterEach, describe, expect, it } from 'vitest';
import type { Socket } from 'node:net';
import type { CopyRef } from '#domain/facts.ts';
import { isMerciaError } from '#platform/errors.ts';
import {
  itemAnswer,
  sequenceOf,
  signed,
  startScriptedServer,
  valueOf,
} from '../protocols/sip2/scripted-server.fixture.ts';
import type { ScriptedServer } from '../protocols/sip2/scripted-server.fixture.ts';
import type { LmsAdapter } from '#contract/adapter.ts';
import { adapterOf, type AdapterOptions } from './server.fixture.ts';

const never = new AbortController().signal;
const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).toReversed()) await one.close();
});

interface Started {
  readonly server: ScriptedServer;
  readonly adapter: LmsAdapter;
}

/** A server that lets everybody in, unless `logIn` says no. */
async function start(
  answer: (line: string, socket: Socket) => void,
  { logIn = true, ...options }: AdapterOptions & { readonly logIn?: boolean } = {},
): Promise<Started> {
  const server = await startScriptedServer((line, socket) => {
    if (line.startsWith('93')) socket.write(signed(logIn ? '941' : '940', sequenceOf(line)));
    else answer(line, socket);
  });
  open.push(server);
  const adapter = adapterOf(server.address, options);
  open.push(adapter);
  return { server, adapter };
}

const copy = (barcode: string | null): CopyRef => ({ localId: `id ${barcode}`, barcode, recordLocalId: '1' });
const numbered = (count: number): CopyRef[] => Array.from({ length: count }, (_, at) => copy(`b${at}`));
const honest = (line: string, socket: Socket): void => void socket.write(itemAnswer(line));

/** A word for each slot. */
async function ask(
  { copies }: LmsAdapter,
  asked: readonly CopyRef[],
  signal = never,
  onSlot?: (place: number) => void,
): Promise<readonly string[]> {
  if (copies === undefined) throw new Error('the adapter tells of no copies');
  const slots = await copies.findCopies(asked, signal, onSlot);
  return slots.map((slot) => (isMerciaError(slot) ? slot.code : (slot?.status ?? 'no such copy')));
}

describe('copies', () => {
  it('are asked for once each, in the order given, and told where they were asked for', async () => {
    const { server, adapter } = await start((line, socket) => {
      const barcode = valueOf(line, 'AB');
      const isKnown = barcode !== 'gone';
      socket.write(isKnown ? itemAnswer(line) : signed(`1801010120260105    091502AB${barcode}|AJ|`, sequenceOf(line)));
    });
    const told: number[] = [];
    const asked = [copy('b'), copy(null), copy('gone'), copy('b'), copy(' '), copy('a')];

    expect(await ask(adapter, asked, never, (place) => told.push(place))).toEqual([
      'AVAILABLE',
      'CAPABILITY_UNSUPPORTED',
      'no such copy',
      'AVAILABLE',
      'CAPABILITY_UNSUPPORTED',
      'AVAILABLE',
    ]);
    expect(told).toEqual([1, 4, 0, 3, 2, 5]);
    expect(server.heard.map((line) => valueOf(line, 'AB')).slice(1)).toEqual(['b', 'gone', 'a']);
  });

  it('that were answered before the end keep their answer; the others are LMS_TIMEOUT', async () => {
    const giveUp = new AbortController();
    const { server, adapter } = await start((line, socket) => {
      if (valueOf(line, 'AB') === 'b3') giveUp.abort();
      else honest(line, socket);
    });

    const slots = await ask(adapter, numbered(6), giveUp.signal);

    expect(slots).toEqual(['AVAILABLE', 'AVAILABLE', 'AVAILABLE', 'LMS_TIMEOUT', 'LMS_TIMEOUT', 'LMS_TIMEOUT']);
    expect(server.heard).toHaveLength(5);
  });

  it('cost no other copy its answer when one answer is wrong', async () => {
    const { adapter } = await start((line, socket) => {
      socket.write(valueOf(line, 'AB') === 'b1' ? itemAnswer(line, 'b2') : itemAnswer(line));
    });
    expect(await ask(adapter, numbered(4))).toEqual(['AVAILABLE', 'LMS_BAD_RESPONSE', 'AVAILABLE', 'AVAILABLE']);
  });

  it('are asked on the connections that the server grants, if it grants fewer than the region file says', async () => {
    let granted: Socket | null = null;
    const server = await startScriptedServer((line, socket) => {
      granted ??= socket;
      if (socket !== granted) socket.destroy();
      else if (line.startsWith('93')) socket.write(signed('941', sequenceOf(line)));
      else setImmediate(() => socket.write(itemAnswer(line)));
    });
    open.push(server);
    const adapter = adapterOf(server.address, { connections: 4 });
    open.push(adapter);

    const slots = await ask(adapter, numbered(50));
    expect(slots.filter((slot) => slot !== 'AVAILABLE')).toEqual([]);
  });

  it('are no more asked for when nothing answers: the error is that of the system', async () => {
    const { server, adapter } = await start(honest);
    await server.close();
    await expect(ask(adapter, numbered(200))).rejects.toMatchObject({ code: 'LMS_UNAVAILABLE' });
  });

  it('make one log-in when it is refused, and none for a while after', async () => {
    let clock = Date.parse('2026-01-05T09:00:00Z');
    const { server, adapter } = await start(honest, { logIn: false, connections: 4, now: () => clock });

    await expect(ask(adapter, numbered(50))).rejects.toMatchObject({ code: 'LMS_AUTH_FAILED' });
    await expect(ask(adapter, numbered(50))).rejects.toMatchObject({ code: 'LMS_AUTH_FAILED' });
    expect(server.heard).toHaveLength(1);

    clock += 61_000;
    await expect(ask(adapter, numbered(50))).rejects.toMatchObject({ code: 'LMS_AUTH_FAILED' });
    expect(server.heard).toHaveLength(2);
  });

  describe('whose password is changed while the hub runs', () => {
    const logIns = ({ heard }: ScriptedServer): number => heard.filter((line) => line.startsWith('93')).length;

    /** A server that lets in nobody more as soon as `refuses` is set, and answers no question about the copy `slow` until `answerSlow`. */
    async function startChanging() {
      const state = { refuses: false, clock: Date.parse('2026-01-05T09:00:00Z'), answerSlow: (): void => undefined };
      const server = await startScriptedServer((line, socket) => {
        if (line.startsWith('93')) socket.write(signed(state.refuses ? '940' : '941', sequenceOf(line)));
        else if (valueOf(line, 'AB') === 'slow') state.answerSlow = () => socket.write(itemAnswer(line));
        else honest(line, socket);
      });
      open.push(server);
      const settings = { idleSeconds: 0.1 };
      const adapter = adapterOf(server.address, { settings, connections: 8, now: () => state.clock });
      open.push(adapter);
      return { state, server, adapter };
    }

    it('make one log-in that is refused, though many worked before', async () => {
      const { state, server, adapter } = await startChanging();
      await ask(adapter, numbered(50));
      await server.empty();
      const before = logIns(server);

      state.refuses = true;
      state.clock += 10_000;
      await expect(ask(adapter, numbered(50))).rejects.toMatchObject({ code: 'LMS_AUTH_FAILED' });
      await expect(ask(adapter, numbered(50))).rejects.toMatchObject({ code: 'LMS_AUTH_FAILED' });

      expect(logIns(server) - before).toBe(1);
    });

    it('make one beside a connection that is open, and are asked on that one', async () => {
      const { state, server, adapter } = await startChanging();
      const slow = ask(adapter, [copy('slow')]);
      await expect.poll(() => server.heard.length).toBe(2);

      state.refuses = true;
      const others = ask(adapter, numbered(20));
      await expect.poll(() => logIns(server)).toBe(2);
      state.answerSlow();

      expect(await slow).toEqual(['AVAILABLE']);
      expect(new Set(await others)).toEqual(new Set(['AVAILABLE']));
      expect(logIns(server)).toBe(2);
    });
  });
});

describe('a barcode', () => {
  const answering =
    (answered: string) =>
    (line: string, socket: Socket): void =>
      void socket.write(itemAnswer(line, answered));

  it.each([
    ['a1', 'A1', { ignoreCase: true }, 'AVAILABLE'],
    ['a1', 'A1', {}, 'LMS_BAD_RESPONSE'],
    ['17', '00017', { ignoreZeros: true }, 'AVAILABLE'],
    ['17', '00017', {}, 'LMS_BAD_RESPONSE'],
    ['17', '00017', { digits: 5 }, 'AVAILABLE'],
    ['0', '00', { ignoreZeros: true }, 'AVAILABLE'],
    ['10', '1', { ignoreZeros: true }, 'LMS_BAD_RESPONSE'],
  ])('%s that is answered as %s, by %j, is %s', async (asked, answered, barcodes, expected) => {
    const { adapter } = await start(answering(answered), { settings: { barcodes } });
    expect(await ask(adapter, [copy(asked)])).toEqual([expected]);
  });

  it('that is not repeated is not found, but never a state', async () => {
    const empty = (status: string, title: string) => (line: string, socket: Socket) =>
      void socket.write(signed(`18${status}010120260105    091502AB|AJ${title}|`, sequenceOf(line)));
    expect(await ask((await start(empty('01', ''))).adapter, [copy('a')])).toEqual(['no such copy']);
    expect(await ask((await start(empty('03', ''))).adapter, [copy('a')])).toEqual(['LMS_BAD_RESPONSE']);
    expect(await ask((await start(empty('01', 'Title'))).adapter, [copy('a')])).toEqual(['LMS_BAD_RESPONSE']);
  });

  it('with a separator in it is not sent', async () => {
    const { server, adapter } = await start(honest);
    expect(await ask(adapter, [copy('1|AAcard'), copy('2')])).toEqual(['BAD_USER_INPUT', 'AVAILABLE']);
    expect(server.heard).toHaveLength(2);
  });
});
