import type { Condition } from '#domain/comparison.ts';
import type { Report } from '../reports/report.ts';
import { itemTable } from '../reports/row-tables.ts';
import { countLine, countTable, sayCount } from '../reports/count-lines.ts';

const form = (...forms: readonly string[]): readonly Condition[] => [{ dimension: 'BARCODE_FORM', in: forms }];
const finding = (...kinds: readonly string[]): readonly Condition[] => [{ dimension: 'FINDING', in: kinds }];

const TWICE = finding('BARCODE_TWICE', 'BARCODE_TWICE_ALIKE');
const ODD = finding('BARCODE_ODD');
const SPOILT = form('SCIENTIFIC', 'BLANKS', 'SIGNS');

export const barcodes: Report = {
  name: 'barcodes',
  question: 'What do our barcodes look like, and which are wrong?',
  scope: 'REGION',
  leavesOut: [],
  async run(context) {
    const line = (label: string, where: readonly Condition[]) =>
      countLine(context, label, { population: 'ITEMS', where });
    const missing = await line('Missing', form('MISSING'));
    const twice = await line('On two copies of the same system', TWICE);
    const spoilt = await line('Spoilt: by a spreadsheet, with blanks, with signs', SPOILT);
    const odd = await line('Of a shape that hardly any other barcode of the library has', ODD);
    return {
      title: `Barcodes that are missing: ${sayCount(missing)}; that two copies have: ${sayCount(twice)}; spoilt: ${sayCount(spoilt)}; of an odd shape: ${sayCount(odd)}.`,
      summary: [missing, twice, spoilt, odd],
      tables: [
        countTable(
          context,
          { name: 'by shape', title: 'Barcodes by library, first four characters and length' },
          {
            population: 'ITEMS',
            where: [],
            by: ['LIBRARY', 'BARCODE_PREFIX', 'BARCODE_LENGTH'],
            headers: ['Library', 'Begins with', 'Length'],
            what: 'Items',
          },
        ),
        itemTable(context, { name: 'missing', title: 'Items without a barcode' }, form('MISSING')),
        itemTable(context, { name: 'twice', title: 'Items whose barcode another copy of the system has' }, TWICE),
        itemTable(context, { name: 'spoilt', title: 'Items whose barcode no scanner reads' }, SPOILT),
        itemTable(context, { name: 'odd', title: 'Items whose barcode has an odd shape' }, ODD),
      ],
    };
  },
};
