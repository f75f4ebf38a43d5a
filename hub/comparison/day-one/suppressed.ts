import { NONE } from '#domain/comparison.ts';
import { countBy, type Cell } from '../populations/counts.ts';
import { HIDDEN_ITEMS, HIDDEN_RECORDS } from '../reports/conditions.ts';
import { items, records } from '../reports/count-lines.ts';
import { counting, tableOf, text, type Drill, type Report } from '../reports/report.ts';
import { itemTable, recordTable } from '../reports/row-tables.ts';
import { counted } from '../reports/say.ts';

export const VISIBILITY_WORDS: Readonly<Record<string, string>> = {
  PUBLIC: 'public',
  SUPPRESSED: 'suppressed',
  ILL_TEMPORARY: 'temporary, for an interlibrary loan',
  UNKNOWN: 'unknown, and so hidden',
};

export const LEFT_OUT_WORDS: Readonly<Record<string, string>> = {
  [NONE]: 'counted in public',
  RECORD_HIDDEN: 'its record is hidden',
  COPY_HIDDEN: 'it is hidden',
  NO_ID: 'its system gives it no number',
  NO_BARCODE: 'it has no barcode',
  NO_OWNER: 'nobody knows whose it is',
};

const WHY: Readonly<Record<string, string>> = { ...VISIBILITY_WORDS, ...LEFT_OUT_WORDS };

interface HiddenCell extends Cell {
  readonly what: 'records' | 'items';
  readonly drill: Drill;
}

export const suppressed: Report = {
  name: 'suppressed',
  question: 'What is suppressed?',
  leavesOut: [],
  needs: ['ITEMS'],
  async run(context) {
    const { db, scope, snapshot } = context;
    const hidden = [
      { what: 'records', drill: records(...scope, HIDDEN_RECORDS), by: 'VISIBILITY' },
      { what: 'items', drill: items(...scope, HIDDEN_ITEMS), by: 'LEFT_OUT' },
    ] as const;
    const rows: HiddenCell[] = [];
    for (const { what, drill, by } of hidden) {
      const cells = await countBy(db, { ...drill, snapshot: snapshot.number }, ['SYSTEM', by]);
      rows.push(...cells.map((cell) => ({ what, drill: { ...drill, where: cell.where }, ...cell })));
    }
    const sum = (of: 'records' | 'items'): number =>
      rows.filter(({ what }) => what === of).reduce((total, { count }) => total + count, 0);
    const line = (label: string, { what, drill }: Pick<HiddenCell, 'what' | 'drill'>) => ({
      label,
      value: sum(what),
      drill,
    });
    return {
      title: `${counted(sum('records'), 'record')} and ${counted(sum('items'), 'item')} are hidden from the public.`,
      summary: [line('Hidden records', hidden[0]), line('Hidden items, those of hidden records with them', hidden[1])],
      tables: [
        tableOf(
          { name: 'by system', title: 'What is hidden, by system and reason' },
          rows,
          [
            text('System', ({ values }) => values[0] ?? null),
            text('What', ({ what }) => what),
            text('Why', ({ values }) => WHY[values[1] ?? ''] ?? null),
            counting('How many', ({ count }) => count),
          ],
          ({ drill }) => drill,
        ),
        recordTable(context, { name: 'records', title: 'Hidden records' }, [HIDDEN_RECORDS]),
        itemTable(context, { name: 'items', title: 'Hidden items' }, [HIDDEN_ITEMS]),
      ],
    };
  },
};
