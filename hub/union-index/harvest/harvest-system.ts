import type { HarvestPage, LmsAdapter, ReadingRules } from '#contract/adapter.ts';
import type { LibraryId, SystemId } from '#domain/ids.ts';
import { MerciaError, isMerciaError, type ErrorCode } from '#platform/errors.ts';
import { deleteRejectsOfGone, deleteUnnumbered, emptyRejects, nameUnnumbered } from '../repositories/rejects.ts';
import type { Tx } from '#store/tables.ts';
import type { CondensedPage, Ingest, IngestTarget } from '#union-index/ingest-contract.ts';
import { withFormerHolders } from './former-holders.ts';
import { joinPages } from './join-pages.ts';
import { fullHarvestWithin, type FullPlan } from './nightly.ts';
import { withLease, writeUnderLease, type Lease, type LeaseHolder } from './lease.ts';
import type { HarvestProgress } from './progress.ts';
import {
  beginRun,
  failRun,
  findLastTry,
  finishRun,
  savePage,
  type HarvestKind,
  type HarvestRun,
  type LastTry,
  type RunCounts,
} from './run.ts';
import { findSweepPages, LossNotBelieved, refuseLosses, type AcceptedLosses } from './sweep.ts';
import { applyRules, targetOf } from './apply-rules.ts';

export interface HarvestSystemOptions extends LeaseHolder {
  readonly adapter: LmsAdapter;
  readonly ingest: Ingest;
  readonly clock: () => Date;
  readonly onProgress?: ((progress: HarvestProgress) => void) | undefined;
  /** Defaults to `auto`; `full` starts over even if a run could be resumed. */
  readonly kind?: HarvestKind | undefined;
  /** When `auto` harvests everything again; without it, only what changed. */
  readonly full?: FullPlan | undefined;
  /** How many records of a full harvest are written in one transaction if they arrive quickly (`HarvestPace`). */
  readonly recordsAtOnce?: number | undefined;
  /** Accepts that a system has lost many of its records, or that these of its libraries have. */
  readonly acceptMassDeletion?: AcceptedLosses | undefined;
  /** What messages call a library; its id if absent. */
  readonly nameOfLibrary?: ((library: LibraryId) => string) | undefined;
  /** How many days the bytes of unreadable records are kept; 90 if absent. */
  readonly rejectDays?: number | undefined;
}

const REJECT_DAYS = 90;
const DAY_MS = 86_400_000;

export interface HarvestOutcome extends RunCounts {
  readonly kind: 'full' | 'changes';
  readonly resumed: boolean;
}

/**
 * Harvests one system, if that is due after the last try, whichever process made it; else gives that one. Resumes an interrupted
 * run, or starts one, and leaves new records of a full harvest waiting to be matched. Each page, or a few small ones, is one
 * transaction that also stores the position after it, so that a killed process loses and repeats nothing. Throws a MerciaError,
 * and stores its code and public message in `harvest_run.problem`; throws the signal's reason if aborted.
 */
export async function harvestIfDue(
  options: HarvestSystemOptions,
  isDue: (last: LastTry) => boolean,
): Promise<HarvestOutcome | LastTry> {
  const target = await prepare(options);
  return withLease(options, target, async (lease, signal) => {
    const last = await findLastTry(options.db, lease);
    return last === null || isDue(last) ? harvestUnderLease(options, lease, signal) : last;
  });
}

async function prepare(options: HarvestSystemOptions): Promise<IngestTarget> {
  const { adapter, db } = options;
  const systemId = adapter.system.id;
  if (adapter.harvest === undefined) {
    throw new MerciaError(
      'CAPABILITY_UNSUPPORTED',
      `[${systemId}] harvest: as this system is configured it gives no records; see \`mercia doctor\``,
      { system: systemId },
    );
  }
  const target = await targetOf(db, adapter);
  await applyRules(options, target);
  const { readsBy, digest } = adapter.harvest.rules;
  if (readsBy !== undefined && readsBy !== digest) {
    options.logger.warn(
      { system: systemId, rules: digest, readsBy },
      'the adapter server reads by another region file: what either hides is hidden; give both the same file',
    );
  }
  return target;
}

async function harvestUnderLease(
  options: HarvestSystemOptions,
  lease: Lease,
  signal: AbortSignal,
): Promise<HarvestOutcome> {
  const { adapter, clock, db, logger } = options;
  // With each try, and of every system: of one that answers no more, and of one that has left the region, too.
  await emptyRejects(db, new Date(clock().getTime() - (options.rejectDays ?? REJECT_DAYS) * DAY_MS));
  const canHarvestChanges = adapter.capabilities.includes('HARVEST_CHANGES');
  const { full, kind = 'auto' } = options;
  const fullEverySeconds = full === undefined ? null : await fullHarvestWithin(adapter, full, clock(), signal);
  const run = await beginRun(db, lease, { kind, canHarvestChanges, fullEverySeconds, at: clock() });
  if (run.because !== null) logger.info({ system: lease.target.systemId, because: run.because }, 'harvests everything');
  const progress = createReporter(options, lease);
  try {
    // Pages rest on records that today's rules have read.
    await options.ingest.readAgain(db, clock, signal);
    const counts = await harvestPages(options, lease, run, signal, progress);
    return { ...counts, kind: run.from.run.kind, resumed: run.resumed };
  } catch (thrown) {
    // A source that is told to stop may say so in words of its own.
    const error: unknown = signal.aborted ? signal.reason : thrown;
    const problem = describeProblem(error, lease.target, options.signal);
    progress.fail(problem, isMerciaError(error) ? error.code : null);
    await failRun(db, lease, run, { problem, isRefused: error instanceof LossNotBelieved }, clock()).catch(
      (failure: unknown) => {
        logger.warn({ err: failure, system: lease.target.systemId }, 'could not store why a harvest failed');
      },
    );
    options.signal.throwIfAborted();
    throw isMerciaError(error)
      ? error
      : new MerciaError('INTERNAL', problem, { cause: error, system: lease.target.systemId });
  }
}

