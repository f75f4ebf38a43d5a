import { expect, it } from 'vitest';
import { createFolder, dataField, marcFile, pagesOf, record, sourceOf } from './folder.fixture.ts';

const COPIES = { tag: '952', subfields: { barcode: 'p', owner: 'a', itemType: 'y' } };

/** The states of copies with the same code in $1 and in $7, by these statuses. */
async function statesOf(status: readonly string[], statuses: object, suppressed: readonly string[] = []) {
  const folder = createFolder();
  const field = (barcode: string, codes: Readonly<Record<string, string>>) =>
    dataField('952', { p: barcode, a: 'A1', y: 'BK', 1: '0', 7: '0', ...codes });
  folder.write('catalogue.mrc', marcFile(record('b1', 'Grief', field('1', { 1: '1' }), field('2', { 7: '1' }))));
  const settings = {
    records: [{ source: 'catalogue.mrc' }],
    copies: { ...COPIES, subfields: { ...COPIES.subfields, status } },
    statuses: { '0': 'AVAILABLE', ...statuses },
    itemTypes: { BK: 'LOAN' },
    suppression: { copies: { status: suppressed } },
  };
  const [found] = (await pagesOf(sourceOf(folder.path, settings))).flatMap(({ records }) => records);
  if (found === undefined || found.deleted) throw new Error('no record');
  return found.items.map(({ status: state, use, visibility }) => [visibility, state, use]);
}

it('a code is told apart by tag and subfield, and by the subfield alone', async () => {
  for (const place of ['952$', '']) {
    const statuses = { [`${place}1=1`]: 'LOST', [`${place}7=1`]: { use: 'REFERENCE' } };

    expect(await statesOf(['1', '7'], statuses)).toEqual([
      ['PUBLIC', 'LOST', 'LOAN'],
      ['PUBLIC', 'AVAILABLE', 'REFERENCE'],
    ]);
  }
});

it('a code without a place means nothing where it may stand in several: a lost copy is not in its place', async () => {
  expect(await statesOf(['1', '7'], { '1': 'AVAILABLE' })).toEqual([
    ['PUBLIC', 'UNKNOWN', 'LOAN'],
    ['PUBLIC', 'UNKNOWN', 'LOAN'],
  ]);
});

it('a code without a place is enough where there is only one', async () => {
  expect(await statesOf(['1'], { '1': 'LOST' })).toEqual([
    ['PUBLIC', 'LOST', 'LOAN'],
    ['PUBLIC', 'AVAILABLE', 'LOAN'],
  ]);
});

it('what hides copies may name its place, and hides all where it names none', async () => {
  const visibilities = async (hiding: string) =>
    (await statesOf(['1', '7'], {}, [hiding])).map(([visibility]) => visibility);

  expect(await visibilities('952$1=1')).toEqual(['SUPPRESSED', 'PUBLIC']);
  expect(await visibilities('1')).toEqual(['SUPPRESSED', 'SUPPRESSED']);
});
