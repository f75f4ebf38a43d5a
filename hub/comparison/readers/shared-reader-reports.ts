/** Reports on cards and persons that two systems both have. They give numbers alone: a card is somebody's. */
import type { ShownCount } from '#domain/small-numbers.ts';
import { tableOf } from '../reports/report.ts';
import type { Report, ReportContext, SummaryLine } from '../reports/report.ts';
import { systemsOfSnapshot } from '../snapshots/snapshot.ts';
import type { NotTold } from './reader-tables.ts';
import { CLASH_VERDICTS, countCardClashes, countSharedReaders, type ClashVerdict } from './same-readers.ts';
import { scopeOfSnapshot } from './scope-of-snapshot.ts';

const VERDICTS: Readonly<Record<ClashVerdict, string>> = {
  SAME_PERSON: 'the same person',
  DIFFERENT_PERSON: 'different persons',
  NOT_JUDGEABLE: 'nobody can tell',
};

export const cardClashes: Report = {
  name: 'card-clashes',
  question: 'Which cards clash: same person or not?',
  scope: 'REGION',
  leavesOut: null,
  aboutReaders: true,
  async run(context) {
    const { pairs, notTold } = await countCardClashes(await scopeOfSnapshot(context));
    const own = await systemsAskedFor(context);
    const asked = pairs.filter(({ systems }) => systems.some((id) => own.has(id)));
    const lines = CLASH_VERDICTS.map((verdict) =>
      lineOf(
        `Cards that two systems gave out: ${VERDICTS[verdict]}`,
        asked.map(({ byVerdict }) => byVerdict[verdict]),
        notTold,
      ),
    );
    const [same, different] = lines.map(describeLine);
    return {
      title: `Cards of two systems that clash: ${same} are of the same person, ${different} of different ones.`,
      summary: lines,
      tables: [
        tableOf(
          {
            name: 'pairs',
            title: 'Cards that two systems gave out, by pair',
            columns: [
              { header: 'System', kind: 'TEXT' },
              { header: 'Other system', kind: 'TEXT' },
              { header: 'Cards', kind: 'NUMBER' },
              { header: 'Same person', kind: 'NUMBER' },
              { header: 'Different persons', kind: 'NUMBER' },
              { header: 'Nobody can tell', kind: 'NUMBER' },
              { header: 'Too few to be shown', kind: 'TEXT' },
            ],
          },
          asked.map(({ systems, cards, byVerdict }) => ({
            cells: [
              ...systems,
              cards.value,
              ...CLASH_VERDICTS.map((verdict) => byVerdict[verdict].value),
              CLASH_VERDICTS.filter((verdict) => byVerdict[verdict].suppressed)
                .map((verdict) => VERDICTS[verdict])
                .join(', '),
            ],
          })),
        ),
      ],
    };
  },
};

export const readersInTwoSystems: Report = {
  name: 'readers-in-two-systems',
  question: 'How many readers are in two systems?',
  scope: 'REGION',
  leavesOut: null,
  aboutReaders: true,
  async run(context) {
    const { persons, pairs, notTold } = await countSharedReaders(await scopeOfSnapshot(context));
    const own = await systemsAskedFor(context);
    const isOfAll = context.library === null && context.system === null;
    const asked = pairs.filter(({ systems }) => systems.some((id) => own.has(id)));
    const counts = isOfAll ? [persons] : asked.map((pair) => pair.persons);
    const line = lineOf('Persons who are registered in two systems or more', counts, notTold);
    return {
      title: `${capitalise(describeLine(line))} ${line.value === 1 ? 'person is' : 'persons are'} registered in two systems or more.`,
      summary: [line],
      tables: [
        tableOf(
          {
            name: 'pairs',
            title: 'Persons who are registered in both systems',
            columns: [
              { header: 'System', kind: 'TEXT' },
              { header: 'Other system', kind: 'TEXT' },
              { header: 'Persons', kind: 'NUMBER' },
              { header: 'Too few to be shown', kind: 'TEXT' },
            ],
          },
          asked.map((pair) => ({
            cells: [...pair.systems, pair.persons.value, pair.persons.suppressed ? 'yes' : ''],
          })),
        ),
      ],
    };
  },
};

/** All systems, or those of the library or system that the report is about. */
async function systemsAskedFor({ db, snapshot, library, system }: ReportContext): Promise<ReadonlySet<string>> {
  const systems = await systemsOfSnapshot(db, snapshot.number);
  const asked = systems.filter(
    ({ id, libraries }) => (system === null || id === system) && (library === null || libraries.includes(library)),
  );
  return new Set(asked.map(({ id }) => id));
}

/** The sum of numbers that are shown; if one is hidden, what can be said all the same. */
function lineOf(label: string, counts: readonly ShownCount[], notTold: readonly NotTold[]): SummaryLine {
  const notToldBy = notTold.map(({ system }) => system);
  const known = counts.reduce((sum, { value, atLeast }) => sum + (value ?? atLeast ?? 0), 0);
  return counts.some(({ value }) => value === null)
    ? { label, value: null, text: `at least ${known}; some numbers are too small to be shown`, notToldBy }
    : { label, value: known, notToldBy };
}

function describeLine({ value, text }: SummaryLine): string {
  return value === null ? (text?.split(';')[0] ?? 'an unknown number') : String(value);
}

function capitalise(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
