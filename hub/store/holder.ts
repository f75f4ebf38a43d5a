/** How a process names itself in a row that it holds: who it is, for people, and how others see that it has ended. */
import { randomUUID } from 'node:crypto';
import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { isRunning, ownIdentity } from './process-identity.ts';

/** `start (process 4711 on lib1), 4711-88123@lib1/0a1b2c3d, 9f8e7d6c` */
const HOLDER = /^(?<who>.*), (?<pid>\d+)-(?<started>\d+)@(?<machine>\S+), \S+$/u;

/** Two machines may have one name; two boots never have one id, and containers of one machine have numbers of their own for processes. */
async function describeMachine(): Promise<string> {
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '');
  const numbers = await readlink('/proc/self/ns/pid').catch(() => '');
  return `${hostname()}/${boot.slice(0, 8)}${numbers.replace(/\D/gu, '-')}`;
}

/** Another one each time, also for the same process. */
export async function describeHolder(name: string): Promise<string> {
  const { pid, started } = await ownIdentity();
  return `${name} (process ${pid} on ${hostname()}), ${pid}-${started}@${await describeMachine()}, ${randomUUID().slice(0, 8)}`;
}

/** For people. */
export function nameOfHolder(holder: string): string {
  return HOLDER.exec(holder)?.groups?.['who'] ?? holder;
}

/** True if the holder was a process of this machine that has ended: no need to wait until what it holds lapses. */
export async function hasEnded(holder: string): Promise<boolean> {
  const parts = HOLDER.exec(holder)?.groups;
  if (parts?.['machine'] !== (await describeMachine())) return false;
  return !(await isRunning({ pid: Number(parts['pid']), started: parts['started'] ?? '0' }));
}
