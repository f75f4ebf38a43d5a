/** An index that is published, its server in a process that can be killed, and backups of its database. */
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { createLogger } from '#platform/logger.ts';
import { openDatabase } from '#store/database.ts';
import type { Database } from '#store/tables.ts';
import { createTestDatabase } from '#tests/support/fresh-database.ts';
import { createFeedRenderer, createManifestReader, isManifestRefusal, type ManifestBucket } from '#feed-log/index.ts';
import { publishNext } from '#feed-log/publish/publish.ts';
import { ensureEpoch, ensureLog } from '#feed-log/publish/state.ts';
import { sql, type Kysely } from 'kysely';
import { feedRegion } from '../support/feed-region.ts';
import type { ChildSettings } from './feed-server-child.ts';

const CHILD = fileURLToPath(new URL('feed-server-child.ts', import.meta.url));
const PAGE_SIZE = 7;
const region = feedRegion();
const feeds = region.feeds!;
const logger = createLogger('silent');

export interface FeedWorld {
  /** Of the database in use: another one after a backup was restored. */
  readonly db: Kysely<Database>;
  /** Where the server listens, the same however often it is killed. */
  readonly url: string;
  /** Publishes everything that was committed; `later` is how many seconds the clock of the publisher is ahead. */
  publish(later?: number): Promise<void>;
  /** Kills the server with SIGKILL, and starts another at the same address. */
  restart(options?: { readonly stayAtPage?: number }): Promise<void>;
  /** Resolves when the server stays at a request. */
  untilAsked(): Promise<void>;
  /** The buckets of a repository, as Mercia computes them. */
  buckets(repository: string): Promise<readonly ManifestBucket[]>;
  backUp(): Promise<void>;
  /** Puts the database of the last backup into the place of that in use. */
  restore(): Promise<void>;
  close(): Promise<void>;
}

export async function openFeedWorld(): Promise<FeedWorld> {
  const created = await createTestDatabase();
  const names = { backup: `${created.connection.database}_backup` };
  const open = (database: string): Kysely<Database> =>
    openDatabase({
      target: { connection: { ...created.connection, database } },
      applicationName: 'feed world',
      poolSize: 4,
      statementTimeoutMs: 60_000,
    });
  const admin = open('postgres');
  let database = created.connection.database;
  let db = open(database);
  let server = await startServer(null, 0);

  async function startServer(stayAtPage: number | null, port: number): Promise<Server> {
    return startChild({ connection: { ...created.connection, database }, port, pageSize: PAGE_SIZE, stayAtPage });
  }

  /** A database can be copied while nobody is connected to it. */
  async function copy(from: string, to: string): Promise<void> {
    await sql`DROP DATABASE IF EXISTS ${sql.id(to)} WITH (FORCE)`.execute(admin);
    await sql`CREATE DATABASE ${sql.id(to)} TEMPLATE ${sql.id(from)}`.execute(admin);
  }

  async function withNobodyConnected(change: () => Promise<void>): Promise<void> {
    await kill(server);
    await db.destroy();
    await change();
    db = open(database);
    server = await startServer(null, Number(new URL(server.url).port));
  }

  return {
    get db() {
      return db;
    },
    get url() {
      return server.url;
    },
    async publish(later = 0) {
      const clock = (): Date => new Date(Date.now() + later * 1000);
      await ensureEpoch(db, clock());
      await ensureLog(db, clock());
      while (await publishNext({ db, publication, clock, logger }));
    },
    async restart({ stayAtPage = null } = {}) {
      await kill(server);
      server = await startServer(stayAtPage, Number(new URL(server.url).port));
    },
    async untilAsked() {
      if ((await server.nextLine()) !== 'asked') throw new Error('the server ended');
    },
    async buckets(repository) {
      const manifests = createManifestReader({ db, region });
      const manifest = await manifests.manifest({ repository, epoch: null, position: null });
      if (isManifestRefusal(manifest)) throw new Error(manifest.message);
      return manifest.buckets;
    },
    backUp: () => withNobodyConnected(() => copy(database, names.backup)),
    restore: () =>
      withNobodyConnected(async () => {
        database = `${created.connection.database}_restored`;
        await copy(names.backup, database);
      }),
    async close() {
      await kill(server);
      await db.destroy();
      for (const suffix of ['backup', 'restored']) {
        const name = `${created.connection.database}_${suffix}`;
        await sql`DROP DATABASE IF EXISTS ${sql.id(name)} WITH (FORCE)`.execute(admin);
      }
      await admin.destroy();
      await created.close();
    },
  };
}

const publication = {
  region: region.id,
  scope: { systems: region.systems.map(({ id }) => id), libraries: region.libraries.map(({ id }) => id) },
  renderer: createFeedRenderer(region),
  withheld: feeds.withheld,
  holdPercent: feeds.holdPercent,
  keepDays: feeds.keepDays,
};

interface Server {
  readonly child: ChildProcessByStdio<null, Readable, null>;
  readonly url: string;
  nextLine(): Promise<string | null>;
}

async function startChild(settings: ChildSettings): Promise<Server> {
  const child = spawn(process.execPath, [CHILD, JSON.stringify(settings)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const nextLine = async (): Promise<string | null> => {
    const line = await lines.next();
    return line.done === true ? null : line.value;
  };
  const url = await nextLine();
  if (url === null) throw new Error('the server did not start');
  return { child, url, nextLine };
}

async function kill({ child }: Server): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}
