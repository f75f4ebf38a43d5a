/** Exported files as other people's programs read them: yaz-marcdump without a remark, and Zebra with the same count. */
import { cpSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readMarcBytes } from '#marc/index.ts';
import { deletionsPath, exportRecords } from '#feeds/files/export-records.ts';
import type { FileFormat } from '#feeds/files/entry-forms.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { makeTemporaryFolder, projectRoot } from '#tests/support/mercia-process.ts';
import { sharedAvailable, sharedPath } from '#tests/support/shared.ts';
import { createFeedRenderer, readAtOnePosition } from '#feed-log/index.ts';
import { toPublicMarc, type PublicMarc } from '#union-index/read/public-marc.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { edition, holding, item, record } from './support/feed-editions.ts';
import { publish, type Published } from './support/feed-log.ts';
import { feedRegion } from './support/feed-region.ts';
import { isInstalled, runTool } from './support/tools.ts';

/** Of each file with real records; `tests/feeds/rendered-records.test.ts` renders them all. */
const RECORDS_OF_A_FILE = 5;
const RECORDS = 250;
const READS_MARC = isInstalled('yaz-marcdump', '-V');
const HAS_ZEBRA = isInstalled('zebraidx', '-V');

const store = withTestDatabase();
const region = feedRegion();
const folder = makeTemporaryFolder();
let published = 0;

function* realRecords(): Generator<PublicMarc> {
  const root = sharedPath('data', 'marc');
  let all = 0;
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || /^(?:INDEX\.md|COUNTS\.tsv)$/.test(entry.name)) continue;
    let taken = 0;
    for (const read of readMarcBytes(readFileSync(join(entry.parentPath, entry.name)))) {
      const marc = read.kind === 'record' ? toPublicMarc(read.raw, read.format) : null;
      if (marc === null) continue;
      yield marc;
      taken += 1;
      all += 1;
      if (all === RECORDS) return;
      if (taken === RECORDS_OF_A_FILE) break;
    }
  }
}

function toPublished(marc: PublicMarc, number: number): readonly Published[] {
  const copies = [item('1', { barcode: `0${String(number)}`, callNumber: 'WX 100', publicNotes: ['Ask at the desk'] })];
  const held = edition([record(`north/${String(number)}`, marc, holding('qe', { items: copies }))]);
  return createFeedRenderer(region)
    .render({ ...held, edition: number })
    .filter(({ repository }) => repository === 'editions');
}

async function exportAs(format: FileFormat): Promise<string> {
  const out = join(folder.path, `editions.${format}`);
  const part = { repository: 'editions', set: null, since: null };
  const files = { part, format, gzip: false, out, deletions: deletionsPath(out, format) };
  await readAtOnePosition({ db: store.db, region }, (feeds) => exportRecords(feeds, files, () => undefined));
  return out;
}

afterAll(() => {
  folder.remove();
});

describe.skipIf(!sharedAvailable)('real records as entries (skipped where the shared data is not at hand)', () => {
  beforeAll(async () => {
    const entries = [...realRecords()].flatMap((marc, index) => toPublished(marc, index + 1));
    published = entries.length;
    expect(published).toBeGreaterThan(100);
    await publish(store.db, entries);
  }, 120_000);

  it.skipIf(!READS_MARC).each([
    ['iso2709', 'marc'],
    ['marcxml', 'marcxml'],
  ] as const)('exported as %s are read by yaz-marcdump without a remark', async (format, input) => {
    const { code, out, notes } = await runTool('yaz-marcdump', ['-i', input, await exportAs(format)]);

    const lines = out.split('\n');
    expect(lines.filter((line) => line !== '' && !/^(?:\d{5}[^]{19}|\d{3} [^]*)$/.test(line))).toEqual([]);
    expect(lines.filter((line) => line.startsWith('001 ')).length).toBe(published);
    expect({ code, notes }).toEqual({ code: 0, notes: '' });
  });

  it.skipIf(!HAS_ZEBRA)('are as many in Zebra as were published', async () => {
    cpSync(join(projectRoot, 'tests', 'feeds', 'zebra'), folder.path, { recursive: true });
    for (const name of ['register', 'lock']) mkdirSync(join(folder.path, name));
    await runTool('zebraidx', ['-n', 'init'], folder.path);

    const { code, notes } = await runTool('zebraidx', ['-n', 'update', await exportAs('iso2709')], folder.path);

    expect(code).toBe(0);
    expect(notes).toContain(`Records: ${String(published)} i/u/d ${String(published)}/0/0`);
    expect(notes).not.toMatch(/\[(?:warn|error|fatal)\]/i);
  });
});
