/** Drops that arrive in a folder: which is read, in which order, and what is said of the others. */
import { listDate } from './lateness.ts';
import { createHash } from 'node:crypto';
import { renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { HarvestedRecord, HarvestFrom, HarvestPage, HarvestSource, Probe } from '#contract/adapter.ts';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  createAdapter,
  createFolder,
  describeSystem,
  FULL,
  marcFile,
  pagesOf,
  record,
  sourceOf,
} from '../folder.fixture.ts';
import type { Folder } from '../folder.fixture.ts';

const NOW = Date.parse('2026-11-26T06:00:00Z');
const HEADER = 'BIB,BARCODE,BRANCH,STATUS\n';
const COLUMNS = { record: 'BIB', barcode: 'BARCODE', owner: 'BRANCH', status: 'STATUS' };
const STATUSES = { '0': 'AVAILABLE' };

/** Names with dates, a marker behind them. */
const DATED = {
  drop: { folder: 'drops', complete: { marker: 'drop-{date}.done' }, expectedEveryHours: 26 },
  records: [{ source: 'catalogue-{date}.mrc' }],
  items: [{ source: 'items-{date}.csv', columns: COLUMNS }],
  statuses: STATUSES,
};
/** Names with numbers, a manifest, and drops of changes. */
const NUMBERED = {
  drop: {
    folder: 'drops',
    complete: { manifest: 'full-{number}.json', changesManifest: 'changes-{number}.json' },
    deletions: 'deleted-{number}.txt',
  },
  records: [{ source: 'full-{number}.mrc', changes: 'changes-{number}.mrc' }],
};

type Files = Readonly<Record<string, string | Uint8Array>>;

function put(folder: Folder, files: Files, at = '2026-11-26T02:00:00Z'): void {
  for (const [name, contents] of Object.entries(files)) folder.write(join('drops', name), contents, at);
}

function dated(day: string, titles: readonly string[], rows: readonly string[] = ['b1,1,A1,0']): Files {
  return {
    [`catalogue-${day}.mrc`]: marcFile(...titles.map((title, index) => record(`b${index + 1}`, title))),
    [`items-${day}.csv`]: `${HEADER}${rows.map((row) => `${row}\n`).join('')}`,
    [`drop-${day}.done`]: '',
  };
}

function putDated(folder: Folder, day: string, titles: readonly string[]): void {
  put(folder, dated(day, titles), `${day}T02:00:00Z`);
}

