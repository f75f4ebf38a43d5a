import { setTimeout as delay } from 'node:timers/promises';

/** Waits so many milliseconds, or rejects when the signal is aborted. */
export type WaitFor = (milliseconds: number, signal: AbortSignal) => Promise<void>;

/** Unreferenced: what waits keeps no process alive by itself. */
export const waitFor: WaitFor = async (milliseconds, signal) => {
  await delay(milliseconds, undefined, { signal, ref: false });
};
