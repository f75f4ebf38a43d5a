/** How far work is that takes longer than a page may. */
import { nameIn, type Named } from './lists.ts';

export const JOB_TAGS = {
  WAITING: ['Waiting', 'nhsuk-tag--blue'],
  RUNNING: ['Running', 'nhsuk-tag--blue'],
  DONE: ['Done', 'nhsuk-tag--green'],
  FAILED: ['Failed', 'nhsuk-tag--red'],
} as const satisfies Readonly<Record<string, readonly [tag: string, colour: string]>>;

/** What a job does, in words. */
export function jobName(kind: string, snapshot: string | null): string {
  const what = JOB_NAMES[kind] ?? kind;
  return snapshot === null ? what : `${what} ${snapshot}`;
}

const JOB_NAMES: Readonly<Record<string, string>> = {
  TAKE_SNAPSHOT: 'Taking the snapshot',
  COMPARE_RECORDS: 'Comparing the records of the snapshot',
  PREDICT_PLAN: 'Predicting a plan of the snapshot',
  MAKE_LEDGER: 'Making a ledger by the snapshot',
};

/**
 * What became of the snapshot of a job that was stopped or failed, and what to do: only one that was not taken is to be dropped.
 * A job outlives its snapshot: null then.
 */
export function sayAfter({ kind, snapshot }: { readonly kind: string; readonly snapshot: string | null }): string {
  if (snapshot === null) return 'Its snapshot was dropped since.';
  switch (kind) {
    case 'TAKE_SNAPSHOT':
      return 'The snapshot is not complete and cannot be asked. Drop it, and take another.';
    case 'COMPARE_RECORDS':
      return 'The snapshot stays as it is, but lacks what is found by comparing its records, such as fields that differ and pairs that may be the same. Nobody can ask for that again: if you need it, take another snapshot.';
    case 'PREDICT_PLAN':
      return 'The snapshot stays as it is. Predict the plan again: mercia move plan predict.';
    case 'MAKE_LEDGER':
      return 'The snapshot stays as it is. Make the ledger again: mercia move ledger make, with --again.';
    default:
      return 'The snapshot stays as it is.';
  }
}

/** Whether it waits or runs. */
export function isOpen({ state }: { readonly state: string }): boolean {
  return state === 'WAITING' || state === 'RUNNING';
}

/** `copying koha-a`, with the name of the system. */
export function sayStep(step: string, systems: Named): string {
  return step.replace(/(?<=^copying )\S+$/, nameIn(systems));
}
