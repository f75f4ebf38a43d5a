/** The manual's example of a Koha that gives only an export, over copies that a running Koha 23.05 wrote. */
import { readFileSync } from 'node:fs';
import {
  createAdapter,
  createFolder,
  dataField,
  describeSystem,
  marcFile,
  pagesOf,
  record,
} from '#adapters/files/folder.fixture.ts';
import type { HarvestedDescription, Probe } from '#contract/adapter.ts';
import { parseMarcXmlRecord, type MarcField, type MarcRecord } from '#marc/index.ts';
import { renderUnmapped } from '#cli/doctor/unmapped-codes.ts';
import { dataFieldsOf } from '#adapters/shared/marc-fields.ts';
import type { LibraryId, SystemId } from '#domain/ids.ts';
import { readProjectFile } from '#tests/support/project-files.ts';
import { sharedAvailable, sharedPath } from '#tests/support/shared.ts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';

const heading = '### A Koha that gives only an export';
const example =
  /```yaml\n([\s\S]*?)```/.exec(readProjectFile('docs/region-file.md').split(heading)[1] ?? '')?.[1] ?? '';
const SETTINGS = parse(example) as { readonly statuses: Record<string, unknown> };
const BRANCHES = ['CPL', 'FFL', 'MPL', 'TPL'];

interface State {
  readonly state: string;
  readonly database: { readonly items: Readonly<Record<string, string | number | null>> };
  readonly oai_952: string;
}

/** The 952 of a state; of the hidden copy, which OAI-PMH leaves out, as an export by staff has it. */
function fieldOf({ database: { items }, oai_952: xml }: State): MarcField {
  if (xml.startsWith('<datafield')) {
    const outcome = parseMarcXmlRecord(`<record><leader>00000nam a2200000 a 4500</leader>${xml}</record>`);
    const [field] = outcome.kind === 'record' ? dataFieldsOf(outcome.record, '952') : [];
    if (field === undefined) throw new Error('no 952');
    return field;
  }
  const of = (column: string): string => String(items[column]);
  return dataField('952', {
    ...{ 0: '0', 1: '0', 4: '0', 7: '0', 9: of('itemnumber'), a: of('homebranch'), b: of('holdingbranch') },
    ...{ c: of('location'), p: of('barcode'), y: of('itype') },
  });
}

