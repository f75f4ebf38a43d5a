/**
 * Real databases for tests and drills: one bundled PostgreSQL server, shared by every process that runs at the time, and
 * fresh migrated databases on it, copied from templates.
 */
import { createHash, randomUUID } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createLogger } from '#platform/logger.ts';
import { openDatabase, type StoreConnection } from '#store/database.ts';
import { migrateToLatest } from '#store/migrate.ts';
import { startBundledServer, type BundledServer } from '#store/supervisor.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';

export interface TestDatabase {
  readonly db: Kysely<Database>;
  readonly connection: StoreConnection;
  /** Opens another pool on the same database; it is closed with the database. */
  open(options?: { readonly poolSize?: number }): Kysely<Database>;
  /** Drops the database; the last process that uses the server stops it. */
  close(): Promise<void>;
}

/** As `DATABASE_URL` names it to another process. */
export function databaseUrl({ connection: { user, port, database, host } }: Pick<TestDatabase, 'connection'>): string {
  return `postgres://${user}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`;
}

const projectHash = createHash('sha256')
  .update(import.meta.url)
  .digest('hex')
  .slice(0, 8);
/** Stays from run to run, so that only the first pays for making a database. */
const TEST_FOLDER = join(tmpdir(), `mercia-test-${process.getuid?.() ?? 0}-${projectHash}`);

type TestServer = Pick<BundledServer, 'connection' | 'startedByUs' | 'stop'>;

/** The server that the run holds for its workers: joining it costs processes and connections, for each database again. */
async function useTestServer(): Promise<TestServer> {
  const held = process.env['MERCIA_TEST_SERVER'];
  if (held === undefined) return joinTestServer();
  return { connection: JSON.parse(held) as StoreConnection, startedByUs: false, stop: async () => undefined };
}

/** Starts the server of the tests, or joins the one that runs; it ends when the last has left it. */
function joinTestServer(): Promise<BundledServer> {
  const logger = createLogger('error', 'test store');
  // What a test writes need not outlive a power cut.
  const unsafe = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };
  // Several files at once may each start two of every part, with a pool of connections each.
  const settings = { ...unsafe, max_connections: '200', shared_buffers: '128MB' };
  return startBundledServer({ dataFolder: TEST_FOLDER, logger, settings });
}

function openOn({ connection }: Pick<TestServer, 'connection'>, database: string, poolSize: number): Kysely<Database> {
  return openDatabase({
    target: { connection: { ...connection, database } },
    applicationName: 'test',
    poolSize,
    statementTimeoutMs: 60_000,
  });
}

/** Keeps the server running until what it gives is called, and drops what the run filled in then. */
export async function holdTestServer(): Promise<() => Promise<void>> {
  process.env['MERCIA_TEST_RUN'] = String(process.pid);
  const server = await joinTestServer();
  process.env['MERCIA_TEST_SERVER'] = JSON.stringify(server.connection);
  const admin = openOn(server, 'postgres', 1);
  if (server.startedByUs) await dropLeftovers(admin);
  return async () => {
    const names = await databasesLike(admin, `${filledInThisRun()}%`);
    for (const name of names) await dropDatabase(admin, name);
    await admin.destroy();
    await server.stop();
  };
}

/** What many files of tests need to be in their database and takes long to bring there. */
export interface Filling {
  /** Of lower case letters and underscores; one name is one filling. */
  readonly name: string;
  /** What the database holds before; nothing where not said. */
  readonly from?: Filling;
  /** Is called once in a run of tests, with a migrated database; what it opened on it is closed when it ends. */
  fill(db: Kysely<Database>): Promise<void>;
}

/** Creates a migrated database, empty or a copy of what was filled in once; the caller closes it. */
export function createTestDatabase(filling?: Filling): Promise<TestDatabase> {
  return createDatabase((admin, open) => ensureTemplates(admin, open, filling));
}

/** Creates a database without any table; the caller closes it. */
export function createBareDatabase(): Promise<TestDatabase> {
  return createDatabase(() => Promise.resolve('template0'));
}

