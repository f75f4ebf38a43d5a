/** The feeds of a large region, served by a process of their own as `mercia serve feeds` serves them. */
import { join } from 'node:path';
import { openSettledStore } from '#cli/graph/hub.ts';
import type { Region } from '#domain/region.ts';
import type { FileFormat } from '#feeds/files/entry-forms.ts';
import { deletionsPath, exportRecords } from '#feeds/files/export-records.ts';
import { registerManifest, registerOaiPmh, startFeedServer, type FeedServer } from '#feeds/index.ts';
import { loadSettings } from '#platform/config.ts';
import { createLogger } from '#platform/logger.ts';
import type { Store } from '#store/open-store.ts';
import { createFeedReader, createManifestReader, readAtOnePosition } from '#feed-log/index.ts';
import { serveCommands } from '../support/child.ts';
import { timed } from '../support/stats.ts';
import { BEGAN_AT, inventLog, PER_SECOND } from './invent-log.ts';

/** As much of a region file as feeds read. */
const region = {
  id: 'bench',
  name: 'Thirty systems',
  networks: [],
  organisations: [],
  libraries: [],
  systems: [],
  issuers: [],
  budgetMs: 2_000,
  feeds: {
    namespace: 'bench.example.org',
    adminEmail: 'bench@bench.example.org',
    marcFrom: [],
    merge: [],
    withheld: [],
    holdPercent: 5,
    keepDays: 90,
    deliveries: [],
  },
} as Region;

let store: Store | undefined;
let server: FeedServer | undefined;
let data = '';
let entries = 0;

function opened(): Store {
  if (store === undefined) throw new Error('the store is not open');
  return store;
}

interface PageFigures {
  readonly what: string;
  /** Of pages at ten depths. */
  readonly ms: readonly number[];
}

export interface ExportFigures {
  readonly format: FileFormat;
  readonly recordsPerSecond: number;
  readonly residentMegabytes: number;
}

const residentMegabytes = (): number => process.memoryUsage.rss() / 1_000_000;

const commands = {
  /** Fills the log, serves it, and gives its address. */
  async serve(asked: { readonly data: string; readonly entries: number }): Promise<string> {
    ({ data, entries } = asked);
    store = await openSettledStore(loadSettings({ data, logLevel: 'warn' }, {}), 'start');
    await inventLog(store.jobs, entries);
    const { db, jobs } = store;
    const reader = createFeedReader({ db, region });
    const manifests = createManifestReader({ db: jobs, region });
    server = await startFeedServer({
      host: '127.0.0.1',
      port: 0,
      logger: createLogger('warn'),
      ready: async () => ({ ready: true }),
      protocols: (app) => {
        registerOaiPmh(app, { region: () => region, reader: () => reader, logger: createLogger('warn') });
        registerManifest(app, { reader: () => reader, manifests: () => manifests });
      },
    });
    return server.url;
  },

  /** Pages of 500 at ten depths: of everything, of sets, between dates. */
  async pages(): Promise<readonly PageFigures[]> {
    const reader = createFeedReader({ db: opened().db, region });
    const all = { repository: 'editions', set: null, from: null, until: null };
    const dateAt = (share: number): Date => new Date(BEGAN_AT.getTime() + ((entries * share) / PER_SECOND) * 1_000);
    const selections = [
      ['everything', all],
      ['the largest set', { ...all, set: 'without-online' }],
      ['a set of one entry in a thousand', { ...all, set: 'format:kit' }],
      ['everything between two dates', { ...all, from: dateAt(0.2), until: dateAt(0.95) }],
      ['the largest set between two dates', { ...all, set: 'without-online', from: dateAt(0.2), until: dateAt(0.95) }],
    ] as const;
    const figures: PageFigures[] = [];
    for (const [what, selection] of selections) {
      const ms: number[] = [];
      for (let tenth = 0; tenth < 10; tenth += 1) {
        const after = Math.floor((entries * tenth) / 10);
        ms.push((await timed(() => reader.page(selection, after, 500))).ms);
      }
      figures.push({ what, ms });
    }
    return figures;
  },

  async exportAs(format: FileFormat): Promise<ExportFigures> {
    const out = join(data, `..`, `export.${format}`);
    const part = { repository: 'editions', set: null, since: null };
    const files = { part, format, gzip: false, out, deletions: deletionsPath(out, format) };
    let resident = 0;
    const { ms, value } = await timed(() =>
      readAtOnePosition({ db: opened().jobs, region }, (feeds) =>
        exportRecords(feeds, files, () => {
          resident = Math.max(resident, residentMegabytes());
        }),
      ),
    );
    return { format, recordsPerSecond: (value.records * 1_000) / ms, residentMegabytes: resident };
  },

  async memory(_: null): Promise<number> {
    return residentMegabytes();
  },
};

export type FeedsCommands = typeof commands;
serveCommands(commands, async () => {
  await server?.close();
  await store?.close();
});
