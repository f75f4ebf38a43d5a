/** `mercia snapshot` and `mercia compare` as a person runs them, against the demonstration. */
import { createJobKinds } from '#cli/graph/migration.ts';
import { startJobWorker, type JobWorker } from '#comparison/index.ts';
import type { DemoPersonId } from '#demo/persons.ts';
import { createLogger } from '#platform/logger.ts';
import { readSheet } from '#platform/sheets/read-sheet.ts';
import { makeTemporaryFolder, runMercia, type TemporaryFolder } from '#tests/support/mercia-process.ts';
import { runHere } from '#tests/support/run-here.ts';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startComparedRegion, type ComparedRegion } from './support/compared-region.ts';

let region: ComparedRegion;
let folder: TemporaryFolder;
const ended = new AbortController();
let worker: JobWorker | undefined;

beforeAll(async () => {
  folder = makeTemporaryFolder();
  region = await startComparedRegion();
});
afterAll(async () => {
  ended.abort();
  await worker?.done;
  await region.close();
  folder.remove();
});

interface Said {
  readonly code: number;
  readonly out: string;
  readonly notes: string;
}

async function mercia(args: readonly string[], person: DemoPersonId | null = 'migration'): Promise<Said> {
  const token = person === null ? {} : { MERCIA_TOKEN: await region.graph.tokenOf(person) };
  const { code, stdout, stderr } = await runHere(args, { MERCIA_URL: region.graph.url, ...token });
  return { code, out: stdout, notes: stderr };
}

describe('before there is a snapshot', () => {
  it('says how to take one', async () => {
    const { code, notes } = await mercia(['compare', 'without-items']);

    expect(code).toBe(1);
    expect(notes).toBe('There is no snapshot yet. Take one first: mercia snapshot take NAME\n');
  });

  it('says how to sign in', async () => {
    const { code, notes } = await mercia(['snapshot', 'list'], null);

    expect(code).toBe(1);
    expect(notes).toContain('mercia keys create --name');
    expect(notes).toContain('mercia demo token --as migration');
  });
});

describe('a snapshot that nobody takes yet', () => {
  it('is left to be taken by Ctrl-C, and ended by cancel', async () => {
    const token = await region.graph.tokenOf('migration');
    const taking = runMercia(['snapshot', 'take', 'left'], { MERCIA_URL: region.graph.url, MERCIA_TOKEN: token });
    await taking.printed(/waiting for its turn/);
    taking.child.kill('SIGINT');
    const code = await taking.ended;
    const before = await mercia(['snapshot', 'list']);
    const cancelled = await mercia(['snapshot', 'cancel', 'left']);
    const after = await mercia(['snapshot', 'list']);
    await mercia(['snapshot', 'drop', 'left', '--yes']);

    expect(code).toBe(130);
    expect(taking.stderr()).toContain('The snapshot "left" is still being taken');
    expect(before.out).toMatch(/^left .* being taken /m);
    expect(cancelled).toMatchObject({ code: 0, out: '' });
    expect(after.out).toMatch(/^left .* not taken /m);
  });
});

describe('mercia snapshot', () => {
  beforeAll(() => {
    const { db } = region.graph.database;
    worker = startJobWorker({
      db,
      kinds: createJobKinds(db, createLogger('silent')),
      clock: () => new Date(),
      logger: createLogger('silent'),
      signal: ended.signal,
      lookEveryMs: 100,
    });
  });

  it('takes, lists and drops one', async () => {
    const taken = await mercia(['snapshot', 'take', 'first', '--note', 'before cleaning']);
    const again = await mercia(['snapshot', 'take', 'first']);
    await mercia(['snapshot', 'take', 'second', '--systems', 'koha-c']);
    const unsure = await mercia(['snapshot', 'drop', 'second']);
    const dropped = await mercia(['snapshot', 'drop', 'second', '--yes']);
    const list = await mercia(['snapshot', 'list']);

    expect(taken).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^The snapshot "first" is taken\.\n/) as string,
    });
    expect(taken.out).toMatch(/^koha-c +\d+ +\d+ +\d+ +\d{4}-\d\d-\d\d \d\d:\d\d UTC$/m);
    expect(again.notes).toContain('choose another name');
    expect(unsure).toMatchObject({ code: 1, notes: expect.stringContaining('Add --yes') as string });
    expect(dropped.code).toBe(0);
    expect(list.out.trim().split('\n')).toHaveLength(2);
    expect(list.out).toMatch(/^first +\S+ \S+ UTC +taken +6 +before cleaning$/m);
  });

  it('has nothing to cancel when nothing is taken', async () => {
    expect(await mercia(['snapshot', 'cancel'])).toMatchObject({ code: 1, out: '' });
  });
});

