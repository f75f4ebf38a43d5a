import { randomBytes } from 'node:crypto';
import type { Settings } from '#platform/config.ts';
import { deriveCallerKey, readKeyText } from '#platform/derived-key.ts';
import { SETTINGS } from '#platform/settings-table.ts';
import { printNote } from '../output.ts';

/** By which the graph believes a part that runs apart for whom it asks. */
export function readCallerKey({ callerKey, contextSecret }: Pick<Settings, 'callerKey' | 'contextSecret'>): Buffer {
  if (callerKey !== undefined) return readKeyText(callerKey);
  if (contextSecret !== undefined) return deriveCallerKey(contextSecret);
  printNote(
    `${SETTINGS.callerKey.variable} is not set: the graph takes all who ask here for one caller, with one share of its time.`,
  );
  return randomBytes(32);
}
