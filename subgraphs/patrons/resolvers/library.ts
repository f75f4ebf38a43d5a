import type { LibraryResolvers, PatronDataAgreementResolvers } from '../__generated__/resolvers.ts';
import { isReviewOverdue, toStaffPurposes } from '../agreement.ts';

export const Library: LibraryResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  patronData: ({ id }, _args, { libraries }) => libraries.find(id)?.patronData ?? null,
};

export const PatronDataAgreement: PatronDataAgreementResolvers = {
  active: (_agreement, _args, { service }) => service !== null,
  purposes: ({ purposes }) => toStaffPurposes(purposes),
  reviewOverdue: ({ reviewOn }, _args, { now }) => isReviewOverdue(reviewOn, now()),
};
