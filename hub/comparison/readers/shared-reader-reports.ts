/** Reports on cards and persons that two systems both have. They give numbers alone: a card is somebody's. */
import type { SystemId } from '#domain/ids.ts';
import { notCounted } from '#domain/move-phases.ts';
import type { ShownCount } from '#domain/small-numbers.ts';
import { findPermittedRows, LIST_PURPOSES } from '#union-index/index.ts';
import { number, tableOf, text, type Report, type ReportContext, type SummaryLine } from '../reports/report.ts';
import { capital } from '../reports/say.ts';
import { systemsInScope } from '../reports/systems-in-scope.ts';
import { systemsOfSnapshot } from '../snapshots/snapshot.ts';
import type { NotTold, ReaderScope } from './reader-tables.ts';
import { CLASH_VERDICTS, countCardClashes, countSharedReaders, type ClashVerdict } from './same-readers.ts';

const VERDICTS: Readonly<Record<ClashVerdict, string>> = {
  SAME_PERSON: 'the same person',
  DIFFERENT_PERSON: 'different persons',
  NOT_JUDGEABLE: 'nobody can tell',
};

export const cardClashes: Report = {
  name: 'card-clashes',
  question: 'Which cards clash: same person or not?',
  leavesOut: null,
  aboutReaders: true,
  async run(context) {
    const { pairs, notTold } = await countCardClashes(await ownScope(context));
    const own = await systemsAskedFor(context);
    const asked = pairs.filter(({ systems }) => systems.some((id) => own.has(id)));
    // A card that three systems gave out clashes in each pair of them, and not always in the same way.
    const each = asked.length > 1 ? ', once for each pair of systems' : '';
    const lines = CLASH_VERDICTS.map((verdict) =>
      lineOf(
        `Cards that two systems gave out${each}: ${VERDICTS[verdict]}`,
        asked.map(({ byVerdict }) => byVerdict[verdict]),
        notTold,
      ),
    );
    const [same, different] = lines.map(describeLine);
    return {
      title: `Cards of two systems that clash${each}: ${same} are of the same person, ${different} of different ones.`,
      summary: lines,
      tables: [
        tableOf({ name: 'pairs', title: 'Cards that two systems gave out, by pair' }, asked, [
          text('System', ({ systems }) => systems[0]),
          text('Other system', ({ systems }) => systems[1]),
          number('Cards', ({ cards }) => cards.value),
          number('Same person', ({ byVerdict }) => byVerdict.SAME_PERSON.value),
          number('Different persons', ({ byVerdict }) => byVerdict.DIFFERENT_PERSON.value),
          number('Nobody can tell', ({ byVerdict }) => byVerdict.NOT_JUDGEABLE.value),
          text('Too few to be shown', ({ byVerdict }) =>
            CLASH_VERDICTS.filter((verdict) => byVerdict[verdict].suppressed)
              .map((verdict) => VERDICTS[verdict])
              .join(', '),
          ),
        ]),
      ],
    };
  },
};

export const readersInTwoSystems: Report = {
  name: 'readers-in-two-systems',
  question: 'How many readers are in two systems?',
  leavesOut: null,
  aboutReaders: true,
  async run(context) {
    const own = await systemsAskedFor(context);
    const { persons, pairs, notTold } = await countSharedReaders(await ownScope(context), own);
    const line = lineOf('Persons who are registered in two systems or more', [persons], notTold);
    return {
      title: `${capital(describeLine(line))} ${line.value === 1 ? 'person is' : 'persons are'} registered in two systems or more.`,
      summary: [line],
      tables: [
        tableOf({ name: 'pairs', title: 'Persons who are registered in both systems' }, pairs, [
          text('System', ({ systems }) => systems[0]),
          text('Other system', ({ systems }) => systems[1]),
          number('Persons', (pair) => pair.persons.value),
          text('Too few to be shown', (pair) => (pair.persons.suppressed ? 'yes' : '')),
        ]),
      ],
    };
  },
};

export type SnapshotOfRegion = Pick<ReportContext, 'db' | 'region'> & {
  readonly snapshot: { readonly number: number };
};

/** Lists whose rows have left the snapshot, with the agreement or because their days are over, are not told. */
export async function scopeOfSnapshot({ db, snapshot, region }: SnapshotOfRegion): Promise<ReaderScope> {
  const systems = await systemsOfSnapshot(db, snapshot.number);
  const gone = await db
    .selectFrom('snapshot_reader_list as l')
    .innerJoin('system', 'system.id', 'l.system')
    .select(['system.system_id as system', 'l.list'])
    .where('l.snapshot', '=', snapshot.number)
    .where('l.gone_at', 'is not', null)
    .execute();
  const has = (id: SystemId, notTold: readonly string[], list: string): boolean =>
    !notTold.includes(list) && !gone.some((row) => row.system === id && row.list === list);
  const permitted = findPermittedRows(region, LIST_PURPOSES.READERS);
  return {
    db,
    snapshot: snapshot.number,
    systems: systems.map(({ id, notTold }) => ({
      system: id,
      readers: has(id, notTold, 'READERS'),
      loans: has(id, notTold, 'LOANS'),
    })),
    libraries: permitted.libraries,
    unknownOf: permitted.systems,
  };
}

/** Without what was loaded to try it out or left behind: each of these readers would be registered twice, with one card. */
async function ownScope(context: ReportContext): Promise<ReaderScope> {
  return { ...(await scopeOfSnapshot(context)), without: notCounted(context.region) };
}

async function systemsAskedFor(context: ReportContext): Promise<ReadonlySet<string>> {
  const asked = await systemsInScope({ ...context, visibleLibraries: null });
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
