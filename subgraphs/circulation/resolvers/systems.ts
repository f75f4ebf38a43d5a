/** How a system answers, and how its hosts are spared. */
import { livePartId } from '#domain/ids.ts';
import { withinTime } from '#platform/deadline.ts';
import { MerciaError } from '#platform/errors.ts';
import type {
  AnsweringHistoryResolvers,
  AnsweringHourResolvers,
  LibrarySystemResolvers,
  SystemAnsweringResolvers,
  SystemHostResolvers,
} from '../__generated__/resolvers.ts';
import { KEPT_HOURS } from '../answer-history.ts';

export const LibrarySystem: LibrarySystemResolvers = {
  __resolveReference: ({ id }, { region }) => region.systems.find((system) => system.id === id) ?? null,
  answering: (system, _args, { answering }) => answering.find(system),
  answeringHistory: async ({ id }, { hours }, { deadline, history, role }) => {
    if (role !== 'operator')
      throw new MerciaError('FORBIDDEN', 'answeringHistory: only the role "operator" may ask for it.');
    if (hours < 1 || hours > KEPT_HOURS) {
      throw new MerciaError('BAD_USER_INPUT', `hours: write a number from 1 to ${KEPT_HOURS}.`);
    }
    if (history === undefined) return null;
    // The rest of the answer does not wait for a database that hangs.
    const found = await withinTime(history(hours), deadline.endsAt - performance.now(), () => {
      const message = 'answeringHistory: the database did not answer in the time of the request; ask again later.';
      throw new MerciaError('STORE_UNAVAILABLE', message, { publicMessage: message });
    });
    return { changes: found.changes.get(id) ?? [], hours: found.hours.get(id) ?? [] };
  },
  hosts: ({ id }, _args, { hosts, role }) => {
    if (role !== 'operator') throw new MerciaError('FORBIDDEN', 'hosts: only the role "operator" may ask for it.');
    const states = hosts();
    return [id, livePartId(id)].flatMap((name) => {
      const state = states.get(name);
      return state === undefined ? [] : [{ name, state }];
    });
  },
};

export const AnsweringHistory: AnsweringHistoryResolvers = {
  changes: ({ changes }) => changes,
  hours: ({ hours }) => hours,
};

export const AnsweringHour: AnsweringHourResolvers = {
  averageMs: ({ answered, answerMs }) => (answered === 0 ? null : Math.round(answerMs / answered)),
};

export const SystemAnswering: SystemAnsweringResolvers = {
  lastAnswerAt: ({ lastAnswerAt }) => toMoment(lastAnswerAt),
  failingSince: ({ failingSince }) => toMoment(failingSince),
};

const BREAKER = { closed: 'CLOSED', open: 'OPEN', 'half-open': 'HALF_OPEN' } as const;

export const SystemHost: SystemHostResolvers = {
  breaker: ({ state }) => BREAKER[state.breaker],
  openSince: ({ state }) => toMoment(state.openSince),
  openUntil: ({ state }) => toMoment(state.openUntil),
  pausedUntil: ({ state }) => toMoment(state.pausedUntil),
  inFlight: ({ state }) => state.inFlight,
  waiting: ({ state }) => state.waiting,
  concurrency: ({ state }) => state.concurrency,
  connections: ({ state }) => state.limits.connections,
  perSecond: ({ state }) => state.limits.perSecond ?? null,
  failuresToOpen: ({ state }) => state.limits.breaker.failures,
  lastFailure: ({ state: { lastFailure } }) =>
    lastFailure === null ? null : { code: lastFailure.code, at: new Date(lastFailure.at).toISOString() },
};

function toMoment(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
