/** The regions that docs/comparing.md speaks of, each started as its reader starts it. */
import { spawn } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export type WorldName = 'demo' | 'exports';

export interface World {
  /** Runs lines of a shell; gives what they print, answers and notes together. */
  run(commands: string): Promise<string>;
  /** Asks the graph; gives the answer as text. */
  ask(query: string): Promise<string>;
  close(): Promise<void>;
}

/** A slow machine harvests the whole demonstration within a minute. */
const MOST_WAITS = 30;
const WAIT_MS = 2_000;

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const MERCIA = `"${process.execPath}" "${join(ROOT, 'doors', 'cli', 'mercia.mjs')}"`;
const REGION_FILE = 'two-exports.yaml';

/** Real exports of two libraries: they are only read, and stay where they are. */
const EXPORTS = [
  ['alder.mrc', 'solrmarc+solrmarc/test/data/records/uva_001_2000.mrc'],
  ['elm.mrc', 'evergreen-library-system+Evergreen/Open-ILS/tests/datasets/lul_fre_500.mrc'],
] as const;

/**
 * The demonstration region, standing still: whether something was lent between two snapshots would be chance. Its data is made for this
 * run and removed after it. `flags` are those of `mercia start`.
 */
export async function startDemo(flags: readonly string[] = ['--demo-port', '0']): Promise<World> {
  const demo = await start(await mkdtemp(join(tmpdir(), 'mercia-demo-')), [...flags, '--change-every', '0']);
  try {
    // By themselves they come later.
    await harvestLoans(demo);
    await demo.run('npx mercia policies read');
    return demo;
  } catch (error) {
    await demo.close();
    throw error;
  }
}

/** What is being harvested in the same moment refuses: the command says to wait until that has finished. */
async function harvestLoans(demo: World): Promise<void> {
  for (let left = MOST_WAITS; ; left -= 1) {
    try {
      await demo.run('npx mercia loans harvest');
      return;
    } catch (error) {
      if (left === 0 || !String(error).includes('is harvesting it; wait')) throw error;
      await delay(WAIT_MS);
    }
  }
}

/** The region file of the page, with the real files where it wants them; `shared` is the folder of shared facts. */
export async function startExports(regionFile: string, shared: string): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'mercia-exports-'));
  await mkdir(join(folder, 'exports'));
  for (const [name, source] of EXPORTS) {
    await copyFile(join(shared, 'data', 'marc', source), join(folder, 'exports', name));
  }
  await writeFile(join(folder, REGION_FILE), regionFile);
  return start(folder, ['--region', REGION_FILE]);
}

async function start(folder: string, args: readonly string[]): Promise<World> {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('MERCIA_') && name !== 'DATABASE_URL',
  );
  const env: Record<string, string | undefined> = {
    ...Object.fromEntries(inherited),
    MERCIA_DATA: join(folder, 'data'),
    ...(args[0] === '--region' ? { MERCIA_REGION: REGION_FILE } : {}),
  };
  const shell = (commands: string): Promise<string> => runShell(commands, folder, env);
  const server = spawn(process.execPath, [join(ROOT, 'doors', 'cli', 'mercia.mjs'), 'start', '--port', '0', ...args], {
    cwd: folder,
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => {
    server.once('close', () => {
      resolve();
    });
  });
  async function close(): Promise<void> {
    server.kill('SIGTERM');
    await ended;
    await rm(folder, { recursive: true, force: true });
  }
  try {
    env['MERCIA_URL'] = await readAddress(server.stderr);
    const key = await shell('npx mercia keys create --name "the page" --role migration');
    env['MERCIA_TOKEN'] = /^mk_\S+$/m.exec(key)?.[0];
  } catch (error) {
    await close();
    throw error;
  }
  return {
    run: shell,
    ask: (query) => askGraph(env['MERCIA_URL'] ?? '', env['MERCIA_TOKEN'] ?? '', query),
    close,
  };
}

/** The address of the graph, once all that is harvested first is in. */
function readAddress(stderr: NodeJS.ReadableStream): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = '';
    stderr.setEncoding('utf8');
    stderr.on('data', (text: string) => {
      printed += text;
      const address = /listens on (\S+\/graphql)/.exec(printed)?.[1];
      if (address !== undefined && /^Ready\./m.test(printed)) resolve(address);
    });
    stderr.once('end', () => {
      reject(new Error(`mercia start has ended:\n${printed}`));
    });
  });
}

function runShell(commands: string, cwd: string, env: Readonly<Record<string, string | undefined>>): Promise<string> {
  const shell = spawn('sh', ['-c', commands.replaceAll('npx mercia', MERCIA)], {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  let notes = '';
  shell.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
  });
  shell.stderr.setEncoding('utf8').on('data', (text: string) => {
    notes += text;
  });
  return new Promise((resolve, reject) => {
    shell.once('error', reject);
    shell.once('close', (code) => {
      if (code === 0) resolve(printed + notes);
      else reject(new Error(`${commands}\nended with ${code}:\n${printed}${notes}`));
    });
  });
}

async function askGraph(url: string, token: string, query: string): Promise<string> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'mercia-budget-ms': '30000', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query }),
  });
  const answer = (await response.json()) as { readonly errors?: readonly { readonly message: string }[] };
  if (answer.errors !== undefined) throw new Error(`${query}\n${answer.errors[0]?.message ?? ''}`);
  return JSON.stringify(answer);
}
