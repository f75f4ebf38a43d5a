import { lmsError } from '../../shared/lms-error.ts';

/** No manifest is longer. */
export const MOST_SMALL_BYTES = 1024 * 1024;

/** Throws LMS_BAD_RESPONSE for a manifest that is longer than one can be. */
export function refuseLongManifest(system: string, name: string, bytes: number): void {
  if (bytes <= MOST_SMALL_BYTES) return;
  const what = `is longer than ${MOST_SMALL_BYTES / 1024} kB, which no manifest is; check settings.drop.complete`;
  throw lmsError(system, 'LMS_BAD_RESPONSE', `${name}: ${what}`);
}
