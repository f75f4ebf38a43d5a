/** The thirty systems of the bench's own region, in a process of their own. */
import { serveCommands } from '../support/child.ts';
import { startCannedHost, type CannedHost } from './canned-host.ts';
import { describeRegion, type RegionNotes } from './region.ts';
import { startStocked, type StockedSystem } from './stock.ts';
import { SYSTEMS } from './titles.ts';

const stocked: StockedSystem[] = [];
const hosts: CannedHost[] = [];

const commands = {
  async start(): Promise<void> {
    for (let system = 0; system < SYSTEMS; system += 1) stocked.push(await startStocked(system));
    for (const { url } of stocked) hosts.push(await startCannedHost(url));
  },

  /** With `freshForMs` 0 every page asks the systems; null leaves it as regions have it. */
  async describe(freshForMs: number | null): Promise<RegionNotes> {
    const addresses = hosts.map(({ url }) => url);
    return describeRegion(addresses, freshForMs);
  },

  /** All systems answer in so many milliseconds. */
  async answerIn(ms: number): Promise<void> {
    for (const host of hosts) host.answerIn = ms;
  },
};

export type HostsCommands = typeof commands;

serveCommands(commands, async () => {
  await Promise.all([...hosts, ...stocked].map((one) => one.close()));
});
