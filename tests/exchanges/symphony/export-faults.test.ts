/** What is wrong with an export, or with one title at the server, costs that title alone: nothing is lost, shown or called new for it. */
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HarvestFrom, HarvestPage, LmsAdapter } from '#contract/adapter.ts';
import { writeIso2709, type MarcRecord } from '#marc/index.ts';
import { collectPages } from '#conformance/apply-harvest.ts';
import { createSymphonySimulator } from '#simulators/symphony/index.ts';
import type { SymphonyWorld } from '#simulators/symphony/world.ts';
import { createTestAdapter } from '#tests/conformance/symphony-config.ts';
import { createTestWorld, MAPPED, marcOf } from '#tests/conformance/symphony-system.ts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createScriptedSymphony, policyRows } from './scripted-symphony.ts';
import { described, FULL } from './files-of-a-server.ts';

function record(id: string, title: string, ...copies: readonly (readonly [barcode: string, library: string])[]) {
  const { leader, fields } = marcOf(title);
  const held = copies.map(([i, m]) => ({
    tag: '999',
    ind1: ' ',
    ind2: ' ',
    subfields: Object.entries({ a: 'W 1', i, l: 'STACKS', m, t: 'BOOK' }).map(([code, value]) => ({ code, value })),
  }));
  return { leader, fields: [{ tag: '001', value: id }, ...fields, ...held] };
}

const bytesOf = (...records: readonly MarcRecord[]): Buffer =>
  Buffer.concat(records.map((one) => Buffer.from(writeIso2709(one))));

/** An export in a file, at a site that vouches for it. */
async function overFile(bytes: Uint8Array) {
  const folder = await mkdtemp(join(tmpdir(), 'export-'));
  const path = join(folder, 'all.mrc');
  await writeFile(path, bytes);
  const server = await createScriptedSymphony((asked) => {
    const name = /^\/symws\/policy\/(\w+)\/simpleQuery$/.exec(asked.path)?.[1];
    return name === undefined ? undefined : { body: policyRows(name) };
  });
  const settings = { shadows: 'none', shelves: ['*'], export: { source: path } };
  const adapter = createTestAdapter(server.address, { login: false, settings });
  onTestFinished(() => rm(folder, { recursive: true }));
  onTestFinished(() => server.close());
  onTestFinished(() => adapter.close());
  return { adapter, path };
}

const pagesOf = ({ harvest }: LmsAdapter, from: HarvestFrom = FULL): Promise<readonly HarvestPage[]> =>
  harvest === undefined ? expect.fail() : collectPages(harvest, from);

const rejectsIn = (pages: readonly HarvestPage[]) =>
  pages.flatMap(({ rejects }) => rejects.map(({ localId, reason }) => [localId, reason]));

const idsIn = (pages: readonly HarvestPage[]) => described(pages).map(({ localId }) => localId);

/** A simulated server that is asked title by title what is shadowed, or for each title itself. */
async function asked(harvest: 'export' | 'keys', change: (world: SymphonyWorld) => void, bad: readonly number[] = []) {
  const world = createTestWorld();
  change(world);
  const simulator = await createSymphonySimulator({ world });
  await simulator.faults.set({ badRecords: [...bad] });
  const source = harvest === 'export' ? { export: { source: simulator.exportUrl } } : {};
  const settings = { ...MAPPED, keys: { gap: 20 }, ...source };
  const adapter = createTestAdapter(simulator.url, { login: true, settings });
  onTestFinished(() => simulator.close());
  onTestFinished(() => adapter.close());
  return { world, adapter };
}

const refuse = (world: SymphonyWorld, key: string, code: string, status = 500): void => {
  world.refusals.set(key, { status, code, message: 'said for people' });
};

describe('copies in 999', () => {
  it('are counted before the first page, library by library, for the index to judge what is gone', async () => {
    const { adapter } = await overFile(
      bytesOf(
        record('a1', 'One', ['x1', 'ASH-MAIN'], ['x2', 'BEECH']),
        record('a2', 'Two', ['y1', 'ASH-ANNEX']),
        record('a3', 'Three'),
      ),
    );

    const [first] = await pagesOf(adapter);

    expect(first).toMatchObject({
      expected: 3,
      expectedCopies: 3,
      expectedByLibrary: { ash: { records: 2, copies: 2 }, beech: { records: 1, copies: 1 } },
      maxDeletedShare: 0.1,
    });
  });

  it('of a title that cannot be read are not gone', async () => {
    const broken = bytesOf(record('a1', 'One', ['x1', 'ASH-MAIN'], ['x2', 'BEECH']));
    broken.write('99', 30);
    const { adapter } = await overFile(Buffer.concat([broken, bytesOf(record('a2', 'Two', ['y1', 'ASH-MAIN']))]));

    const [first] = await pagesOf(adapter);

    expect(first).toMatchObject({
      expectedCopies: 3,
      expectedByLibrary: { ash: { records: 2, copies: 2 }, beech: { records: 1, copies: 1 } },
    });
  });

  it('of a title that stands at several places are not told from each other: it stays as it was', async () => {
    const [ash, beech] = [record('a5', 'Five', ['x1', 'ASH-MAIN']), record('a5', 'Five', ['x2', 'BEECH'])];
    const other = record('a6', 'Six', ['y1', 'ASH-MAIN']);
    const { adapter } = await overFile(bytesOf(ash, other, beech, other));

    const pages = await pagesOf(adapter);

    const reason =
      'the title stands at several places of the export, with different copies or descriptions; write each title once';
    expect(new Set(idsIn(pages))).toEqual(new Set(['6']));
    expect(rejectsIn(pages)).toEqual([
      ['5', reason],
      ['5', reason],
    ]);
    expect(pages[0]).toMatchObject({ expectedCopies: 3 });
    expect(pages.at(-1)?.allLocalIds).toEqual(new Set(['5', '6']));
  });
});

