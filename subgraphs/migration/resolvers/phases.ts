/** Where libraries stand on their way from one system to another, and the steps that people ask for. */
import { toId } from '#domain/ids.ts';
import type { Library, MovePhase } from '#domain/region.ts';
import {
  askForPhase,
  confirmPhase,
  isOver,
  listMissing,
  listRequests,
  listToRekey,
  readPhases,
  withdrawPhase,
} from '#moving/index.ts';
import { badUserInput, MerciaError } from '#platform/errors.ts';
import type {
  LibraryPhasesResolvers,
  MutationResolvers,
  PhaseRequestResolvers,
  QueryResolvers,
  SwitchCountsResolvers,
  SystemPhaseResolvers,
} from '../__generated__/resolvers.ts';
import type { MigrationContext } from '../context.ts';
import { readPageSize } from '../pages.ts';

const HISTORY_MAX = 200;

export const phaseQueries: QueryResolvers = {
  async phases(_root, { library }, { access, reports, region, written }) {
    const allowed = access.libraries();
    if (typeof library === 'string' && allowed?.includes(library) === false) {
      throw new MerciaError('FORBIDDEN', `library: staff see the phases of their own libraries; ${library} is none.`);
    }
    const standing = await readPhases(reports);
    const seen = region.libraries.filter(({ id }) => (library ?? id) === id && (allowed?.includes(id) ?? true));
    const history = await listRequests(
      reports,
      seen.map(({ id }) => id),
      HISTORY_MAX,
    );
    const all = seen.map((one) => ({
      library: one,
      written: written.libraries.find(({ id }) => id === one.id) ?? null,
      unnamed: standing.filter(
        ({ library: id, system }) => id === one.id && !one.memberships.some((named) => named.system === system),
      ),
      history: history.get(one.id) ?? [],
    }));
    const isNamed = typeof library === 'string';
    return all.filter((one) => isNamed || one.library.memberships.length > 1 || one.history.length > 0);
  },
};

export const phaseMutations: MutationResolvers = {
  async askForPhase(_root, { input }, context) {
    const { access, db, region, now } = context;
    access.assertMayChange('askForPhase');
    const { library, phase, system = null, acceptMissing, acceptLoansMissing, joinRecords, note = null } = input;
    const by = personOf(context);
    const at = now();
    const accepted = {
      acceptMissing: acceptMissing ?? 0,
      acceptLoansMissing: acceptLoansMissing ?? false,
      joinRecords: joinRecords ?? 0,
    };
    return { request: await askForPhase(db, region, { library, phase, system, ...accepted, note, by, at }) };
  },
  async confirmPhase(_root, { input: { id } }, context) {
    const { access, db, region, now, onPhase } = context;
    access.assertMayChange('confirmPhase');
    const request = await confirmPhase(db, region, readId(id), { by: personOf(context), at: now() });
    await onPhase();
    return { request };
  },
  async withdrawPhase(_root, { input: { id } }, context) {
    const { access, db, region, now } = context;
    access.assertMayChange('withdrawPhase');
    return { request: await withdrawPhase(db, region, readId(id), { by: personOf(context), at: now() }) };
  },
};

/** Who takes part in a move. */
export function personOf({ access }: Pick<MigrationContext, 'access'>) {
  return { by: access.subject, role: access.role, names: access.subjects };
}

function readId(id: string): number {
  if (/^\d{1,15}$/.test(id)) return Number(id);
  throw badUserInput('id: this is no id of a step; `phases` has them.');
}

function readMissing(id: string) {
  if (toId(id, 'holding') !== null) return { kind: 'HOLDING', id } as const;
  if (toId(id, 'item') !== null) return { kind: 'ITEM', id } as const;
  throw badUserInput('after: this is no id of a holding or a copy; take the last one that `withoutNewId` gave.');
}

export const LibraryPhases: LibraryPhasesResolvers = {
  library: ({ library }) => library.id,
  systems: ({ library, written, unnamed }) =>
    [...library.memberships, ...unnamed].map((one) => ({ ...one, written: phaseIn(written, one.system) })),
  asked: ({ history }) => history.find(({ state }) => state === 'ASKED') ?? null,
  history: ({ history }) => history,
  async withoutNewId({ library, history }, { first, after }, { reports }) {
    // What a refusal counted is kept, although nothing was asked for then.
    const frozen = library.memberships.find(({ phase }) => phase === 'FROZEN')?.system;
    const source = frozen ?? history.find(({ phase }) => phase === 'MOVED')?.source;
    const limit = readPageSize(first, false);
    const behind = typeof after === 'string' ? readMissing(after) : null;
    return source === undefined ? [] : listMissing(reports, { library: library.id, source }, limit, behind);
  },
  async toRekey({ library, history }, _args, { access, reports }) {
    access.assertMayReadReaders('toRekey');
    const moved = history.find(({ phase, state }) => phase === 'MOVED' && state === 'CONFIRMED');
    if (moved === undefined) return null;
    const { source, target, endedAt } = moved;
    return listToRekey(reports, { library: library.id, source, target, movedAt: endedAt ?? moved.askedAt });
  },
};

function phaseIn(written: Library | null, system: string): MovePhase | null {
  return written?.memberships.find((one) => one.system === system)?.phase ?? null;
}

export const SystemPhase: SystemPhaseResolvers = {
  since: ({ since }) => (since === null || since.includes('T') ? since : `${since}T00:00:00Z`),
  contradiction: ({ system, phase, written }) => {
    if (written === phase) return null;
    return written === null
      ? `The region file no longer names ${system} for this library, and the file counts: that it was to be ${phase} has no effect. Give it a membership of ${system} if that is wrong.`
      : `The region file says ${written}. What was decided counts: ${phase}. Write that into the file once it shall stay so.`;
  },
};

export const PhaseRequest: PhaseRequestResolvers = {
  id: ({ id }) => String(id),
  isOver: (request, _args, { now }) => request.state === 'ASKED' && isOver(request, now()),
};

export const SwitchCounts: SwitchCountsResolvers = {
  items: ({ items }) => items.held,
  itemsKnown: ({ items }) => items.known,
  holdings: ({ holdings }) => holdings.held,
  holdingsKnown: ({ holdings }) => holdings.known,
  openLoans: ({ loans }) => loans?.open ?? null,
  openLoansThere: ({ loans }) => loans?.there ?? null,
  openLoansUnknown: ({ loans }) => loans?.unknown ?? null,
};
