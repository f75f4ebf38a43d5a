/** What live facts cost, measured on the bench's own region of thirty systems. */
import { makeTemporaryFolder } from '#tests/support/mercia-process.ts';
import { startApart } from '../apart.ts';
import type { HubCommands } from '../hub-child.ts';
import {
  availabilitySection,
  callSection,
  giantSection,
  hangingSection,
  meSection,
  pageSection,
  slowingSection,
} from './report-live.ts';
import { measureAvailability } from '../rows/availability.ts';
import { measureGiants } from '../rows/giant-title.ts';
import { measureMe } from '../rows/me.ts';
import { measureHanging } from '../rows/hanging-systems.ts';
import { measurePageOf50, type PageOf50Figures } from '../rows/page-of-50.ts';
import { countCalls } from '../rows/shared-calls.ts';
import { measureSlowing } from '../rows/slowing-host.ts';
import { startChild, type Child } from '../support/child.ts';
import { toSection, type Section } from '../support/markdown.ts';
import { withYardstick } from '../support/yardstick.ts';
import type { MeasuredHub } from './bench-hub.ts';
import type { HostsCommands } from './hosts-child.ts';

/** Everything it starts it ends, and the folder of its database is removed. */
export async function measureLive(): Promise<readonly Section[]> {
  const folder = makeTemporaryFolder();
  const hosts = startChild<HostsCommands>('live/hosts-child.ts');
  const hub = startChild<HubCommands>('hub-child.ts');
  try {
    await hosts.call('start', undefined);
    const notes = await hosts.call('describe', { freshForMs: 0, signIn: true });
    const useFreshness = async (freshForMs: number | null): Promise<void> =>
      hub.call('replaceRegion', await hosts.call('describe', { freshForMs, signIn: true }));
    const { url } = await hub.call('start', { notes, data: folder.path });
    await hub.call('harvest', undefined);
    const whole: MeasuredHub = { where: 'one process', url, notes, hosts, cpu: () => hub.call('cpu', undefined) };
    const pages = async (): Promise<readonly PageOf50Figures[]> => [
      await measurePageOf50(whole),
      await measureApart(hosts, folder.path),
    ];
    const page = toSection(await withYardstick(pages), pageSection);
    const services = await hub.call('startServices', undefined);
    const availability = toSection(
      await withYardstick(() => measureAvailability(whole, services)),
      availabilitySection,
    );
    const me = toSection(await withYardstick(() => measureMe(whole)), meSection);
    const calls = { ...callSection(await countCalls(whole, useFreshness)), yardsticks: null };
    const giants = toSection(await withYardstick(() => measureGiants(whole)), giantSection);
    // Last, because systems that hang are left hanging.
    const hanging = toSection(await withYardstick(() => measureHanging(whole)), hangingSection);
    const slowing = { ...slowingSection(await measureSlowing()), yardsticks: null };
    return [page, availability, me, hanging, calls, slowing, giants];
  } finally {
    await Promise.all([hub.close(), hosts.close()]);
    folder.remove();
  }
}

async function measureApart(hosts: Child<HostsCommands>, data: string): Promise<PageOf50Figures> {
  const notes = await hosts.call('describe', { freshForMs: 0, signIn: false });
  const apart = await startApart(notes, data);
  try {
    return await measurePageOf50({ where: 'parts apart', url: apart.url, notes, hosts, cpu: () => apart.cpu() });
  } finally {
    await apart.close();
  }
}

/** RTAC and DAIA alone. */
export async function measureServices(): Promise<readonly Section[]> {
  const folder = makeTemporaryFolder();
  const hosts = startChild<HostsCommands>('live/hosts-child.ts');
  const hub = startChild<HubCommands>('hub-child.ts');
  try {
    await hosts.call('start', undefined);
    const notes = await hosts.call('describe', { freshForMs: 0, signIn: false });
    const { url } = await hub.call('start', { notes, data: folder.path });
    await hub.call('harvest', undefined);
    const services = await hub.call('startServices', undefined);
    const measure = () => measureAvailability({ url, hosts, cpu: () => hub.call('cpu', undefined) }, services);
    return [toSection(await withYardstick(measure), availabilitySection)];
  } finally {
    await Promise.all([hub.close(), hosts.close()]);
    folder.remove();
  }
}
