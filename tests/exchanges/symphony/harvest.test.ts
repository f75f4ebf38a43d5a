/** Harvest from exports as sites write them, and what the four levels of shadowing leave of a simulated server. */
import { mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { HarvestPage, HarvestedDescription, LmsAdapter, UseCount } from '#contract/adapter.ts';
import { readMarcBytes, writeIso2709, type MarcRecord } from '#marc/index.ts';
import { createId } from '#domain/ids.ts';
import { createLogger } from '#platform/logger.ts';
import { symphony } from '#adapters/symphony/index.ts';
import { createSymphonySimulator } from '#simulators/symphony/index.ts';
import { recall, checkOut, startTransit, moveItem } from '#simulators/symphony/world.ts';
import { collectPages, harvestFully } from '#conformance/apply-harvest.ts';
import { createTestAdapter, SYSTEM, testConfig, TEST_SECRETS } from '#tests/conformance/symphony-config.ts';
import { createTestWorld, MAPPED, marcOf } from '#tests/conformance/symphony-system.ts';
import { tarOf } from '#tests/support/archives.ts';
import { sharedAvailable, sharedPath } from '#tests/support/shared.ts';
import { freshGuard } from '#tests/support/host-guard.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { createScriptedSymphony, policyRows } from './scripted-symphony.ts';

const signal = new AbortController().signal;
const FULL = { run: { kind: 'full' }, resumeAt: null } as const;
const open: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

/** An adapter that reads an export from a file, at a site that vouches for it. */
async function overFile(
  bytes: Uint8Array,
  owners?: Readonly<Record<string, string>>,
  more: Readonly<Record<string, unknown>> = {},
): Promise<{ readonly adapter: LmsAdapter; readonly path: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'export-'));
  const path = join(folder, 'all.mrc');
  await writeFile(path, bytes);
  const server = await createScriptedSymphony((asked) => {
    const name = /^\/symws\/policy\/(\w+)\/simpleQuery$/.exec(asked.path)?.[1];
    return name === undefined
      ? undefined
      : { body: policyRows(name, ['WITHDRAWN', name === 'location' ? { shadowed: true } : {}]) };
  });
  const adapter = createTestAdapter(server.address, {
    login: false,
    settings: { shadows: 'none', shelves: ['*'], export: { source: path, ...more } },
    pageSize: 100,
    ...(owners === undefined ? {} : { owners }),
  });
  open.push(
    () => rm(folder, { recursive: true }),
    () => server.close(),
    () => adapter.close(),
  );
  return { adapter, path };
}

function sourceOf({ harvest }: LmsAdapter): NonNullable<LmsAdapter['harvest']> {
  if (harvest === undefined) throw new Error('no harvest');
  return harvest;
}

const described = (pages: readonly HarvestPage[]): readonly HarvestedDescription[] =>
  pages.flatMap((page) => page.records.filter((record) => !record.deleted));

function record(id: string, title: string, ...barcodes: readonly string[]): MarcRecord {
  const marc = marcOf(title);
  return {
    leader: marc.leader,
    fields: [
      { tag: '001', value: id },
      ...marc.fields,
      ...barcodes.map((barcode) => ({
        tag: '999',
        ind1: ' ',
        ind2: ' ',
        subfields: [
          { code: 'a', value: 'W 1' },
          { code: 'i', value: barcode },
          { code: 'l', value: 'STACKS' },
          { code: 'm', value: 'ASH-MAIN' },
          { code: 't', value: 'BOOK' },
        ],
      })),
    ],
  };
}

