/** A region of forty systems of all kinds in one process: it starts, harvests all, answers live, and stays small. */
import {
  makeTemporaryFolder,
  projectRoot,
  runMercia,
  runScript,
  type MerciaProcess,
} from '#tests/support/mercia-process.ts';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const SYSTEMS = 40;
const TITLES = 300;
/** What one process may take at its peak, bytes. */
const MOST_BYTES = 1.3 * 1024 ** 3;
/** Of these, live facts of every copy are expected. */
const LIVE_KINDS = new Set([
  'koha',
  'koha-ils-di',
  'koha-sip2',
  'symphony',
  'files-sip2',
  'files-z3950',
  'files-wms',
  'heritage',
]);
const KINDS = 11;
/** Calls for a page of 50 titles with one copy each, log-ins included. */
const CALLS: Readonly<Record<string, number>> = {
  koha: 4,
  'koha-ils-di': 2,
  'koha-sip2': 54,
  symphony: 2,
  'files-sip2': 52,
  'files-z3950': 5,
  'files-wms': 51,
};

interface Started {
  readonly folder: string;
  readonly regionFile: string;
  readonly secrets: Readonly<Record<string, string>>;
  readonly kinds: number;
  /** Of the simulators that are asked live, by the number of their system. */
  readonly controls: Readonly<Record<string, readonly string[]>>;
}

interface Holding {
  readonly library: { readonly system: { readonly id: string } };
  readonly availability: {
    readonly state: string;
    readonly availableCount: number | null;
    readonly unknownCount: number | null;
  };
}

const data = makeTemporaryFolder();
let simulators: MerciaProcess;
let mercia: MerciaProcess;
let started: Started;
let url = '';

beforeAll(async () => {
  simulators = runScript(join(projectRoot, 'tests/many-systems/systems-child.ts'), [String(SYSTEMS), String(TITLES)]);
  const [line] = await simulators.printed(/^\{.*\}$/m, 120_000);
  started = JSON.parse(line) as Started;
  mercia = runMercia(['start', '--region', started.regionFile, '--data', data.path, '--port', '0'], started.secrets);
  url = (await mercia.printed(/the graph listens on (\S+);/, 120_000))[1] ?? '';
  await mercia.printed(/^Ready\./m, 300_000);
}, 480_000);

afterAll(async () => {
  for (const { child, ended } of [mercia, simulators]) {
    child.kill('SIGKILL');
    await ended;
  }
  rmSync(started.folder, { recursive: true, force: true });
  data.remove();
});

/** The most memory that the process ever had, bytes. */
function peakOf(pid: number): number {
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) * 1024;
}

async function ask<Data>(query: string): Promise<Data> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'mercia-budget-ms': '20000' },
    body: JSON.stringify({ query }),
  });
  const { data: answer, errors } = (await response.json()) as { data: Data; errors?: unknown };
  expect(errors).toBeUndefined();
  return answer;
}

describe(`${SYSTEMS} systems in one process`, () => {
  it('harvests every record of every system', async () => {
    const { region } = await ask<{
      region: {
        systems: readonly { id: string; harvest: { records: number; rejects: number; problem: string | null } }[];
      };
    }>('{ region { systems { id harvest { records rejects problem } } } }');

    expect(started.kinds).toBe(KINDS);
    expect(region.systems).toHaveLength(SYSTEMS);
    expect(region.systems.filter(({ harvest }) => harvest.records < TITLES || harvest.problem !== null)).toEqual([]);
  });

  it('answers a page of titles of all of them, live where a system can be asked', async () => {
    const { search } = await ask<{ search: { nodes: readonly { holdings: readonly Holding[] }[] } }>(
      '{ search(query: "", first: 25) { nodes { holdings { library { system { id } } availability { state availableCount unknownCount } } } } }',
    );

    const holdings = search.nodes.flatMap((edition) => edition.holdings);
    const states = new Map<string, Set<string>>();
    for (const { library, availability } of holdings) {
      const kind = library.system.id.replace(/-\d+$/, '');
      states.set(kind, (states.get(kind) ?? new Set()).add(availability.state));
    }
    expect(states.size).toBe(KINDS);
    for (const [kind, seen] of states) {
      expect([kind, ...seen]).toEqual([kind, LIVE_KINDS.has(kind) ? 'LIVE' : 'LAST_KNOWN']);
    }
    // Every copy is in its place, and nobody says that it is not.
    expect(holdings.filter(({ availability }) => availability.availableCount === 0)).toEqual([]);
  });

  it.each(Object.entries(CALLS))(
    'asks for 50 titles at %s in no more calls than its best client needs',
    async (kind, most) => {
      const { region } = await ask<{ region: { systems: readonly { id: string }[] } }>('{ region { systems { id } } }');
      const number = region.systems.map(({ id }) => /^(.*)-(\d+)$/.exec(id)).find((found) => found?.[1] === kind)?.[2];
      const addresses = started.controls[number ?? ''] ?? [];
      const calls = (method: 'GET' | 'DELETE') =>
        Promise.all(addresses.map((url) => fetch(`${url}/_simulator/calls`, { method })));
      await calls('DELETE');

      await ask(
        `{ search(query: "", filter: { libraries: ["lib-${number ?? ''}"] }, first: 50) { nodes { holdings(libraries: ["lib-${number ?? ''}"]) { availability { state } } } } }`,
      );

      const seen = await Promise.all((await calls('GET')).map((response) => response.json() as Promise<unknown[]>));
      const counted = seen.flat().length;
      process.stdout.write(`${kind}: ${counted} calls for 50 titles\n`);
      expect(addresses.length).toBeGreaterThan(0);
      expect(counted).toBeGreaterThan(0);
      expect(counted).toBeLessThanOrEqual(most);
    },
  );

  it('stays below 1.3 GB', async () => {
    const peak = peakOf(mercia.pid);
    process.stdout.write(`${SYSTEMS} systems: ${Math.round(peak / 1024 ** 2)} MB at the peak\n`);

    expect(peak).toBeLessThan(MOST_BYTES);
  });
});
