/** What there is of a move, each with the step that comes next. */
import type { MoveOverviewQuery, MovePhase } from '../../__generated__/operations.ts';
import { sayWhen } from '../../words/moments.ts';
import { evidenceHref } from '../hrefs.ts';
import { addressOf, questionPath } from '../report/question.ts';

interface Standing {
  /** How a library stands at the system that it moves away from. */
  readonly says: string;
  readonly next: string;
  /** The step of the switch that comes next, which no page takes; null if there is none. */
  readonly step: MovePhase | null;
}

const STANDING: Readonly<Record<MovePhase, Standing>> = {
  TEST_LOADED: { says: 'Tried out', next: 'Nothing: the other system answers.', step: null },
  LIVE: {
    says: 'At its old system',
    next: 'Load a test, make a ledger of it, and freeze the catalogue.',
    step: 'CATALOGUE_FROZEN',
  },
  CATALOGUE_FROZEN: {
    says: 'Its catalogue stands still',
    next: 'Close, and freeze loans on the night of the load.',
    step: 'FROZEN',
  },
  FROZEN: {
    says: 'Closed for the load',
    next: 'Load, make the ledger, sign, and ask for the switch.',
    step: 'MOVED',
  },
  MOVED: { says: 'Moved', next: 'Archive the old system, or go back to it.', step: 'ARCHIVED' },
  ARCHIVED: { says: 'Moved for good', next: 'Nothing: write it into the region file.', step: null },
};

/** Of a library that is live wherever it is, for good. */
const STAYS: Standing = {
  says: 'At several systems',
  next: 'Nothing: the region file names no system that it moves to.',
  step: null,
};

/** The libraries that the region file puts at several systems, or of which a step was asked for. */
export function standingOf({ phases, region }: Pick<MoveOverviewQuery, 'phases' | 'region'>) {
  const nameOf = (id: string): string => region?.libraries.find((one) => one.id === id)?.name ?? id;
  return (phases ?? []).map(({ library, systems, asked }) => {
    // A library may be live at one more system, which it does not leave.
    const leaving = systems.find(({ phase }) => phase !== 'TEST_LOADED' && phase !== 'LIVE')?.phase ?? 'LIVE';
    const stays = systems.length > 1 && systems.every(({ phase }) => phase === 'LIVE');
    const { says, next, step: wanted } = stays ? STAYS : STANDING[leaving];
    const sources = systems.filter(({ phase }) => phase === leaving).map(({ system }) => system);
    const places = systems.map(({ system, phase }) => `${system}: ${phase}`).join(', ');
    const step = asked === null ? next : sayAsked(asked);
    return {
      header: { text: nameOf(library), href: `/move/${encodeURIComponent(library)}` },
      cells: [
        `${says} (${places})`,
        {
          text: [step, ...systems.flatMap(({ contradiction }) => contradiction ?? [])].join(' '),
          notes: commandsOf({ library, sources }, wanted, asked),
        },
      ],
    };
  });
}

type Asked = NonNullable<NonNullable<MoveOverviewQuery['phases']>[number]['asked']>;

function sayAsked({ id, phase, isOver }: Asked): string {
  return isOver
    ? `Step ${id} (${phase}) was asked for too long ago to be confirmed: ask again.`
    : `Step ${id} (${phase}) is asked for: another person confirms it.`;
}

/** What is typed for it: steps are asked for and confirmed by two people, at the command line. */
function commandsOf(
  { library, sources }: { readonly library: string; readonly sources: readonly string[] },
  wanted: MovePhase | null,
  asked: Asked | null,
): readonly string[] {
  const step = (phase: MovePhase): readonly string[] => {
    const ask = `mercia move switch ask ${library} ${phase}`;
    return sources.length > 1 ? sources.map((source) => `${ask} --system ${source}`) : [ask];
  };
  if (asked !== null) {
    const taken = asked.isOver ? step(asked.phase) : [`mercia move switch confirm ${asked.id}`];
    return [...taken, `mercia move switch withdraw ${asked.id}`];
  }
  if (wanted === null) return [];
  return wanted === 'ARCHIVED' ? [...step(wanted), ...step('LIVE')] : step(wanted);
}

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
    cells: [
      `${systems.join(', ')} beside ${targetSystem}`,
      sayWhen(madeAt, now),
      state === 'WHOLE' && isDone === true
        ? { text: nextOfLedger(state, isDone), href: evidenceHref({ snapshot: target, ledger: name, plan: null }) }
        : nextOfLedger(state, isDone),
    ],
  }));
}

function nextOfLedger(state: string, isDone: boolean | null): string {
  if (state !== 'WHOLE') return sayUnready(state);
  return isDone === true
    ? 'Read the evidence, and sign it.'
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
