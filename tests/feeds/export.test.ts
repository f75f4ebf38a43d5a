/** Files of what is published: each form read back, deletions apart, whole or not at all. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readMarcBytes } from '#marc/index.ts';
import type { FileFormat } from '#feeds/files/entry-forms.ts';
import { deletionsPath, exportRecords, type ExportedRecords } from '#feeds/files/export-records.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { makeTemporaryFolder, type TemporaryFolder } from '#tests/support/mercia-process.ts';
import { readAtOnePosition, type FeedPart } from '#feed-log/index.ts';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { EPOCH, marcOf, publish } from './support/feed-log.ts';
import { feedRegion } from './support/feed-region.ts';

const store = withTestDatabase();
const region = feedRegion();
const EDITIONS: FeedPart = { repository: 'editions', set: null, since: null };
const BOOKS = { ...EDITIONS, set: 'format:book' };
const since = (position: number) => ({ epoch: EPOCH, position });
let folder: TemporaryFolder;

beforeAll(async () => {
  await publish(store.db, [
    { identifier: 'mids-1', sets: ['format:book'] },
    { identifier: 'mids-2', sets: ['format:book'], marc: marcOf('mids-2', 'Ärzte & <病院>\ttab') },
    { identifier: 'mids-3', sets: ['format:book'] },
    { identifier: 'mids-4', sets: ['format:book'] },
    { identifier: 'koha.1', repository: 'library/qe' },
    { identifier: 'mids-3', second: 60, kind: 'MERGED', marc: null, sets: ['format:book'], replacedBy: ['mids-1'] },
    { identifier: 'mids-4', second: 60, sets: ['format:kit'] },
  ]);
});
beforeEach(() => {
  folder = makeTemporaryFolder();
  return () => {
    folder.remove();
  };
});

interface Exported extends ExportedRecords {
  readonly out: string;
  readonly gone: string;
}

async function write(part: FeedPart, format: FileFormat, gzip = false): Promise<Exported> {
  const out = join(folder.path, gzip ? 'out.dat.gz' : 'out.dat');
  const files = { part, format, gzip, out, deletions: deletionsPath(out, format) };
  const exported = await readAtOnePosition({ db: store.db, region }, (feeds) =>
    exportRecords(feeds, files, () => undefined),
  );
  const read = (path: string): string => {
    const bytes = readFileSync(path);
    return (gzip ? gunzipSync(bytes) : bytes).toString();
  };
  return { ...exported, out: read(out), gone: read(files.deletions) };
}

const linesOf = (text: string): readonly unknown[] =>
  text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as unknown]));
const identifiersOf = (text: string): readonly unknown[] =>
  linesOf(text).map((line) => (line as { identifier: string }).identifier);

describe('a file of everything', () => {
  it.each(['iso2709', 'marcxml'] as const)('as %s has each record as it was published', async (format) => {
    const { out, gone, records, deletions } = await write(EDITIONS, format);

    const read = [...readMarcBytes(Buffer.from(out))].map((result) =>
      result.kind === 'record' ? result.record : null,
    );

    expect(read.map((record) => record?.fields)).toEqual(
      [marcOf('mids-1'), marcOf('mids-2', 'Ärzte & <病院>\ttab'), marcOf('mids-4')].map(({ fields }) => fields),
    );
    expect(gone).toBe('mids-3\n');
    expect([records, deletions]).toEqual([3, 1]);
  });

  it('as NDJSON says of each entry what is known of it', async () => {
    const { out, gone } = await write(EDITIONS, 'ndjson', true);

    expect(linesOf(out)[0]).toMatchObject({
      identifier: 'mids-1',
      datestamp: '2031-03-01T12:00:00Z',
      deleted: false,
      sets: ['format:book'],
      replacedBy: [],
      marc: { fields: [{ '001': 'mids-1' }, { '245': { subfields: [{ a: 'Title of mids-1' }] } }, {}] },
    });
    expect(linesOf(gone)).toEqual([
      {
        identifier: 'mids-3',
        datestamp: '2031-03-01T12:01:00Z',
        deleted: true,
        sets: ['format:book'],
        replacedBy: ['mids-1'],
        reason: 'MERGED',
      },
    ]);
  });

  it('of a repository that has nothing is empty, and there', async () => {
    expect(await write({ ...EDITIONS, repository: 'library/wing' }, 'iso2709')).toMatchObject({ out: '', gone: '' });
  });
});

describe('a file of what changed', () => {
  it('has what was published behind the position', async () => {
    const { out, gone } = await write({ ...EDITIONS, since: since(5) }, 'ndjson');

    expect(identifiersOf(out)).toEqual(['mids-4']);
    expect(identifiersOf(gone)).toEqual(['mids-3']);
  });

  it('of a set tells what left the set as gone', async () => {
    const { out, gone } = await write({ ...BOOKS, since: since(5) }, 'ndjson');

    expect(out).toBe('');
    expect(linesOf(gone)).toMatchObject([
      { identifier: 'mids-3', reason: 'MERGED' },
      { identifier: 'mids-4', reason: 'LEFT_SET', deleted: true },
    ]);
  });

  it('of a set does not name what was never in it', async () => {
    const kits = { ...EDITIONS, set: 'format:kit', since: since(5) };

    expect(await write(kits, 'ndjson')).toMatchObject({ records: 1, gone: '' });
    expect(await write({ ...BOOKS, since: since(7) }, 'ndjson')).toMatchObject({ out: '', gone: '' });
  });

  it('is refused from a position of another epoch, or not there yet', async () => {
    for (const [position, message] of [
      [{ epoch: 'ffffffff', position: 3 }, /start again/],
      [since(8), /has not been published/],
    ] as const) {
      await expect(write({ ...EDITIONS, since: position }, 'ndjson')).rejects.toThrow(message);
    }
    expect(readdirSync(folder.path)).toEqual([]);
  });
});

describe('a file', () => {
  it('is refused for a repository or a set that is not passed on', async () => {
    await expect(write({ ...EDITIONS, repository: 'library/west-lib' }, 'ndjson')).rejects.toThrow(/no repository/);
    await expect(write({ ...EDITIONS, set: 'format:none' }, 'ndjson')).rejects.toThrow(/no set/);
  });

  it('leaves the one before it alone if it cannot be written to its end', async () => {
    const out = join(folder.path, 'out.ndjson');
    writeFileSync(out, 'the one before');
    const files = { part: EDITIONS, format: 'ndjson', gzip: false, out, deletions: `${out}.gone` } as const;

    const written = readAtOnePosition({ db: store.db, region }, (feeds) =>
      exportRecords(feeds, files, () => {
        throw new Error('ended in the middle');
      }),
    );

    await expect(written).rejects.toThrow('ended in the middle');
    expect(readdirSync(folder.path)).toEqual(['out.ndjson']);
    expect(readFileSync(out, 'utf8')).toBe('the one before');
  });

  it('has its deletions only if all of its records have arrived', async () => {
    const [out, deletions] = [join(folder.path, 'records', 'out.ndjson'), join(folder.path, 'gone.ndjson')];
    mkdirSync(join(folder.path, 'records'));
    writeFileSync(deletions, 'those before');
    const files = { part: EDITIONS, format: 'ndjson', gzip: true, out, deletions } as const;

    const written = readAtOnePosition({ db: store.db, region }, (feeds) =>
      exportRecords(feeds, files, () => {
        rmSync(join(folder.path, 'records'), { recursive: true, force: true });
      }),
    );

    await expect(written).rejects.toThrow('ENOENT');
    expect(readdirSync(folder.path)).toEqual(['gone.ndjson']);
    expect(readFileSync(deletions, 'utf8')).toBe('those before');
  });

  it('that cannot have its name leaves no deletions of its records behind', async () => {
    const [out, deletions] = [join(folder.path, 'out'), join(folder.path, 'gone.ndjson')];
    mkdirSync(join(out, 'full'), { recursive: true });
    const files = { part: EDITIONS, format: 'ndjson', gzip: false, out, deletions } as const;

    const written = readAtOnePosition({ db: store.db, region }, (feeds) =>
      exportRecords(feeds, files, () => undefined),
    );

    await expect(written).rejects.toThrow(/EISDIR|ENOTEMPTY/);
    expect(readdirSync(folder.path)).toEqual(['out']);
  });

  it('has one state of the feeds, whatever is published while it is written', async () => {
    const other = join(folder.path, 'whole.txt');
    const files = { part: EDITIONS, format: 'iso2709', gzip: false, out: other, deletions: `${other}.gone` } as const;

    await readAtOnePosition({ db: store.db, region }, async (feeds) => {
      await publish(store.db, [{ identifier: 'mids-1', second: 61, marc: null, kind: 'DELETED' }]);
      await exportRecords(feeds, files, () => undefined);
      expect(feeds.state.position).toBe(7);
      expect(await feeds.manifest('editions')).toMatchObject({ position: 7, live: 3, deleted: 1 });
    });

    expect(readFileSync(other, 'utf8')).toContain('Title of mids-1');
    expect(existsSync(`${other}.gone`)).toBe(true);
  });

  it('of deletions is named after the other', () => {
    expect(deletionsPath('/a/editions.mrc.gz', 'iso2709')).toBe('/a/editions-deleted.txt.gz');
    expect(deletionsPath('b.c/editions', 'ndjson')).toBe('b.c/editions-deleted.ndjson');
  });
});