function states(): readonly State[] {
  const file = sharedPath('recordings', 'koha', 'states-across-interfaces.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly states: readonly State[] }).states;
}

const numbered = (number: string): MarcField => dataField('999', { c: number, d: number });

function open(settings: object, ...records: readonly MarcRecord[]) {
  const folder = createFolder('exports');
  folder.write('exports/koha.mrc', marcFile(...records));
  const owners = BRANCHES.map((code) => ({ system: 'k' as SystemId, code, library: 'city' as LibraryId, site: null }));
  const adapter = createAdapter({ ...describeSystem(folder.path, settings), owners });
  onTestFinished(() => adapter.close());
  return adapter;
}

async function harvestOf(
  settings: object,
  ...records: readonly MarcRecord[]
): Promise<readonly HarvestedDescription[]> {
  const { harvest } = open(settings, ...records);
  if (harvest === undefined) throw new Error('no harvest');
  return (await pagesOf(harvest)).flatMap((page) => page.records.filter((one) => !one.deleted));
}

async function probeOf(settings: object, ...records: readonly MarcRecord[]): Promise<Probe> {
  return open(settings, ...records).probe(new AbortController().signal);
}

/** What each recorded state must become; `null` is a copy that nobody may see. */
const TRUE_OF: Readonly<Record<string, readonly [status: string, use: string] | null>> = {
  'available, at its home branch': ['AVAILABLE', 'LOAN'],
  'on loan': ['ON_LOAN', 'LOAN'],
  overdue: ['ON_LOAN', 'LOAN'],
  'on-site loan': ['ON_LOAN', 'LOAN'],
  'on loan and lost': ['LOST', 'LOAN'],
  'on loan, claimed returned': ['UNKNOWN', 'LOAN'],
  'lost (1)': ['LOST', 'LOAN'],
  'missing (4)': ['MISSING', 'LOAN'],
  damaged: ['DAMAGED', 'LOAN'],
  withdrawn: ['WITHDRAWN', 'LOAN'],
  restricted: ['AVAILABLE', 'RESTRICTED'],
  'not for loan 1': ['AVAILABLE', 'REFERENCE'],
  'not for loan 2': ['AVAILABLE', 'RESTRICTED'],
  'not for loan 3': ['UNAVAILABLE', 'REFERENCE'],
  'not for loan 4': ['UNKNOWN', 'LOAN'],
  'not for loan -1': ['ON_ORDER', 'LOAN'],
  'not for loan -2': ['UNKNOWN', 'LOAN'],
  'interlibrary item type': null,
  'hidden by OpacHiddenItems (location)': null,
};

describe.skipIf(!sharedAvailable)('a Koha that gives only an export, read as the manual shows', () => {
  it('tells every recorded copy as it was, and none more available', async () => {
    const recorded = states();
    const records = recorded.map((state, index) =>
      record(`control-${index}`, state.state, fieldOf(state), numbered(`${index + 1}`)),
    );

    const found = await harvestOf(SETTINGS, ...records);

    expect(found.map(({ localId }) => localId)).toEqual(recorded.map((_, index) => String(index + 1)));
    for (const [index, { state }] of recorded.entries()) {
      const [item] = found[index]?.items ?? [];
      const [copy] = found[index]?.holdings[0]?.facts?.items ?? [];
      const told = TRUE_OF[state];
      if (told === null) {
        expect([state, item?.visibility, found[index]?.visibility]).not.toContain('PUBLIC');
        continue;
      }
      // Holds and transfers are in no 952: such a copy is told with what may be true instead of "available".
      const [status, use] = told ?? ['AVAILABLE', 'LOAN'];
      expect([state, item?.visibility, copy?.status, copy?.use]).toEqual([state, 'PUBLIC', status, use]);
      if (status === 'AVAILABLE') expect(copy?.limitations).toEqual(['HOLD_SHELF_NOT_TOLD', 'TRANSIT_NOT_TOLD']);
    }
  });

  it('lists the codes that are left, with tag and subfield, so that what is pasted means them alone', async () => {
    const records = states().map((state, index) =>
      record(`c${index}`, state.state, fieldOf(state), numbered(`${index + 1}`)),
    );
    const { unmapped } = await probeOf({ ...SETTINGS, statuses: { '0': 'AVAILABLE' } }, ...records);
    const yaml = renderUnmapped(unmapped);
    const pasted = parse(yaml.replaceAll(/"952\$7=(\d)": UNKNOWN/gu, '"952$7=$1": REFERENCE')) as { settings: object };

    expect(unmapped.filter(({ list }) => list === 'status').map(({ code }) => code)).toEqual(
      ['0=1', '1=1', '1=2', '1=4', '1=6', '4=1', '5=1', '7=-1', '7=-2', '7=1', '7=2', '7=3', '7=4'].map(
        (one) => `952$${one}`,
      ),
    );
    const { statuses } = pasted.settings as { readonly statuses: object };
    const found = await harvestOf({ ...SETTINGS, statuses: { '0': 'AVAILABLE', ...statuses } }, ...records);
    const lost = found.flatMap(({ holdings }) => holdings.flatMap(({ facts }) => facts?.items ?? []));
    const statusOf = (state: string) => lost[states().findIndex((one) => one.state === state)]?.status;
    expect(['lost (1)', 'missing (4)', 'withdrawn', 'damaged'].map(statusOf)).toEqual([
      'UNKNOWN',
      'UNKNOWN',
      'UNKNOWN',
      'UNKNOWN',
    ]);
  });
});

describe('records of the export', () => {
  const copy = (values: Readonly<Record<string, string>> = {}): MarcField =>
    dataField('952', { 0: '0', 1: '0', 4: '0', 7: '0', 9: '7', a: 'CPL', b: 'CPL', p: '1', y: 'BK', ...values });

  it.each<[string, readonly MarcField[], string]>([
    ['with a copy that everybody sees', [copy()], 'PUBLIC'],
    ['that 942$n suppresses', [copy(), dataField('942', { n: '1' })], 'SUPPRESSED'],
    ['of an interlibrary loan by 942$c', [copy(), dataField('942', { c: 'ILL' })], 'SUPPRESSED'],
    ['of an interlibrary loan by its copies', [copy({ y: 'ILL' })], 'ILL_TEMPORARY'],
    ['whose copies are all hidden', [copy({ c: 'STAFF' })], 'SUPPRESSED'],
  ])('%s', async (_name, fields, visibility) => {
    const [found] = await harvestOf(SETTINGS, record('control', 'A title', ...fields, numbered('12')));

    expect(found).toMatchObject({ localId: '12', visibility });
  });
});
