/** The manual's example of a WMS: its weekly inventory of copies, harvested, and the availability service beside it. */
import { createFolder, pagesOf } from '#adapters/files/folder.fixture.ts';
import { createAdapter } from '#adapters/registry.ts';
import { wmsSettings } from '#adapters/wms/config.ts';
import { oclcNumberOf, type WmsSite } from '#adapters/wms/site.ts';
import { readRegionFile } from '#cli/region/region-source.ts';
import type { HarvestedDescription } from '#contract/adapter.ts';
import { createLogger } from '#platform/logger.ts';
import { freshGuard } from '#tests/support/host-guard.ts';
import { readProjectFile } from '#tests/support/project-files.ts';
import { expect, it, onTestFinished } from 'vitest';
import { join } from 'node:path';

const heading = '## `settings` of WMS';
const example =
  /```yaml\n([\s\S]*?)```/.exec(readProjectFile('docs/region-file.md').split(heading)[1] ?? '')?.[1] ?? '';
const REGION = `region: { id: hills, name: Hills }
libraries: [{ id: hill-library, name: Hill Library, system: hill-wms }]
`;

/** The columns of the file that OCLC published of its sandbox (`OCLC-Developer-Network/serverless_scheduled_python`). */
const COLUMNS =
  'Institution_Symbol|Item_Holding_Location|Item_Permanent_Shelving_Location|Item_Temporary_Shelving_Location|Item_Type|Item_Call_Number|Item_Enumeration_and_Chronology|Author_Name|Title|LHR_Item_Materials_Specified|Material_Format|OCLC_Number|Title_ISBN|Publication_Date|Item_Barcode|LHR_Item_Cost|LHR_Item_Nonpublic_Note|LHR_Item_Public_Note|Item_Status_Current_Status|Item_Due_Date|Item_Issued_Count|Issued_Count_YTD|Item_Soft_Issued_Count|Item_Soft_Issued_Count_YTD|Item_Last_Issued_Date|Item_Last_Inventoried_Date|Item_Deleted_Date|LHR_Date_Entered_on_File|LHR_Item_Acquired_Date|Language_Code';
/** Written by hand in the ways of that file: names without a separator, a number 0, notes about people, a time without zone. */
const LINES = [
  'HILL|MAIN|MAIN-STACKS||VOLUME|WM 55 B1||Brown, Ann.Clark, Joe.;|Grief /||Book|5332|0374508046^9780374508043|1969|30186|12.95|Given by Joe Smith||AVAILABLE||0|0|0|0||||2011-02-25||eng',
  'HILL|SOUT|SOUT-STACKS||VOLUME|WM 55 B1|Vol 2|Brown, Ann.Clark, Joe.;|Grief /||Book|5332|0374508046^9780374508043|1969|30187||||ON_LOAN|2026-03-20 23:59:59|1|0|0|0|||||2011-02-25|eng',
  'HILL|MAIN|MAIN-STACKS||VOLUME|WF 553||Davis, May.|Asthma :a short guide||Book|34875||2001|98351||||TRANSIT||0|0|0|0||||2011-11-20||eng',
  'HILL|MAIN|Main Reserves - 2 hours||CIRC_MANAGED||||Pamphlet||Book|0|||tempTest||||AVAILABLE||0|0|0|0||||||otr',
];

function createHill(...lines: readonly string[]) {
  const folder = createFolder('reports');
  folder.write('reports/HILL.Circulation_Item_Inventories.txt', `${[COLUMNS, ...lines].join('\n')}\n`);
  folder.write('region.yaml', REGION + example);
  const [system] = readRegionFile(join(folder.path, 'region.yaml')).region.systems;
  if (system === undefined) throw new Error('the example has no system');
  const adapter = createAdapter({
    system,
    guard: freshGuard(system),
    liveGuard: freshGuard(system),
    secret: () => 'nobody is asked live',
    logger: createLogger('silent'),
    now: () => Date.parse('2026-03-02T00:00:00Z'),
  });
  onTestFinished(() => adapter.close());
  return adapter;
}

async function recordsOf(...lines: readonly string[]): Promise<readonly HarvestedDescription[]> {
  const { harvest } = createHill(...lines);
  if (harvest === undefined) throw new Error('no harvest');
  return (await pagesOf(harvest)).flatMap(({ records }) => records).filter((one) => !one.deleted);
}

it('reads each title once, with all its copies, by the number that the availability service is asked with', async () => {
  const records = await recordsOf(...LINES);
  const site = { settings: wmsSettings.parse({ institution: '128807' }) } as WmsSite;

  const copiesOf = ({ items }: HarvestedDescription) =>
    items.map(({ barcode, ownerCode, status, use, details }) => [barcode, ownerCode, status, use, details.dueOn]);
  expect(records.map((record) => [record.localId, record.visibility, copiesOf(record)])).toEqual([
    [
      '5332',
      'PUBLIC',
      [
        ['30186', 'MAIN', 'AVAILABLE', 'LOAN', null],
        ['30187', 'SOUT', 'ON_LOAN', 'LOAN', '2026-03-20'],
      ],
    ],
    ['34875', 'PUBLIC', [['98351', 'MAIN', 'IN_TRANSIT', 'LOAN', null]]],
    // No title of this number is to be seen, and none would be asked for.
    ['0', 'SUPPRESSED', [['tempTest', 'MAIN', 'AVAILABLE', 'UNKNOWN', null]]],
  ]);
  expect(oclcNumberOf(site, '0')).toBeNull();
  expect(records.slice(0, 2).map(({ localId }) => oclcNumberOf(site, localId))).toEqual(['5332', '34875']);
});

it('keeps no note of a copy, for it may name who gave it', async () => {
  expect(JSON.stringify(await recordsOf(...LINES))).not.toContain('Smith');
});

it('takes quotation marks in a title for what they are', async () => {
  const [first = '', second = ''] = LINES;

  const [record] = await recordsOf(first.replace('Grief', 'On "grief"'), second);

  expect(record?.items.map(({ barcode }) => barcode)).toEqual(['30186', '30187']);
  expect(Buffer.from(record?.raw ?? '').toString('utf8')).toContain(String.raw`On \"grief\"`);
});
