/** Mercia as processes of its own that log all they can, with every line that they write. */
import { findFreePorts } from '#tests/apart/free-ports.ts';
import { databaseUrl, type TestDatabase } from '#tests/support/fresh-database.ts';
import { makeTemporaryFolder, runMercia, type MerciaProcess } from '#tests/support/mercia-process.ts';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Said } from './evidence.ts';
import type { PlantedRegion } from './planted-region.ts';

export const CONTEXT_SECRET = 'a secret between the parts of this test';

/** `together`: one process, beside the adapter server of one system. `apart`: each part is one. */
export type Layout = 'together' | 'apart';

export interface RunningMercia {
  /** Of the graph. */
  readonly url: string;
  /** What a command prints; it may fail. */
  run(...args: readonly string[]): Promise<Said>;
  /** What stands at every address that tells how things are. */
  pages(): Promise<readonly Said[]>;
  /** Ends everything; every line that any process wrote. */
  stop(): Promise<readonly Said[]>;
}

type Environment = Readonly<Record<string, string>>;
type Start = (args: string, listens: RegExp, more?: Environment) => Promise<string>;

/** Resolves when every system is harvested. */
export async function startMercia(
  region: PlantedRegion,
  database: TestDatabase,
  layout: Layout,
): Promise<RunningMercia> {
  const folder = makeTemporaryFolder();
  const path = join(folder.path, 'region.yaml');
  const metricsPort = String(await findFreePorts(1));
  const env = {
    ...region.env,
    DATABASE_URL: databaseUrl(database),
    MERCIA_DATA: folder.path,
    MERCIA_LOG_LEVEL: 'debug',
    MERCIA_METRICS_PORT: metricsPort,
    MERCIA_CONTEXT_SECRET: CONTEXT_SECRET,
    MERCIA_PATRON_SECRET: 'a secret for the readers of this test',
  };
  const running = new Map<string, MerciaProcess>();
  const origins = [`http://127.0.0.1:${metricsPort}`];
  const begin = async (args: string, port: string, own: Environment, listens: RegExp): Promise<string> => {
    const started = runMercia([...args.split(' '), '--region', path, '--port', port], own);
    running.set(args, started);
    const url = (await started.printed(listens))[1] ?? '';
    origins.push(new URL(url).origin);
    return url;
  };
  const start: Start = (args, listens, more = {}) => begin(args, '0', { ...env, ...more }, listens);
  const port = String(await findFreePorts(1));
  const server = `http://127.0.0.1:${port}`;
  writeFileSync(path, region.regionText(server));
  const keys = await readKeys(['keys', 'adapter-server', server, '--region', path], env);
  const beside = { ...region.env, MERCIA_DATA: folder.path, MERCIA_LOG_LEVEL: 'debug', ...keys };
  await begin('serve adapters --systems koha-s', port, beside, LISTENS);
  const url = await (layout === 'together' ? startTogether(start) : startApart(start));

  return {
    url,
    async run(...args) {
      const command = runMercia([...args, '--region', path], env);
      await command.ended;
      return { where: `mercia ${args.join(' ')}`, text: `${command.stdout()}\n${command.stderr()}` };
    },
    pages: () =>
      Promise.all(
        origins.flatMap((origin) =>
          ['/ready', '/health', '/metrics', '/graphql', '/v4/systems', '/v4/systems/koha-s/account'].map((page) =>
            read(origin, page),
          ),
        ),
      ),
    async stop() {
      for (const { child } of running.values()) child.kill('SIGTERM');
      await Promise.all([...running.values()].map(({ ended }) => ended));
      folder.remove();
      return [...running].map(([where, { stdout, stderr }]) => ({ where, text: `${stdout()}\n${stderr()}` }));
    },
  };
}

/** What the hub's operator gives the one of an adapter server. */
async function readKeys(command: readonly string[], env: Environment): Promise<Environment> {
  const { ended, stdout } = runMercia(command, env);
  await ended;
  const lines = [...stdout().matchAll(/^(\w+)=(\S+)$/gm)].map(([, name, value]) => [name, value] as const);
  return Object.fromEntries(lines) as Environment;
}

const LISTENS = /listens on (\S+)/;
const READY_POLL_MS = 200;

function startTogether(start: Start): Promise<string> {
  return start('start', /explorer {3}(\S+)/);
}

async function startApart(start: Start): Promise<string> {
  const [catalogue, circulation] = await Promise.all([
    start('serve catalogue', LISTENS),
    start('serve circulation', LISTENS),
  ]);
  const where = { MERCIA_CATALOGUE_URL: catalogue, MERCIA_CIRCULATION_URL: circulation };
  const patrons = await start('serve patrons', LISTENS, where);
  const migration = await start('serve migration', LISTENS);
  const [gateway] = await Promise.all([
    start('serve gateway', LISTENS, { ...where, MERCIA_PATRONS_URL: patrons, MERCIA_MIGRATION_URL: migration }),
    start('serve harvester', LISTENS),
  ]);
  const { origin } = new URL(gateway);
  while (!(await read(origin, '/ready')).text.includes('"ready":true,"systems"'))
    await new Promise((resolve) => setTimeout(resolve, READY_POLL_MS));
  return gateway;
}

async function read(origin: string, page: string): Promise<Said> {
  const answer = await fetch(`${origin}${page}`);
  return { where: `${origin}${page}`, text: await answer.text() };
}