describe('mercia compare', () => {
  it('lists the questions', async () => {
    const { out } = await mercia(['compare']);

    expect(out).toMatch(/^without-items +Which records have no items\?/m);
  });

  it('knows what was meant', async () => {
    const { code, notes } = await mercia(['compare', 'supressed']);

    expect(code).toBe(1);
    expect(notes).toContain('Did you mean "suppressed"?');
  });

  it('takes the name of a report that is a part of another now, and says which', async () => {
    const { out, code } = await mercia(['compare', 'no-barcode', '--rows', '1']);

    expect(code).toBe(0);
    expect(out).toMatch(/no-barcode is a part of barcodes now +ask for barcodes/);
  });

  it('shows what fits, and how the rest is had', async () => {
    const { out, notes } = await mercia(['compare', 'without-items', '--rows', '3']);

    expect(out).toMatch(
      /^\d+ records have no items\.\nNot yet compared with the libraries’ own counts: .*\nSnapshot first of /,
    );
    expect(out).toMatch(/… \d+ more rows/);
    expect(Math.max(...out.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(110);
    expect(notes).toContain('mercia compare rows --snapshot first --of RECORDS --where HAS_ITEMS=NO');
  });

  it('gives the same rows to a CSV, a workbook, JSON and the list behind the number', async () => {
    const asked = ['--csv', join(folder.path, 'csv'), '--xlsx', join(folder.path, 'book.xlsx'), '--json'];
    const { out, code } = await mercia(['compare', 'suppressed', ...asked]);
    const json = JSON.parse(out) as {
      readonly takenAt: string;
      readonly summary: readonly { readonly value: number }[];
      readonly tables: readonly { readonly name: string; readonly rows: readonly (readonly string[])[] }[];
    };
    const items = json.tables.find(({ name }) => name === 'items')?.rows ?? [];
    const day = json.takenAt.slice(0, 10);
    const csv = linesOf(join(folder.path, 'csv', `suppressed-${day}-items.csv`));
    const sheet = await readBarcodes(join(folder.path, 'book.xlsx'));
    const hidden = ['RECORD_HIDDEN', 'COPY_HIDDEN'].flatMap((value) => ['--where', `LEFT_OUT=${value}`]);
    const listed = await mercia([
      'compare',
      'rows',
      '--of',
      'ITEMS',
      ...hidden,
      '--csv',
      join(folder.path, 'rows.csv'),
    ]);

    expect([code, listed.code]).toEqual([0, 0]);
    expect(readdirSync(join(folder.path, 'csv')).toSorted()).toEqual([
      `suppressed-${day}-by-system.csv`,
      `suppressed-${day}-items.csv`,
      `suppressed-${day}-records.csv`,
      `suppressed-${day}-summary.csv`,
    ]);
    const barcodes = items.map((row) => row[1]);
    expect(barcodes).toHaveLength(json.summary[1]?.value ?? -1);
    expect(csv.map((line) => line.split(',')[1])).toEqual(['Barcode', ...barcodes]);
    expect(sheet).toEqual(barcodes);
    expect(linesOf(join(folder.path, 'rows.csv'))).toHaveLength(barcodes.length + 1);
  });

  it('writes more rows than one page of the graph, each once', async () => {
    const path = join(folder.path, 'all.csv');
    const { notes } = await mercia(['compare', 'rows', '--of', 'items', '--csv', path]);
    const { out } = await mercia(['compare', 'table', '--of', 'items', '--by', 'system', '--json']);
    const { tables } = JSON.parse(out) as { readonly tables: readonly { readonly rows: readonly string[][] }[] };
    const total = tables[0]?.rows.reduce((sum, row) => sum + Number(row[1]), 0) ?? 0;

    expect(total).toBeGreaterThan(4_000);
    expect(notes).toBe(`${path}: ${total.toLocaleString('en-GB')} rows\n`);
    expect(linesOf(path)).toHaveLength(total + 1);
  });

  it.each(['html', 'json', 'xlsx'])(
    'writes an answer of a move as %s, and no export down that is never made',
    async (ending) => {
      const ask = (to: string): Promise<Said> => mercia(['move', 'volumetrics', '--to', to]);
      const countExports = async (): Promise<number> => {
        const { db } = region.graph.database;
        return (await db.selectFrom('export_audit').select('id').execute()).length;
      };
      const path = join(folder.path, `volumes.${ending}`);
      const before = await countExports();

      const refused = await ask(join(folder.path, 'nowhere', `volumes.${ending}`));
      const between = await countExports();
      const written = await ask(path);

      expect(refused).toMatchObject({ code: 1, notes: expect.stringContaining('there is no such folder') as string });
      expect([written.code, between, await countExports()]).toEqual([0, before, before + 1]);
      expect(readFileSync(path).length).toBeGreaterThan(500);
    },
  );

  it('shows staff their own library alone, and writes down who took what', async () => {
    const own = await mercia(['compare', 'table', '--of', 'ITEMS', '--by', 'LIBRARY', '--json'], 'librarian');
    const other = await mercia(['compare', 'suppressed', '--library', 'fosseholm'], 'librarian');
    const { out } = await mercia(
      ['query', '--json', '-e', '{ exports(first: 1) { edges { node { role actorLibraries what format } } } }'],
      'operator',
    );

    expect(
      (JSON.parse(own.out) as { tables: [{ rows: string[][] }] }).tables[0].rows.map(([library]) => library),
    ).toEqual(['severnhythe']);
    expect(other).toMatchObject({ code: 1, out: '', notes: expect.stringContaining('none of yours') as string });
    expect(JSON.parse(out)).toEqual({
      data: {
        exports: {
          edges: [{ node: { role: 'staff', actorLibraries: ['severnhythe'], what: 'TABLE', format: 'JSON' } }],
        },
      },
    });
  });

  it('says above everything of a library by how much its counts differ, until they agree', async () => {
    const file = join(folder.path, 'counts.csv');
    const enter = async (items: number): Promise<Said> => {
      writeFileSync(file, `library,class,count\nsevernhythe,ITEMS,${items}\n`);
      return mercia(['control-totals', 'enter', file], 'librarian');
    };
    const counted = await mercia(['compare', 'table', '--of', 'ITEMS', '--by', 'LIBRARY', '--json'], 'librarian');
    const { tables } = JSON.parse(counted.out) as { readonly tables: readonly [{ readonly rows: string[][] }] };
    const items = Number(tables[0].rows[0]?.[1]);
    const about = ['compare', 'suppressed', '--library', 'severnhythe'];

    const entered = await enter(items + 2);
    const differing = await mercia([...about, '--csv', join(folder.path, 'differing')]);
    const single = await mercia([...about, '--table', 'items', '--csv', join(folder.path, 'single.csv')]);
    const shown = await mercia(about);
    await enter(items);
    const agreeing = await mercia([...about, '--csv', join(folder.path, 'agreeing')]);
    const list = await mercia(['control-totals', 'list', '--json'], 'librarian');

    expect(entered).toMatchObject({ code: 0, notes: 'severnhythe: 1 count entered\n' });
    expect(shown.out).toContain(
      `NOT RECONCILED: Severnhythe Hospitals Library and Knowledge Service counted ${items + 2} items; Mercia has ${items} (-2); the report "reconcile" says what is known of it.`,
    );
    expect([differing.code, agreeing.code]).toEqual([0, 0]);
    expect(single.notes).toMatch(/^NOT RECONCILED: Severnhythe .*\n.*single\.csv: \d+ rows\n$/);
    expect(agreeing.notes).not.toContain('RECONCILED');
    expect(readdirSync(join(folder.path, 'differing'))).toContainEqual(
      expect.stringMatching(/^suppressed-severnhythe-\d{4}-\d\d-\d\d-items\.NOT-RECONCILED\.csv$/),
    );
    expect(readdirSync(join(folder.path, 'agreeing'))).toContainEqual(
      expect.stringMatching(/^suppressed-severnhythe-\d{4}-\d\d-\d\d-items\.csv$/),
    );
    expect(JSON.parse(list.out)).toMatchObject({ library: 'severnhythe', class: 'ITEMS', value: items });
  });

  it('says of which libraries counts are entered, if one of a file is refused', async () => {
    const file = join(folder.path, 'of-three.csv');
    writeFileSync(file, 'library,class,count\nsevernhythe,LOANS,\nnowhere,LOANS,\nfosseholm,LOANS,\n');

    const { code, notes } = await mercia(['control-totals', 'enter', file]);

    expect(code).toBe(1);
    expect(notes).toMatch(
      /^severnhythe: 1 count entered\nStopped at the counts of nowhere\. Entered: severnhythe\. Not entered: fosseholm\.\n.*nowhere/,
    );
  });

  it.each([
    [['compare', 'suppressed', '--csv', 'one.csv'], 'A CSV holds one table, and there are 3'],
    [['compare', 'suppressed', '--table', 'none'], 'it has "by system", "records", "items"'],
    [['compare', 'rows', '--of', 'RECORDS', '--staff-notes'], 'only copies have notes of staff'],
    [['compare', 'suppressed', '--snapshot', 'frist'], 'There is no snapshot "frist"'],
    [['compare', 'suppressed', '--library', 'nowhere'], 'the region has no such library; it has severnhythe'],
  ])('refuses %j', async (args, problem) => {
    const { code, notes } = await mercia(args);

    expect(code).toBe(1);
    expect(notes).toContain(problem);
  });
});

function linesOf(path: string): readonly string[] {
  return readFileSync(path, 'utf8').trimEnd().split('\r\n');
}

async function readBarcodes(path: string): Promise<readonly unknown[]> {
  const columns = { barcode: { header: 'Barcode', kind: 'code' } } as const;
  const { rows } = await readSheet(path, columns, { sheet: 'items' });
  return rows.map(({ values }) => values.barcode);
}
