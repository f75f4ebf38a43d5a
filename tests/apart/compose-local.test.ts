/**
 * `npm run compose:local`: the parts of docker-compose.yml without Docker, from the first question to a part that is gone for a while; and beside
 * adapter servers of the last release.
 */
import { DEMO_SYSTEMS } from '#demo/generate.ts';
import { parseReleased } from '#schema/released.ts';
import { makeTemporaryFolder, projectRoot } from '#tests/support/mercia-process.ts';
import { readProjectFile } from '#tests/support/project-files.ts';
import { readComposeFile } from '#tools/compose/compose-file.ts';
import { openLocalParts, type LocalParts } from '#tools/compose/local-parts.ts';
import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findPortsFor } from './free-ports.ts';

/** No busy machine is a fault. */
const LONG_MS = 600_000;
const POLL = { timeout: LONG_MS, interval: 500 };
const MARCHES = ['koha-c', 'symphony-d'];
const VALE = ['koha-a', 'koha-b'];

const folder = makeTemporaryFolder();
const printed: string[] = [];
let parts: LocalParts;
let gateway: string;

interface Answer {
  readonly data: {
    readonly editions: readonly {
      readonly editions: readonly {
        readonly holdings: readonly {
          readonly library: { readonly name: string; readonly system: { readonly id: string } };
          readonly availability: { readonly state: string; readonly reason: { readonly code: string } | null };
        }[];
      }[];
    }[];
  };
}

async function ask(): Promise<Answer['data']['editions'][number]['editions'][number]['holdings']> {
  const answered = await fetch(gateway, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: readProjectFile('lab/demo/readme-query.graphql') }),
  });
  const { data } = (await answered.json()) as Answer;
  return data.editions.flatMap(({ editions }) => editions).flatMap(({ holdings }) => holdings);
}

/** What is told of the copies of these systems: `LIVE`, or another state with its reason. */
async function statesOf(systems: readonly string[]): Promise<readonly string[]> {
  const told = (await ask()).filter(({ library }) => systems.includes(library.system.id));
  return [
    ...new Set(
      told.map(({ availability: { state, reason } }) => (reason === null ? state : `${state} ${reason.code}`)),
    ),
  ];
}

beforeAll(async () => {
  const file = readComposeFile();
  const ports = await findPortsFor(file);
  gateway = `http://127.0.0.1:${String(ports.get(4000))}/graphql`;
  const print = (name: string, line: string): void => void printed.push(`${name}: ${line}`);
  parts = await openLocalParts(file, { folder: folder.path, ports, print });
  await Promise.all(parts.names.map((name) => parts.start(name)));
}, LONG_MS);
afterAll(async () => {
  await parts.close();
  folder.remove();
}, LONG_MS);

it(
  'is healthy by every health check of the file, and answers a question for every library',
  async () => {
    expect(parts.names).toHaveLength(11);
    for (const name of parts.names) await expect.poll(() => parts.isHealthy(name), POLL).toBe(true);
    const isReady = async (): Promise<boolean> => (await fetch(new URL('/ready', gateway))).ok;
    await expect.poll(isReady, POLL).toBe(true);

    await expect.poll(() => statesOf(DEMO_SYSTEMS), POLL).toEqual(['LIVE']);
    const told = await ask();
    expect(new Set(told.map(({ library }) => library.name)).size).toBe(12);
    expect(told.filter(({ availability }) => availability.state === 'UNKNOWN')).toEqual([]);
  },
  LONG_MS,
);

it(
  'tells what was last known, and why, of the systems behind a part that was stopped, and of others what is so now',
  async () => {
    await parts.stop('adapters-marches', 'SIGKILL');
    expect(await parts.isHealthy('adapters-marches')).toBe(false);
    const silent = /^LAST_KNOWN (UNREACHABLE|CIRCUIT_OPEN)$/u;
    const isTold = async (): Promise<boolean> => {
      const told = await statesOf(MARCHES);
      return told.length > 0 && told.every((each) => silent.test(each));
    };
    await expect.poll(isTold, POLL).toBe(true);
    await expect.poll(() => statesOf(VALE), POLL).toEqual(['LIVE']);

    await parts.start('adapters-marches');
    await expect.poll(() => statesOf(DEMO_SYSTEMS), POLL).toEqual(['LIVE']);
  },
  LONG_MS,
);

it(
  'starts a part again that ended by itself, and no other',
  async () => {
    parts.kill('console');
    await expect
      .poll(() => printed.filter((line) => line.includes('is started again')), POLL)
      .toEqual(['console: ended (SIGKILL), and is started again']);
    await expect.poll(() => parts.isHealthy('console'), POLL).toBe(true);
  },
  LONG_MS,
);

const tag = `v${parseReleased(readProjectFile('schema/released.graphql')).version}`;
const hasTag = ((): boolean => {
  try {
    execFileSync('git', ['rev-parse', '--verify', '--quiet', `${tag}^{commit}`], { cwd: projectRoot, stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

it.skipIf(!hasTag)(
  `is answered by adapter servers of the last release (skipped where git has no ${tag})`,
  async () => {
    const before = join(folder.path, tag);
    mkdirSync(before);
    const archive = execFileSync('git', ['archive', tag], { cwd: projectRoot, maxBuffer: 1024 ** 3 });
    execFileSync('tar', ['-x', '-C', before], { input: archive });
    symlinkSync(join(projectRoot, 'node_modules'), join(before, 'node_modules'));
    const servers = ['adapters-vale', 'adapters-marches'];
    await Promise.all(servers.map((name) => parts.stop(name)));
    await expect.poll(async () => (await statesOf(DEMO_SYSTEMS)).includes('LIVE'), POLL).toBe(false);

    await Promise.all(servers.map((name) => parts.start(name, before)));
    await expect.poll(() => statesOf(DEMO_SYSTEMS), POLL).toEqual(['LIVE']);
  },
  LONG_MS,
);

it('says in which line the service is that cannot be started, and why', async () => {
  await expect(parts.start('gateway')).rejects.toThrow(/^docker-compose\.yml:\d+: gateway: port \d+ is taken/u);
});
