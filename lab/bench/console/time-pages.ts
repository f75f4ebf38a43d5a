/** How long pages take, asked for one after the other, over HTTP, packed. */
import { get, type IncomingMessage } from 'node:http';
import { measureWith, startChild, type Child } from '../support/child.ts';
import { median } from '../support/stats.ts';
import type { ConsoleCommands, Opened, OpenedPages } from './console-child.ts';

/** Pages of each kind that are measured: as many as it has addresses, but no more than this. */
const MOST = 100;

export interface PageTimes {
  /** Milliseconds until its first part is there: all of it, except for a title and a file. */
  readonly first: number;
  /** Milliseconds until its last byte is there. */
  readonly whole: number;
  /** As sent. */
  readonly bytes: number;
}

export interface KindFigures {
  readonly name: string;
  /** Whether library systems are asked. */
  readonly live: boolean;
  /** Each of the addresses that were asked for, the first time. */
  readonly cold: readonly PageTimes[];
  readonly pages: readonly PageTimes[];
  /** Processor milliseconds of console, graph and database for a page, p50; without the database where its cannot be read. */
  readonly cpu: number;
}

/** Opens pages in a process of their own, and asks for all of them, each kind at least so many times. */
export async function measurePages(
  fewest: number,
  openPages: (child: Child<ConsoleCommands>, data: string) => Promise<Opened>,
): Promise<readonly KindFigures[]> {
  return measureWith(startChild<ConsoleCommands>('console/console-child.ts'), async (child, folder) => {
    const { url, pages } = await openPages(child, `${folder}/data`);
    const figures: KindFigures[] = [];
    for (const kind of pages) {
      const measured = await measureKind(child, { url, kind, fewest });
      const slowest = Math.max(...measured.pages.map(({ first }) => first));
      process.stderr.write(`${kind.name}: ${slowest.toFixed(1)} ms at most, processor ${measured.cpu.toFixed(1)} ms\n`);
      figures.push(measured);
    }
    return figures;
  });
}

async function measureKind(
  child: Child<ConsoleCommands>,
  { url, kind, fewest }: { readonly url: string; readonly kind: OpenedPages; readonly fewest: number },
): Promise<KindFigures> {
  const { name, live, cookie, addresses } = kind;
  const page = (place: number): Promise<PageTimes> =>
    getPage(`${url}${addresses[place % addresses.length] ?? '/'}`, cookie);
  const times = async (count: number): Promise<readonly PageTimes[]> => {
    const all: PageTimes[] = [];
    for (let asked = 0; asked < count; asked += 1) all.push(await page(asked));
    return all;
  };
  const most = Math.min(MOST, addresses.length);
  const cold = await times(most);
  // Warm: half as often as is measured.
  await times(Math.max(0, Math.ceil(fewest / 2) - cold.length));
  const pages: PageTimes[] = [];
  const spent: number[] = [];
  for (let asked = 0; asked < Math.max(fewest, most); asked += 1) {
    const before = await child.call('cpu', undefined);
    pages.push(await page(asked));
    spent.push((await child.call('cpu', undefined)) - before);
  }
  return { name, live, cold, pages, cpu: median(spent) };
}

function getPage(url: string, cookie: string | null): Promise<PageTimes> {
  const from = performance.now();
  const headers = { 'accept-encoding': 'gzip', ...(cookie === null ? {} : { cookie }) };
  return new Promise((resolve, reject) => {
    get(url, { headers, agent: false }, (response) => {
      const { statusCode = 0 } = response;
      if (statusCode !== 200 && statusCode !== 302) {
        response.destroy();
        reject(new Error(`${url} answered ${String(statusCode)}`));
        return;
      }
      readTimes(response, from).then(resolve, reject);
    }).on('error', reject);
  });
}

async function readTimes(response: IncomingMessage, from: number): Promise<PageTimes> {
  let [bytes, first] = [0, performance.now() - from];
  for await (const chunk of response as AsyncIterable<Buffer>) {
    if (bytes === 0) first = performance.now() - from;
    bytes += chunk.length;
  }
  return { first, whole: performance.now() - from, bytes };
}
