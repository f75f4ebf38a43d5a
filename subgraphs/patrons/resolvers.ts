/** The resolvers of the subgraph. Types that are missing here resolve by their fields' names. */
import { createId } from '#domain/ids.ts';
import { toCursor } from '#platform/number-cursor.ts';
import type {
  AccountResolvers,
  MutationResolvers,
  PatronResolvers,
  QueryResolvers,
  UnlinkAccountPayloadResolvers,
  AuditConnectionResolvers,
  AuditEdgeResolvers,
  AuditEntryResolvers,
  LibraryResolvers,
  PatronDataAgreementResolvers,
  Resolvers,
} from './__generated__/resolvers.ts';
import { findPatron, getPatron } from './callers.ts';
import { getService } from './context.ts';
import { isReviewOverdue, toStaffPurposes } from './agreement.ts';

const Query: QueryResolvers = {
  async me(_root, _args, { caller, service }) {
    const patron = service === null ? null : findPatron(caller);
    // Who reads their id may ask to be given or erased what is kept under it: it is, once the links are used.
    if (patron?.subjects !== undefined) await service?.accountsOf(patron);
    return patron;
  },
  account: (_root, { id, ...look }, context) => getService(context).lookById(id, look, context.caller),
  accountByCard: (_root, { library, card, ...look }, context) =>
    getService(context).lookByCard({ library, card }, look, context.caller),
  duplicateAccounts: (_root, { group, ...look }, context) =>
    getService(context).lookAtDuplicates(group, look, context.caller),
  audit: (_root, question, context) => getService(context).audit(question, context.caller),
};

const Mutation: MutationResolvers = {
  linkAccount: (_root, { input }, context) => getService(context).linkByCard(input, context.caller),
  linkAccountByStaff: (_root, { input }, context) => getService(context).linkAtDesk(input, context.caller),
  unlinkAccount: async (_root, { input }, context) => ({
    unlinked: await getService(context).unlink(input.account, context.caller),
  }),
};

const Patron: PatronResolvers = {
  id: ({ subject }, _args, { libraries }) => createId(libraries.regionId, 'patron', subject),
  accounts: (patron, _args, context) => getService(context).accountsOf(patron),
};

const Account: AccountResolvers = {
  // Leave to look at another's account comes with the look alone, never by its id.
  __resolveReference: ({ id }, context) => getService(context).findOwn(id, context.caller),
  grant: (account, _args, context) => getService(context).signGrant(account, context.caller),
  refusal: ({ access }) => ('refusal' in access ? access.refusal : null),
  library: ({ library }) => ({ id: library }),
  linkedAt: ({ link }) => link?.linkedAt.toISOString() ?? null,
  verifiedBy: ({ link }) => link?.verifiedBy ?? null,
};

const UnlinkAccountPayload: UnlinkAccountPayloadResolvers = {
  patron: ({ unlinked }, _args, { caller }) => (unlinked ? getPatron(caller) : null),
};

const AuditConnection: AuditConnectionResolvers = {
  edges: ({ entries }) => entries,
  nodes: ({ entries }) => entries,
  pageInfo: ({ entries, ...place }) => {
    const [first, last] = [entries[0], entries.at(-1)];
    return {
      ...place,
      startCursor: first === undefined ? null : toCursor(first.id),
      endCursor: last === undefined ? null : toCursor(last.id),
    };
  },
};

const AuditEdge: AuditEdgeResolvers = {
  cursor: ({ id }) => toCursor(id),
  node: (entry) => entry,
};

const AuditEntry: AuditEntryResolvers = {
  id: ({ id }, _args, { libraries }) => `${libraries.regionId}:audit:${id}`,
  // A library that has left the region has no other name in the graph.
  actorLibraries: ({ actorLibraries }, _args, { libraries }) =>
    actorLibraries.filter((id) => libraries.find(id) !== null).map((id) => ({ id })),
  library: ({ library }, _args, { libraries }) =>
    library === null || libraries.find(library) === null ? null : { id: library },
  patron: ({ patron }, _args, { libraries }) =>
    patron === null ? null : createId(libraries.regionId, 'patron', patron),
};

const Library: LibraryResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  patronData: ({ id }, _args, { libraries }) => libraries.find(id)?.patronData ?? null,
};

const PatronDataAgreement: PatronDataAgreementResolvers = {
  active: (_agreement, _args, { service }) => service !== null,
  purposes: ({ purposes }) => toStaffPurposes(purposes),
  reviewOverdue: ({ reviewOn }, _args, { now }) => isReviewOverdue(reviewOn, now()),
};

export const resolvers: Resolvers = {
  Query,
  Mutation,
  Patron,
  Account,
  UnlinkAccountPayload,
  AuditConnection,
  AuditEdge,
  AuditEntry,
  Library,
  PatronDataAgreement,
};
