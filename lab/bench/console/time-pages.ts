/** How long pages take, asked for one after the other, over HTTP, packed. */
import { get, type IncomingMessage } from 'node:http';
import { measureWith, startChild, type Child } from '../support/child.ts';
import type { ConsoleCommands, Opened, OpenedPages } from './console-child.ts';

/** Pages of each kind that are measured: as many as it has addresses, but no more than this. */
const MOST = 100;

export interface PageTimes {
  /** Milliseconds until its first part is there: all of it, except for a title and a file. */
  readonly first: number;
  /** Milliseconds until its last byte is there; of a file, until its first. */
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
  /** Processor milliseconds of console, graph and database for a page; null if they cannot be read here. */
  readonly cpu: number | null;
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
      process.stderr.write(
        `${kind.name}: ${slowest.toFixed(1)} ms at most, processor ${measured.cpu?.toFixed(1) ?? '–'} ms\n`,
      );
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
  const times = async (count: number): Promise<readonly PageTimes[]> => {
    const all: PageTimes[] = [];
    for (let asked = 0; asked < count; asked += 1)
      all.push(await getPage(`${url}${addresses[asked % addresses.length] ?? '/'}`, cookie));
    return all;
  };
  const cold = await times(Math.min(MOST, addresses.length));
  // Warm: half as often as is measured.
  await times(Math.max(0, Math.ceil(fewest / 2) - cold.length));
  const count = Math.min(MOST, Math.max(fewest, addresses.length));
  const before = await child.call('cpu', undefined);
  const pages = await times(count);
  const after = await child.call('cpu', undefined);
  return { name, live, cold, pages, cpu: before === null || after === null ? null : (after - before) / count };
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

/** Of a file, the rest is not waited for. */
async function readTimes(response: IncomingMessage, from: number): Promise<PageTimes> {
  let [bytes, first] = [0, performance.now() - from];
  const isFile = response.headers['content-type']?.startsWith('text/csv') === true;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    if (bytes === 0) first = performance.now() - from;
    bytes += chunk.length;
    if (isFile) break;
  }
  return { first, whole: performance.now() - from, bytes };
}
