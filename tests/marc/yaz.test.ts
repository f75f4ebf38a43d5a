import { type MarcField, type MarcReadRecord, readMarcBytes, repairKind } from '#marc/index.ts';
import { sharedAvailable, sharedPath } from '#tests/support/shared.ts';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { isExplained } from './support/yaz-differences.ts';
import { readIso2709, readWithYaz, yazAvailable, type YazRecord } from './support/yaz-marcdump.ts';

interface Difference {
  readonly place: string;
  readonly ours: string;
  readonly yaz: string;
}

/** Leader positions that say something: 10 and 11 and 20 on are fixed, lengths are those of the file. */
function meaning(leader: string): string {
  return leader.slice(5, 10) + leader.slice(17, 20);
}

/** Character references of MARC-8, which yaz leaves as they stand: the Library of Congress’s conversion asks for them. */
function withoutReferences(text: string): string {
  return text.replaceAll(/&#x([0-9A-Fa-f]{4,6});/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)));
}

/** Control characters, which yaz drops when it converts MARC-8. */
function withoutControls(text: string): string {
  return text.replaceAll(/\\u00[01][0-9a-f]|\\[btnfr]/g, '');
}

function shown(field: MarcField | undefined): string {
  return withoutControls(withoutReferences(JSON.stringify(field ?? null))).normalize('NFC');
}

/** The first thing that differs; null where yaz reads the same. */
function difference(ours: MarcReadRecord, file: string, yaz: YazRecord): Difference | null {
  const place = `${file}#${ours.number}`;
  if (yaz === null) return { place, ours: 'a record', yaz: 'none' };
  const { leader, fields } = ours.record;
  if (meaning(leader) !== meaning(yaz.leader)) return { place, ours: leader, yaz: yaz.leader };
  for (let at = 0; at < Math.max(fields.length, yaz.fields.length); at += 1) {
    const [mine, theirs] = [shown(fields[at]), shown(yaz.fields[at])];
    if (mine !== theirs) return { place, ours: mine, yaz: theirs };
  }
  return null;
}

function saysOtherSet({ repairs, charset, format }: MarcReadRecord): boolean {
  return format === 'iso2709' && charset !== 'windows-1252' && repairKind(repairs[0] ?? '') === 'character set';
}

interface Found {
  readonly file: string;
  readonly record: MarcReadRecord;
}

function readAll(folder: string): readonly Found[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) => {
    const file = join(entry.parentPath, entry.name).slice(folder.length + 1);
    if (!entry.isFile() || file === 'INDEX.md' || file === 'COUNTS.tsv') return [];
    return [...readMarcBytes(readFileSync(join(folder, file)))].flatMap((record) =>
      record.kind === 'record' ? [{ file, record }] : [],
    );
  });
}

/** What goes into one call: all of ISO 2709, a MARCXML file, a record that would hurt its neighbours. */
function toBatches(found: readonly Found[]): readonly (readonly Found[])[] {
  const batchOf = ({ file, record }: Found): string => {
    const alone = record.repairs.some((repair) => /^(record|stray)/.test(repair));
    return alone ? `${file}#${record.number}` : record.format + (record.format === 'iso2709' ? '' : file);
  };
  return [...Map.groupBy(found, batchOf).values()];
}

/** yaz gives up MARCXML whose leader has not 24 characters: known, and slow to ask. */
function isGivenUp({ record }: Found): boolean {
  return record.format === 'marcxml' && record.repairs.some((repair) => /^leader: \d+ characters/.test(repair));
}

/** The record with the leader’s character set put right. */
function told({ raw, charset }: MarcReadRecord): Uint8Array {
  const copy = Uint8Array.from(raw);
  copy[9] = charset === 'utf-8' ? 0x61 : 0x20;
  return copy;
}

describe.skipIf(!sharedAvailable || !yazAvailable)(
  'every real MARC record, beside yaz-marcdump, skipped where that or the shared data is not at hand',
  { timeout: 120_000 },
  () => {
    let compared = 0;
    let unexplained: readonly Difference[] = [];
    const mistaken: MarcReadRecord[] = [];

    beforeAll(() => {
      const found = readAll(sharedPath('data', 'marc')).filter((one) => !isGivenUp(one));
      compared = found.length;
      unexplained = toBatches(found).flatMap((batch) => {
        const read = readWithYaz(batch.map(({ record }) => record));
        return batch.flatMap(({ file, record }, index) => {
          const differs = difference(record, file, read[index] ?? null);
          if (differs === null) return [];
          if (record.repairs.length === 1 && saysOtherSet(record)) mistaken.push(record);
          return isExplained(record) ? [] : [differs];
        });
      });
    }, 600_000);

    it('reads the same, or there is a reason why not', () => {
      expect(unexplained).toEqual([]);
      expect(compared).toBeGreaterThan(13_000);
    });

    it('reads the same where the leader named the wrong set, once yaz is told the right one', () => {
      const read = readIso2709(mistaken.map(told));

      const fields = mistaken.map(({ record }) => record.fields.map(shown));
      expect(read.map((yaz) => yaz?.fields.map(shown))).toEqual(fields);
      expect(mistaken.length).toBeGreaterThan(150);
    });
  },
);
