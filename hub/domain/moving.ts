/** The closed sets of moving: what a plan says of each thing of a snapshot. */

/**
 * What a thing of the snapshot is to the plan, and with that what becomes of it. Each thing is in one class; whether it goes to the
 * target stands beside it (`goes`), because a plan may carry or leave what is hidden, suppressed, ownerless or interlibrary.
 */
export const PLAN_CLASSES = {
  CARRIED: 'It goes to the target, with the codes and fields that the plan gives it.',
  MERGED: 'It goes to the target as one record with the others of its edition.',
  IN_TARGET: 'It is in the target system already, and stays as it is.',
  INTERLIBRARY:
    'It belongs to a loan between libraries, not to the stock: it is left, unless the plan carries such things.',
  SUPPRESSED: 'Its library hides it from the public: it goes and stays hidden, unless the plan leaves such things.',
  HIDDEN: 'It stands in no public count, for want of what identifies it: it goes if the plan carries such things.',
  OWNERLESS: 'Nobody knows which library it belongs to: it goes if the plan carries such things.',
  OTHER_LIBRARY: 'It belongs to a library that the plan does not move: it stays where it is.',
  NO_COPY: 'Its copy is not in the snapshot: somebody has to look for it before it can go.',
  TAKEN_BACK: 'It was taken back: nothing of it goes.',
  LEFT_BEHIND: 'What it belongs to stays behind, and so does it.',
} as const;
export type PlanClass = keyof typeof PLAN_CLASSES;

/** DRAFT: nothing is predicted yet. PREDICTING: a job does it. WHOLE: the predicted catalogue is there. FAILED: it broke off. */
export const PLAN_STATES = ['DRAFT', 'PREDICTING', 'WHOLE', 'FAILED'] as const;
export type PlanState = (typeof PLAN_STATES)[number];

/** What changes for a loan or a copy that goes, besides its place. */
export const LOAN_CHANGES = ['DUE_CHANGED', 'DUE_UNKNOWN', 'ON_CLOSED_DAY', 'READER_STAYS'] as const;
export type LoanChange = (typeof LOAN_CHANGES)[number];
