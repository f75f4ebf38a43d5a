/** What a Symphony leaves in files: copies and what is shadowed as lists, MARC-8, holdings records; and each way in which they come spoiled. */
import { createSymphonySimulator } from '#simulators/symphony/index.ts';
import { spoilReport } from '#simulators/symphony/reports.ts';
import { addBib, addItem, createSymphonyWorld, editItem, type SymphonyWorld } from '#simulators/symphony/world.ts';
import type { HarvestedDescription, HarvestPage, UseCount } from '#contract/adapter.ts';
import { collectPages, harvestFully } from '#conformance/apply-harvest.ts';
import { createTestAdapter } from '#tests/conformance/symphony-config.ts';
import { createTestWorld, filesAt, MAPPED, marcOf } from '#tests/conformance/symphony-system.ts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { AS_LISTS, described, filesOf, FULL, pagesOf, replaceFile } from './files-of-a-server.ts';

const LISTS = ['titles', 'calls', 'items', 'locations'] as const;
describe('the files of a server', () => {
  it('tell the same copies and hide the same as the server does title by title', async () => {
    const asked = createTestWorld();
    const simulator = await createSymphonySimulator({ world: asked });
    const byTitle = createTestAdapter(simulator.url, {
      login: true,
      settings: { ...MAPPED, export: { source: simulator.exportUrl } },
    });
    onTestFinished(() => simulator.close());
    onTestFinished(() => byTitle.close());
    const { adapter } = await filesOf(createTestWorld(AS_LISTS));
    const seen = (records: readonly HarvestedDescription[]) =>
      records.map(({ localId, visibility, items, holdings }) => ({
        localId,
        visibility,
        items: items.map(({ localId: item, visibility: shown, callNumber, locationCode, itemType, ownerCode }) => ({
          item,
          shown,
          callNumber,
          locationCode,
          itemType,
          ownerCode,
        })),
        holdings: holdings.map(({ library, copies, statements }) => ({ library, copies, statements })),
      }));

    const files = seen(described(await pagesOf(adapter)));

    const titles = seen(described(await pagesOf(byTitle)));
    // A call number without a copy of its own is in no file.
    expect(files.filter(({ localId }) => localId !== '12')).toEqual(titles.filter(({ localId }) => localId !== '12'));
    expect(files.flatMap(({ items }) => items).filter(({ shown }) => shown !== 'PUBLIC')).toHaveLength(3);
    expect(files.filter(({ visibility }) => visibility !== 'PUBLIC').map(({ localId }) => localId)).toEqual(['7']);
    expect(files.find(({ localId }) => localId === '1')?.holdings[0]?.statements).toMatchObject([
      { text: 'v.1-20 (1990-2009)' },
    ]);
  });
});

/** A world of one title with one copy, whose call number has a | in it, as call numbers may. */
function oneTitle(): SymphonyWorld {
  const world = createSymphonyWorld({ now: Date.now, settings: AS_LISTS });
  addBib(world, { key: '476022', marc: marcOf('Santé à Québec, Łódź, København') });
  addItem(world, {
    bibKey: '476022',
    library: 'ASH-MAIN',
    barcode: '30001',
    callNumber: 'W 1|x',
    classification: 'ASIS',
    createdDate: '2020-03-01',
    totalCharges: 12,
    lastChargeDate: '2024-05-02',
    itemCategory2: 'NURSING',
  });
  return world;
}

/** Nothing of it is shadowed. */
const nothingHidden = (address: string) => {
  const { reports, ...others } = filesAt(address);
  return { ...others, reports: { ...reports, shadowed: { ...reports.shadowed, mayHideNothing: [...LISTS] } } };
};