describe('an export', () => {
  it('gives back in one what the server split because it grew too large', async () => {
    const { adapter } = await overFile(
      Buffer.concat(
        [record('a1', 'One', 'x1', 'x2'), record('a1', 'One', 'x3'), record('a2', 'Two', 'y1')].map(writeIso2709),
      ),
    );

    const pages = await collectPages(sourceOf(adapter), FULL);

    expect(described(pages).map(({ localId, items }) => [localId, items.map((item) => item.barcode)])).toEqual([
      ['1', ['x1', 'x2', 'x3']],
      ['2', ['y1']],
    ]);
    expect(described(pages)[0]?.repairs).toEqual(['split record: 2 parts joined']);
    expect(described(pages)[0]?.marc.fields.filter(({ tag }) => tag === '999' || tag === '245')).toHaveLength(1);
  });

  it('counts each copy once, however often its record or its field was written, and refuses two that contradict', async () => {
    const other = record('a3', 'Three', 'z1');
    const moved = {
      ...other,
      fields: other.fields.map((field) => ('value' in field ? field : { ...field, ind1: '1' })),
    };
    const [one, two] = [record('a1', 'One', 'x1'), record('a2', 'Two', 'y1')];
    const grown = record('a2', 'Two', 'y1', 'y2');
    const { adapter } = await overFile(Buffer.concat([one, one, one, two, grown, other, moved].map(writeIso2709)));

    const pages = await collectPages(sourceOf(adapter), FULL);

    expect(
      described(pages).map(({ localId, items, holdings }) => [localId, items.length, holdings[0]?.copies]),
    ).toEqual([
      ['1', 1, 1],
      ['2', 2, 2],
    ]);
    expect(described(pages).map(({ repairs }) => repairs)).toEqual([[], ['split record: 2 parts joined']]);
    expect(
      pages.flatMap(({ rejects }) => rejects).map(({ localId, place, reason }) => [localId, place, reason]),
    ).toEqual([
      ['3', 'record 6 of the export', 'two 999 fields say different things of one copy; check what writes the export'],
    ]);
  });

  it('gives holdings records to the title that they stand behind, though it was split, and in place of its own', async () => {
    const held = (id: string, place: string, run: string, linked?: string): MarcRecord => ({
      leader: '00000ny  a2200000un 4500',
      fields: [
        { tag: '001', value: id },
        ...(linked === undefined ? [] : [{ tag: '004', value: linked }]),
        { tag: '245', ind1: ' ', ind2: ' ', subfields: [{ code: 'a', value: 'Not the title' }] },
        { tag: '852', ind1: ' ', ind2: ' ', subfields: [{ code: 'b', value: place }] },
        { tag: '866', ind1: ' ', ind2: '0', subfields: [{ code: 'a', value: run }] },
      ],
    });
    const own = record('a1', 'One', 'x1');
    const older: MarcRecord = { ...own, fields: [...own.fields, ...held('a1', 'ASH-MAIN', 'v.1').fields.slice(2)] };
    const { adapter } = await overFile(
      Buffer.concat(
        [
          older,
          held('a1', 'ASH-MAIN', 'v.1-9'),
          record('a1', 'One', 'x2'),
          held('h77', 'BEECH', 'v.3-4', 'a1'),
          record('a2', 'Two', 'y1'),
          held('a9', 'BEECH', 'v.5'),
        ].map(writeIso2709),
      ),
    );

    const pages = await collectPages(sourceOf(adapter), FULL);

    const [one] = described(pages);
    expect(described(pages).map(({ localId, items }) => [localId, items.map((item) => item.barcode)])).toEqual([
      ['1', ['x1', 'x2']],
      ['2', ['y1']],
    ]);
    const runs = one?.holdings.map(({ library, statements }) => [library, statements.map(({ text }) => text)]);
    expect(runs).toEqual([
      ['ash', ['v.1-9']],
      ['beech', ['v.3-4']],
    ]);
    expect(JSON.stringify(one?.marc)).not.toContain('Not the title');
    const again = one === undefined ? null : sourceOf(adapter).rules.readAgain(one);
    expect(again?.holdings.map(({ library, statements }) => [library, statements.map(({ text }) => text)])).toEqual(
      runs,
    );
    expect(pages.flatMap(({ rejects }) => rejects)).toMatchObject([
      { localId: '9', reason: 'a holdings record whose title does not stand before it' },
    ]);
  });

  it('has a title as rejected of which one part cannot be read: its copies would be gone', async () => {
    const [first, broken] = [
      writeIso2709(record('a1', 'One', 'x1')),
      Buffer.from(writeIso2709(record('a1', 'One', 'x2'))),
    ];
    broken.write('99', 30);
    for (const parts of [
      [first, broken],
      [broken, first],
    ]) {
      const { adapter } = await overFile(Buffer.concat([...parts, writeIso2709(record('a2', 'Two', 'y1'))]));

      const pages = await collectPages(sourceOf(adapter), FULL);

      expect(described(pages).map(({ localId }) => localId)).toEqual(['2']);
      expect(pages.flatMap(({ rejects }) => rejects)).toMatchObject([{ localId: '1' }]);
      expect(pages.at(-1)?.allLocalIds).toEqual(new Set(['1', '2']));
    }
  });

  it('that is still being written is not taken for the whole catalogue', async () => {
    const whole = Buffer.concat([record('a1', 'One', 'x1'), record('a2', 'Two', 'y1')].map(writeIso2709));
    const { adapter } = await overFile(whole.subarray(0, -20));

    await expect(collectPages(sourceOf(adapter), FULL)).rejects.toMatchObject({ code: 'LMS_BAD_RESPONSE' });
  });

  it('without a record is no empty catalogue', async () => {
    const { adapter } = await overFile(Buffer.from(''));

    await expect(collectPages(sourceOf(adapter), FULL)).rejects.toMatchObject({ code: 'LMS_BAD_RESPONSE' });
  });

  it.each([
    ['an archive', tarOf('all.mrc', writeIso2709(record('a1', 'One'))), /an archive \(tar\): unpack it first/],
    ['packed', gzipSync(writeIso2709(record('a1', 'One'))), /compressed \(gzip\): unpack it first/],
    ['a web page', Buffer.from('<html><body>503</body></html>'), /a web page \(HTML\)/],
  ])('that is %s is named, and no empty catalogue', async (_, bytes, says) => {
    const { adapter } = await overFile(bytes);

    await expect(collectPages(sourceOf(adapter), FULL)).rejects.toMatchObject({
      code: 'LMS_BAD_RESPONSE',
      message: expect.stringMatching(says) as string,
    });
  });

  it('is mended as a check of the file mends it, and each record says how', async () => {
    const latin1 = Buffer.from(writeIso2709(record('a1', 'Universite du Quebec', 'x1')));
    latin1[9] = 'a'.charCodeAt(0);
    latin1[latin1.indexOf('Quebec') + 2] = 0xe9;
    const { adapter } = await overFile(latin1);

    const [harvested] = described(await collectPages(sourceOf(adapter), FULL));

    const repairs = ['character set: the leader says UTF-8, the bytes are Windows-1252 (Latin-1)'];
    expect(harvested).toMatchObject({ localId: '1', repairs });
    expect([...readMarcBytes(latin1)]).toMatchObject([{ repairs }]);
    expect(JSON.stringify(harvested?.marc)).toContain('Universite du Québec');
  });

  it('that is not there is said without its path', async () => {
    const { adapter, path } = await overFile(Buffer.from(''));
    await rm(path);

    const error = await collectPages(sourceOf(adapter), FULL).catch((reason: unknown) => reason as Error);

    expect(error).toMatchObject({ code: 'LMS_UNAVAILABLE' });
    expect((error as Error).message).not.toContain(path);
  });

  it('takes nothing for deleted while a record stands in it whose number cannot be read', async () => {
    const { adapter } = await overFile(
      Buffer.concat([record('a1', 'One', 'x1'), record('ocm-77', 'Two', 'y1')].map(writeIso2709)),
    );

    const pages = await collectPages(sourceOf(adapter), FULL);

    expect(pages.flatMap((page) => page.rejects)).toMatchObject([{ localId: null, place: 'record 2 of the export' }]);
    expect(pages.at(-1)).toMatchObject({ allLocalIds: null });
    expect(pages.at(-1)?.nextCursor).not.toBeNull();
  });

  it('is read again only when it is another one, whatever its date says', async () => {
    const one = writeIso2709(record('a1', 'One', 'x1'));
    const { adapter, path } = await overFile(one);
    const { nextCursor } = await harvestFully(sourceOf(adapter));
    const changes = { run: { kind: 'changes', cursor: nextCursor ?? '' }, resumeAt: null } as const;

    await utimes(path, 1_700_000_000, 1_700_000_000);
    const quiet = await collectPages(sourceOf(adapter), changes);
    await writeFile(path, Buffer.concat([one, writeIso2709(record('a2', 'Two', 'y1'))]));
    const busy = await collectPages(sourceOf(adapter), changes);

    expect(described(quiet)).toEqual([]);
    expect(quiet.at(-1)).toMatchObject({ allLocalIds: null, nextCursor });
    expect(described(busy).map(({ localId }) => localId)).toEqual(['1', '2']);
    expect(busy.at(-1)?.allLocalIds).toEqual(new Set(['1', '2']));
  });

  it('is told of if it was written before the one that is in force', async () => {
    const { adapter, path } = await overFile(writeIso2709(record('a1', 'One', 'x1')));
    const { nextCursor } = await harvestFully(sourceOf(adapter));

    await writeFile(path, writeIso2709(record('a1', 'One, before', 'x1')));
    await utimes(path, 1_700_000_000, 1_700_000_000);
    const older = await collectPages(sourceOf(adapter), {
      run: { kind: 'changes', cursor: nextCursor ?? '' },
      resumeAt: null,
    });

    expect(older.flatMap(({ rejects }) => rejects)).toMatchObject([
      { localId: 'older export', reason: expect.stringContaining('written 2023-11-14T22:13:20.000Z') as string },
    ]);
  });

  it('hides what stands in a location whose policy is shadowed', async () => {
    const withdrawn = record('a1', 'One', 'x1');
    const moved: MarcRecord = {
      ...withdrawn,
      fields: withdrawn.fields.map((field) =>
        field.tag === '999' && 'subfields' in field
          ? { ...field, subfields: [...field.subfields, { code: 'k', value: 'WITHDRAWN' }] }
          : field,
      ),
    };
    const { adapter } = await overFile(writeIso2709(moved));

    const [only] = described(await collectPages(sourceOf(adapter), FULL));

    expect(only?.items[0]?.visibility).toBe('SUPPRESSED');
    expect(only?.holdings).toMatchObject([{ liveKeys: [], facts: null }]);
  });
});

