/** The thirty systems of the bench's own region, in a process of their own. */
import { serveCommands } from '../support/child.ts';
import { startCannedHost, type CannedHost, type Held } from './canned-host.ts';
import { startIssuer } from './reader.ts';
import { describeRegion, type RegionNotes } from './region.ts';
import { startStocked, type StockedSystem } from './stock.ts';
import { SYSTEMS } from './titles.ts';

const stocked: StockedSystem[] = [];
const hosts: CannedHost[] = [];
const issuer = await startIssuer();

const commands = {
  async start(): Promise<void> {
    for (let system = 0; system < SYSTEMS; system += 1) stocked.push(await startStocked(system));
    for (const { url } of stocked) hosts.push(await startCannedHost(url));
  },

  /** `signIn`: the bench's issuer is for a region that is opened as a demonstration alone. */
  async describe({ freshForMs, signIn }: { freshForMs: number | null; signIn: boolean }): Promise<RegionNotes> {
    const addresses = hosts.map(({ url }) => url);
    return describeRegion({ addresses, issuer: signIn ? issuer.issuer : null, freshForMs });
  },

  /** What the reader signs in with. */
  token: (): Promise<string> => issuer.keys.sign(issuer.claimsOf('reader')),

  /** All systems answer in so many milliseconds, but those that hang. */
  async behave({
    answerIn,
    hanging,
  }: {
    readonly answerIn: number;
    readonly hanging: readonly number[];
  }): Promise<void> {
    for (const [system, host] of hosts.entries()) host.answerIn = hanging.includes(system) ? null : answerIn;
  },

  /** What each system was asked since this was asked last; systems in the order of the region. */
  async takeHeld(): Promise<readonly (readonly Held[])[]> {
    return hosts.map((host) => {
      const { held } = host;
      host.forget();
      return held;
    });
  },
};

export type HostsCommands = typeof commands;

serveCommands(commands, async () => {
  await Promise.all([issuer, ...hosts, ...stocked].map((one) => one.close()));
});