async function harvestPages(
  options: HarvestSystemOptions,
  lease: Lease,
  run: HarvestRun,
  signal: AbortSignal,
  progress: ReturnType<typeof createReporter>,
): Promise<RunCounts> {
  const { adapter, clock, db } = options;
  const met = new Set<string>();
  const ofRun = { target: lease.target, run, met };
  let counts: RunCounts | null = null;
  let finished = false;
  const brought = withFormerHolders(adapter.harvest?.pages(run.from, signal) ?? [], {
    db,
    systemId: lease.target.systemId,
    kind: run.from.run.kind,
    resumeAt: run.from.resumeAt,
    find: adapter.harvest?.findRecords?.bind(adapter.harvest),
    signal,
  });
  const pages = condensed(options.ingest, brought, lease.target.rules);
  // Changes are few, and each page of them keeps others from changing editions while it is written.
  for await (const page of run.from.run.kind === 'full' ? joinPages(pages, options.recordsAtOnce) : pages) {
    signal.throwIfAborted();
    // Only a last page has either; it ends the run in its own transaction.
    finished = page.nextCursor !== null || page.allLocalIds !== null;
    const isFirst: boolean = counts === null;
    for (const name of nameUnnumbered(page.rejects)) met.add(name);
    counts = await writeUnderLease(db, lease, (transaction) =>
      applyPage(transaction, options, { ...ofRun, page, isFirst, isLast: finished }),
    );
    progress.page(counts, finished);
    if (finished) break;
  }
  signal.throwIfAborted();
  if (finished && counts !== null) return counts;
  // A source that ends without a word has nothing more, and no cursor.
  await writeUnderLease(db, lease, (transaction) => endRun(transaction, ofRun, null, clock()));
  counts ??= { records: 0, deletions: 0, rejects: 0, expected: null };
  progress.page(counts, true);
  return counts;
}

async function* condensed(
  ingest: Ingest,
  pages: AsyncIterable<HarvestPage> | Iterable<HarvestPage>,
  rules: ReadingRules | undefined,
): AsyncGenerator<CondensedPage> {
  for await (const page of pages) yield ingest.condense(page, rules);
}

interface OfRun {
  readonly target: IngestTarget;
  readonly run: HarvestRun;
  /** Names of the rejects without a number that this process has met so far. */
  readonly met: ReadonlySet<string>;
}

/** What a run of everything has not met is not there any more; one that was resumed met what came before elsewhere. */
async function endRun(
  transaction: Tx,
  { target, run, met }: OfRun,
  nextCursor: string | null,
  at: Date,
): Promise<void> {
  await finishRun(transaction, run, nextCursor, at);
  if (run.from.run.kind === 'full' && !run.resumed) await deleteUnnumbered(transaction, target.number, met);
}

interface PageOfRun extends OfRun {
  readonly page: CondensedPage;
  /** Of what this process brings of the run. */
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

async function applyPage(
  transaction: Tx,
  { clock, ingest, acceptMassDeletion: accepted = false, nameOfLibrary: nameOf = (id) => id }: HarvestSystemOptions,
  { page, isFirst, isLast, ...ofRun }: PageOfRun,
): Promise<RunCounts> {
  const at = clock();
  const { target, run } = ofRun;
  if (isFirst) await refuseLosses(transaction, target, page, { accepted, nameOf });
  const sweep = await findSweepPages(transaction, target, page, accepted);
  // Never in the index, they are in no sweep.
  if (page.allLocalIds !== null) await deleteRejectsOfGone(transaction, target.number, page.allLocalIds);
  let [added, deletions, rejects] = [0, 0, 0];
  // Of a full harvest most is new: it is matched together at the end, and no edition is written with every page.
  const newRecords = run.from.run.kind === 'full' ? 'later' : 'match';
  // The sweep was looked at and cut into pages here, so ingest is not to do it again.
  for (const part of [{ ...page, allLocalIds: null }, ...sweep]) {
    const counts = await ingest.applyPage(transaction, target, part, at, newRecords);
    added += counts.added;
    deletions += counts.deletions;
    rejects += counts.rejects;
  }
  const total = await savePage(transaction, run, page, { added, deletions, rejects }, at);
  if (isLast) await endRun(transaction, ofRun, page.nextCursor, at);
  return total;
}

function createReporter(options: HarvestSystemOptions, lease: Lease) {
  const system = lease.target.systemId;
  let pages = 0;
  let last: RunCounts = { records: 0, deletions: 0, rejects: 0, expected: null };
  return {
    page(counts: RunCounts, finished: boolean) {
      pages += 1;
      last = counts;
      options.onProgress?.({ system, ...counts, page: pages, finished, problem: null, code: null });
    },
    fail(problem: string, code: ErrorCode | null) {
      options.onProgress?.({ system, ...last, page: pages, finished: false, problem, code });
    },
  };
}

function describeProblem(error: unknown, target: IngestTarget, signal: AbortSignal): string {
  if (signal.aborted)
    return `[${target.systemId}] harvest: stopped before it finished; the next one goes on from there`;
  if (isMerciaError(error)) return `${error.code}: ${error.publicMessage}`;
  return failedInternally(target.systemId);
}

export function failedInternally(system: SystemId): string {
  return `[${system}] harvest: Mercia failed internally; see the log; the next harvest continues from there`;
}
