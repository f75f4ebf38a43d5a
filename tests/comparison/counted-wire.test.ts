/**
 * The demonstration, whose systems another program asks by their own protocols: every cell of every table is what that
 * program counts.
 */
import type { Region } from '#domain/region.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cellsOf, hasPython, runCounter, type CountedSystems } from './counter/run-counter.ts';
import { startComparedRegion, type ComparedRegion } from './support/compared-region.ts';

const SYSTEMS = ['koha-a', 'koha-b', 'koha-c', 'symphony-d'] as const;
/** Item types of copies that were made for one interlibrary loan. */
const LOAN_TYPES: Readonly<Record<string, readonly string[]>> = { 'koha-b': ['INTERLIB'] };

function describeSystem(system: Region['systems'][number], env: Readonly<Record<string, string>>): object {
  const { clientIdEnv, clientSecretEnv, userEnv, passwordEnv } = system.credentials;
  const secret = (name: string | null): string | null => (name === null ? null : (env[name] ?? null));
  return {
    id: system.id,
    kind: system.kind,
    address: system.address,
    oai: system.harvest.method === 'oai-pmh',
    export: `${system.address}/export/catalogue.mrc`,
    clientId: secret(clientIdEnv),
    clientSecret: secret(clientSecretEnv),
    user: secret(userEnv),
    password: secret(passwordEnv),
    owners: Object.fromEntries(system.owners.map(({ code, library }) => [code, library])),
    illTypes: LOAN_TYPES[system.id] ?? ['ILL'],
  };
}

// Without Python there is nothing to count with.
describe.runIf(hasPython)('the systems of the demonstration', () => {
  let comparing: ComparedRegion;
  let counted: CountedSystems;

  beforeAll(async () => {
    comparing = await startComparedRegion({ first: true });
    const { hub, demo } = comparing.graph;
    // What is an export is counted by `counted-files.test.ts`.
    const asked = hub.region.systems.filter(({ kind }) => kind !== 'files');
    const systems = asked.map((system) => describeSystem(system, demo.env));
    counted = await runCounter('count_wire.py', systems);
  }, 120_000);
  afterAll(() => comparing.close());

  it.each(SYSTEMS)('%s: every cell is what another program counts', async (system) => {
    const tables = counted[system] ?? [];
    expect(tables.length).toBeGreaterThan(10);
    for (const { cells, ...table } of tables) {
      expect({ ...table, cells: await cellsOf(comparing, 'first', system, table) }).toEqual({ ...table, cells });
    }
  });
});
