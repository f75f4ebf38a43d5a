import { writeIso2709, type MarcField } from '#marc/index.ts';
import { expect, it } from 'vitest';
import { loadMarc } from './bulk-load.ts';
import { addBiblio, addItem, addLibrary, createKohaWorld } from './world.ts';

function record(...fields: readonly MarcField[]): Uint8Array {
  return writeIso2709({ leader: '00000nam a2200000 i 4500', fields });
}

function data(tag: string, ...subfields: readonly string[]): MarcField {
  return {
    tag,
    ind1: ' ',
    ind2: ' ',
    subfields: subfields.map((one) => ({ code: one.charAt(0), value: one.slice(1) })),
  };
}

const copy = (barcode: string, branch = 'MED', type = 'BK'): MarcField =>
  data('952', `a${branch}`, `b${branch}`, `p${barcode}`, `y${type}`, '14', 'xMend');

it('refuses copy by copy, in the words of Koha, and loads the rest', () => {
  const world = createKohaWorld();
  addLibrary(world, 'MED', 'Medical');
  const kept = addBiblio(world, { marc: { leader: '00000nam a2200000 i 4500', fields: [data('245', 'aOld')] } });
  addItem(world, { biblio_id: kept.biblio_id, home_library_id: 'MED', external_id: '1' });
  const file = Buffer.concat([
    record(
      { tag: '001', value: '77' },
      { tag: '003', value: 'koha-b' },
      data('020', 'a978-0-00-000000-2'),
      data('245', 'aA'),
      copy('1'),
      copy('2'),
      copy('2'),
      copy('3', 'NONE'),
      copy('4', 'MED', 'XX'),
      data('999', 'c500', 'd500'),
    ),
    Buffer.from('00010garbage\u001d'),
    record(data('245', 'aNew'), copy('5'), data('999', `c${kept.biblio_id}`)),
  ]);
  const report = loadMarc(world, file, { matchRecordId: true });
  expect(report).toMatchObject({ added: 1, updated: 1, items: 2 });
  expect(
    report.errors.map(({ record: at, number, item, barcode, reason }) => [at, number, item, barcode, reason]),
  ).toEqual([
    [1, '(koha-b)77', 1, '1', 'duplicate barcode 1'],
    [1, '(koha-b)77', 3, '2', 'duplicate barcode 2'],
    [1, '(koha-b)77', 4, '3', 'invalid homebranch NONE'],
    [1, '(koha-b)77', 5, '4', 'invalid itemtype XX'],
    [2, null, null, null, 'Bad MARC record'],
  ]);
  const added = world.biblios.get(2);
  expect(added?.marc.fields.filter(({ tag }) => tag !== '005')).toEqual([
    { tag: '001', value: '77' },
    { tag: '003', value: 'koha-b' },
    data('020', 'a9780000000002'),
    data('245', 'aA'),
  ]);
  expect(world.biblios.get(kept.biblio_id)?.marc.fields).toContainEqual(data('245', 'aNew'));
  const [loaded] = [...world.items.values()].filter(({ biblio_id }) => biblio_id === 2);
  expect(loaded).toMatchObject({ external_id: '2', item_type_id: 'BK', lost_status: 4, internal_notes: 'Mend' });
  expect(loadMarc(createKohaWorld(), file, { renumbers001: true, cleanIsbn: false }).added).toBe(2);
});
