/** Go or no-go on one sheet of paper: the gates, what somebody takes upon them all the same, and two signatures. */
import type { Shown } from '../compare/shown.ts';
import { placeOf, sayInstant, type DocumentSection, type DocumentTable, type PrintedDocument } from './document.ts';

const MET = 'met';
/** On paper nobody types a command; the workbook has them. */
const LEFT_OUT = 'Where to look';
/** Room to write three lines. */
const ROOM = Array.from({ length: 3 }, () => '\u00a0'.repeat(36)).join(' ');

export function gateSheet(shown: Shown, sections: readonly DocumentSection[]): Partial<PrintedDocument> {
  const gates = sections.flatMap(({ tables = [] }) => tables).find(({ columns }) => placeOf(columns, 'Gate') >= 0);
  const open = gates?.rows.filter((row) => row[placeOf(gates.columns, 'State')] !== MET) ?? [];
  return {
    title: `Go or no-go: ${shown.library ?? ''}`,
    facts: [
      ['As it stands', shown.title],
      ['Snapshot', `${shown.snapshot}, taken ${sayInstant(shown.takenAt)}`],
    ],
    sections: [
      {
        heading: 'What must hold, and who signs for it',
        paragraphs: shown.notReconciled,
        tables:
          gates === undefined
            ? []
            : [
                withoutColumn({
                  ...gates,
                  caption: 'Each gate is met if its number is known in whole and at most what it may be',
                }),
              ],
      },
      ...(gates === undefined || open.length === 0 ? [] : [exceptions(gates, open)]),
    ],
    toSign: [
      'Go / no-go (strike one out): sponsor, date and hour, signature',
      'Second person: name, date and hour, signature',
    ],
  };
}

/** Nothing here makes a gate met: whoever goes on without it writes down why, and answers for it. */
function exceptions({ columns }: DocumentTable, open: DocumentTable['rows']): DocumentSection {
  const cell = (row: DocumentTable['rows'][number], header: string) => row[placeOf(columns, header)] ?? null;
  return {
    heading: 'What is not met or not told: no-go, unless the sponsor fills in each line',
    tables: [
      {
        caption: 'Gone on all the same',
        columns: ['Gate', 'State', 'What was looked at instead, and why we go', 'Name, signature'].map((header) => ({
          header,
        })),
        rows: open.map((row) => [cell(row, 'Gate'), cell(row, 'State'), ROOM, null]),
        isForm: true,
      },
    ],
  };
}

function withoutColumn(table: DocumentTable): DocumentTable {
  const left = placeOf(table.columns, LEFT_OUT);
  const kept = <Cell>(cells: readonly Cell[]): readonly Cell[] => cells.filter((_, place) => place !== left);
  return { ...table, columns: kept(table.columns), rows: table.rows.map(kept) };
}