function sha256(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A manifest of these files beside them. */
function withManifest(name: string, files: Files, more: object = {}): Files {
  const told = Object.entries(files).map(([file, contents]) => ({
    name: file,
    bytes: Buffer.from(contents).length,
    sha256: sha256(contents),
  }));
  return { ...files, [name]: JSON.stringify({ files: told, ...more }) };
}

function full(number: number, ...ids: readonly string[]): Files {
  return withManifest(`full-${number}.json`, {
    [`full-${number}.mrc`]: marcFile(...ids.map((id) => record(id, `Title ${id} of ${number}`))),
  });
}

function changes(number: number, ids: readonly string[], deleted: readonly string[] = []): Files {
  return withManifest(`changes-${number}.json`, {
    [`changes-${number}.mrc`]: marcFile(...ids.map((id) => record(id, `Title ${id} of ${number}`))),
    [`deleted-${number}.txt`]: deleted.map((id) => `${id}\n`).join(''),
  });
}

function after(pages: readonly HarvestPage[]): HarvestFrom {
  return { run: { kind: 'changes', cursor: pages.at(-1)?.nextCursor ?? '' }, resumeAt: null };
}

function titlesOf(pages: readonly HarvestPage[]): readonly string[] {
  return pages.flatMap(({ records }) => records.map(titleOf));
}

function titleOf(one: HarvestedRecord): string {
  const title = one.deleted ? null : one.marc.fields.find(({ tag }) => tag === '245');
  return title !== undefined && title !== null && 'subfields' in title
    ? (title.subfields[0]?.value ?? '')
    : `- ${one.localId}`;
}

/** The title of each record behind all of these pages. */
function leftBy(pages: readonly HarvestPage[]): ReadonlyMap<string, string> {
  return new Map(pages.flatMap(({ records }) => records.map((one) => [one.localId, titleOf(one)] as const)));
}

function idsAtEnd(pages: readonly HarvestPage[]): readonly string[] | null {
  const ids = pages.at(-1)?.allLocalIds ?? null;
  return ids === null ? null : [...ids].toSorted();
}

async function problemOf(source: HarvestSource, from = FULL): Promise<string> {
  const pages = await pagesOf(source, from).catch((error: unknown) => error);
  return pages instanceof Error ? pages.message : JSON.stringify(pages);
}

describe('a list of copies that never ends its last line', () => {
  const files = { 'full-1.mrc': marcFile(record('b1', 'Grief')), 'items-1.csv': `${HEADER}b1,1,A1,0` };
  const settings = {
    drop: { folder: 'drops', complete: { manifest: 'full-{number}.json' } },
    records: [{ source: 'full-{number}.mrc' }],
    items: [{ source: 'items-{number}.csv', columns: COLUMNS }],
    statuses: STATUSES,
  };

  it('is taken in where the manifest says how long it is', async () => {
    const folder = createFolder('drops');
    put(folder, withManifest('full-1.json', files));

    expect(titlesOf(await pagesOf(sourceOf(folder.path, settings, { now: NOW })))).toEqual(['Grief']);
  });

  it('is refused where the manifest only names it', async () => {
    const folder = createFolder('drops');
    const names = Object.keys(files).map((name) => ({ name }));
    put(folder, { ...files, 'full-1.json': JSON.stringify({ files: names }) });

    expect(await problemOf(sourceOf(folder.path, settings, { now: NOW }))).toMatch(/line 2 does not end/);
  });
});

describe('full drops by their dates', () => {
  it('are read, the newest one, with the date of its lists', async () => {
    const folder = createFolder('drops');
    putDated(folder, '2026-11-25', ['Grief']);
    putDated(folder, '2026-11-26', ['Grief', 'Asthma']);

    const pages = await pagesOf(sourceOf(folder.path, DATED, { now: NOW }));

    expect(titlesOf(pages)).toEqual(['Grief', 'Asthma']);
    expect(idsAtEnd(pages)).toEqual(['b1', 'b2']);
    const [one] = pages.flatMap(({ records }) => records);
    expect(one).toMatchObject({ holdings: [{ library: 'alder', facts: { asOf: '2026-11-26T02:00:00.000Z' } }] });
  });

  it('count from the beginning of the named day if they were copied later', async () => {
    const folder = createFolder('drops');
    put(folder, dated('2026-11-24', ['Grief']), '2026-11-26T02:00:00Z');

    const [page] = await pagesOf(sourceOf(folder.path, DATED, { now: NOW }));

    expect(page?.records[0]).toMatchObject({ holdings: [{ facts: { asOf: '2026-11-24T00:00:00.000Z' } }] });
  });

  it('are read once: then nothing is new until the next one comes', async () => {
    const folder = createFolder('drops');
    putDated(folder, '2026-11-25', ['Grief']);
    const source = sourceOf(folder.path, DATED, { now: Date.parse('2026-11-26T03:00:00Z') });
    const first = await pagesOf(source);

    const quiet = await pagesOf(source, after(first));
    putDated(folder, '2026-11-26', ['Grief', 'Asthma']);
    const next = await pagesOf(source, after(quiet));

    expect(quiet.map(({ records, allLocalIds }) => [records, allLocalIds])).toEqual([[[], null]]);
    expect(titlesOf(next)).toEqual(['Grief', 'Asthma']);
  });

  it('that are older than what was taken in are never applied over it', async () => {
    const folder = createFolder('drops');
    putDated(folder, '2026-11-26', ['Grief', 'Asthma']);
    const source = sourceOf(folder.path, DATED, { now: NOW });
    const first = await pagesOf(source);

    put(folder, dated('2026-11-25', ['Grief']), '2026-11-26T05:00:00Z');
    const late = await pagesOf(source, after(first));
    for (const name of Object.keys(dated('2026-11-26', []))) rmSync(join(folder.path, 'drops', name));
    const known = after(first).run.kind === 'changes' ? (first.at(-1)?.nextCursor ?? '') : '';

    expect(titlesOf(late)).toEqual([]);
    expect(await problemOf(source, { ...FULL, known })).toMatch(
      /^\[hill-files\] drop: the full drop of 2026-11-26 was taken in, and what lies there now ends before it \(the full drop of 2026-11-25 /,
    );
  });

  it.each([
    ['its marker', 'drop-2026-11-26.done', /its marker drop-2026-11-26\.done has not come/],
    ['a file', 'items-2026-11-26.csv', /items-2026-11-26\.csv has not come/],
  ])('without %s are not read, and are told after an hour', async (_, missing, words) => {
    const folder = createFolder('drops');
    putDated(folder, '2026-11-25', ['Grief']);
    const first = await pagesOf(sourceOf(folder.path, DATED, { now: NOW }));
    putDated(folder, '2026-11-26', ['Grief', 'Asthma']);
    rmSync(join(folder.path, 'drops', missing));

    const soon = sourceOf(folder.path, DATED, { now: Date.parse('2026-11-26T02:30:00Z') });
    const later = sourceOf(folder.path, DATED, { now: Date.parse('2026-11-26T03:01:00Z') });

    expect(titlesOf(await pagesOf(soon, after(first)))).toEqual([]);
    const problem = await problemOf(later, after(first));
    expect(problem).toMatch(/the full drop of 2026-11-26 is not all there: /);
    expect(problem).toMatch(words);
    expect(problem).toMatch(/nothing has come since 2026-11-26 02:00; nothing of it was taken in/);
  });

  it('that came since the last look are not late, whenever they were written', async () => {
    const folder = createFolder('drops');
    const settings = { ...DATED, drop: { ...DATED.drop, expectedEveryHours: 48 } };
    putDated(folder, '2026-11-25', ['Grief']);
    const source = sourceOf(folder.path, settings, { now: NOW });
    const first = await pagesOf(source);

    putDated(folder, '2026-11-26', ['Grief', 'Asthma']);
    rmSync(join(folder.path, 'drops', 'drop-2026-11-26.done'));

    expect(titlesOf(await pagesOf(source, after(first)))).toEqual([]);
    // Another process cannot know when they came.
    expect(await problemOf(sourceOf(folder.path, settings, { now: NOW }), after(first))).toMatch(
      /nothing has come since 2026-11-26 02:00/,
    );
  });

  it('with a symbolic link among their files are refused: it may lead to anything that Mercia can read', async () => {
    const folder = createFolder('drops', 'secrets');
    putDated(folder, '2026-11-26', ['Grief']);
    const [list, elsewhere] = ['drops/items-2026-11-26.csv', 'secrets/readers.csv'].map((name) =>
      join(folder.path, name),
    );
    renameSync(String(list), String(elsewhere));
    symlinkSync(String(elsewhere), String(list));
    const source = sourceOf(folder.path, DATED, { now: NOW });

    expect(await problemOf(source)).toBe(
      '[hill-files] drop: items-2026-11-26.csv is a symbolic link, which is not followed; put the file itself there',
    );
  });

  it('with a file that was written after its marker wait for a newer marker', async () => {
    const folder = createFolder('drops');
    putDated(folder, '2026-11-26', ['Grief']);
    folder.write('drops/items-2026-11-26.csv', `${HEADER}b1,1,A1,0\n`, '2026-11-26T02:05:00Z');
    const source = sourceOf(folder.path, DATED, { now: NOW });

    expect(await problemOf(source)).toMatch(/items-2026-11-26\.csv was written after the marker drop-2026-11-26\.done/);
    folder.write('drops/drop-2026-11-26.done', '', '2026-11-26T02:06:00Z');
    expect(titlesOf(await pagesOf(source))).toEqual(['Grief']);
  });

  it('that are refused leave the one before in force, and are told until they are mended', async () => {
    const folder = createFolder('drops');
    putDated(folder, '2026-11-25', ['Grief']);
    const cut = marcFile(record('b1', 'Grief'), record('b2', 'Asthma')).subarray(0, -9);
    put(folder, { ...dated('2026-11-26', []), 'catalogue-2026-11-26.mrc': cut });
    const source = sourceOf(folder.path, DATED, { now: NOW });

    const first = await pagesOf(source);
    const problem = await problemOf(source, after(first));
    put(folder, dated('2026-11-26', ['Grief', 'Asthma']), '2026-11-26T03:00:00Z');
    const mended = await pagesOf(source, after(first));

    expect(titlesOf(first)).toEqual(['Grief']);
    expect(problem).toMatch(
      /^\[hill-files\] the full drop of 2026-11-26 was refused: catalogue-2026-11-26\.mrc: the file ends inside a record/,
    );
    expect(titlesOf(mended)).toEqual(['Grief', 'Asthma']);
  });

  it('that are refused rest for a quarter of an hour, whatever becomes of the clock of the machine', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'performance'] });
    onTestFinished(() => void vi.useRealTimers());
    const folder = createFolder('drops');
    const whole = marcFile(record('b1', 'Grief'));
    const broken = Buffer.from(whole).fill(' ', whole.length - 1);
    put(folder, { ...dated('2026-11-26', []), 'catalogue-2026-11-26.mrc': broken });
    const source = sourceOf(folder.path, DATED, { now: NOW });
    expect(await problemOf(source)).toMatch(/was refused/);

    put(folder, { 'catalogue-2026-11-26.mrc': whole });
    expect(await problemOf(source)).toMatch(/was refused/);
    vi.advanceTimersByTime(900_000);
    expect(titlesOf(await pagesOf(source))).toEqual(['Grief']);
  });

  it('of the same bytes again say nothing new, and leave the date of the lists as it was', async () => {
    const folder = createFolder('drops');
    putDated(folder, '2026-11-24', ['Grief']);
    const first = await pagesOf(sourceOf(folder.path, DATED, { now: NOW }));
    putDated(folder, '2026-11-26', ['Grief']);
    const source = sourceOf(folder.path, DATED, { now: NOW });

    const again = await pagesOf(source, after(first));

    expect(titlesOf(again)).toEqual([]);
    // The lists are still those of the 24th: that is what is late.
    expect(await problemOf(source, after(again))).toMatch(
      /the next drop is late since 2026-11-25 04:00: .* the full drop of 2026-11-26, of 2026-11-24 02:00/,
    );
  });

  it('of the same bytes count as a new list where the site says so', async () => {
    const folder = createFolder('drops');
    const settings = { ...DATED, drop: { ...DATED.drop, repeats: 'fresh' } };
    putDated(folder, '2026-11-24', ['Grief']);
    const first = await pagesOf(sourceOf(folder.path, settings, { now: NOW }));
    putDated(folder, '2026-11-26', ['Grief']);

    const [again] = await pagesOf(sourceOf(folder.path, settings, { now: NOW }), after(first));

    expect(again?.records[0]).toMatchObject({ holdings: [{ facts: { asOf: '2026-11-26T02:00:00.000Z' } }] });
  });

  it('that do not come are late, in words that say since when and who must act', async () => {
    const folder = createFolder('drops');
    putDated(folder, '2026-11-26', ['Grief']);
    const first = await pagesOf(sourceOf(folder.path, DATED, { now: NOW }));
    const inTime = sourceOf(folder.path, DATED, { now: Date.parse('2026-11-27T03:59:00Z') });
    const tooLate = sourceOf(folder.path, DATED, { now: Date.parse('2026-11-27T04:01:00Z') });

    expect(titlesOf(await pagesOf(inTime, after(first)))).toEqual([]);
    expect(await problemOf(tooLate, after(first))).toBe(
      '[hill-files] drop: the next drop is late since 2026-11-27 04:00: the newest that was taken in is the full drop of 2026-11-26, ' +
        'of 2026-11-26 02:00, and one is expected every 26 hours; whoever runs the export at the library must look whether ' +
        'it still runs, and whether its files are sent',
    );
  });

  it('are not there at all: that is an error, not an empty library', async () => {
    const folder = createFolder('drops');

    expect(await problemOf(sourceOf(folder.path, DATED, { now: NOW }))).toMatch(
      /^\[hill-files\] drop: no full drop is all there in the folder of drops; leave the newest full drop there/,
    );
  });
});