describe('a line of selitem', () => {
  it('is a copy with what its columns tell, and a | in the call number stays in it', async () => {
    const { adapter } = await filesOf(oneTitle(), nothingHidden);

    const [only] = described(await pagesOf(adapter));

    expect(JSON.stringify(only?.marc)).toContain('Santé à Québec, Łódź, København');
    expect(only?.repairs).toEqual([]);
    expect(only?.items).toMatchObject([
      {
        localId: '476022:30001',
        callNumber: 'W 1|x',
        locationCode: 'STACKS',
        details: {
          copyNumber: '1',
          createdOn: '2020-03-01',
          lastBorrowedOn: '2024-05-02',
          statistics: [{ name: 'itemCategory2', value: 'NURSING' }],
        },
      },
    ]);
    const counts: UseCount[] = [];
    for await (const part of adapter.loans?.useCounts?.(new AbortController().signal) ?? []) counts.push(...part.rows);
    expect(adapter.capabilities).toContain('LOAN_COUNTS');
    expect(counts).toEqual([
      { itemLocalId: '476022:30001', recordLocalId: '476022', loans: 12, renewals: null, lastBorrowedOn: '2024-05-02' },
    ]);
  });

  it('whose title is not in the export is listed among what was rejected', async () => {
    const world = oneTitle();
    const { adapter, simulator } = await filesOf(world, nothingHidden);
    const { bytes, at } = world.exports.get('items.txt') ?? { bytes: new Uint8Array(), at: 0 };
    const [line = ''] = Buffer.from(bytes).toString().split('\n');
    const lost = line.replace('476022', '5');
    const more = `${line}\n${lost}\n${lost.replace('30001', '30002')}\nEND 3\n`;
    world.exports.set('items.txt', { name: 'items.txt', bytes: Buffer.from(more), at });

    const pages = await pagesOf(adapter);

    expect(simulator.calls.count('export')).toBeGreaterThan(0);
    expect(pages.flatMap(({ rejects }) => rejects)).toMatchObject([
      {
        localId: '5',
        place: 'settings.reports.items, line 2, 3',
        reason: '2 copies name a title that the export does not have',
      },
    ]);
    expect(pages.at(-1)?.allLocalIds).toEqual(new Set(['476022']));
  });
});

it('counts a copy once whose line comes twice, and ends where two lines say different things of it', async () => {
  const world = oneTitle();
  const { adapter } = await filesOf(world, nothingHidden);
  const [line = ''] = Buffer.from(world.exports.get('items.txt')?.bytes ?? [])
    .toString()
    .split('\n');
  replaceFile(world, 'items.txt', `${line}\n${line}\nEND 2\n`);

  expect(described(await pagesOf(adapter)).flatMap(({ items }) => items)).toHaveLength(1);
  replaceFile(world, 'items.txt', `${line}\n${line.replace('STACKS', 'ELSEWHERE')}\nEND 2\n`);
  await expect(pagesOf(adapter)).rejects.toThrow(/items: line 2 tells a copy once more, and otherwise than line 1/);
});

/** A line of a title that there is not: `999999|1|1|…`. */
const foreign = (world: SymphonyWorld, name: string): string => {
  const [line = ''] = Buffer.from(world.exports.get(name)?.bytes ?? [])
    .toString()
    .split('\n');
  return `${name.includes('locations') ? 'NOWHERE|' : line.replace(/^\d+/, '999999')}\nEND 1\n`;
};

describe('a list that would take away copies, or what hides them', () => {
  it.each([
    ['items.txt', 'no line', () => 'END 0\n', /reports\.items: the list has no line of a copy/],
    [
      'items.txt',
      'lines of another system',
      foreign,
      /reports\.items: none of the 1 lines names a title of the export/,
    ],
    ...LISTS.flatMap((level) => [
      [
        `shadowed-${level}.txt`,
        'no line',
        () => 'END 0\n',
        RegExp(`shadowed\\.${level}: the list has no line, so`),
      ] as const,
      [
        `shadowed-${level}.txt`,
        'lines of another system',
        foreign,
        RegExp(`shadowed\\.${level}: the list hides nothing of the export, so`),
      ] as const,
    ]),
  ] as const)('%s with %s ends the run before its first page', async (name, _, textOf, says) => {
    const world = createTestWorld(AS_LISTS);
    const { adapter } = await filesOf(world);
    replaceFile(world, name, textOf(world, name));
    const pages: HarvestPage[] = [];
    const read = async () => {
      for await (const page of adapter.harvest?.pages(FULL, new AbortController().signal) ?? []) pages.push(page);
    };

    await expect(read()).rejects.toMatchObject({
      code: 'LMS_BAD_RESPONSE',
      message: expect.stringMatching(says) as string,
    });
    expect(pages).toEqual([]);
  });

  it('may hide nothing where the region file says so', async () => {
    const world = createTestWorld(AS_LISTS);
    const { adapter } = await filesOf(world, nothingHidden);
    replaceFile(world, 'shadowed-titles.txt', 'END 0\n');

    expect(described(await pagesOf(adapter)).filter(({ visibility }) => visibility !== 'PUBLIC')).toEqual([]);
  });

  it('is told from the first page on, for the index to judge: copies and titles, library by library', async () => {
    const world = createTestWorld(AS_LISTS);
    const { adapter } = await filesOf(world);

    const pages = await pagesOf(adapter);

    const items = described(pages).flatMap((record) => record.items);
    const held = described(pages).flatMap(({ holdings }) => holdings.map(({ library }) => library));
    const [first] = pages;
    expect(first).toMatchObject({ expectedCopies: items.length, expected: world.bibs.size, maxDeletedShare: 0.1 });
    for (const [library, { records }] of Object.entries(first?.expectedByLibrary ?? {})) {
      expect(records).toBeGreaterThanOrEqual(held.filter((each) => each === library).length);
    }
    expect(Object.values(first?.expectedByLibrary ?? {}).reduce((sum, { copies }) => sum + copies, 0)).toBe(
      items.length,
    );
  });
});

