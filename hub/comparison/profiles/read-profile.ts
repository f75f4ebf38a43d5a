/** What the records of a system or a library have, lack, and have wrong, each number with the filter of its records. */
import { NONE, NOT_TOLD, type Condition } from '#domain/comparison.ts';
import { badUserInput } from '#platform/errors.ts';
import type { Database } from '#store/tables.ts';
import { VALIDITY_RULES, type ValidityRule } from '#union-index/profile/validity-rules.ts';
import type { Kysely } from 'kysely';
import type { ReportContext } from '../reports/report.ts';
import { readResult } from '../snapshots/finder.ts';
import { lastRead, once } from '../snapshots/once.ts';
import { PROFILE_REPORT, profileKey, type ProfiledDimension, type StoredProfile } from './count-profiles.ts';

export interface ProfileNumber {
  readonly count: number;
  readonly where: readonly Condition[];
}

export interface ProfileValue extends ProfileNumber {
  /** A tag, something expected (`EXPECTED_FIELDS`), or `<tag>:<RULE>`. */
  readonly value: string;
  /** Of the records whose fields are known, between 0 and 1. */
  readonly share: number;
}

export type FieldProfile = ReturnType<typeof toProfile>;

export interface ProfileRequest {
  readonly snapshot: number;
  /** Of one system or library; all if null. */
  readonly scope: { readonly dimension: 'SYSTEM' | 'LIBRARY'; readonly id: string } | null;
}

/** Null for what the snapshot has no records of. */
export function readProfile(db: Kysely<Database>, { snapshot, scope }: ProfileRequest): Promise<FieldProfile | null> {
  const key = profileKey(scope);
  return once(
    db,
    [lastRead(db, snapshot)],
    ['PROFILE', key],
    async () => {
      const stored = await readResult<StoredProfile>(db, { snapshot, report: PROFILE_REPORT, key });
      return stored === null ? null : toProfile(stored, scope);
    },
    (profile) => (profile === null ? 1 : profile.fields.length + profile.lacks.length + profile.faults.length),
  );
}

/** Null if the snapshot has no records of it. Throws BAD_USER_INPUT for more than one system or library at a time. */
export async function profileOf(context: ReportContext): Promise<FieldProfile | null> {
  return readProfile(context.db, { snapshot: context.snapshot.number, scope: scopeOf(context) });
}

function scopeOf({ library, system, visibleLibraries }: ReportContext): ProfileRequest['scope'] {
  if (library !== null && system !== null) {
    throw badUserInput('Name a library or a system: fields are counted for each by itself.');
  }
  if (library !== null) return { dimension: 'LIBRARY', id: library };
  if (visibleLibraries !== null) {
    const [only] = visibleLibraries;
    if (only !== undefined && visibleLibraries.length === 1) return { dimension: 'LIBRARY', id: only };
    throw badUserInput(`library: name one of yours, ${visibleLibraries.join(', ')}.`);
  }
  return system === null ? null : { dimension: 'SYSTEM', id: system };
}

function toProfile({ records, counts }: StoredProfile, scope: ProfileRequest['scope']) {
  const within: readonly Condition[] = scope === null ? [] : [{ dimension: scope.dimension, in: [scope.id] }];
  const numberOf = (dimension: ProfiledDimension, value: string): ProfileNumber => ({
    count: counts[dimension][value] ?? 0,
    where: [...within, { dimension, in: [value] }],
  });
  const notTold = numberOf('FIELD', NOT_TOLD);
  const nothingKept = numberOf('FIELD', NONE);
  const known = records - notTold.count - nothingKept.count;
  const valuesOf = (dimension: ProfiledDimension): readonly ProfileValue[] =>
    Object.keys(counts[dimension])
      .filter((value) => value !== NOT_TOLD && value !== NONE)
      .map((value) => {
        const number = numberOf(dimension, value);
        return { value, ...number, share: number.count / known };
      });
  return {
    records: { count: records, where: within },
    /** Records that are still to be read by the rules in force: in no other number. */
    notTold,
    /** Records of which only their existence is kept (typed in for one interlibrary loan): in no other number either. */
    nothingKept,
    fields: valuesOf('FIELD').toSorted((a, b) => (a.value < b.value ? -1 : 1)),
    lacks: valuesOf('LACKS').toSorted(mostFirst),
    faults: valuesOf('FAULT').toSorted(mostFirst).map(withRule),
  };
}

function mostFirst(a: ProfileValue, b: ProfileValue): number {
  return b.count - a.count || (a.value < b.value ? -1 : 1);
}

/** The rule is null if a newer version no longer has it. */
function withRule(fault: ProfileValue) {
  const [tag = '', code = ''] = fault.value.split(':');
  const rule = Object.entries<ValidityRule>(VALIDITY_RULES).find(([name]) => name === code)?.[1] ?? null;
  return { ...fault, tag, rule };
}
