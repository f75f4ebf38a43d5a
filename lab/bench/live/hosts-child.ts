/** The thirty systems of the bench's own region, in a process of their own. */
import { serveCommands } from '../support/child.ts';
import { startCannedHost, type CannedHost, type HeardCall } from './canned-host.ts';
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

  /** What each system was asked since the last time, with whole addresses; those that were asked nothing are left out. */
  async takeHeard(): Promise<readonly (readonly (readonly HeardCall[])[])[]> {
    const heard = hosts.map((host) =>
      host.takeHeard().map((step) => step.map((call) => ({ ...call, url: `${host.url}${call.url}` }))),
    );
    return heard.filter((steps) => steps.length > 0);
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
