/** Groups of readers that a count is made of. */
import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';
import type { CountedFact } from './reader-tables.ts';

export const READER_GROUPS = [
  'ALL',
  'WITH_LOANS',
  'OWING',
  'WITHOUT_EMAIL',
  'EXPIRED',
  'EXPIRED_WITH_LOANS',
  'EXPIRED_OWING',
  'REMOVABLE',
] as const;
export type ReaderGroup = (typeof READER_GROUPS)[number];

export interface GroupRule {
  /** Holds for a row of `permittedReaders` that is in the group. */
  readonly holds: RawBuilder<boolean>;
  /** What a system must tell, or its readers are in no count of the group. */
  readonly needs: readonly CountedFact[];
  /** Groups that hold all of this one, and are counted next to it. */
  readonly within: readonly ReaderGroup[];
}

/** A registration can go if it has ended, nothing is out and nothing is owed. */
export const GROUP_RULES: Readonly<Record<ReaderGroup, GroupRule>> = {
  ALL: { holds: sql`true`, needs: [], within: [] },
  WITH_LOANS: { holds: sql`has_loans`, needs: ['LOANS'], within: ['ALL'] },
  OWING: { holds: sql`owes`, needs: ['OWES'], within: ['ALL'] },
  WITHOUT_EMAIL: { holds: sql`NOT has_email`, needs: ['HAS_EMAIL'], within: ['ALL'] },
  EXPIRED: { holds: sql`expired`, needs: ['EXPIRY'], within: ['ALL'] },
  EXPIRED_WITH_LOANS: {
    holds: sql`expired AND has_loans`,
    needs: ['EXPIRY', 'LOANS'],
    within: ['EXPIRED', 'WITH_LOANS'],
  },
  EXPIRED_OWING: { holds: sql`expired AND owes`, needs: ['EXPIRY', 'OWES'], within: ['EXPIRED', 'OWING'] },
  REMOVABLE: {
    holds: sql`expired AND NOT has_loans AND NOT owes`,
    needs: ['EXPIRY', 'LOANS', 'OWES'],
    within: ['EXPIRED'],
  },
};
