/** Faults as migrations know them, each planted fifty times in the exports of two systems: all are found, and nothing in a clean twin. */
import { createFilesSimulator, type FilesSimulator } from '#simulators/files/index.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Comparing } from './support/compared-region.ts';
import { startExportsRegion } from './support/exports-region.ts';
import {
  createWorlds,
  FAULTS,
  OWNERS,
  PLANTED,
  settingsOf,
  SYSTEMS,
  type FaultFilter,
} from './support/planted-faults.ts';

interface Listed {
  readonly snapshot: {
    readonly count: { readonly value: number | null };
    readonly rows: {
      readonly edges: readonly { readonly node: { readonly number: string } }[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
    };
  };
}

interface Twin {
  readonly comparing: Comparing;
  readonly expected: ReadonlyMap<string, Set<string>>;
  close(): Promise<void>;
}

async function startTwin(faults: typeof FAULTS): Promise<Twin> {
  const { expected, ...worlds } = createWorlds(faults);
  const simulators: FilesSimulator[] = [];
  for (const id of SYSTEMS) simulators.push(await createFilesSimulator({ world: worlds[id] }));
  const comparing = await startExportsRegion(
    SYSTEMS.map((id, place) => ({ id, owners: OWNERS[id], settings: settingsOf(simulators[place]?.url ?? '') })),
  );
  await comparing.takeSnapshot('planted');
  return {
    comparing,
    expected,
    async close() {
      await comparing.close();
      await Promise.all(simulators.map((simulator) => simulator.close()));
    },
  };
}

async function pageOf(
  { comparing }: Twin,
  { of, where }: FaultFilter,
  after: string | null,
): Promise<Listed['snapshot']> {
  const number = of === 'RECORDS' ? 'localId' : 'recordLocalId';
  const { data, errors } = await comparing.ask<Listed>(
    `query ($of: Population!, $where: [Condition!], $after: String) { snapshot(name: "planted") {
      count(of: $of, where: $where) { value }
      rows: ${of.toLowerCase()}(where: $where, first: 200, after: $after) {
        edges { node { number: ${number} } } pageInfo { hasNextPage endCursor } }
    } }`,
    { of, where, after },
  );
  if (errors !== undefined) throw new Error(errors[0]?.message);
  return data.snapshot;
}

/** Numbers of the records on which it is found, as often as it is found. */
async function recordsWith(twin: Twin, filter: FaultFilter): Promise<readonly string[]> {
  const all: string[] = [];
  let after: string | null = null;
  do {
    const { count, rows } = await pageOf(twin, filter, after);
    all.push(...rows.edges.map(({ node }) => node.number));
    after = rows.pageInfo.hasNextPage ? rows.pageInfo.endCursor : null;
    if (after === null) expect(count.value).toBe(all.length);
  } while (after !== null);
  return all;
}

/** The first of the main numbers of a report. */
async function firstNumberOf({ comparing }: Twin, name: string): Promise<number | null | undefined> {
  const { data, errors } = await comparing.ask<{
    readonly snapshot: { readonly report: { readonly summary: readonly { readonly value: number | null }[] } };
  }>('query ($name: String!) { snapshot(name: "planted") { report(name: $name) { summary { value } } } }', { name });
  if (errors !== undefined) throw new Error(errors[0]?.message);
  return data.snapshot.report.summary[0]?.value;
}

describe('exports of two systems', () => {
  let planted: Twin;
  let clean: Twin;

  beforeAll(async () => {
    planted = await startTwin(FAULTS);
    clean = await startTwin([]);
  }, 120_000);
  afterAll(async () => {
    await planted.close();
    await clean.close();
  });

  it.each(FAULTS)('show each of fifty: $name', async ({ name, ...filter }) => {
    const expected = planted.expected.get(name) ?? new Set();
    expect(expected.size).toBeGreaterThanOrEqual(PLANTED);
    const found = new Set(await recordsWith(planted, filter));
    expect([...expected].filter((number) => !found.has(number)).slice(0, 5)).toEqual([]);
  });

  it.each(FAULTS)('show none where none was planted: $name', async (filter) => {
    expect(await recordsWith(clean, filter)).toEqual([]);
  });

  it.each(['barcodes', 'barcodes-of-others', 'without-items', 'suppressed', 'duplicates'])(
    'are told of in the report %s, and not where none was planted',
    async (name) => {
      expect(await firstNumberOf(planted, name)).toBeGreaterThanOrEqual(PLANTED);
      expect(await firstNumberOf(clean, name)).toBe(0);
    },
  );
});
