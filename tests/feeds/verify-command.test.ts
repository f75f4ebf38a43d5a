/** `mercia feed verify` of exported files: what was received is compared with what was published, and what differs is named. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deletionsPath, exportRecords } from '#feeds/files/export-records.ts';
import { FILE_FORMATS, type FileFormat } from '#feeds/files/entry-forms.ts';
import { registerManifest } from '#feeds/manifest/register-manifest.ts';
import { createHttpApp } from '#platform/http-app.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { makeTemporaryFolder, type TemporaryFolder } from '#tests/support/mercia-process.ts';
import { runHere } from '#tests/support/run-here.ts';
import { bucketOf, createFeedReader, createManifestReader, readAtOnePosition } from '#feed-log/index.ts';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EPOCH, marcOf, publish } from './support/feed-log.ts';
import { feedRegion } from './support/feed-region.ts';

const store = withTestDatabase();
const region = feedRegion();
const folder: TemporaryFolder = makeTemporaryFolder();
let app: FastifyInstance;
let manifest: string;

beforeAll(async () => {
  app = createHttpApp({});
  const reader = createFeedReader({ db: store.db, region });
  const manifests = createManifestReader({ db: store.db, region });
  registerManifest(app, { reader: () => reader, manifests: () => manifests });
  manifest = `${await app.listen({ host: '127.0.0.1', port: 0 })}/manifest/editions`;
  await publish(store.db, [
    ...Array.from({ length: 30 }, (_, index) => ({ identifier: `mids-${String(index + 1)}` })),
    { identifier: 'mids-31', marc: marcOf('mids-31', 'Ärzte & <病院>\ttab') },
    { identifier: 'mids-5', kind: 'DELETED', marc: null },
  ]);
});
afterAll(async () => {
  await app.close();
  folder.remove();
});

async function exportTo(name: string, format: FileFormat): Promise<string> {
  const out = join(folder.path, name);
  const part = { repository: 'editions', set: null, since: null };
  const files = { part, format, gzip: name.endsWith('.gz'), out, deletions: deletionsPath(out, format) };
  await readAtOnePosition({ db: store.db, region }, (feeds) => exportRecords(feeds, files, () => undefined));
  return out;
}

async function verify(...args: readonly string[]): Promise<{ code: number; out: string; notes: string }> {
  const { code, stdout, stderr } = await runHere(['feed', 'verify', ...args]);
  return { code, out: stdout, notes: stderr };
}

describe('an exported file', () => {
  it.each(FILE_FORMATS)('as %s is what was published', async (format) => {
    const file = await exportTo(format === 'ndjson' ? 'whole.ndjson.gz' : `whole.${format}`, format);

    const { code, out } = await verify(file, '--manifest', manifest, '--at', `${EPOCH}:32`);

    expect(out).toMatch(/^editions 0a1b2c3d:32 live 30 deleted 1 sha256 [0-9a-f]{64}\nEverything was received as/);
    expect(code).toBe(0);
  });

  it('with one 852 altered and one deletion dropped is found out, by bucket and identifier', async () => {
    const file = await exportTo('altered.marcxml', 'marcxml');
    const altered = readFileSync(file, 'utf8').replace(/(mids-7<.*?)Main site/, '$1Other site');
    writeFileSync(file, altered);
    writeFileSync(deletionsPath(file, 'marcxml'), '');

    const { code, out } = await verify(file, '--manifest', manifest);

    expect(out).toContain('2 of 4,096 buckets differ:\n');
    expect(out).toContain(`  ${bucketOf('mids-7')}  mids-7  other than published\n`);
    expect(out).toContain(`  ${bucketOf('mids-5')}  mids-5  deleted, and not received as deleted\n`);
    expect(code).toBe(1);
  });

  it('that was cut is named, and of one of another kind some records are', async () => {
    const cut = await exportTo('cut.ndjson.gz', 'ndjson');
    writeFileSync(cut, readFileSync(cut).subarray(0, -20));
    const other = join(folder.path, 'other-kind.ndjson');
    writeFileSync(other, 'no line of an export\n'.repeat(50));
    writeFileSync(deletionsPath(other, 'ndjson'), '');

    const ofCut = await verify(cut, '--manifest', manifest);
    const ofOther = await verify(other, '--manifest', manifest);

    expect([ofCut.code, ofCut.notes]).toEqual([1, `${cut} cannot be read to its end: it is cut or damaged.\n`]);
    expect(ofOther.notes.match(/^cannot be read: record/gm)).toHaveLength(20);
    expect(ofOther.notes).toMatch(/^and 30 more cannot be read$/m);
  });

  it('with records too many, lacking and deleted is found out', async () => {
    const file = await exportTo('other.ndjson', 'ndjson');
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    const tooMany = (lines[0] ?? '').replaceAll('mids-1"', 'mids-99"');
    const stillThere = (lines[0] ?? '').replaceAll('mids-1"', 'mids-5"');
    writeFileSync(file, [...lines.slice(2), tooMany, stillThere].join('\n'));
    writeFileSync(deletionsPath(file, 'ndjson'), '{"identifier":"mids-2"}\n');

    const { code, out } = await verify(file, '--manifest', manifest, '--json');

    const { differing, differences } = JSON.parse(out) as { differing: number; differences: unknown[] };
    expect(code).toBe(1);
    expect(differing).toBe(4);
    expect(differences).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ bucket: bucketOf('mids-1'), lacking: ['mids-1'] }),
        expect.objectContaining({ bucket: bucketOf('mids-2'), wronglyDeleted: ['mids-2'] }),
        expect.objectContaining({ bucket: bucketOf('mids-5'), notDeleted: ['mids-5'] }),
        expect.objectContaining({ bucket: bucketOf('mids-99'), tooMany: ['mids-99'] }),
      ]),
    );
  });

  it('cannot be compared without a manifest', async () => {
    const file = await exportTo('whole.mrc', 'iso2709');

    expect(await verify(file)).toMatchObject({ code: 1, notes: expect.stringContaining('--manifest URL') as string });
    for (const [address, message] of [
      [manifest.replace('editions', 'library/none'), /no repository/],
      [manifest.replace('manifest', 'none'), /is it the address of a manifest/],
      ['http://127.0.0.1:9/manifest/editions', /does not answer/],
    ] as const) {
      const { code, notes } = await verify(file, '--manifest', address);
      expect(code).toBe(1);
      expect(notes).toMatch(message);
    }
    const none = await verify(join(folder.path, 'none.mrc'), '--manifest', manifest);
    expect(none).toMatchObject({ code: 1, notes: expect.stringMatching(/none.mrc cannot be read/) as string });
  });
});
