import { isMerciaError } from '#platform/errors.ts';
import type { Requester } from '#platform/requester.ts';
import { describe, expect, it } from 'vitest';
import { createFairTurns, type FairTurns } from './fair-turns.ts';

const known = (request: string): Requester => ({ request, anonymous: false });
const anonymous = (request: string): Requester => ({ request, anonymous: true });
const PATIENCE_MS = 600_000;

/** Takes connections, and notes in which order they were had; each is held until `free` is called. */
function startQueue(turns: FairTurns) {
  const had: string[] = [];
  const held: (() => void)[] = [];
  return {
    had,
    ask(requester: Requester | null, times: number): void {
      for (let n = 0; n < times; n += 1) {
        void turns.take(requester).then((release) => {
          had.push(requester?.request ?? 'own');
          held.push(release);
        });
      }
    },
    async free(): Promise<void> {
      held.shift()?.();
      await settled();
    },
    settled,
  };
}

async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

describe('turns at connections', () => {
  it('are two at a time for a request, and any number for work of our own', async () => {
    const queue = startQueue(createFairTurns({ connections: 8, patienceMs: PATIENCE_MS }));
    queue.ask(known('a'), 5);
    queue.ask(null, 5);
    await queue.settled();

    expect(queue.had).toEqual(['a', 'a', 'own', 'own', 'own', 'own', 'own']);
  });

  it('leave the last to those who are known', async () => {
    const queue = startQueue(createFairTurns({ connections: 3, patienceMs: PATIENCE_MS }));
    queue.ask(anonymous('x'), 2);
    queue.ask(anonymous('y'), 1);
    await queue.settled();
    expect(queue.had).toEqual(['x', 'x']);

    queue.ask(known('a'), 1);
    await queue.settled();
    expect(queue.had).toEqual(['x', 'x', 'a']);

    await queue.free();
    expect(queue.had).toEqual(['x', 'x', 'a', 'y']);
  });

  it('go round the requests, however many statements one of them waits with', async () => {
    const queue = startQueue(createFairTurns({ connections: 2, patienceMs: PATIENCE_MS }));
    queue.ask(known('a'), 4);
    queue.ask(known('b'), 1);
    queue.ask(anonymous('x'), 1);
    queue.ask(known('c'), 1);
    await queue.settled();
    for (let n = 0; n < 7; n += 1) await queue.free();

    expect(queue.had).toEqual(['a', 'a', 'x', 'a', 'b', 'c', 'a']);
  });

  it('are at most half of them for one caller, and the others are for whoever asks next', async () => {
    const queue = startQueue(createFairTurns({ connections: 8, patienceMs: PATIENCE_MS }));
    for (let n = 0; n < 40; n += 1) queue.ask({ ...anonymous(`of one ${n}`), caller: 'one' }, 2);
    await queue.settled();
    expect(queue.had).toHaveLength(4);

    queue.ask({ ...anonymous('of another'), caller: 'another' }, 1);
    queue.ask({ ...known('of a third'), caller: 'third' }, 1);
    await queue.settled();
    expect(queue.had.slice(4)).toEqual(['of another', 'of a third']);
  });

  it('go round the callers, however many requests one of them waits with', async () => {
    const queue = startQueue(createFairTurns({ connections: 3, patienceMs: PATIENCE_MS }));
    queue.ask(known('a'), 1);
    for (let n = 0; n < 6; n += 1) queue.ask({ ...known(`one ${n}`), caller: 'one' }, 1);
    queue.ask({ ...known('other 0'), caller: 'other' }, 1);
    queue.ask({ ...known('other 1'), caller: 'other' }, 1);
    await queue.settled();
    for (let n = 0; n < 5; n += 1) await queue.free();

    expect(queue.had).toEqual(['a', 'one 0', 'one 1', 'other 0', 'one 2', 'other 1', 'one 3', 'one 4']);
  });

  it('are waited for no longer than one has patience, and count no more after that', async () => {
    const turns = createFairTurns({ connections: 1, patienceMs: 5 });
    const release = await turns.take(known('a'));
    const late: unknown = await turns.take(known('b')).catch((error: unknown) => error);

    expect(isMerciaError(late, 'STORE_UNAVAILABLE')).toBe(true);
    release();
    await turns.take(known('c'));
  });
});
