/** The recipes of docs/feeds.md, as they stand there: with no code of ours they come to the manifest. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deletionsPath, exportRecords } from '#feeds/files/export-records.ts';
import { registerManifest, registerOaiPmh } from '#feeds/index.ts';
import { createHttpApp } from '#platform/http-app.ts';
import { createLogger } from '#platform/logger.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { makeTemporaryFolder } from '#tests/support/mercia-process.ts';
import { readProjectFile } from '#tests/support/project-files.ts';
import { bucketOf, createFeedReader, createManifestReader, readAtOnePosition } from '#feed-log/index.ts';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, EPOCH, marcOf, publish } from './support/feed-log.ts';
import { feedRegion } from './support/feed-region.ts';
import { isInstalled, runTool, type Said } from './support/tools.ts';

/** Values that are altered where MARC or XML is read without care. */
const VALUES = [
  'Sepsis & <shock>: "why" \'now\'',
  ' blanks  at both ends ',
  'é and e\u0301, \u{1f9ea}, ﬁ, ‏עברית‎',
  ']]> <!-- no comment --> &amp; <?no instruction?>',
];
/** Debian's own Perl and Python: their packages are in no other. */
const PERL = '/usr/bin/perl';
const PYTHON = '/usr/bin/python3';
const READS_MARC = isInstalled(PERL, '-MMARC::File::XML', '-e', '1');
const RECIPES = [
  {
    name: 'Perl',
    program: PERL,
    block: 'perl',
    reads: READS_MARC,
    harvests: READS_MARC && isInstalled(PERL, '-MHTTP::OAI', '-e', '1'),
  },
  {
    name: 'Python',
    program: PYTHON,
    block: 'python',
    reads: isInstalled(PYTHON, '-V'),
    harvests: isInstalled(PYTHON, '-V'),
  },
];

const store = withTestDatabase();
const region = feedRegion();
const folder = makeTemporaryFolder();
let app: FastifyInstance;
let address: string;

beforeAll(async () => {
  app = createHttpApp({});
  const reader = createFeedReader({ db: store.db, region });
  const manifests = createManifestReader({ db: store.db, region });
  const logger = createLogger('silent', 'test');
  registerOaiPmh(app, { region: () => region, reader: () => reader, logger, pageSize: 10, now: () => at(1000) });
  registerManifest(app, { reader: () => reader, manifests: () => manifests });
  address = await app.listen({ host: '127.0.0.1', port: 0 });
  const entries = Array.from({ length: 40 }, (_, index) => {
    const identifier = `mids-${String(index + 1)}`;
    return { identifier, second: 1, marc: marcOf(identifier, VALUES[index % VALUES.length]) };
  });
  await publish(store.db, [
    ...entries,
    { identifier: 'files-ä b#1/100%', marc: marcOf('files-ä b#1/100%') },
    { identifier: 'mids-7', second: 2, kind: 'DELETED', marc: null },
    { identifier: 'mids-8', second: 2, kind: 'DELETED', marc: null },
  ]);
});
afterAll(async () => {
  await app.close();
  folder.remove();
});

/** The program of the page in this language. */
function recipe(block: string): string {
  const [, program] = new RegExp(`\`\`\`${block}\n(.*?)\`\`\``, 's').exec(readProjectFile('docs/feeds.md')) ?? [];
  const path = join(folder.path, `prove.${block}`);
  writeFileSync(path, program ?? '');
  return path;
}

async function prove({ program, block }: (typeof RECIPES)[number], ...held: readonly string[]): Promise<Said> {
  return runTool(program, [recipe(block), `${address}/manifest/editions`, ...held]);
}

async function exportAs(format: 'iso2709' | 'marcxml', name: string): Promise<readonly [string, string]> {
  const out = join(folder.path, name);
  const part = { repository: 'editions', set: null, since: null };
  const files = { part, format, gzip: false, out, deletions: deletionsPath(out, format) };
  await readAtOnePosition({ db: store.db, region }, (feeds) => exportRecords(feeds, files, () => undefined));
  return [out, files.deletions];
}

describe.each(RECIPES)('the recipe in $name', (language) => {
  it.skipIf(!language.reads).each(['iso2709', 'marcxml'] as const)('comes to the manifest from %s', async (format) => {
    const files = await exportAs(format, format === 'marcxml' ? 'whole.xml' : 'whole.mrc');

    expect(await prove(language, ...files)).toEqual({ code: 0, out: `${EPOCH}:43 is what I hold\n`, notes: '' });
  });

  it.skipIf(!language.harvests)('comes to the manifest from a harvest', async () => {
    const said = await prove(language, `${address}/oai/editions`);

    expect(said).toEqual({ code: 0, out: `${EPOCH}:43 is what I hold\n`, notes: '' });
  });

  it.skipIf(!language.reads)('names the buckets of an 852 altered and a deletion dropped', async () => {
    const [records, deletions] = await exportAs('marcxml', 'altered.xml');
    writeFileSync(records, readFileSync(records, 'utf8').replace(/(mids-9<.*?)Main site/, '$1Other site'));
    writeFileSync(deletions, readFileSync(deletions, 'utf8').replace('mids-8\n', ''));

    const { code, out } = await prove(language, records, deletions);

    const lines = [bucketOf('mids-8'), bucketOf('mids-9')].sort().map((bucket) => `bucket ${bucket} differs\n`);
    expect(out).toBe(`${lines.join('')}${EPOCH}:43 is not what I hold\n`);
    expect(code).toBe(1);
  });
});