describe('the date of lists', () => {
  it.each([
    ['2026-10-25', '2026-10-24T23:00:00.000Z'],
    ['2026-03-29', '2026-03-29T00:00:00.000Z'],
  ])('is the first moment of the day in their names, also when clocks change: %s', (day, moment) => {
    const listedAt = listDate('Europe/London', { day, files: [], writtenAt: null }, null, NOW);

    expect(new Date(listedAt ?? 0).toISOString()).toBe(moment);
  });
});

describe('mercia doctor', () => {
  async function probe(folder: Folder, settings: object, now: number): Promise<Probe> {
    const adapter = createAdapter(describeSystem(folder.path, settings), { now });
    onTestFinished(() => adapter.close());
    return adapter.probe(new AbortController().signal);
  }

  it('says which drop is the newest, which is not all there, and since when the next one is late', async () => {
    const folder = createFolder('drops');
    putDated(folder, '2026-11-24', ['Grief']);
    putDated(folder, '2026-11-25', ['Grief', 'Asthma']);
    rmSync(join(folder.path, 'drops', 'drop-2026-11-25.done'));

    const { steps, capabilities } = await probe(folder, DATED, NOW);

    expect(steps.map(({ what, ok }) => [what, ok])).toEqual([
      ['drop', false],
      ['catalogue-2026-11-24.mrc', true],
      ['items-2026-11-24.csv', true],
    ]);
    expect(steps[0]?.detail).toMatch(
      /^the newest is the full drop of 2026-11-24; the next drop is late since 2026-11-25 04:00: .*; the full drop of 2026-11-25 is not all there \(its marker drop-2026-11-25\.done has not come\); nothing says how many records it has/,
    );
    expect(capabilities).toContain('HARVEST_FULL');
  });

  it('says that there is none, and has nothing to harvest then', async () => {
    const { steps, capabilities, reachable } = await probe(createFolder('drops'), NUMBERED, NOW);

    expect(steps).toMatchObject([{ what: 'drop', ok: false }]);
    expect(steps[0]?.detail).toMatch(/no full drop is all there in the folder of drops; see whether the export runs/);
    expect([capabilities, reachable]).toEqual([[], false]);
  });
});

