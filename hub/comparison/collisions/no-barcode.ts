import type { Condition } from '#domain/comparison.ts';
import { BARCODE_MADE_UP, is, NO_BARCODE, SPOILT_BARCODE } from '../reports/conditions.ts';
import { countLine, items } from '../reports/count-lines.ts';
import { countBy } from '../populations/counts.ts';
import { counting, tableOf, text, type Report } from '../reports/report.ts';
import { itemTable } from '../reports/row-tables.ts';
import { counted, sayNumber } from '../reports/say.ts';

/** Shorter than any series of labels; a number typed by hand, or a filler. */
const SHORT = is('BARCODE_LENGTH', '1', '2', '3');

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
    const line = (label: string, ...where: readonly Condition[]) => countLine(context, label, items(...where));
    const none = await line('Items without a barcode', NO_BARCODE);
    const malformed = await line('Items whose barcode no label has', SPOILT_BARCODE);
    const where = [...scope, is('BARCODE_FORM', ...Object.keys(FORMS))];
    const byLibrary = await countBy(db, { snapshot: snapshot.number, population: 'ITEMS', where }, [
      'LIBRARY',
      'BARCODE_FORM',
    ]);
    return {
      title: `${none.value === null ? 'An unknown number of items have' : counted(none.value, 'item has', 'items have')} no barcode, and ${malformed.value === null ? 'an unknown number' : sayNumber(malformed.value)} one that no label has.`,
      summary: [
        none,
        await line('Of them read online: they need none', NO_BARCODE, is('USE', 'ONLINE')),
        await line('Items with a number that the system made up for want of a barcode', BARCODE_MADE_UP),
        malformed,
        await line('Spoilt by a spreadsheet (3.0001E+13)', is('BARCODE_FORM', 'SCIENTIFIC')),
        await line('With blanks in it', is('BARCODE_FORM', 'BLANKS')),
        await line('With signs that are neither letters nor digits', is('BARCODE_FORM', 'SIGNS')),
        await line('Shorter than four characters', SHORT),
      ],
      tables: [
        tableOf(
          { name: 'by library', title: 'What is wrong with barcodes, by library' },
          byLibrary,
          [
            text('Library', ({ values }) => values[0] ?? null),
            text('Barcode', ({ values: [, name = ''] }) => FORMS[name] ?? name),
            counting('Items', ({ count }) => count),
          ],
          (cell) => items(...cell.where),
        ),
        itemTable(context, { name: 'no barcode', title: 'Items without a barcode' }, [NO_BARCODE]),
        itemTable(context, { name: 'made up', title: 'Items with a number made up by the system' }, [BARCODE_MADE_UP]),
        itemTable(context, { name: 'malformed', title: 'Items whose barcode no label has' }, [SPOILT_BARCODE]),
        itemTable(context, { name: 'short', title: 'Items whose barcode is too short' }, [SHORT]),
      ],
    };
  },
};