describe('files of another moment', () => {
  it('are read again when any of them is another, and not when none is', async () => {
    const world = createTestWorld(AS_LISTS);
    const { adapter, simulator } = await filesOf(world);
    const { nextCursor } = await harvestFully(adapter.harvest ?? expect.fail());
    const changes = { run: { kind: 'changes', cursor: nextCursor ?? '' }, resumeAt: null } as const;
    const read = async () => described(await collectPages(adapter.harvest ?? expect.fail(), changes));

    const quiet = await read();
    const [first] = world.items.values();
    editItem(world, first?.key ?? '', { shadowed: true });
    simulator.runExport();
    const busy = await read();

    expect(quiet).toEqual([]);
    expect(busy.flatMap(({ items }) => items).filter(({ visibility }) => visibility !== 'PUBLIC')).toHaveLength(4);
  });

  it('end the run where the list of copies is older than the export', async () => {
    const world = createTestWorld(AS_LISTS);
    const { adapter } = await filesOf(world);
    const file = world.exports.get('items.txt') ?? expect.fail();
    world.exports.set('items.txt', { ...file, at: file.at - 86_400_000 });

    await expect(pagesOf(adapter)).rejects.toMatchObject({
      code: 'LMS_BAD_RESPONSE',
      message: expect.stringMatching(
        /reports\.items: the list is older than settings\.export\.source: copies that were added/,
      ) as string,
    });
  });

  it('are read again where the region file says that they are in other characters', async () => {
    const world = createTestWorld(AS_LISTS);
    const { adapter, simulator } = await filesOf(world);
    const { nextCursor } = await harvestFully(adapter.harvest ?? expect.fail());
    const { reports, ...others } = filesAt(simulator.url);
    const mended = { ...reports, items: { ...reports.items, encoding: 'windows-1252' } };
    const again = createTestAdapter(simulator.url, {
      login: false,
      settings: { ...MAPPED, ...others, reports: mended },
    });
    onTestFinished(() => again.close());

    const changes = { run: { kind: 'changes', cursor: nextCursor ?? '' }, resumeAt: null } as const;
    expect(described(await collectPages(again.harvest ?? expect.fail(), changes))).toHaveLength(world.bibs.size);
  });

  it.each(LISTS)('end the run where the list of shadowed %s is older than what it hides', async (level) => {
    const world = createTestWorld(AS_LISTS);
    const { adapter } = await filesOf(world);
    const name = `shadowed-${level}.txt`;
    const file = world.exports.get(name) ?? expect.fail();
    world.exports.set(name, { ...file, at: file.at - 86_400_000 });

    await expect(pagesOf(adapter)).rejects.toMatchObject({
      code: 'LMS_BAD_RESPONSE',
      message: expect.stringMatching(
        new RegExp(`settings\\.reports\\.shadowed\\.${level}: the list is older than settings\\.export\\.source`),
      ) as string,
    });
  });

  it.each(['items.txt', ...LISTS.map((level) => `shadowed-${level}.txt`)])(
    'end it where %s is missing',
    async (name) => {
      const world = createTestWorld(AS_LISTS);
      const { adapter } = await filesOf(world);
      world.exports.delete(name);

      await expect(pagesOf(adapter)).rejects.toMatchObject({
        code: 'LMS_BAD_RESPONSE',
        message: expect.stringContaining('settings.reports.') as string,
      });
    },
  );
});

