/** What there is of a move, each with the step that comes next. */
import type { MoveOverviewQuery, MovePhase } from '../../__generated__/operations.ts';
import { sayWhen } from '../../words/moments.ts';
import { addressOf, questionPath } from '../report/question.ts';

interface Standing {
  /** How a library stands at the system that it moves away from. */
  readonly says: string;
  readonly next: string;
}

const STANDING: Readonly<Record<MovePhase, Standing>> = {
  TEST_LOADED: { says: 'Tried out', next: 'Nothing: the other system answers.' },
  LIVE: { says: 'At its old system', next: 'Load a test, make a ledger of it, and freeze the catalogue.' },
  CATALOGUE_FROZEN: { says: 'Its catalogue stands still', next: 'Close, and freeze loans on the night of the load.' },
  FROZEN: { says: 'Closed for the load', next: 'Load, make the ledger, sign, and ask for the switch.' },
  MOVED: { says: 'Moved', next: 'Archive the old system, or go back to it.' },
  ARCHIVED: { says: 'Moved for good', next: 'Nothing: write it into the region file.' },
};

/** The libraries that the region file puts at several systems, or of which a step was asked for. */
export function standingOf({ phases, region }: Pick<MoveOverviewQuery, 'phases' | 'region'>) {
  const nameOf = (id: string): string => region?.libraries.find((one) => one.id === id)?.name ?? id;
  return (phases ?? []).map(({ library, systems, asked }) => {
    const leaving = systems.find(
      ({ phase }, _, all) => phase !== 'TEST_LOADED' && !(phase === 'LIVE' && all.some(hasLeft)),
    );
    const { says, next } = STANDING[leaving?.phase ?? 'LIVE'];
    const places = systems.map(({ system, phase }) => `${system}: ${phase}`).join(', ');
    const step = asked === null ? next : `Step ${asked.id} (${asked.phase}) is asked for: another person confirms it.`;
    return {
      header: { text: nameOf(library), href: `/move/${encodeURIComponent(library)}` },
      cells: [`${says} (${places})`, [step, ...systems.flatMap(({ contradiction }) => contradiction ?? [])].join(' ')],
    };
  });
}

const hasLeft = ({ phase }: { readonly phase: MovePhase }): boolean => phase === 'MOVED' || phase === 'ARCHIVED';

export function plansOf({ plans }: MoveOverviewQuery, now: number) {
  return (plans ?? []).map(({ name, state, madeAt, snapshot }) => ({
    header: { text: name, href: reportHref(snapshot.name, 'plan', 'plan', name) },
    cells: [
      snapshot.name,
      sayWhen(madeAt, now),
      state === 'WHOLE' ? 'Write what the target is given, and load it.' : sayUnready(state),
    ],
  }));
}

export function ledgersOf({ ledgers }: MoveOverviewQuery, now: number) {
  return (ledgers ?? []).map(({ name, state, isDone, madeAt, systems, target, targetSystem }) => ({
    header: { text: name, href: reportHref(target, 'ledger', 'ledger', name) },
    cells: [`${systems.join(', ')} beside ${targetSystem}`, sayWhen(madeAt, now), nextOfLedger(state, isDone)],
  }));
}

function nextOfLedger(state: string, isDone: boolean | null): string {
  if (state !== 'WHOLE') return sayUnready(state);
  return isDone === true
    ? 'Write the evidence, and sign it.'
    : 'Look at what is unexplained, not told, or to be signed.';
}

function sayUnready(state: string): string {
  return state === 'FAILED' ? 'It could not be made: make it again.' : 'Wait: it is being made.';
}

function reportHref(snapshot: string, report: string, option: string, value: string): string {
  const question = {
    snapshot,
    name: report,
    library: null,
    system: null,
    options: [{ name: option, value }],
    table: null,
    after: null,
  };
  return addressOf(questionPath(snapshot, report), question);
}
