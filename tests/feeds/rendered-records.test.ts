import {
  isControlField,
  type MarcField,
  parseIso2709Record,
  readMarcBytes,
  writeIso2709,
  writeMarcXml,
} from '#marc/index.ts';
import { yazAvailable } from '#tests/marc/support/yaz-marcdump.ts';
import { sharedAvailable, sharedPath } from '#tests/support/shared.ts';
import type { RenderedEntry } from '#feed-log/contract.ts';
import { createFeedRenderer, toCanonicalText } from '#feed-log/index.ts';
import { type PublicMarc, toPublicMarc } from '#union-index/read/public-marc.ts';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { edition, holding, item, record } from './support/feed-editions.ts';
import { feedRegion } from './support/feed-region.ts';

function readAll(folder: string): readonly PublicMarc[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) => {
    if (!entry.isFile() || /^(INDEX\.md|COUNTS\.tsv)$/.test(entry.name)) return [];
    return [...readMarcBytes(readFileSync(join(entry.parentPath, entry.name)))].flatMap((read) => {
      const marc = read.kind === 'record' ? toPublicMarc(read.raw, read.format) : null;
      return marc === null ? [] : [marc];
    });
  });
}

/** Each record in an edition with its neighbour: whatever two have in common is merged. */
function renderAll(records: readonly PublicMarc[]): readonly RenderedEntry[] {
  const renderer = createFeedRenderer(feedRegion({ merge: ['IDENTIFIERS', 'SUBJECTS', 'CONTENTS', 'SUMMARIES'] }));
  return records.flatMap((marc, at) => {
    const mine = record(`north/${at}`, marc, holding('qe', { items: [item('1', { barcode: `q-${at}` })] }));
    const theirs = record(`south/${at}`, records[at - 1] ?? null, holding('south-lib'));
    return renderer.render({ ...edition([mine, theirs]), edition: at + 1 });
  });
}

/** What `yaz-marcdump` prints besides the records. */
function yazRemarks(records: readonly Uint8Array[]): { readonly read: number; readonly remarks: readonly string[] } {
  const folder = mkdtempSync(join(tmpdir(), 'yaz-'));
  try {
    const file = join(folder, 'records.mrc');
    writeFileSync(file, Buffer.concat(records));
    const { stdout, stderr, status } = spawnSync('yaz-marcdump', ['-p', file], { maxBuffer: 1024 ** 3 });
    const lines = stdout.toString('utf8').split('\n');
    const isRecord = (line: string): boolean => /^<!-- Record \d+ offset \d+ \(0x[0-9a-f]+\) -->$/.test(line);
    const isText = (line: string): boolean => line === '' || /^(?:\d{5}[^]{19}|\d{3} [^]*)$/.test(line);
    const remarks = lines.filter((line) => !isRecord(line) && !isText(line));
    const said = [...remarks, ...stderr.toString('utf8').split('\n')].filter((line) => line !== '');
    return { read: lines.filter(isRecord).length, remarks: status === 0 ? said : [...said, `status ${status}`] };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What the schema of MARCXML allows (MARC21slim.xsd). */
function isBySchema(field: MarcField): boolean {
  if (isControlField(field)) return /^00[1-9]$/.test(field.tag);
  const { tag, ind1, ind2, subfields } = field;
  return (
    /^(?:0[1-9]\d|[1-9]\d\d)$/.test(tag) &&
    /^[\da-z ]{2}$/.test(ind1 + ind2) &&
    subfields.length > 0 &&
    subfields.every(({ code }) => /^[\da-z]$/.test(code))
  );
}

describe.skipIf(!sharedAvailable)(
  'every real MARC record as an entry, skipped where the shared data is not at hand',
  () => {
    let entries: readonly RenderedEntry[] = [];

    beforeAll(() => {
      entries = renderAll(readAll(sharedPath('data', 'marc')));
    }, 120_000);

    it('can be written, and read again as it was', () => {
      const altered = entries.filter(({ marc }) => {
        const read = parseIso2709Record(writeIso2709(marc));
        if (read.kind !== 'record' || read.repairs.length > 0) return true;
        return toCanonicalText(read.record) !== toCanonicalText(marc);
      });

      expect(altered.map(({ marc }) => marc)).toEqual([]);
      expect(entries.length).toBeGreaterThan(39_000);
    });

    it('is by the schema of MARCXML', () => {
      const faults = entries.filter(({ marc }) => !marc.fields.every(isBySchema) || writeMarcXml(marc) === '');

      expect(faults.map(({ identifier }) => identifier)).toEqual([]);
    });

    it.skipIf(!yazAvailable)('is read by yaz-marcdump without a remark', () => {
      const { read, remarks } = yazRemarks(entries.map(({ marc }) => writeIso2709(marc)));

      expect(remarks).toEqual([]);
      expect(read).toBe(entries.length);
    });
  },
);
