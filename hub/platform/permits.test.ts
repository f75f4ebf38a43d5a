import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it, onTestFinished, vi } from 'vitest';
import { createPermits, PermitNotNeeded } from './permits.ts';

const never = new AbortController().signal;
const needed = (): boolean => true;
const children: ChildProcessWithoutNullStreams[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

interface OtherProcess {
  readonly child: ChildProcessWithoutNullStreams;
  /** Settles when it has said a word. */
  said(word: string): Promise<void>;
}

function startOther(of: string): OtherProcess {
  const child = spawn(process.execPath, [fileURLToPath(new URL('permits.fixture.ts', import.meta.url)), of, '1']);
  children.push(child);
  let text = '';
  let wake: () => void = () => undefined;
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString();
    wake();
  });
  return {
    child,
    async said(word) {
      while (!text.includes(`${word}\n`)) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}

it('lets as many take a permit as there are, and the next one when one is left', async () => {
  const permits = createPermits({ of: randomUUID(), count: 2 });
  const leaveFirst = await permits.take(needed, never);
  await permits.take(needed, never);
  let got = false;
  const third = permits.take(needed, never).then(() => {
    got = true;
  });

  await expect(createPermits({ of: randomUUID(), count: 1 }).take(needed, never)).resolves.toBeTypeOf('function');
  expect(got).toBe(false);
  leaveFirst();
  await third;
});

it('holds over two processes: the second waits, the first knows it, and its end frees the permit', async () => {
  const of = randomUUID();
  const first = startOther(of);
  await first.said('taken');
  const second = startOther(of);
  const third = createPermits({ of, count: 1 });

  const isOver = AbortSignal.timeout(300);
  await expect(third.take(needed, isOver)).rejects.toBeInstanceOf(PermitNotNeeded);
  // A process that is killed leaves nothing behind.
  first.child.kill('SIGKILL');
  await second.said('taken');
  second.child.stdin.write('leave\n');
  await second.said('left');
  const leave = await third.take(needed, never);

  const fourth = startOther(of);
  while (!third.isWanted()) await new Promise((resolve) => setTimeout(resolve, 5));
  leave();
  await fourth.said('taken');
});

it('stops waiting when nobody needs the permit any more', async () => {
  const of = randomUUID();
  await createPermits({ of, count: 1 }).take(needed, never);
  let asked = 0;
  const waiting = createPermits({ of, count: 1 }).take(() => (asked += 1) < 3, never);

  await expect(waiting).rejects.toBeInstanceOf(PermitNotNeeded);
});

it('leaves a permit to others no longer where the clock of the machine is set back', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const of = randomUUID();
  const [one, other] = [createPermits({ of, count: 1 }), createPermits({ of, count: 1 })];
  const giveBack = await one.take(needed, never);
  const waiting = other.take(needed, never);
  await expect.poll(() => one.isWanted()).toBe(true);

  giveBack();
  vi.setSystemTime(Date.now() - 3_600_000);
  (await waiting)();

  (await one.take(needed, never))();
}, 5_000);
