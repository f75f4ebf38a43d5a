/** Whose profile a report is asked for: profiles are counted once for each system and each library. */
import { MerciaError } from '#platform/errors.ts';
import type { ReportContext } from '../reports/report.ts';
import { readProfile, type FieldProfile, type ProfileRequest } from './read-profile.ts';

/** Null if the snapshot has no records of it. Throws BAD_USER_INPUT for more than one system or library at a time. */
export async function profileOf(context: ReportContext): Promise<FieldProfile | null> {
  return readProfile(context.db, { snapshot: context.snapshot.number, scope: scopeOf(context) });
}

function scopeOf({ library, system, visibleLibraries }: ReportContext): ProfileRequest['scope'] {
  if (library !== null && system !== null) {
    throw new MerciaError('BAD_USER_INPUT', 'Name a library or a system: fields are counted for each by itself.');
  }
  if (library !== null) return { dimension: 'LIBRARY', id: library };
  if (visibleLibraries !== null) {
    const [only] = visibleLibraries;
    if (only !== undefined && visibleLibraries.length === 1) return { dimension: 'LIBRARY', id: only };
    throw new MerciaError('BAD_USER_INPUT', `library: name one of yours, ${visibleLibraries.join(', ')}.`);
  }
  return system === null ? null : { dimension: 'SYSTEM', id: system };
}
