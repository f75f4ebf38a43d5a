/** Live facts under measurement: a region of thirty systems of the bench's own, whole and in parts. */
import { makeTemporaryFolder } from '#tests/support/mercia-process.ts';
import { startApart } from '../apart.ts';
import type { HubCommands } from '../hub-child.ts';
import { measureGiants, type GiantFigures } from '../rows/giant-title.ts';
import { measureMe, type MeFigures } from '../rows/me.ts';
import { measureHanging, type HangingFigures } from '../rows/hanging-systems.ts';
import { measurePageOf50, type PageOf50Figures } from '../rows/page-of-50.ts';
import { countCalls, type CallFigures } from '../rows/shared-calls.ts';
import { measureSlowing, type SlowingFigures } from '../rows/slowing-host.ts';
import { startChild } from '../support/child.ts';
import type { MeasuredHub } from './bench-hub.ts';
import type { HostsCommands } from './hosts-child.ts';

export interface LiveFigures {
  readonly pages: readonly PageOf50Figures[];
  readonly me: MeFigures;
  readonly calls: CallFigures;
  readonly giants: readonly GiantFigures[];
  readonly hanging: readonly HangingFigures[];
  readonly slowing: SlowingFigures;
}

/** Everything it starts it ends, and the folder of its database is removed. */
export async function measureLive(): Promise<LiveFigures> {
  const folder = makeTemporaryFolder();
  const data = folder.path;
  const hosts = startChild<HostsCommands>('live/hosts-child.ts');
  const hub = startChild<HubCommands>('hub-child.ts');
  try {
    await hosts.call('start', undefined);
    const notes = await hosts.call('describe', { freshForMs: 0, signIn: true });
    const useFreshness = async (freshForMs: number | null): Promise<void> =>
      hub.call('replaceRegion', await hosts.call('describe', { freshForMs, signIn: true }));
    const { url } = await hub.call('start', { notes, data });
    await hub.call('harvest', undefined);
    const whole: MeasuredHub = { where: 'one process', url, hosts, cpu: () => hub.call('cpu', undefined) };
    const together = await measurePageOf50(whole);
    const me = await measureMe(whole);
    const calls = await countCalls(whole, useFreshness);
    const giants = await measureGiants(whole);

    const apart = await startApart(await hosts.call('describe', { freshForMs: 0, signIn: false }), data);
    let pages: readonly PageOf50Figures[];
    try {
      const parts = { where: 'parts apart', url: apart.url, hosts, cpu: () => apart.cpu() };
      pages = [together, await measurePageOf50(parts)];
    } finally {
      await apart.close();
    }
    const hanging = await measureHanging(whole);
    return { pages, me, calls, giants, hanging, slowing: await measureSlowing() };
  } finally {
    await Promise.all([hub.close(), hosts.close()]);
    folder.remove();
  }
}
