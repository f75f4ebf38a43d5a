/** A fan-out written by hand: one page's calls to the library systems, with `fetch` and `Promise.all`, in a process of its own. */
import type { HeardCall } from './live/canned-host.ts';
import { serveCommands } from './support/child.ts';
import { timed } from './support/stats.ts';

/** By system, in the steps that wait for each other. */
export type HandWritten = readonly (readonly (readonly HeardCall[])[])[];

async function askOnce({ url, headers }: HeardCall): Promise<unknown> {
  const response = await fetch(url, { headers });
  const text = await response.text();
  if (!response.ok) throw new Error(`${url} answered ${String(response.status)}`);
  return text.startsWith('{') || text.startsWith('[') ? (JSON.parse(text) as unknown) : text;
}

async function askSystem(steps: HandWritten[number]): Promise<void> {
  for (const calls of steps) await Promise.all(calls.map(askOnce));
}

const commands = {
  /** Milliseconds until the last answer was read. It maps nothing, checks nothing, and forgets what it was told. */
  async ask(systems: HandWritten): Promise<number> {
    return (await timed(() => Promise.all(systems.map(askSystem)))).ms;
  },

  /** Processor time of this process so far, milliseconds. */
  async cpu(): Promise<number> {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  },
};

export type ByHandCommands = typeof commands;

serveCommands(commands, async () => undefined);
