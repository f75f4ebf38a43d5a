/** How far work is that takes longer than a page may. */
import { nameIn, type Named } from './lists.ts';

export const JOB_TAGS = {
  WAITING: ['Waiting', 'nhsuk-tag--blue'],
  RUNNING: ['Running', 'nhsuk-tag--blue'],
  DONE: ['Done', 'nhsuk-tag--green'],
  FAILED: ['Failed', 'nhsuk-tag--red'],
} as const satisfies Readonly<Record<string, readonly [tag: string, colour: string]>>;

/** Whether it waits or runs. */
export function isOpen({ state }: { readonly state: string }): boolean {
  return state === 'WAITING' || state === 'RUNNING';
}

/** `copying koha-a`, with the name of the system. */
export function sayStep(step: string, systems: Named): string {
  return step.replace(/(?<=^copying )\S+$/, nameIn(systems));
}
