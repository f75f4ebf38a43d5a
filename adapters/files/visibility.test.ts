/** What hides a copy or a record hides it however its code was typed. */
import { expect, it } from 'vitest';
import { createFolder, dataField, marcFile, pagesOf, record, sourceOf } from './folder.fixture.ts';

const COLUMNS = {
  record: 'BIB',
  barcode: 'BARCODE',
  owner: 'BRANCH',
  itemType: 'TYPE',
  location: 'LOC',
  status: ['ST'],
};
const SETTINGS = {
  records: [{ source: 'catalogue.mrc' }],
  items: [{ source: 'items.csv', columns: { ...COLUMNS, hidden: 'HID' } }],
  suppression: {
    record: { '942$n': ['Yes'] },
    copies: { location: ['STAFF'], itemType: ['Tmp'], status: ['ST=Gone'] },
  },
};

async function harvested(lines: readonly string[], settings: object = SETTINGS) {
  const folder = createFolder();
  folder.write('catalogue.mrc', marcFile(record('b1', 'Grief', dataField('942', { n: 'YES' }))));
  folder.write('items.csv', ['BIB,BARCODE,BRANCH,TYPE,LOC,ST,HID', ...lines, ''].join('\n'));
  const [found] = (await pagesOf(sourceOf(folder.path, settings))).flatMap(({ records }) => records);
  if (found === undefined || found.deleted) throw new Error('no record');
  return found;
}

it.each([
  ['"ill ",,,', 'ILL_TEMPORARY'],
  ['Ill,,,', 'ILL_TEMPORARY'],
  ['TMP,,,', 'SUPPRESSED'],
  ['BK,staff,,', 'SUPPRESSED'],
  ['BK,,gone,', 'SUPPRESSED'],
  ['BK,,,True', 'SUPPRESSED'],
  ['BK,,,Yes', 'SUPPRESSED'],
  ['BK,,,X', 'SUPPRESSED'],
  ['BK,,,No', 'PUBLIC'],
  ['BK,,,0', 'PUBLIC'],
  ['BK,,,', 'PUBLIC'],
])('a copy %s is %s', async (cells, visibility) => {
  const { items } = await harvested([`b1,1,A1,${cells}`]);

  expect(items.map((item) => item.visibility)).toEqual([visibility]);
});

it('a record is hidden by a value in other letters', async () => {
  expect((await harvested(['b1,1,A1,BK,,,'])).visibility).toBe('SUPPRESSED');
});

it('a value hides or shows as the region file says, once it says which hide', async () => {
  const { suppression, ...others } = SETTINGS;
  const hidden = ['H', 'S'];
  const settings = { ...others, suppression: { copies: { ...suppression.copies, hidden } } };

  const { items } = await harvested(['b1,1,A1,BK,,,h', 'b1,2,A1,BK,,,Y', 'b1,3,A1,BK,,,X'], settings);

  expect(items.map((item) => item.visibility)).toEqual(['SUPPRESSED', 'PUBLIC', 'PUBLIC']);
});