describe('drops of changes by their numbers', () => {
  it('are applied in order behind the full drop, with their deletions', async () => {
    const folder = createFolder('drops');
    put(folder, { ...full(7, 'b1', 'b2', 'b3'), ...changes(8, ['b2', 'b4']), ...changes(9, ['b5'], ['b1']) });

    const pages = await pagesOf(sourceOf(folder.path, NUMBERED, { now: NOW }));

    expect(titlesOf(pages)).toEqual([
      'Title b1 of 7',
      'Title b2 of 7',
      'Title b3 of 7',
      'Title b2 of 8',
      'Title b4 of 8',
      'Title b5 of 9',
      '- b1',
    ]);
    expect(idsAtEnd(pages)).toEqual(['b2', 'b3', 'b4', 'b5']);
    expect(pages.filter(({ nextCursor }) => nextCursor !== null)).toHaveLength(1);
  });

  it('are not taken in with a list of deletions that is empty where the manifest has another', async () => {
    const folder = createFolder('drops');
    const files = { 'changes-8.mrc': marcFile(record('b1', 'Grief, newer')), 'deleted-8.txt': 'b2\n' };
    const sums = Object.entries(files).map(([name, contents]) => `${sha256(contents)}  ${name}\n`);
    put(folder, { ...full(7, 'b1', 'b2'), ...files, 'deleted-8.txt': '', 'changes-8.json': sums.join('') });
    const source = sourceOf(folder.path, NUMBERED, { now: NOW });
    const first = await pagesOf(source);

    expect(titlesOf(first)).toEqual(['Title b1 of 7', 'Title b2 of 7']);
    expect(await problemOf(source, after(first))).toMatch(/deleted-8\.txt: the manifest has the checksum/);
  });

  it('delete what the leader says is deleted, and nothing by absence', async () => {
    const folder = createFolder('drops');
    put(folder, full(7, 'b1', 'b2', 'b3'));
    const source = sourceOf(folder.path, NUMBERED, { now: NOW });
    const first = await pagesOf(source);
    const gone = { ...record('b3', 'Sepsis'), leader: '00000dam a2200000 a 4500' };
    put(folder, withManifest('changes-8.json', { 'changes-8.mrc': marcFile(gone), 'deleted-8.txt': '' }));

    const pages = await pagesOf(source, after(first));

    expect(titlesOf(pages)).toEqual(['- b3']);
    expect(idsAtEnd(pages)).toBeNull();
  });

  it.each<readonly [string, object, string, RegExp | null]>([
    ['a manifest', {}, '', null],
    ['a trailer', { trailer: 'END,{count}' }, 'END,0\n', null],
    ['nothing', {}, '', /no line behind the first; .*where nothing changed, its manifest or a trailer has to say so/],
  ])('in which nothing changed are taken in where %s says so', async (by, trailer, end, words) => {
    const folder = createFolder('drops');
    const columns = { record: 'BIB', barcode: 'BARCODE', owner: 'OWNER' };
    const isTold = by === 'a manifest';
    const settings = {
      drop: {
        folder: 'drops',
        complete: isTold
          ? { manifest: 'f-{number}.json', changesManifest: 'c-{number}.json' }
          : { marker: 'f-{number}.done', changesMarker: 'c-{number}.done' },
      },
      records: [
        {
          source: 'f-{number}.csv',
          changes: 'c-{number}.csv',
          csv: { columns: { record: 'BIB', title: 'TITLE' }, ...trailer },
        },
      ],
      items: [{ source: 'fi-{number}.csv', changes: 'ci-{number}.csv', columns, ...trailer }],
    };
    const ended = (rows: string, count: number): string => `${rows}${end === '' ? '' : `END,${count}\n`}`;
    const drop = (kind: string, files: Files): Files =>
      isTold ? withManifest(`${kind}.json`, files) : { ...files, [`${kind}.done`]: '' };
    put(folder, {
      ...drop('f-7', {
        'f-7.csv': ended('BIB,TITLE\nb1,Grief\n', 1),
        'fi-7.csv': ended('BIB,BARCODE,OWNER\nb1,1,A1\n', 1),
      }),
      ...drop('c-8', { 'c-8.csv': ended('BIB,TITLE\n', 0), 'ci-8.csv': ended('BIB,BARCODE,OWNER\n', 0) }),
      ...drop('c-9', {
        'c-9.csv': ended('BIB,TITLE\nb2,Asthma\n', 1),
        'ci-9.csv': ended('BIB,BARCODE,OWNER\nb2,2,A1\n', 1),
      }),
    });
    const source = sourceOf(folder.path, settings, { now: NOW });

    const pages = await pagesOf(source);

    expect(titlesOf(pages)).toEqual(words === null ? ['Grief', 'Asthma'] : ['Grief']);
    if (words !== null) expect(await problemOf(source, after(pages))).toMatch(words);
  });

  it('stop at a gap, which is told, until it is filled', async () => {
    const folder = createFolder('drops');
    put(folder, { ...full(7, 'b1'), ...changes(8, ['b2']), ...changes(10, ['b4']) });
    const source = sourceOf(folder.path, NUMBERED, { now: NOW });
    const first = await pagesOf(source);

    const problem = await problemOf(source, after(first));
    put(folder, changes(9, ['b3']));
    const filled = await pagesOf(source, after(first));

    expect(titlesOf(first)).toEqual(['Title b1 of 7', 'Title b2 of 8']);
    expect(problem).toBe(
      '[hill-files] drop: drop of changes 9 has not come, and drop of changes 10 is there: it is not applied over a gap; ' +
        'send 9 again, or a new full drop',
    );
    expect(titlesOf(filled)).toEqual(['Title b3 of 9', 'Title b4 of 10']);
  });

  it('that are missing do not matter where a newer full drop replaces them', async () => {
    const folder = createFolder('drops');
    put(folder, { ...full(7, 'b1'), ...changes(9, ['b4']) });
    const source = sourceOf(folder.path, NUMBERED, { now: NOW });
    const first = await pagesOf(source);

    put(folder, { ...full(10, 'b1', 'b4'), ...changes(11, ['b5']) });
    const pages = await pagesOf(source, after(first));

    expect(titlesOf(pages)).toEqual(['Title b1 of 10', 'Title b4 of 10', 'Title b5 of 11']);
    expect(idsAtEnd(pages)).toEqual(['b1', 'b4', 'b5']);
  });

  it('that were taken in are read again in a harvest of everything, or it is refused', async () => {
    const folder = createFolder('drops');
    put(folder, { ...full(7, 'b1'), ...changes(8, ['b2']), ...changes(9, ['b3']) });
    const source = sourceOf(folder.path, NUMBERED, { now: NOW });
    const known = (await pagesOf(source)).at(-1)?.nextCursor ?? '';

    const again = await pagesOf(source, { ...FULL, known });
    rmSync(join(folder.path, 'drops', 'changes-9.mrc'));

    expect(idsAtEnd(again)).toEqual(['b1', 'b2', 'b3']);
    const older = sourceOf(folder.path, NUMBERED, { now: NOW });
    expect(await problemOf(older, { ...FULL, known })).toMatch(
      /drop of changes 9 was taken in, and what lies there now ends before it/,
    );
  });

  it('go on where a run was cut short', async () => {
    const folder = createFolder('drops');
    const ids = Array.from({ length: 250 }, (_, index) => `b${index}`);
    put(folder, { ...full(7, ...ids), ...changes(8, ['b1'], ['b2']) });
    const source = sourceOf(folder.path, NUMBERED, { now: NOW });
    const all = await pagesOf(source);

    const rest = await pagesOf(source, { ...FULL, resumeAt: all[0]?.resumeAt ?? '' });

    expect(titlesOf(rest)).toHaveLength(titlesOf(all).length - 100);
    expect(idsAtEnd(rest)).toEqual(idsAtEnd(all));
  });

  it('leave the same behind wherever a run was cut short', async () => {
    const folder = createFolder('drops');
    const ids = Array.from({ length: 250 }, (_, index) => `b${index}`);
    put(folder, full(7, ...ids));
    const source = sourceOf(folder.path, NUMBERED, { now: NOW });
    const before = await pagesOf(source);
    const gone = { ...record('b2', 'gone'), leader: '00000dam a2200000 a 4500' };
    const nine = marcFile(gone, ...ids.slice(100).map((id) => record(id, `Title ${id} of 9`)));
    put(folder, {
      ...changes(8, ids.slice(1, 151)),
      ...withManifest('changes-9.json', { 'changes-9.mrc': nine, 'deleted-9.txt': 'b1\n' }),
    });

    for (const from of [FULL, after(before)]) {
      const all = await pagesOf(source, from);
      for (const [place, { resumeAt }] of all.slice(0, -1).entries()) {
        const rest = await pagesOf(source, { ...from, resumeAt });
        const cut = [...before, ...all.slice(0, place + 1), ...rest];
        expect(leftBy(cut), `${from.run.kind}, cut behind page ${place + 1}`).toEqual(leftBy([...before, ...all]));
      }
    }
  });
});

