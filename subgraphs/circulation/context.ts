import type { ItemId } from '#domain/ids.ts';
import type { Region } from '#domain/region.ts';
import type { MovedIds } from '#domain/moved-ids.ts';
import type { HostState } from '#platform/host-guard/index.ts';
import type { AnswerBegun } from '#platform/learned-reserve.ts';
import type { Role } from '#platform/signed-context.ts';
import type { AccountServices } from './account-services.ts';
import type { AllHistories } from './answer-history.ts';
import type { Answering } from './answering.ts';
import type { CopyHistoryModel } from './copy-history.ts';
import type { FactCounts } from './fact-counts.ts';
import type { LiveLoader } from './live/live-loader.ts';
import type { FindSite } from './sites.ts';
import type { RequestDeadline } from './request-deadline.ts';
import type { ToldSources } from './told-at.ts';

/** What belongs to one request; resolvers use its loaders. */
export interface CirculationContext {
  /** Accounts and writes, built when one of them is asked for. */
  readonly readers: () => AccountServices;
  readonly loaders: LiveLoader;
  readonly deadline: RequestDeadline;
  /** What is kept back of the time for making it. */
  readonly answer: AnswerBegun;
  readonly counts: FactCounts;
  readonly findSite: FindSite;
  readonly movedIds: MovedIds;
  readonly region: Pick<Region, 'libraries' | 'systems' | 'moved'>;
  readonly role: Role;
  /** Those that a member of staff works for; empty for everybody else. */
  readonly libraries: readonly string[];
  /** Finds the request in every log. */
  readonly correlationId: string;
  readonly answering: Pick<Answering, 'find'>;
  /** How all systems answered in so many last hours; undefined if nothing is kept. */
  readonly history: ((hours: number) => Promise<AllHistories>) | undefined;
  /** Where it is known from what readers were told at a time; undefined if nothing is kept. */
  readonly toldSources: ToldSources | undefined;
  /** What was told of a copy over time; undefined if nothing is kept. */
  readonly copyHistory: ((copy: ItemId) => Promise<CopyHistoryModel>) | undefined;
  /** The hosts that this process asks itself, by their names. */
  readonly hosts: () => ReadonlyMap<string, HostState>;
  readonly now: () => number;
}
