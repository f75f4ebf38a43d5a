/** One resolver map of the subgraph, one file for each type. Types that are missing here resolve by their fields' names. */
import type { Resolvers } from '../__generated__/resolvers.ts';
import { Account } from './account.ts';
import { AuditConnection } from './audit-connection.ts';
import { AuditEdge } from './audit-edge.ts';
import { AuditEntry } from './audit-entry.ts';
import { Library } from './library.ts';
import { Mutation } from './mutation.ts';
import { PatronDataAgreement } from './patron-data-agreement.ts';
import { Patron } from './patron.ts';
import { Query } from './query.ts';
import { UnlinkAccountPayload } from './unlink-account-payload.ts';

export const resolvers: Resolvers = {
  Account,
  AuditConnection,
  AuditEdge,
  AuditEntry,
  Library,
  Mutation,
  Patron,
  PatronDataAgreement,
  Query,
  UnlinkAccountPayload,
};
