import type { Condition } from '#domain/comparison.ts';
import { countLine } from '../reports/count-lines.ts';
import { countBy } from '../populations/counts.ts';
import { tableOf } from '../reports/report.ts';
import type { Report } from '../reports/report.ts';
import { itemTable } from '../reports/row-tables.ts';
import { counted, sayNumber } from '../reports/say.ts';

const MISSING: Condition = { dimension: 'BARCODE_FORM', in: ['MISSING'] };
const MADE_UP: Condition = { dimension: 'FINDING', in: ['BARCODE_MADE_UP'] };
const MALFORMED: Condition = { dimension: 'BARCODE_FORM', in: ['SCIENTIFIC', 'BLANKS', 'SIGNS'] };
const ONLINE: Condition = { dimension: 'USE', in: ['ONLINE'] };
/** Shorter than any series of labels; a number typed by hand, or a filler. */
const SHORT: Condition = { dimension: 'BARCODE_LENGTH', in: ['1', '2', '3'] };

const FORMS: Readonly<Record<string, string>> = {
  MISSING: 'none',
  SCIENTIFIC: 'spoilt by a spreadsheet (3.0001E+13)',
  BLANKS: 'with blanks',
  SIGNS: 'with signs that are neither letters nor digits',
};

export const noBarcode: Report = {
  name: 'no-barcode',
  question: 'Which items have no barcode, or one that cannot be right?',
  scope: 'REGION',
  leavesOut: [],
  async run(context) {
    const { db, snapshot, scope } = context;
    const line = (label: string, ...where: readonly Condition[]) =>
      countLine(context, label, { population: 'ITEMS', where });
    const form = (name: string): Condition => ({ dimension: 'BARCODE_FORM', in: [name] });
    const none = await line('Items without a barcode', MISSING);
    const malformed = await line('Items whose barcode no label has', MALFORMED);
    const where = [...scope, { dimension: 'BARCODE_FORM', in: Object.keys(FORMS) }] as const;
    const byLibrary = await countBy(db, { snapshot: snapshot.number, population: 'ITEMS', where }, [
      'LIBRARY',
      'BARCODE_FORM',
    ]);
    return {
      title: `${none.value === null ? 'An unknown number of items have' : counted(none.value, 'item has', 'items have')} no barcode, and ${malformed.value === null ? 'an unknown number' : sayNumber(malformed.value)} one that no label has.`,
      summary: [
        none,
        await line('Of them read online: they need none', MISSING, ONLINE),
        await line('Items with a number that the system made up for want of a barcode', MADE_UP),
        malformed,
        await line('Spoilt by a spreadsheet (3.0001E+13)', form('SCIENTIFIC')),
        await line('With blanks in it', form('BLANKS')),
        await line('With signs that are neither letters nor digits', form('SIGNS')),
        await line('Shorter than four characters', SHORT),
      ],
      tables: [
        tableOf(
          {
            name: 'by library',
            title: 'What is wrong with barcodes, by library',
            columns: [
              { header: 'Library', kind: 'TEXT' },
              { header: 'Barcode', kind: 'TEXT' },
              { header: 'Items', kind: 'NUMBER', counts: true },
            ],
          },
          byLibrary.map(({ values: [library = null, name = ''], count, where: filter }) => ({
            cells: [library, FORMS[name] ?? name, count],
            drill: { population: 'ITEMS', where: filter },
          })),
        ),
        itemTable(context, { name: 'no barcode', title: 'Items without a barcode' }, [MISSING]),
        itemTable(context, { name: 'made up', title: 'Items with a number made up by the system' }, [MADE_UP]),
        itemTable(context, { name: 'malformed', title: 'Items whose barcode no label has' }, [MALFORMED]),
        itemTable(context, { name: 'short', title: 'Items whose barcode is too short' }, [SHORT]),
      ],
    };
  },
};
