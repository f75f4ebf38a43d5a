/** Snapshots in words: whether they are whole, what they lack, and how old they are. */
import type { SnapshotState, TakenSystemFragment } from '../__generated__/operations.ts';
import type { Viewer } from '../viewer.ts';
import { listNames } from './lists.ts';
import { sayAge } from './moments.ts';

const STATES = {
  WHOLE: { tag: 'Taken', colour: 'nhsuk-tag--green' },
  TAKING: { tag: 'Being taken', colour: 'nhsuk-tag--blue' },
  FAILED: { tag: 'Failed', colour: 'nhsuk-tag--red' },
};

export function stateWords(state: SnapshotState) {
  return STATES[state];
}

/** What a system may not tell. */
export const TOLD_WORDS: Readonly<Record<string, string>> = {
  ITEMS: 'copies',
  ITEM_STATUS: 'how copies stand',
  STATEMENTS: 'which years of journals there are',
  CODE_LISTS: 'what codes mean',
  LOANS: 'loans',
  HOLDS: 'holds',
  READERS: 'readers',
  CHARGES: 'charges',
};

/** One sentence for each thing that is missing. `nameOf` gives the name of a system by its id. */
export function sayGaps(systems: readonly TakenSystemFragment[], nameOf: (id: string) => string): readonly string[] {
  const unread = systems.filter(({ harvestedAt }) => harvestedAt === null).map(({ id }) => nameOf(id));
  const silent = Map.groupBy(
    systems.filter(({ notTold }) => notTold.length > 0),
    ({ notTold }) => listNames(notTold.map((thing) => TOLD_WORDS[thing] ?? thing)),
  );
  return [
    ...unread.map((name) => `${name} had never been read in full: what it has is not known.`),
    ...systems.flatMap(({ id, problem }) => (problem === null ? [] : [`${nameOf(id)}: ${endSentence(problem)}`])),
    ...[...silent].map(([things, own]) => {
      const names = own.map(({ id }) => nameOf(id));
      const verb = names.length === 1 ? 'does' : 'do';
      return `${listNames(names)} ${verb} not tell ${things}: such numbers are unknown, not 0.`;
    }),
  ];
}

/** What is left out of a number, because systems tell it of nothing that they have, or not of all. Null if all tell it. */
export function sayNotToldBy(ids: readonly string[], nameOf: (id: string) => string): string | null {
  return ids.length === 0
    ? null
    : `Not told by ${listNames(ids.map(nameOf))}, or not of everything: what they do not tell is not in this number.`;
}

/** Whose rows a visitor is shown. */
export function sayScope(viewer: Viewer | null): string {
  if (viewer?.role !== 'STAFF') return 'You see the rows of all libraries.';
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
