/**
 * What is typed into notes, cards and names stays where its library wrote it: it is in no table of snapshots but that of
 * staff's notes, and in no export but those that show such notes to whoever may see them. Marks stand for all of it.
 */
import { askReport } from '#cli/compare/ask-report.ts';
import { askRows } from '#cli/compare/ask-rows.ts';
import { chooseSnapshot } from '#cli/compare/choose.ts';
import type { Shown } from '#cli/compare/shown.ts';
import { startExport, type ExportSubject } from '#cli/compare/start-export.ts';
import { writeCsvFiles, writeXlsx } from '#cli/compare/write-shown.ts';
import { readDemoRegion } from '#cli/region/region-source.ts';
import { REPORTS } from '#comparison/index.ts';
import { POPULATIONS } from '#domain/comparison.ts';
import { partsOfZip } from '#platform/sheets/raw-xlsx.ts';
import { unzip } from '#platform/sheets/zip.fixture.ts';
import { startGraph, type WholeGraph } from '#tests/e2e/support/whole-graph.ts';
import { createMarkFinder, type Mark } from '#tests/privacy/support/marks.ts';
import { startPlantedRegion, type Person, type PlantedRegion } from '#tests/privacy/support/planted-region.ts';
import { dumpTables } from '#tests/privacy/support/tables.ts';
import { makeTemporaryFolder } from '#tests/support/mercia-process.ts';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compareOn, type Comparing } from './support/compared-region.ts';

const folder = makeTemporaryFolder();
let planted: PlantedRegion;
let graph: WholeGraph;
let comparing: Comparing;
let find: (text: string) => readonly Mark[];
let exports = 0;

beforeAll(async () => {
  planted = await startPlantedRegion();
  const regionText = planted.regionText('none').replace(/^ *adapterServer: .*$/m, '');
  graph = await startGraph(readDemoRegion({ regionText, secrets: planted.env }));
  expect((await graph.harvest()).flatMap(({ problem }) => problem ?? [])).toEqual([]);
  comparing = compareOn(graph, await planted.tokenOf('migration'));
  await comparing.takeSnapshot('marked');
  find = createMarkFinder(planted.marks.all);
}, 120_000);
afterAll(async () => {
  await graph.close();
  await planted.close();
  folder.remove();
});

/** A title that its library hides from the public is no secret from those who move it. */
const mayBeTitle = ({ what }: Mark): boolean => what.endsWith(' hidden record title');
const isNote = ({ what }: Mark): boolean => what.includes(' note on a copy of ');

/** All that an answer becomes as CSV and, unzipped, as a workbook. */
async function exported(person: Person, shown: Shown, subject: ExportSubject): Promise<string> {
  const signedIn = { url: graph.url, token: await planted.tokenOf(person) };
  exports += 1;
  const csv = join(folder.path, String(exports));
  mkdirSync(csv);
  await writeCsvFiles(csv, shown, () => startExport(signedIn, subject, 'CSV'));
  await writeXlsx(`${csv}.xlsx`, shown, () => startExport(signedIn, subject, 'XLSX'));
  const files = readdirSync(csv).map((name) => readFileSync(join(csv, name), 'utf8'));
  const workbook = readFileSync(`${csv}.xlsx`);
  const parts = (partsOfZip(workbook) ?? []).map(({ name }) => unzip(workbook, name));
  expect(parts.length).toBeGreaterThan(0);
  return [...files, ...parts].join('\n');
}

async function exportRows(person: Person, of: (typeof POPULATIONS)[number], staffNotes: boolean): Promise<string> {
  const signedIn = { url: graph.url, token: await planted.tokenOf(person) };
  const snapshot = await chooseSnapshot(signedIn, 'marked');
  const shown = await askRows(signedIn, { snapshot, of, where: [], staffNotes });
  return exported(person, shown, { snapshot: 'marked', of, where: [], staffNotes });
}

it('stands in no table of snapshots but that of the notes', async () => {
  const tables = (await dumpTables(graph.database)).filter(({ where }) => where.startsWith('snapshot'));
  const keptIn = (name: string): readonly Mark[] => find(tables.find(({ where }) => where === name)?.text ?? '');

  expect(keptIn('snapshot_staff_note.notes').filter(isNote)).not.toEqual([]);
  expect(keptIn('snapshot_record.title').filter((mark) => !mayBeTitle(mark))).toEqual([]);
  const elsewhere = tables.filter(
    ({ where }) => !['snapshot_staff_note.notes', 'snapshot_record.title'].includes(where),
  );
  expect(elsewhere.flatMap(({ where, text }) => find(text).map(({ what }) => `${where}: ${what}`))).toEqual([]);
});

it('stands in no export of rows, whoever asks, unless they may see the notes', async () => {
  for (const person of ['migration', 'operator', 'staff'] as const) {
    for (const of of POPULATIONS) {
      const shown = find(await exportRows(person, of, false));
      expect(shown.filter((mark) => !mayBeTitle(mark))).toEqual([]);
    }
  }
  expect(find(await exportRows('migration', 'ITEMS', true)).filter(isNote)).not.toEqual([]);
  // Staff of the north, whose own system tells no notes; and a role that sees none.
  for (const person of ['staff', 'operator'] as const) {
    expect(find(await exportRows(person, 'ITEMS', true)).filter((mark) => !mayBeTitle(mark))).toEqual([]);
  }
});

it.each(REPORTS.map(({ name, scope }) => ({ name, scope })))(
  'stands in no export of $name',
  async ({ name, scope }) => {
    const signedIn = { url: graph.url, token: await planted.tokenOf('migration') };
    const about = { library: scope === 'LIBRARY' ? 'north' : null, system: null };
    const snapshot = await chooseSnapshot(signedIn, 'marked');
    const shown = await askReport(signedIn, { name, snapshot, ...about, options: [] });
    const text = await exported('migration', shown, { report: name, snapshot: 'marked', ...about, options: [] });

    expect(find(text).filter((mark) => !mayBeTitle(mark))).toEqual([]);
  },
);