async function createDatabase(
  chooseTemplate: (admin: Kysely<Database>, open: (database: string) => Kysely<Database>) => Promise<string>,
): Promise<TestDatabase> {
  const server = await useTestServer();
  const pools: Kysely<Database>[] = [];

  function open(database: string, poolSize: number): Kysely<Database> {
    const db = openOn(server, database, poolSize);
    pools.push(db);
    return db;
  }

  const name = `test_${process.pid}_${randomUUID().slice(0, 8)}`;
  const admin = open('postgres', 1);
  if (server.startedByUs) await dropLeftovers(admin);
  const template = await chooseTemplate(admin, (database) => openOn(server, database, 6));
  await sql`CREATE DATABASE ${sql.id(name)} TEMPLATE ${sql.id(template)} STRATEGY FILE_COPY`.execute(admin);
  return {
    db: open(name, 6),
    connection: { ...server.connection, database: name },
    open: (options) => open(name, options?.poolSize ?? 4),
    async close() {
      await Promise.all(pools.filter((pool) => pool !== admin).map((pool) => pool.destroy()));
      await sql`DROP DATABASE ${sql.id(name)} WITH (FORCE)`.execute(admin);
      await admin.destroy();
      await server.stop();
    },
  };
}

/** Gives the name of the template to copy: of the migrations, or of what was filled into one. */
async function ensureTemplates(
  admin: Kysely<Database>,
  open: (database: string) => Kysely<Database>,
  filling: Filling | undefined,
): Promise<string> {
  const before = filling === undefined ? 'template0' : await ensureTemplates(admin, open, filling.from);
  // Another run may have other code: what it filled in is not for this one.
  const template = filling === undefined ? `template_${migrationsHash()}` : `${filledInThisRun()}${filling.name}`;
  await ensureTemplate(admin, template, before, async (name) => {
    const db = open(name);
    await (filling === undefined ? migrateToLatest(db) : filling.fill(db));
    await db.destroy();
  });
  return template;
}

/** What all databases that this run of tests filled begin with: they are its own, however many processes it has. */
function filledInThisRun(): string {
  return `test_${process.env['MERCIA_TEST_RUN'] ?? String(process.pid)}_filled_`;
}

/** Makes a template once; others wait for it. */
async function ensureTemplate(
  admin: Kysely<Database>,
  name: string,
  from: string,
  make: (name: string) => Promise<void>,
): Promise<void> {
  await admin.connection().execute(async (connection) => {
    // Filling one may take longer than any statement of a test.
    await sql`SET statement_timeout = 0`.execute(connection);
    await sql`SELECT pg_advisory_lock(40, hashtext(${name}))`.execute(connection);
    try {
      const found = await sql`SELECT 1 FROM pg_database WHERE datname = ${name} AND datistemplate`.execute(connection);
      if (found.rows.length > 0) return;
      await sql`DROP DATABASE IF EXISTS ${sql.id(name)} WITH (FORCE)`.execute(connection);
      await sql`CREATE DATABASE ${sql.id(name)} TEMPLATE ${sql.id(from)}`.execute(connection);
      await make(name);
      await sql`ALTER DATABASE ${sql.id(name)} IS_TEMPLATE true`.execute(connection);
    } finally {
      await sql`SELECT pg_advisory_unlock(40, hashtext(${name}))`.execute(connection);
      await sql`RESET statement_timeout`.execute(connection);
    }
  });
}

function migrationsHash(): string {
  const folder = fileURLToPath(new URL('../../hub/store/migrations/', import.meta.url));
  // The list, too: a file may be there before it is carried out.
  const hash = createHash('sha256').update(readFileSync(join(folder, '..', 'migrate.ts')));
  for (const file of readdirSync(folder).sort()) hash.update(readFileSync(join(folder, file)));
  return hash.digest('hex').slice(0, 12);
}

/** `test_<pid>_<random>`: another test process may have joined the server in the meantime. */
function isOfRunningTest(name: string): boolean {
  const pid = Number(/^test_(?<pid>\d+)_/u.exec(name)?.groups?.['pid'] ?? 0);
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** A server that nobody used holds only databases of runs that were cut short, and templates of other days. */
async function dropLeftovers(admin: Kysely<Database>): Promise<void> {
  const templates = await databasesLike(admin, 'template_%');
  for (const name of [...templates, ...(await databasesLike(admin, 'test_%'))]) {
    if (name !== `template_${migrationsHash()}` && !isOfRunningTest(name)) await dropDatabase(admin, name);
  }
}

/** In a pattern, `_` is itself. */
async function databasesLike(admin: Kysely<Database>, pattern: string): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    SELECT datname AS name FROM pg_database WHERE datname LIKE ${pattern.replaceAll('_', String.raw`\_`)}
  `.execute(admin);
  return rows.map(({ name }) => name);
}

async function dropDatabase(admin: Kysely<Database>, name: string): Promise<void> {
  await sql`UPDATE pg_database SET datistemplate = false WHERE datname = ${name}`.execute(admin);
  await sql`DROP DATABASE IF EXISTS ${sql.id(name)} WITH (FORCE)`.execute(admin);
}
