/** How far work is that takes longer than a page may. */

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
