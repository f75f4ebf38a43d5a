/** What was taken back, how far that is, and who may have it. */
import type { OperateTakeBackQuery, TakeBackPartsFragment } from '../../../__generated__/operations.ts';
import type { TableRow } from '../../../templates/cells.ts';
import { plural, sayWhen } from '../../../words/moments.ts';
import { operateModel } from '../places.ts';

export const TAKE_BACK = '/operate/take-back';

/** What somebody typed into the form. */
export interface TypedTakeBack {
  readonly records: string;
  readonly reason: string;
}

export function takeBackView(
  acts: readonly TakeBackPartsFragment[],
  { typed, fault, now }: { readonly typed: TypedTakeBack; readonly fault: string | null; readonly now: number },
) {
  return {
    ...operateModel({ title: 'Take records back', path: TAKE_BACK }),
    ...typed,
    fault: fault ?? '',
    rows: acts.map(({ id, at, reason, records, state }) => ({
      header: sayWhen(at, now),
      cells: [
        reason,
        { text: String(records.length), numeric: true },
        state === 'DONE' ? 'Hidden and cleaned' : 'Hidden, being cleaned',
        { text: `Who may have it, of ${sayWhen(at, now)}`, href: `${TAKE_BACK}/${encodeURIComponent(id)}` },
      ],
    })),
  };
}

type Act = NonNullable<OperateTakeBackQuery['takeBack']>;

export function actView(act: Act, now: number) {
  const { id, at, reason, records, readers } = act;
  return {
    ...operateModel({ title: `Taken back ${sayWhen(at, now)}`, path: TAKE_BACK }),
    state: sayState(act, now),
    again: `${TAKE_BACK}/${encodeURIComponent(id)}`,
    reason,
    count: plural(records.length, 'record', 'records'),
    records,
    known: sayKnown(readers, now),
    readers: readersOf(readers, now),
  };
}

function sayState({ state, finishedAt, problem }: Act, now: number): string {
  if (state === 'DONE' && finishedAt !== null) return `Hidden, and everything was cleaned ${sayWhen(finishedAt, now)}.`;
  if (problem !== null) return `Hidden. Not everything could be cleaned, and it is tried again: ${problem}`;
  return 'Hidden. Terms, snapshots and files are being cleaned.';
}

function sayKnown({ publishedSince, knownSince, readings }: Act['readers'], now: number): readonly string[] {
  return [
    publishedSince === null
      ? 'No feed had any of the records.'
      : `A feed had one of the records since ${sayWhen(publishedSince, now)}, as far as its log goes back.`,
    knownSince === null
      ? 'It was not written down who read feeds.'
      : `Who read feeds is known since ${sayWhen(knownSince, now)}, for 90 days. Who only searched or looked at pages is not kept.`,
    ...(readings.some(({ caller }) => caller === null)
      ? ['Some asked the graph without a key: who they are is not known.']
      : []),
  ];
}

const SERVICES = {
  OAI_PMH: 'Harvested by OAI-PMH',
  SRU: 'Searched by SRU',
  CHANGES: 'Read changes in the graph',
} as const;

function readersOf({ readings, deliveries, exports, files }: Act['readers'], now: number): readonly TableRow[] {
  return [
    ...readings.map(({ service, repository, caller, lastAt, requests }) => ({
      header: caller ?? 'Somebody without a key',
      cells: [`${SERVICES[service]}, ${plural(requests, 'time', 'times')}`, repository, sayWhen(lastAt, now)],
    })),
    ...deliveries.map(({ delivery, target, at }) => ({
      header: delivery,
      cells: ['Got a delivery', target, sayWhen(at, now)],
    })),
    ...exports.map(({ snapshot, actor, format, at }) => ({
      header: actor,
      cells: [`Exported as ${format}`, `Snapshot ${snapshot}`, sayWhen(at, now)],
    })),
    ...files.map(({ machine, path, at }) => ({
      header: machine,
      cells: ['Has a file', path, sayWhen(at, now)],
    })),
  ];
}
