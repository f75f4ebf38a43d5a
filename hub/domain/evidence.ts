/** The closed sets of the evidence of a move: who signs for what, and what a library found of its sample. */

/** What somebody found who looked at one row of the sample in both systems. */
export const SAMPLE_RESULTS = ['RIGHT', 'WRONG', 'NOT_FOUND'] as const;
export type SampleResult = (typeof SAMPLE_RESULTS)[number];

/** Who signs the evidence of a move. A role, whoever holds it that day. */
export const SIGNING_ROLES = ['LIBRARY', 'CATALOGUE', 'LENDING', 'SYSTEMS', 'INFORMATION', 'SPONSOR'] as const;
export type SigningRole = (typeof SIGNING_ROLES)[number];

/** What each role signs for. The first is one signature of each library. */
export const SIGNS_FOR: Readonly<Record<SigningRole, string>> = {
  LIBRARY: 'its control totals, and the sample that it ticked in both systems',
  CATALOGUE: 'records merged, changed and left behind, and the rules for them',
  LENDING: 'loans, holds, readers and charges, and the rules for them',
  SYSTEMS: 'snapshots, codes mapped, load errors, and the ids that go on',
  INFORMATION: 'what was done with the data of readers',
  SPONSOR: 'go, or no-go',
};
