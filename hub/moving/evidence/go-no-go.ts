/** One sheet for the evening before: each gate as one line. Nothing is decided here; whoever signs decides. */
import { number, tableOf, text, type Report } from '#comparison/reports/report.ts';
import { librariesOf } from '#comparison/day-one/reader-scope.ts';
import { badUserInput } from '#platform/errors.ts';
import type { Gate, GateState } from './gate.ts';
import { findLedger, findRequest } from './gates-of-move.ts';
import { GATES } from './gates.ts';
import { readDraw } from './sample-report.ts';

const USUAL_HOURS = 24;

const GATE_WORDS: Readonly<Record<GateState, string>> = {
  MET: 'met',
  NOT_MET: 'NOT MET',
  NOT_TOLD: 'not told',
};

export const goNoGo: Report = {
  name: 'go-no-go',
  question: 'May this library move tonight?',
  scope: 'LIBRARY',
  leavesOut: null,
  options: [
    { name: 'hours', says: `How old what was read may be, in hours: ${USUAL_HOURS} if not given`, takes: 'TEXT' },
    { name: 'ledger', says: 'Ledger: the newest of the snapshot if not given', takes: 'TEXT' },
    { name: 'seed', says: 'Seed of the sample that was looked at', takes: 'TEXT' },
  ],
  async run(context) {
    const [library] = librariesOf(context);
    if (library === undefined) throw badUserInput('library: name the library that is to move.');
    const question = {
      context,
      library,
      draw: readDraw(context.options['seed']),
      ledger: await findLedger(context, library, context.options['ledger'] ?? null),
      ...(await findRequest(context, library)),
      hours: readHours(context.options['hours']),
    };
    const gates: Gate[] = [];
    for (const rule of GATES) gates.push(await rule(question));
    const count = (state: GateState): number => gates.filter((gate) => gate.state === state).length;
    return {
      title: titleOf(gates.length, count),
      summary: [
        { label: 'Gates that are met', value: count('MET') },
        { label: 'Gates that are not met', value: count('NOT_MET') },
        { label: 'Gates of which nothing, or not all, is told', value: count('NOT_TOLD') },
      ],
      tables: [
        tableOf({ name: 'gates', title: 'What must hold, and who signs for it' }, gates, [
          text('Gate', ({ what }) => what),
          text('State', ({ state }) => GATE_WORDS[state]),
          number('Number', ({ value }) => value),
          number('At most', ({ bar }) => bar),
          text('What to know of it', ({ note }) => note),
          text('Who signs', ({ signs }) => signs),
          text('Where to look', ({ command }) => command),
        ]),
      ],
    };
  },
};

function titleOf(all: number, count: (state: GateState) => number): string {
  if (count('MET') === all) return `All ${all} gates are met: the sponsor may say go.`;
  return `No-go as it stands: of ${all} gates ${count('MET')} are met, ${count('NOT_MET')} not met, and ${count('NOT_TOLD')} not told.`;
}

function readHours(asked = String(USUAL_HOURS)): number {
  const hours = Number(asked);
  if (/^\d{1,4}$/.test(asked) && hours >= 1) return hours;
  throw badUserInput('hours: a whole number from 1 to 9999.');
}
