/** Snapshots in words: whether they are whole, what they lack, and how old they are. */
import type { SnapshotState } from '../__generated__/operations.ts';
import type { Viewer } from '../viewer.ts';
import { listNames } from './lists.ts';
import { sayAge } from './moments.ts';

/** What a snapshot has of a system, as the graph tells it. */
export interface AskedSystem {
  readonly id: string;
  readonly harvestedAt: string | null;
  readonly problem: string | null;
  readonly notTold: readonly string[];
}

export interface StateWords {
  readonly tag: string;
  /** Class of the tag's colour; its words say the same. */
  readonly colour: string;
}

const STATES: Readonly<Record<SnapshotState, StateWords>> = {
  WHOLE: { tag: 'Complete', colour: 'nhsuk-tag--green' },
  TAKING: { tag: 'Being taken', colour: 'nhsuk-tag--blue' },
  FAILED: { tag: 'Failed', colour: 'nhsuk-tag--red' },
};

export function stateWords(state: SnapshotState): StateWords {
  return STATES[state];
}

const TOLD: Readonly<Record<string, string>> = {
  ITEMS: 'its copies',
  ITEM_STATUS: 'how its copies stand',
  STATEMENTS: 'which years of journals it has',
  CODE_LISTS: 'what its codes mean',
  LOANS: 'its loans',
  HOLDS: 'its holds',
  READERS: 'its readers',
};

/** One sentence for each thing that is missing of a system. `nameOf` gives the name of a system by its id. */
export function sayGaps(systems: readonly AskedSystem[], nameOf: (id: string) => string): readonly string[] {
  return systems.flatMap(({ id, harvestedAt, problem, notTold }) => {
    const name = nameOf(id);
    const silent = notTold.map((thing) => TOLD[thing] ?? thing);
    return [
      ...(harvestedAt === null ? [`${name} had never been read in full: what it has is not known.`] : []),
      ...(problem === null ? [] : [`${name}: ${endSentence(problem)}`]),
      ...(silent.length === 0 ? [] : [`${name} does not tell ${listNames(silent)}: those numbers are unknown, not 0.`]),
    ];
  });
}

/** A number that some systems could not tell: `Not in it, because they do not tell: A and B.` Null if all tell it. */
export function sayNotToldBy(ids: readonly string[], nameOf: (id: string) => string): string | null {
  return ids.length === 0 ? null : `Not in this number, because they do not tell it: ${listNames(ids.map(nameOf))}.`;
}

/** Whose rows a visitor is shown. */
export function sayScope(viewer: Viewer | null): string {
  if (viewer?.role !== 'STAFF') return 'All libraries of the region are in it.';
  const names = viewer.libraries.map(({ name }) => name);
  return `You see the rows of your own ${names.length === 1 ? 'library' : 'libraries'} only: ${listNames(names)}.`;
}

/** `3 days old`, in seconds of age. */
export function sayOld(takenAt: string, now: number): string {
  return `${sayAge(Math.max(now - Date.parse(takenAt), 0) / 1_000)} old`;
}

function endSentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
