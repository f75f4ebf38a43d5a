/** Go or no-go as a page shows it. What is not told has no colour of its own: only what is met is green. */
import type { AskedReport } from '../report/ask.ts';

const STATES: Readonly<Record<string, { readonly tag: string; readonly colour: string }>> = {
  met: { tag: 'Met', colour: 'nhsuk-tag--green' },
  'NOT MET': { tag: 'Not met', colour: 'nhsuk-tag--red' },
};
const NOT_TOLD = { tag: 'Not told', colour: 'nhsuk-tag--grey' };

export function gatesView({ title, notReconciled, tables }: Pick<AskedReport, 'title' | 'notReconciled' | 'tables'>) {
  const table = tables.find(({ name }) => name === 'gates');
  const gates = (table?.rows.nodes ?? []).map(({ cells }) => {
    const of = (header: string): string => {
      return cells[table?.columns.findIndex((column) => column.header === header) ?? -1] ?? '';
    };
    return {
      what: of('Gate'),
      ...(STATES[of('State')] ?? NOT_TOLD),
      number: of('Number') === '' ? 'not told' : of('Number'),
      bar: of('At most'),
      signs: of('Who signs'),
      note: of('What to know of it'),
    };
  });
  const open = gates.filter(({ tag }) => tag !== STATES['met']?.tag);
  return { finding: title, open, notReconciled: notReconciled.map(({ text }) => text), gates };
}
