import type { SystemId } from '#domain/ids.ts';
import type { MarcField } from '#marc/index.ts';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { toPlanSettings } from '../plans/plan-settings.ts';
import type { ItemToWrite, MemberToWrite } from './planned-pages.ts';
import { openTargetFiles } from './target-files.ts';
import { openTargetFolder } from './target-folder.ts';
import { createRecordWriter, makeForTarget } from './write-record.ts';

const [NORTH, SOUTH] = ['north' as SystemId, 'south' as SystemId];

function data(tag: string, text: string): MarcField {
  return { tag, ind1: ' ', ind2: ' ', subfields: [{ code: 'a', value: text }] };
}

function member(system: SystemId, localId: string, ...fields: readonly MarcField[]): MemberToWrite {
  const marc = fields.length === 0 ? null : { leader: '00000nam a2200000 i 4500', fields };
  return { row: 0, system, localId, isPublic: true, libraries: [], marc, runs: [] };
}

const ITEM: ItemToWrite = {
  row: 1,
  system: SOUTH,
  localId: '9',
  library: null,
  oldBarcode: '5',
  barcode: '5',
  relabel: false,
  class: 'SUPPRESSED',
  unmapped: [],
  branch: null,
  location: null,
  collection: null,
  itemType: null,
  status: null,
  callNumber: null,
  details: {},
  staffNotes: [],
};

it('says of a field whose it is ($5) by the branch of the target, and merges no link of another library with it', () => {
  const link = (owner: string): MarcField => {
    const subfields = [
      { code: 'u', value: 'https://example.org/1' },
      { code: '5', value: owner },
    ];
    return { tag: '856', ind1: '4', ind2: '0', subfields };
  };
  const members = [
    member(NORTH, '1', data('245', 'A'), link('MAIN')),
    member(SOUTH, '1', data('245', 'A'), link('MAIN'), link('UkOxU')),
  ];
  const rules = {
    settings: toPlanSettings({ systems: ['north', 'south'], into: 'north' }),
    kindOf: new Map([NORTH, SOUTH].map((id) => [id, 'koha'])),
    branches: {
      branchOf: (system: SystemId) => (system === SOUTH ? 'SOU' : 'MAIN'),
      libraryOf: (_: SystemId, code: string) => (code === 'MAIN' ? 'a library' : null),
    },
  };

  const made = makeForTarget({ members, items: [] }, rules, () => null);

  const links = made?.marc.fields.filter(({ tag }) => tag === '856');
  expect(links).toEqual([link('MAIN'), link('SOU'), link('UkOxU')]);
});

it('puts every record into one file or says why not, and names copies that would be shown or lost', async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'mercia-target-')), 'out');
  const folder = await openTargetFolder(path);
  const files = openTargetFiles(folder);
  await files.begin();
  const { write, counts } = createRecordWriter(files, {
    settings: toPlanSettings({ systems: ['north', 'south'], into: 'north' }),
    kindOf: new Map([NORTH, SOUTH].map((id) => [id, 'koha'])),
    branches: { branchOf: () => null, libraryOf: () => null },
  });
  const long = data('500', 'x'.repeat(10_000));
  const each: readonly (readonly [members: readonly MemberToWrite[], items?: readonly ItemToWrite[]])[] = [
    [[member(SOUTH, '1', data('245', 'A'))], [ITEM]],
    [[member(SOUTH, '2', data('245', 'A'), long)]],
    [[member(NORTH, '3', data('245', 'A')), member(SOUTH, '3', data('245', 'A'))]],
    [[member(NORTH, '4', data('245', 'A'), long), member(SOUTH, '4', data('245', 'A'))]],
    [[member(NORTH, '5')]],
    [[member(SOUTH, '6')]],
    [[member(SOUTH, '7', data('245', 'A\u001f'))]],
  ];
  for (const [place, [members, items = []]] of each.entries()) {
    await write({ number: place + 1, class: 'CARRIED', members, items }, () => null);
  }
  await files.close();
  await folder.commit({});
  expect(counts.records).toEqual({ added: 2, updated: 2, unchanged: 1, notWritten: 2 });
  const linesOf = (name: string): readonly string[] =>
    readFileSync(join(path, name), 'utf8').trim().split('\r\n').slice(1);
  expect(linesOf('records.csv').map((line) => line.split(',').slice(0, 3).join(' '))).toEqual([
    '(south)1 records.mrc 1',
    '(south)2 records-large.xml 1',
    '(north)3 updates.mrc 1',
    '(north)4 updates-large.xml 1',
    '(south)6  ',
    '(south)7  ',
  ]);
  expect(linesOf('attention.csv').map((line) => line.split(',').slice(0, 4).join(' '))).toEqual([
    '(south)1 952 5 NO_BRANCH',
    '(south)1 952 5 HIDDEN_COPY',
    '(south)6   NO_BYTES',
    '(south)7   NOT_MARC',
  ]);
  rmSync(join(path, '..'), { recursive: true });
});
