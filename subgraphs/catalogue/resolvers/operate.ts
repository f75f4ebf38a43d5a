/** What operators see and change. */
import type { Resolvers } from '../__generated__/resolvers.ts';
import { connection, placed } from './pages.ts';

export const operateResolvers: Resolvers = {
  RejectConnection: connection,

  Reject: {
    system: ({ system }, _args, { directory }) => directory.getSystem(system),
  },

  RejectRetry: {
    id: ({ id }) => String(id),
    system: ({ system }, _args, { directory }) => directory.getSystem(system),
  },

  ApiKey: {
    // A key of one service is of the public, who may ask the graph without it.
    role: ({ role, service }) => (service === null ? role : null),
    madeAt: ({ createdAt }) => createdAt,
  },

  TakeBack: {
    readers: (act, _args, { operate }) => operate.readersOf(act),
  },

  FeedReading: {
    caller: ({ caller }) => (caller === '' ? null : caller),
  },

  ActionConnection: connection,

  Action: {
    id: ({ id }, _args, { directory }) => `${directory.region.id}:action:${id}`,
    kind: ({ action }) => action,
    actor: ({ actor }) => actor?.by ?? null,
    role: ({ actor }) => actor?.role ?? null,
  },
};

export const operateQueries = {
  rejects: (_root, args, { operate }) => placed(operate.rejects(args), args.after),
  rejectRetries: (_root, args, { operate }) => operate.rejectRetries(args),
  apiKeys: (_root, _args, { operate }) => operate.apiKeys(),
  readReplica: (_root, _args, { operate }) => operate.readReplica(),
  takeBacks: (_root, args, { operate }) => operate.takeBacks(args),
  takeBack: (_root, { id }, { operate }) => operate.takeBack(id),
  actions: (_root, args, { operate }) => placed(operate.actions(args), args.after),
} satisfies Resolvers['Query'];