describe('settings of drops', () => {
  const drop = { folder: 'drops', complete: { marker: 'drop-{date}.done' } };

  it.each<readonly [string, object, RegExp]>([
    [
      'two places',
      { ...DATED, drop: { ...drop, address: 'https://files.example.org/x' } },
      /one of folder, sftp and address/,
    ],
    [
      'nothing that says when it is complete',
      { ...DATED, drop: { folder: 'drops', complete: {} } },
      /needs one of marker, manifest and stableSeconds/,
    ],
    ['a folder in a name', { ...DATED, records: [{ source: 'a/catalogue-{date}.mrc' }] }, /without a folder/],
    [
      'names that do not go together',
      { ...DATED, records: [{ source: 'catalogue-{number}.mrc' }] },
      /do not all have the same/,
    ],
    [
      'changes without a marker',
      { ...DATED, records: [{ source: 'a-{date}.mrc', changes: 'b-{date}.mrc' }], items: [] },
      /changesMarker/,
    ],
    [
      'changes of some lists of copies alone',
      {
        drop: { folder: 'drops', complete: { stableSeconds: 0 } },
        records: [{ source: 'a-{date}.mrc', changes: 'ch-{date}.mrc' }],
        items: [
          { source: 'main-{date}.csv', changes: 'main-ch-{date}.csv', columns: COLUMNS },
          { source: 'branch-{date}.csv', columns: COLUMNS },
        ],
      },
      /items\[1\] have no changes: the copies of a changed record come with it/,
    ],
    [
      'changes of copies without those of their records',
      {
        drop: { folder: 'drops', complete: { stableSeconds: 0 } },
        records: [{ source: 'a-{date}.mrc' }],
        items: [{ source: 'i-{date}.csv', changes: 'ch-{date}.csv', columns: COLUMNS }],
      },
      /items have changes and records have none/,
    ],
    [
      'one manifest for all drops of changes',
      {
        drop: { folder: 'drops', complete: { manifest: 'current.json', changesManifest: 'changes.json' } },
        records: [{ source: 'a-{number}.mrc', changes: 'b-{number}.mrc' }],
      },
      /changesManifest needs a date or a number/,
    ],
    ...(['changes-{number}.mrc', 'changes-{date}-{time}.mrc'] as const).map(
      (changed): readonly [string, object, RegExp] => [
        `names at a web server that nobody can guess: ${changed}`,
        {
          drop: {
            address: 'https://files.example.org/x',
            complete: { manifest: 'current.json', changesManifest: changed.replace('.mrc', '.json') },
          },
          records: [{ source: changed.replace('changes', 'full'), changes: changed }],
        },
        /a web server lists no files: drops of changes are named by \{date\}/,
      ],
    ),
    ['changes without a drop', { records: [{ source: 'a.mrc', changes: 'b-{date}.mrc' }] }, /changes need a drop/],
    [
      'a secret in place of a name',
      {
        ...DATED,
        drop: {
          ...drop,
          folder: undefined,
          sftp: { host: 'h', hostKey: `SHA256:${'A'.repeat(43)}`, userEnv: 'me', passwordEnv: 'p' },
        },
      },
      /NAME of an environment variable/,
    ],
    [
      'a host whose key nobody knows',
      { ...DATED, drop: { ...drop, folder: undefined, sftp: { host: 'h', userEnv: 'ME', passwordEnv: 'P' } } },
      /hostKey/,
    ],
  ])('with %s are refused', (_, settings, words) => {
    expect(() => sourceOf('.', settings)).toThrow(words);
  });
});