describe('a number in 001', () => {
  it.each(['on1234567890', 'ocm00000077', 'o769144454', 'i9780199697380', 'l2004012345'])(
    'as %s is a title control number, and no catalogue key',
    async (id) => {
      const { adapter } = await overFile(bytesOf(record(id, 'One'), record('u2', 'Two'), record('3', 'Three')));

      const pages = await pagesOf(adapter);

      expect(idsIn(pages)).toEqual(['2', '3']);
      expect(rejectsIn(pages)).toEqual([[null, expect.stringMatching(/^001 holds no catalogue key/) as string]]);
    },
  );

  it('is one of another system where the server knows none of them', async () => {
    const { adapter } = await asked('export', ({ settings, bibs }) => {
      settings.catKeyPrefix = 'a99';
      expect(bibs.size).toBeGreaterThan(3);
    });

    await expect(pagesOf(adapter)).rejects.toThrow(
      /none of the \d+ titles of the export is at the server; check that 001/,
    );
  });
});

it('the state of copies is as old as its bytes, also in a harvest of everything and with a newer file', async () => {
  const { adapter, path } = await overFile(bytesOf(record('a1', 'One', ['x1', 'ASH-MAIN'])));
  await utimes(path, 1_700_000_000, 1_700_000_000);
  const before = await pagesOf(adapter);

  await utimes(path, 1_702_000_000, 1_702_000_000);
  const known = before.at(-1)?.nextCursor ?? '';
  const again = await pagesOf(adapter, { ...FULL, known });

  const [facts] = described(again).flatMap(({ holdings }) => holdings.map((holding) => holding.facts));
  expect(facts).toMatchObject({ asOf: '2023-11-14T22:13:20.000Z' });
  expect(again.at(-1)?.nextCursor).toBe(known);
});

describe.each(['export', 'keys'] as const)('a title, harvested by %s,', (harvest) => {
  it('that the server cannot write, or will not show, is a reject, and the others come', async () => {
    const { world, adapter } = await asked(
      harvest,
      (made) => {
        refuse(made, '5', 'fieldNotPermitted');
      },
      [3],
    );

    const pages = await pagesOf(adapter);

    expect(idsIn(pages)).toHaveLength(world.bibs.size - 2);
    expect(rejectsIn(pages).map(([id]) => id)).toEqual(['3', '5']);
    expect(pages.at(-1)?.allLocalIds).toEqual(new Set(world.bibs.keys()));
  });

  it('that is hidden from the account is not there', async () => {
    const { world, adapter } = await asked(harvest, (made) => {
      refuse(made, '4', 'permissionDeniedRecordHidden', 403);
    });

    const pages = await pagesOf(adapter);

    expect(rejectsIn(pages)).toEqual([]);
    expect(pages.at(-1)?.allLocalIds).toEqual(new Set([...world.bibs.keys()].filter((key) => key !== '4')));
  });

  it('is none of many: where all of a page fail, the run ends', async () => {
    const { adapter } = await asked(
      harvest,
      () => undefined,
      Array.from({ length: 26 }, (_, index) => index + 1),
    );

    await expect(pagesOf(adapter)).rejects.toThrow(/a single title of a page|LMS_UNAVAILABLE|is not asked/);
  });
});

it('a title by key that cannot be read is a reject, and the others come', async () => {
  const server = await createScriptedSymphony(({ path }) => {
    const name = /^\/symws\/policy\/(\w+)\/simpleQuery$/.exec(path)?.[1];
    if (name !== undefined) return { body: policyRows(name) };
    const key = /^\/symws\/catalog\/bib\/key\/(\d+)$/.exec(path)?.[1];
    if (key === '2') return { body: { resource: '/catalog/bib', key: '2', fields: { callList: 'gone wrong' } } };
    const fields = [{ tag: '245', inds: '10', subfields: [{ code: 'a', data: `Title ${key ?? ''}` }] }];
    return Number(key) > 3 ? undefined : { body: { resource: '/catalog/bib', key, fields: { bib: { fields } } } };
  });
  const adapter = createTestAdapter(server.address, { login: false, settings: { keys: { gap: 3 } } });
  onTestFinished(() => server.close());
  onTestFinished(() => adapter.close());

  const pages = await pagesOf(adapter);

  expect(idsIn(pages)).toEqual(['1', '3']);
  expect(rejectsIn(pages)).toEqual([['2', expect.stringContaining('is not what this adapter knows') as string]]);
});
