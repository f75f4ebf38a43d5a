/** What was changed in the old system although its catalogue was frozen: to be keyed into the new one. */
import { changes } from '#comparison/changes/changes-report.ts';
import type { Report, ReportContext, ReportResult } from '#comparison/reports/report.ts';
import { findSince } from '#comparison/reports/since.ts';
import { findSnapshot, systemsOfSnapshot, type Snapshot } from '#comparison/snapshots/snapshot.ts';
import type { LibraryId, SystemId } from '#domain/ids.ts';
import type { Library } from '#domain/region.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';

interface Freeze {
  readonly system: SystemId;
  readonly at: Date;
  /** By a step, and so to the moment; else on a day that the region file says. */
  readonly isStep: boolean;
}

export const freezeChanges: Report = {
  name: 'freeze-changes',
  question: 'What was changed in the old system since its catalogue was frozen?',
  scope: 'LIBRARY',
  leavesOut: changes.leavesOut,
  async run(context) {
    const library = context.region.libraries.find(({ id }) => id === context.library);
    const freeze = library === undefined ? null : await findFreeze(context.db, library);
    if (library === undefined || freeze === null) {
      return nothing(
        'The catalogue of this library is not frozen: freezing it is the step of a move that comes first (mercia move switch ask).',
      );
    }
    const { snapshot } = context;
    const since = `${library.id} is frozen at ${freeze.system} since ${sayMoment(freeze.at)}`;
    if (snapshot.takenAt <= freeze.at) {
      return nothing(`${since}, and "${snapshot.name}" is older: harvest ${freeze.system}, and take a snapshot.`);
    }
    const earlier = (await findSince(context))?.earlier ?? (await findBase(context, freeze));
    if (earlier === null) {
      return nothing(
        `${since}. There is no snapshot with ${freeze.system} before "${snapshot.name}" to compare it with.`,
      );
    }
    return compare(context, freeze, earlier);
  },
};

function nothing(title: string): ReportResult {
  return { title, summary: [], tables: [] };
}

async function compare(context: ReportContext, { system, at }: Freeze, earlier: Snapshot): Promise<ReportResult> {
  const only = { dimension: 'SYSTEM', in: [system] } as const;
  const options = { since: earlier.name };
  const found = await changes.run({ ...context, system, options, scope: [...context.scope, only] });
  const told = (await systemsOfSnapshot(context.db, context.snapshot.number)).find(({ id }) => id === system);
  const isBefore = earlier.takenAt <= at;
  const between = isBefore
    ? 'before the freeze: what was changed between the two is in the list, too'
    : 'after the freeze: what was changed between the two is NOT in the list';
  return {
    ...found,
    title: `${context.library ?? ''} at ${system}, frozen since ${sayMoment(at)}. ${found.title}`,
    summary: [
      {
        label: 'Compared with',
        value: null,
        text: `"${earlier.name}", taken ${sayMoment(earlier.takenAt)}, ${between}`,
      },
      {
        label: `${system} is known until`,
        value: null,
        text: told?.harvestedAt === null || told === undefined ? 'not harvested in full' : sayMoment(told.harvestedAt),
      },
      ...found.summary,
    ],
  };
}

/** The first freeze since the library was last live; where it was not frozen by a step, what the region file says. */
export async function findFreeze(db: Kysely<Database>, { id, memberships }: Library): Promise<Freeze | null> {
  const taken = await stepsOf(db, id);
  const live = taken.findLastIndex(({ phase }) => phase === 'LIVE');
  const step = taken.slice(live + 1).find(({ phase }) => phase === 'CATALOGUE_FROZEN' || phase === 'FROZEN');
  const at = step?.ended_at ?? null;
  if (step !== undefined && at !== null) return { system: step.source as SystemId, at, isStep: true };
  if (live >= 0) return null;
  const written = memberships.find(({ phase }) => phase === 'CATALOGUE_FROZEN' || phase === 'FROZEN');
  return written === undefined || written.since === null
    ? null
    : { system: written.system, at: new Date(written.since), isStep: false };
}

function stepsOf(db: Kysely<Database>, library: LibraryId) {
  return db
    .selectFrom('move_request')
    .select(['phase', 'source', 'ended_at'])
    .where('library', '=', library)
    .where('state', '=', 'CONFIRMED')
    .orderBy('id')
    .execute();
}

/** The newest with this system from before the freeze, so that nothing is missed; else the first one since. */
async function findBase({ db, snapshot }: ReportContext, { system, at }: Freeze): Promise<Snapshot | null> {
  const whole = db
    .selectFrom('snapshot as s')
    .innerJoin('snapshot_system as part', 'part.snapshot', 's.id')
    .innerJoin('system', 'system.id', 'part.system')
    .select('s.name')
    .where('system.system_id', '=', system)
    .where('s.state', '=', 'WHOLE')
    .where('s.id', '<', snapshot.number)
    .limit(1);
  const row =
    (await whole.where('s.taken_at', '<=', at).orderBy('s.id', 'desc').executeTakeFirst()) ??
    (await whole.orderBy('s.id').executeTakeFirst());
  return row === undefined ? null : findSnapshot(db, row.name);
}

/** To the minute. */
export function sayMoment(moment: Date): string {
  return `${moment.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
