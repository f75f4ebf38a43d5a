/** The sample as a form on paper: a table for each kind, with a box for each result. */
import type { Shown } from '../compare/shown.ts';
import { placeOf, sayInstant, type DocumentSection, type DocumentTable, type PrintedDocument } from './document.ts';

/** Of the report, in this order; what only a program needs is left out. */
const PRINTED = ['Barcode or record', 'Title', 'Where and how'];
const BOXES = ['Right', 'Wrong', 'Not found'];
const BOX = '\u2610';
/** Room to write. */
const NOTE = '\u00a0'.repeat(30);

export function sampleForm(
  shown: Shown,
  sections: readonly DocumentSection[],
  { library, seed }: { readonly library: string; readonly seed: string },
): PrintedDocument {
  const table = sections.flatMap(({ tables = [] }) => tables).find(({ columns }) => placeOf(columns, 'Key') >= 0);
  return {
    title: `To look at in both systems: ${library}`,
    facts: [
      ['Snapshot', `${shown.snapshot}, taken ${sayInstant(shown.takenAt)}`],
      ['Seed', seed],
      ['Result', 'tick one box; a note says what differs, and nothing of a reader'],
    ],
    sections: table === undefined ? [] : kindsOf(table),
    isWide: true,
    toSign: ['Looked at by: name, date, signature'],
  };
}

function kindsOf({ columns, rows }: DocumentTable): readonly DocumentSection[] {
  const key = placeOf(columns, 'Key');
  const says = placeOf(columns, 'Look at');
  return [...Map.groupBy(rows, (row) => String(row[key]).split(' ')[0] ?? '')].map(([name, own]) => {
    const byHand = name === 'BY_HAND';
    const shownColumns = byHand
      ? ['Look at']
      : PRINTED.filter((header) => own.some((row) => (row[placeOf(columns, header)] ?? '') !== ''));
    return {
      heading: byHand ? 'Tried by hand' : String(own[0]?.[says] ?? name),
      tables: [
        {
          caption: `${own.length} to look at`,
          columns: [...shownColumns, ...BOXES, 'Note'].map((header) => ({ header })),
          rows: own.map((row) => [
            ...shownColumns.map((header) => row[placeOf(columns, header)] ?? null),
            ...BOXES.map(() => BOX),
            NOTE,
          ]),
          isForm: true,
        },
      ],
    };
  });
}
