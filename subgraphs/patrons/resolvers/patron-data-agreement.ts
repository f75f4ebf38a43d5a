import type { PatronDataAgreementResolvers } from '../__generated__/resolvers.ts';
import { isReviewOverdue, toStaffPurposes } from '../agreement.ts';

export const PatronDataAgreement: PatronDataAgreementResolvers = {
  active: (_agreement, _args, { desk }) => desk !== null,
  purposes: ({ purposes }) => toStaffPurposes(purposes),
  reviewOverdue: ({ reviewOn }, _args, { now }) => isReviewOverdue(reviewOn, now()),
};
