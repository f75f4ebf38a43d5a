/** Exports that are fetched from a server, and what it may do while they are. */
import { createAdapter, describeSystem, FULL, pagesOf } from '#adapters/files/folder.fixture.ts';
import type { HarvestSource } from '#contract/adapter.ts';
import { createFilesSimulator, type FilesSimulator } from '#simulators/files/index.ts';
import { addCopy, addRecord, createFilesWorld, editRecord } from '#simulators/files/world.ts';
import { afterEach, beforeEach, expect, it } from 'vitest';

const marcOf = (title: string) => ({
  leader: '00000nam a2200000 a 4500',
  fields: [{ tag: '245', ind1: '0', ind2: '0', subfields: [{ code: 'a', value: title }] }],
});

let simulator: FilesSimulator;

beforeEach(async () => {
  const world = createFilesWorld(() => Date.parse('2026-03-01T02:00:00Z'));
  for (let number = 1; number <= 30; number += 1) {
    addCopy(world, addRecord(world, marcOf(`Title ${number}`)), { branch: 'A1' });
  }
  simulator = await createFilesSimulator({ world });
});

afterEach(() => simulator.close());

function source(catalogue = 'catalogue.mrc', pageSize = 10): HarvestSource {
  const config = describeSystem('.', {
    records: [{ source: `${simulator.url}/${catalogue}` }],
    items: [
      {
        source: `${simulator.url}/items.csv`,
        columns: { record: 'BIB', barcode: 'BARCODE', owner: 'BRANCH', status: 'STATUS' },
      },
    ],
    statuses: { '0': 'AVAILABLE' },
  });
  const { harvest } = createAdapter({ ...config, harvest: { ...config.harvest, pageSize } });
  if (harvest === undefined) throw new Error('this adapter has no harvest');
  return harvest;
}

it.each(['catalogue.mrc', 'catalogue.xml', 'catalogue.json', 'catalogue.mrc.gz'])(
  'brings every record and copy of %s, as they were on the day of the files',
  async (catalogue) => {
    const pages = await pagesOf(source(catalogue));
    const records = pages.flatMap((page) => page.records.filter((record) => !record.deleted));

    expect(records).toHaveLength(30);
    expect(records.map(({ items }) => items.length)).toEqual(Array.from({ length: 30 }, () => 1));
    expect(new Set(records.map(({ holdings }) => holdings[0]?.facts?.asOf))).toEqual(
      new Set(['2026-03-01T02:00:00.000Z']),
    );
  },
);

it('looks at what did not change without fetching it', async () => {
  const cursor = (await pagesOf(source())).at(-1)?.nextCursor ?? '';
  simulator.calls.clear();

  const pages = await pagesOf(source(), { run: { kind: 'changes', cursor }, resumeAt: null });

  expect(pages.map(({ records, allLocalIds }) => [records.length, allLocalIds])).toEqual([[0, null]]);
  expect(new Set(simulator.calls.list.map(({ method }) => method))).toEqual(new Set(['HEAD']));
});

it('does not take files of two days for one delivery', async () => {
  const pages = source().pages(FULL, new AbortController().signal)[Symbol.asyncIterator]();

  const first = await pages.next();
  editRecord(simulator.world, 'b1000001', marcOf('Title 1, second edition'));
  const rest = async (): Promise<void> => {
    while ((await pages.next()).done !== true);
  };

  expect(first.done).toBe(false);
  await expect(rest()).rejects.toThrow('the file was replaced while it was read; the next run reads the new one');
});

it.each([{ trickleMs: 5 }, { slowMs: 20 }])('waits for a server that is slow: %j', async (fault) => {
  await simulator.faults.set(fault);

  expect((await pagesOf(source())).at(-1)?.allLocalIds?.size).toBe(30);
});

it.each([
  [{ cutOff: true }, /catalogue\.mrc/],
  [{ garbage: 'truncated', only: ['records'] }, /catalogue\.mrc: the file ends inside a record/],
  [{ garbage: 'truncated', only: ['items'] }, /items\.csv: /],
  [{ garbage: 'empty', only: ['items'] }, /items\.csv: the file named in settings\.items\[0\]\.source is empty/],
  [{ garbage: 'html', only: ['items'] }, /items\.csv: answered a web page where a list of copies was expected/],
] as const)('takes nothing of what a server spoils: %j', async (fault, words) => {
  await simulator.faults.set(fault);

  await expect(pagesOf(source())).rejects.toThrow(words);
});
