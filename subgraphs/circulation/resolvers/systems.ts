/** How a system answers, what was told of its copies, and how its hosts are spared. */
import { livePartId } from '#domain/ids.ts';
import { badUserInput, MerciaError } from '#platform/errors.ts';
import type {
  AnsweringChangeResolvers,
  AnsweringHistoryResolvers,
  AnsweringHourResolvers,
  LibraryResolvers,
  LibrarySystemResolvers,
  SystemAnsweringResolvers,
  SystemHostResolvers,
  ToldOfCopyResolvers,
} from '../__generated__/resolvers.ts';
import type { Role } from '#platform/signed-context.ts';
import { inRequestTime } from '#store/errors.ts';
import { KEPT_HOURS, outagesIn } from '../answer-history.ts';
import { sayCause, type Failure } from '../causes.ts';
import type { RequestDeadline } from '../request-deadline.ts';
import { tellOfLibrary, tellOfSystem } from '../told-at.ts';

const HOUR_MS = 3_600_000;
/** What ended longer ago is no news. */
const OUTAGE_HOURS = 24;

export const Library: LibraryResolvers = {
  __resolveReference: ({ id }, { region }) => region.libraries.find((library) => library.id === id) ?? null,
  toldAt: async (library, { time }, { deadline, now, region, role, toldSources }) => {
    mustBeOperator(role, 'toldAt');
    if (toldSources === undefined) return null;
    const asked = { text: time, name: 'time', now: now() };
    return inTime(tellOfLibrary(region, library, asked, toldSources), deadline, 'toldAt');
  },
};

export const LibrarySystem: LibrarySystemResolvers = {
  __resolveReference: ({ id }, { region }) => region.systems.find((system) => system.id === id) ?? null,
  answering: (system, _args, { answering }) => answering.find(system),
  outages: async ({ id }, _args, { deadline, history, now }) => {
    if (history === undefined) return null;
    const { changes } = await inTime(history(OUTAGE_HOURS), deadline, 'outages');
    return outagesIn(changes.get(id) ?? [], now() - OUTAGE_HOURS * HOUR_MS);
  },
  answeringHistory: async ({ id }, { hours }, { deadline, history, role }) => {
    mustBeOperator(role, 'answeringHistory');
    if (hours < 1 || hours > KEPT_HOURS) {
      throw badUserInput(`hours: write a number from 1 to ${KEPT_HOURS}.`);
    }
    if (history === undefined) return null;
    const found = await inTime(history(hours), deadline, 'answeringHistory');
    return { changes: found.changes.get(id) ?? [], hours: found.hours.get(id) ?? [] };
  },
  toldAt: async (system, { time }, { deadline, now, role, toldSources }) => {
    mustBeOperator(role, 'toldAt');
    if (toldSources === undefined) return null;
    return inTime(tellOfSystem(system, { text: time, name: 'time', now: now() }, toldSources), deadline, 'toldAt');
  },
  hosts: ({ id }, _args, { hosts, role }) => {
    mustBeOperator(role, 'hosts');
    const states = hosts();
    return [id, livePartId(id)].flatMap((name) => {
      const state = states.get(name);
      return state === undefined ? [] : [{ name, state }];
    });
  },
};

function mustBeOperator(role: Role, field: string): void {
  if (role !== 'operator') throw new MerciaError('FORBIDDEN', `${field}: only the role "operator" may ask for it.`);
}

/** The rest of the answer does not wait for a database that hangs. */
function inTime<Found>(found: Promise<Found>, { endsAt }: RequestDeadline, field: string): Promise<Found> {
  return inRequestTime(found, endsAt - performance.now(), field);
}

export const AnsweringHistory: AnsweringHistoryResolvers = {
  changes: ({ changes }) => changes,
  hours: ({ hours }) => hours,
};

const why = ({ code, ...failure }: Failure): string | null => (code === null ? null : sayCause(code, failure));

export const AnsweringChange: AnsweringChangeResolvers = { why };

export const ToldOfCopy: ToldOfCopyResolvers = { why };

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
    lastFailure && {
      ...lastFailure,
      at: new Date(lastFailure.at).toISOString(),
      why: sayCause(lastFailure.code, lastFailure),
    },
};

function toMoment(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