describe('a file that came spoiled', () => {
  it.each([
    ['items.txt', 'cut between two lines', /items: the file has no last line as "END \{count\}"/],
    ['items.txt', 'cut in the middle of a line', /settings\.reports\.items: line \d+ does not end; wait until/],
    [
      'items.txt',
      'a column less',
      /items: line 1 has 14 columns|items: line 1 has 13 columns, and the region file names column 14/,
    ],
    ['items.txt', 'a message of the tool among its lines', /items: line 1 is a message of the tool/],
    ['shadowed-titles.txt', 'cut between two lines', /titles: the file has no last line as "END \{count\}"/],
    ['shadowed-calls.txt', 'cut in the middle of a line', /calls: line 1 does not end/],
    ['shadowed-items.txt', 'a column less', /items: line 1: a copy, as selitem -oIB writes it, was expected/],
    ['shadowed-items.txt', 'a | inside the last value', /items: line 1: a copy, as/],
    ['shadowed-locations.txt', 'a message of the tool among its lines', /locations: line 1 is a message of the tool/],
  ] as const)('%s with %s ends the run, and nothing of it is told', async (name, how, says) => {
    const world = createTestWorld(AS_LISTS);
    const { adapter } = await filesOf(world);
    spoilReport(world, name, how);

    const error = await pagesOf(adapter).catch((reason: unknown) => reason as Error);

    expect(error).toMatchObject({ code: 'LMS_BAD_RESPONSE', message: expect.stringMatching(says) as string });
    expect((error as Error).message).not.toMatch(/3000\d+|39001|STAFF/);
  });
});

describe('mercia doctor', () => {
  it('says of each file that it is there, how old it is and how much stands in it, and which codes nobody mapped', async () => {
    const world = createTestWorld(AS_LISTS);
    addItem(world, { bibKey: '1', library: 'ELM', barcode: '77', homeLocation: 'NEW-PLACE' });
    addItem(world, { bibKey: '1', library: 'BEECH', barcode: '78', homeLocation: 'NEW-PLACE' });
    const { adapter } = await filesOf(world, filesAt);

    const { reachable, steps, unmapped, capabilities } = await adapter.probe(new AbortController().signal);

    expect(reachable).toBe(true);
    expect(capabilities).toEqual(adapter.capabilities);
    expect(steps.map(({ what, ok }) => [what, ok])).toEqual(
      [
        'harvest',
        'settings.reports.items',
        ...LISTS.map((level) => `settings.reports.shadowed.${level}`),
        'lists',
        'rules of lending',
      ].map((what) => [what, true]),
    );
    expect(steps[1]?.detail).toMatch(/^0\.0 MB, written \d{4}-/);
    expect(steps.find(({ what }) => what === 'lists')?.detail).toBe(
      `${world.items.size} copies; 1 titles, 1 calls, 1 items, 3 locations shadowed`,
    );
    expect(unmapped.map(({ list, code, where }) => [list, code, where])).toEqual([
      ['library', 'ELM', 'owners'],
      ['location', 'NEW-PLACE', 'settings.locations'],
    ]);
  });

  it('says which file is not there, and that nothing can be harvested', async () => {
    const world = createTestWorld(AS_LISTS);
    const { adapter } = await filesOf(world, filesAt);
    world.exports.delete('shadowed-calls.txt');

    const { steps, capabilities } = await adapter.probe(new AbortController().signal);

    expect(capabilities).toEqual([]);
    expect(steps.filter(({ ok }) => !ok).map(({ what }) => what)).toEqual(['settings.reports.shadowed.calls']);
  });
});

describe('settings that would hide nothing', () => {
  const at = 'http://127.0.0.1:1';
  it.each([
    ['lists that nobody named', { shadows: 'lists', export: { source: at } }],
    ['lists that nobody goes by', { ...filesAt(at), shadows: 'none' }],
    ['no web services, and the question what is shadowed', { interface: 'none', export: { source: at } }],
    ['no web services and no export', { interface: 'none', shadows: 'none' }],
    ['no web services, and accounts', { ...filesAt(at), patrons: { access: 'read' } }],
    ['lists without an export', { reports: { items: { source: at } } }],
    [
      'a call number before other columns',
      { ...filesAt(at), reports: { items: { source: at, columns: { callNumber: 4 } } } },
    ],
  ])('are refused: %s', (_, settings) => {
    expect(() => createTestAdapter(at, { login: false, settings })).toThrow(
      expect.objectContaining({ code: 'CONFIG_INVALID' }),
    );
  });
});