describe.skipIf(!sharedAvailable)("a real server's exports", () => {
  const folder = ['data', 'marc', 'solrmarc+solrmarc', 'test', 'data', 'records'];

  it('of 2,000 records give every record with its copies, each with a library and a location', async () => {
    const bytes = await readFile(sharedPath(...folder, 'uva_001_2000.mrc'));
    const { adapter } = await overFile(bytes, { ALDERMAN: 'alderman', HEALTHSCI: 'health', IVY: 'alderman' });

    const pages = await collectPages(sourceOf(adapter), FULL);
    const records = described(pages);
    const items = records.flatMap((one) => one.items);

    expect(records.length + pages.flatMap((page) => page.rejects).length).toBeGreaterThan(1_900);
    expect(new Set(records.map(({ localId }) => localId)).size).toBe(records.length);
    expect(pages.at(-1)?.allLocalIds?.size).toBe(records.length + pages.flatMap((page) => page.rejects).length);
    expect(items.length).toBeGreaterThan(2_500);
    expect(items.filter((item) => item.locationCode === null || item.ownerCode === '')).toEqual([]);
    // The server makes a number of the catalogue key for a copy that has no barcode: `1-3003`.
    const withoutBarcode = items.filter(({ barcode }) => barcode === null).map(({ localId }) => localId);
    expect(withoutBarcode.length).toBeGreaterThan(100);
    expect(withoutBarcode.filter((localId) => !/^(\d+):\1-\d+$/.test(localId))).toEqual([]);
    expect(items.filter(({ barcode }) => barcode !== null && /^\d+-\d+$/.test(barcode))).toEqual([]);
    expect(new Set(items.map(({ localId }) => localId)).size).toBe(items.length);
    expect(items.some((item) => item.visibility === 'SUPPRESSED' && item.locationCode === 'WITHDRAWN')).toBe(true);
    expect(records.flatMap((one) => one.marc.fields).filter(({ tag }) => tag === '999')).toEqual([]);
    expect(new Set(records.flatMap((one) => one.holdings.map(({ library }) => library)))).toEqual(
      new Set(['alderman', 'health']),
    );
  });

  it('hold holdings records behind titles: runs of each library, and not one that nobody has', async () => {
    const bytes = await readFile(sharedPath(...folder, 'uva_001_2000.mrc'));
    const { adapter } = await overFile(bytes, { ALDERMAN: 'alderman', IVY: 'ivy' });

    const stating = described(await collectPages(sourceOf(adapter), FULL))
      .flatMap(({ holdings }) => holdings)
      .filter(({ statements }) => statements.length > 0);

    const texts = stating.flatMap(({ statements }) => statements.map(({ text }) => text));
    expect(adapter.capabilities).toContain('HOLDING_STATEMENTS');
    expect(new Set(stating.map(({ library }) => library))).toEqual(new Set(['alderman', 'ivy']));
    expect(stating.length).toBeGreaterThan(60);
    expect(texts).toEqual(expect.arrayContaining(['t.1-3  (1979-1983)', 'no.5-13  (1957-1974),']));
  });

  it('tell how often copies were lent, where the site writes it', async () => {
    const bytes = await readFile(sharedPath(...folder, 'uva_001_2000.mrc'));
    const { adapter } = await overFile(bytes, { ALDERMAN: 'alderman' }, { uses: { dates: 'mdy' } });

    const counts: UseCount[] = [];
    for await (const part of adapter.loans?.useCounts?.(signal) ?? []) counts.push(...part.rows);

    expect(adapter.capabilities).toContain('LOAN_COUNTS');
    expect(counts.length).toBeGreaterThan(2_500);
    expect(new Set(counts.map(({ itemLocalId }) => itemLocalId)).size).toBe(counts.length);
    // Most of this file was written without them: not known is not 0.
    expect(counts.filter(({ loans }) => loans === null).length).toBeGreaterThan(2_000);
    expect(counts.filter(({ loans }) => loans === 0)).toEqual([]);
  });

  it('of single records with more in 999 (copy, current location, dates) are read the same', async () => {
    const { adapter } = await overFile(await readFile(sharedPath(...folder, 'u392.mrc')), { 'FINE-ARTS': 'arts' });

    const [only] = described(await collectPages(sourceOf(adapter), FULL));

    expect(only).toMatchObject({
      localId: '392',
      items: [
        { localId: '392:X000888731', ownerCode: 'FINE-ARTS', callNumber: 'NA1181 .T47 1983', locationCode: 'FA-STKS' },
      ],
      holdings: [{ library: 'arts', copies: 1, liveKeys: ['v:1', 'r:392', 'l:arts', 'c:[["X000888731","1"]]'] }],
    });
  });
});

