/** How the last calls of each system ended, until that is written. */
import type { SystemId } from '#domain/ids.ts';
import type { Failure } from './causes.ts';

/** Calls of a system that ended in the same way one after the other, by the clock of this process. */
export interface Turn {
  /** When the last of them ended. */
  readonly at: number;
  /** When the first one ended that is not yet written. */
  readonly since: number;
  readonly answers: boolean;
  /** Of that first one. */
  readonly why: Failure;
  /** The call before that first one; null if it is written already. */
  readonly askedBefore: number | null;
}

/** Of each system, the oldest first. */
export type Turns = ReadonlyMap<SystemId, readonly Turn[]>;

/** While the database is away and a system comes and goes, no more of them are kept in memory. */
const MOST_TURNS = 50;

/** Between two writes a system's last turn stands for all of them; of each write that failed, it is kept. */
export function createTurns() {
  let last = new Map<SystemId, Turn>();
  let unwritten: Turns = new Map();
  return {
    note(system: SystemId, { at, answers, why }: Pick<Turn, 'at' | 'answers' | 'why'>): void {
      const before = last.get(system);
      const begins = { since: at, answers, why, askedBefore: before?.at ?? null };
      last.set(system, { ...(before?.answers === answers ? before : begins), at });
    },
    take(): Turns {
      const added = Array.from(
        last,
        ([system, turn]) => [system, withTurn(unwritten.get(system) ?? [], turn)] as const,
      );
      const taken = new Map([...unwritten, ...added]);
      last = new Map();
      unwritten = new Map();
      return taken;
    },
    /** What was taken and could not be written. */
    giveBack(turns: Turns): void {
      unwritten = turns;
    },
  };
}

function withTurn(turns: readonly Turn[], next: Turn): readonly Turn[] {
  const before = turns.at(-1);
  if (before === undefined) return [next];
  if (before.answers === next.answers) return [...turns.slice(0, -1), { ...before, at: next.at }];
  return [...turns, { ...next, askedBefore: next.askedBefore ?? before.at }].slice(-MOST_TURNS);
}