describe('control totals', () => {
  const RECORDS = { records: [{ source: 'full-{number}.mrc' }] };
  const ONE = { drop: { folder: 'drops', complete: { manifest: 'full-{number}.json' } }, ...RECORDS };

  it.each<readonly [string, object, RegExp]>([
    [
      'records',
      { records: 3 },
      /the manifest of full drop 7 has 3 records where the files have 2; nothing was taken in/,
    ],
    ['copies', { copies: 9 }, /9 copies where the files have 0/],
    ['loans', { records: 2, loans: 1 }, /1 copies on loan where the files have 0/],
  ])('that do not agree in %s refuse the drop', async (_, totals, words) => {
    const folder = createFolder('drops');
    const files = { 'full-7.mrc': marcFile(record('b1', 'Grief'), record('b2', 'Asthma')) };
    put(folder, withManifest('full-7.json', files, totals));

    expect(await problemOf(sourceOf(folder.path, ONE, { now: NOW }))).toMatch(words);
  });

  it('in bytes and checksums refuse another file, and wait for a shorter one', async () => {
    const folder = createFolder('drops');
    const whole = marcFile(record('b1', 'Grief'), record('b2', 'Asthma'));
    const told = withManifest('full-7.json', { 'full-7.mrc': whole });
    const swapped = marcFile(record('b1', 'Grieg'), record('b2', 'Asthma'));

    put(folder, { ...told, 'full-7.mrc': swapped });
    expect(await problemOf(sourceOf(folder.path, ONE, { now: NOW }))).toMatch(
      /full-7\.mrc: the manifest has the checksum/,
    );
    put(folder, { ...told, 'full-7.mrc': whole.subarray(0, 100) });
    expect(await problemOf(sourceOf(folder.path, ONE, { now: NOW }))).toMatch(
      /full-7\.mrc has 100 of the \d+ bytes that the manifest says/,
    );
    put(folder, told);
    expect(titlesOf(await pagesOf(sourceOf(folder.path, ONE, { now: NOW })))).toEqual(['Grief', 'Asthma']);
  });

  it('may be lines of sha256sum', async () => {
    const folder = createFolder('drops');
    const settings = { ...ONE, drop: { folder: 'drops', complete: { manifest: 'full-{number}.sha256' } } };
    const whole = marcFile(record('b1', 'Grief'));
    put(folder, { 'full-7.mrc': whole, 'full-7.sha256': `${sha256(whole)}  full-7.mrc\n` });

    expect(titlesOf(await pagesOf(sourceOf(folder.path, settings, { now: NOW })))).toEqual(['Grief']);
  });

  it('of a trailer in the list of copies hold, too', async () => {
    const folder = createFolder('drops');
    const items = [{ source: 'items-{date}.csv', columns: COLUMNS, trailer: 'END,{count}' }];
    const settings = { ...DATED, items };
    const withTrailer = (trailer: string): void => {
      put(folder, {
        ...dated('2026-11-26', ['Grief']),
        'items-2026-11-26.csv': `${HEADER}b1,1,A1,0\nb1,2,A1,0\n${trailer}`,
      });
    };

    withTrailer('');
    expect(await problemOf(sourceOf(folder.path, settings, { now: NOW }))).toMatch(
      /has no last line as "END,\{count\}", so it was cut/,
    );
    withTrailer('END,3\n');
    expect(await problemOf(sourceOf(folder.path, settings, { now: NOW }))).toMatch(
      /line 4 says 3 lines, and there are 2/,
    );
    withTrailer('END,2\nb1,3,A1,0\n');
    expect(await problemOf(sourceOf(folder.path, settings, { now: NOW }))).toMatch(
      /line 5 stands behind the last line/,
    );
    withTrailer('END,2\n');
    expect(titlesOf(await pagesOf(sourceOf(folder.path, settings, { now: NOW })))).toEqual(['Grief']);
  });
});