describe('a server that shows what is shadowed', () => {
  async function simulated(harvest: 'export' | 'keys') {
    const world = createTestWorld();
    for (const [place, item] of [...world.items.values()].entries()) item.copyNumber = place + 1;
    const simulator = await createSymphonySimulator({ world });
    const adapter = createTestAdapter(simulator.url, {
      login: true,
      settings: {
        ...MAPPED,
        keys: { gap: 20 },
        ...(harvest === 'export' ? { export: { source: simulator.exportUrl } } : {}),
      },
    });
    open.push(
      () => simulator.close(),
      () => adapter.close(),
    );
    return { world, adapter, shelf: await harvestFully(sourceOf(adapter)) };
  }

  it('tells runs by its export alone: the tree of a title has no holdings records', async () => {
    const stating = await Promise.all(
      (['export', 'keys'] as const).map(async (by) => {
        const { adapter, shelf } = await simulated(by);
        const told = [...shelf.described.values()].flatMap(({ holdings }) => holdings);
        return [
          adapter.capabilities.includes('HOLDING_STATEMENTS'),
          told.flatMap(({ library, statements }) => statements.map(({ text }) => `${library} ${text}`)),
        ];
      }),
    );

    expect(stating).toEqual([
      [true, ['ash v.1-20 (1990-2009)']],
      [false, []],
    ]);
  });

  it.each(['export', 'keys'] as const)('tells the number of each copy, harvested by %s and asked live', async (by) => {
    const { world, adapter, shelf } = await simulated(by);
    const titles = [...shelf.described].filter(([, { visibility }]) => visibility === 'PUBLIC');
    const holdings = titles.flatMap(([local, { holdings: own }]) =>
      own.map((holding) => ({ ...holding, id: createId(SYSTEM, 'holding', `${local}@${holding.library}`) })),
    );

    const live = (await adapter.items?.findAvailability(holdings, signal)) ?? [];
    const copies = live.flatMap((slot) => (slot === null || slot instanceof Error ? [] : slot.items));
    const alone = await adapter.items?.findItems(
      copies.map(({ id }) => id),
      signal,
    );
    const harvested = holdings.flatMap(({ facts }) => facts?.items ?? []);

    const numbers = new Map([...world.items.values()].map(({ barcode, copyNumber }) => [barcode, String(copyNumber)]));
    expect(copies.length).toBeGreaterThan(5);
    expect(new Set(copies.map(({ copyNumber }) => copyNumber)).size).toBeGreaterThan(1);
    for (const { barcode, copyNumber } of [...copies, ...harvested])
      expect(copyNumber, String(barcode)).toBe(numbers.get(barcode ?? ''));
    for (const slot of alone ?? [])
      if (slot !== null && !(slot instanceof Error))
        expect(slot.item.copyNumber).toBe(numbers.get(slot.item.barcode ?? ''));
  });

  it.each(['export', 'keys'] as const)(
    'has it hidden by the adapter, harvested by %s and asked live',
    async (harvest) => {
      const { adapter, shelf } = await simulated(harvest);
      const eighth = shelf.described.get('8');
      const ash = eighth?.holdings.find(({ library }) => library === 'ash');
      const beech = eighth?.holdings.find(({ library }) => library === 'beech');

      expect(shelf.described.get('7')).toMatchObject({
        visibility: 'SUPPRESSED',
        holdings: [{ liveKeys: [], facts: null }],
      });
      expect(ash).toBeUndefined();
      expect(beech?.copies).toBe(2);
      const ids = ['8:39001', '8:39002', '8:39003', '7:300070', '8:300080'].map((local) =>
        createId(SYSTEM, 'item', local),
      );
      const answers = await adapter.items?.findItems(ids, signal);
      expect(answers?.map((answer) => (answer === null ? null : 'seen'))).toEqual([null, null, null, null, 'seen']);
      const [live] =
        (await adapter.items?.findAvailability(
          [
            {
              id: createId(SYSTEM, 'holding', '8@ash'),
              liveKeys: ['v:1', 'r:8', 'l:ash', ...(beech?.liveKeys.slice(3) ?? [])],
            },
          ],
          signal,
        )) ?? [];
      expect(live).toMatchObject({ items: [] });
    },
  );

  it('shows a title that is bound into another with the copy of the other', async () => {
    const { adapter, shelf } = await simulated('keys');
    const [holding] = shelf.described.get('12')?.holdings ?? [];

    const [live] =
      (await adapter.items?.findAvailability(
        [{ id: createId(SYSTEM, 'holding', '12@beech'), liveKeys: holding?.liveKeys ?? [] }],
        signal,
      )) ?? [];

    expect(holding).toMatchObject({ library: 'beech', basis: 'RECORD_ONLY', copies: null });
    expect(live).toMatchObject({ items: [{ id: `${SYSTEM}:item:11:3000110`, status: 'AVAILABLE' }] });
  });

  it('tells how often a copy was lent, in the order of days that the site writes', async () => {
    const world = createTestWorld({ exportsCharges: 'dmy' });
    const simulator = await createSymphonySimulator({ world });
    checkOut(world, { itemKey: '1:1:1', patronKey: '5', at: Date.parse('2026-10-03T12:00:00Z'), days: 90 });
    const uses = { dates: 'dmy' };
    const adapter = createTestAdapter(simulator.url, {
      login: true,
      settings: { ...MAPPED, export: { source: simulator.exportUrl, uses } },
    });
    open.push(
      () => simulator.close(),
      () => adapter.close(),
    );

    const counts: UseCount[] = [];
    for await (const part of adapter.loans?.useCounts?.(signal) ?? []) counts.push(...part.rows);

    const of = (id: string) => counts.find(({ itemLocalId }) => itemLocalId === id);
    // Three times before, and now.
    expect(of('1:300010')).toMatchObject({ loans: 4, lastBorrowedOn: '2026-10-03' });
    expect(of('2:300020')).toMatchObject({ loans: 3, lastBorrowedOn: '2024-05-02' });
  });

  it('tells loans, recalls, transit and a place that nobody mapped', async () => {
    const { adapter, world } = await simulated('export');
    const due = Date.parse('2026-12-10T23:59:00Z');
    checkOut(world, { itemKey: '1:1:1', patronKey: '5', due });
    checkOut(world, { itemKey: '2:1:1', patronKey: '5', due });
    recall(world, '2:1:1', Date.parse('2026-12-01T23:59:00Z'));
    checkOut(world, { itemKey: '3:1:1', patronKey: '5', due: Date.parse('2026-12-10T14:30:00Z') });
    startTransit(world, '4:1:1', { destination: 'ASH-ANNEX', reason: 'HOLD' });
    moveItem(world, '5:1:1', 'ATTIC');

    const answers = await adapter.items?.findItems(
      ['1:300010', '2:300020', '3:300030', '4:300040', '5:300050'].map((local) => createId(SYSTEM, 'item', local)),
      signal,
    );

    expect(
      answers?.map((answer) => (answer !== null && 'item' in answer ? [answer.item.status, answer.item.due] : answer)),
    ).toEqual([
      ['ON_LOAN', { on: '2026-12-10', at: null }],
      ['ON_LOAN', { on: '2026-12-01', at: null }],
      ['ON_LOAN', { on: '2026-12-10', at: expect.stringMatching(/^2026-12-10T14:30:\d\d(Z|\+00:00)$/) as string }],
      ['IN_TRANSIT', null],
      ['UNKNOWN', null],
    ]);
  });
});

describe('what is refused before anything is asked', () => {
  const create = (changes: object) => () =>
    symphony.create({
      system: { ...testConfig('http://127.0.0.1:1', { login: false }), ...changes },
      secret: (name) => TEST_SECRETS[name],
      guard: freshGuard(testConfig('http://127.0.0.1:1', { login: false })),
      logger: createLogger('silent'),
      now: Date.now,
    });

  it.each([
    [
      'OAI-PMH, which there is none of',
      { harvest: { method: 'oai-pmh', pageSize: 10, everySeconds: 60, fullEverySeconds: 604_800 } },
      'OAI-PMH',
    ],
    [
      'no client id',
      { credentials: { clientIdEnv: null, clientSecretEnv: null, userEnv: null, passwordEnv: null } },
      'clientIdEnv',
    ],
    ['a location that means nothing', { settings: { locations: { REF: 'REFERNCE' } } }, 'locations.REF'],
    ['an unknown key', { settings: { pth: '/symws' } }, 'pth'],
  ])('%s', (_what, changes, word) => {
    expect(create(changes)).toThrow(
      expect.objectContaining({ code: 'CONFIG_INVALID', message: expect.stringContaining(word) as string }),
    );
  });
});
