/**
 * Shares what each library system may be asked among the processes of a region. Each process claims its share in the database and
 * reads it from memory; a claim is renewed every few seconds and expires. A process takes more only of what is free, and what it gives
 * up is free when nothing of it is in use any more: all of them together never exceed a limit.
 */
import { withinTime } from '#platform/deadline.ts';
import { MerciaError } from '#platform/errors.ts';
import type { HostShare, HostShares, ShareHolder } from '#platform/host-guard/index.ts';
import type { Logger } from '#platform/logger.ts';
import { describeHolder, hasEnded } from '#store/holder.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import type { Claim } from './divide.ts';
import { connectionsOf, createHostClaim, perSecondOf, type HostClaim } from './host-claim.ts';
import {
  readHosts,
  register,
  renew,
  unregister,
  writeHosts,
  writePause,
  type ChangedHost,
  type SharedHosts,
} from './share-rows.ts';

export interface HostSharesOptions {
  readonly db: Kysely<Database>;
  readonly logger: Logger;
  /** The command, for people: `mercia harvest`. */
  readonly name: string;
  /** True if people may ask at any moment: a share of each host is claimed before the first question. */
  readonly answersReaders: boolean;
  /** Milliseconds of a clock that is never set; `performance.now` if absent. */
  readonly now?: () => number;
}

export interface ProcessShares extends HostShares {
  /** Gives everything back; nothing may be asked any more. */
  close(): Promise<void>;
}

/** How long what was told may be used, and how often it is renewed. */
const LIFE_MS = 20_000;
const RENEW_MS = 3_000;
/** How often claims are read: by a process that is alone, by one that shares a host, by one that waits for its first unit. */
const ALONE_MS = 500;
const SHARED_MS = 200;
const ASKING_MS = 50;
/** A database that says nothing for so long does not answer; after the longer time it is asked again. */
const SILENT_MS = 1_000;
const GIVEN_UP_MS = 5_000;
/** What one call takes at most if nothing is said of it. */
const CALL_MS = 10_000;
const CLOSE_MS = 1_000;

/** Nothing is asked of the database before a host is. */
export function openHostShares(options: HostSharesOptions): ProcessShares {
  return new SharesOfProcess(options);
}

class SharesOfProcess implements ProcessShares {
  readonly #options: HostSharesOptions;
  readonly #now: () => number;
  readonly #hosts = new Map<string, HostClaim>();
  readonly #rounds: Rounds;
  #isClosed = false;
  #holder: string | null = null;
  /** What is claimed may be used until then. */
  #validUntil = 0;
  #renewedAt = -Infinity;
  #expiry: NodeJS.Timeout | undefined;
  /** When the database was asked that has not answered since; null while it answers. */
  #silentSince: number | null = null;
  #hasFailed = false;

  constructor(options: HostSharesOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => performance.now());
    this.#rounds = createRounds(() => this.#goRound());
  }

  open(host: string, holder: ShareHolder): HostShare {
    const { db, answersReaders } = this.#options;
    const isValid = (): boolean => this.#isValid();
    const isSilent = (): boolean => this.#isSilent();
    const { wake } = this.#rounds;
    const claim = createHostClaim({ holder, answersReaders, now: this.#now, isValid, onGivenUp: wake });
    this.#hosts.set(host, claim);
    if (answersReaders) wake();
    const used = (): number => (isValid() ? claim.used : 0);
    return {
      get connections() {
        return connectionsOf(used(), holder.limits());
      },
      get perSecond() {
        return perSecondOf(used(), holder.limits());
      },
      get isCutOff() {
        return used() === 0 && isSilent();
      },
      want(count, isUrgent) {
        claim.want(count, isUrgent);
        // More than none has time until the next round.
        if (claim.used === 0) wake();
      },
      pause(ms) {
        // This process keeps it in any case, and the others learn of it when the database answers.
        void writePause(db, host, ms).catch(() => undefined);
      },
    };
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#expiry);
    this.#validUntil = 0;
    await withinTime(this.#rounds.stop(), CLOSE_MS, () => undefined);
    if (this.#holder === null) return;
    // What cannot be given back expires.
    const given = unregister(this.#options.db, this.#holder).catch(() => undefined);
    await withinTime(given, CLOSE_MS, () => undefined);
  }

  #isValid(): boolean {
    return this.#now() < this.#validUntil;
  }

  #isSilent(): boolean {
    const hasExpired = this.#validUntil > 0 && !this.#isValid();
    return this.#hasFailed || hasExpired || (this.#silentSince !== null && this.#now() - this.#silentSince > SILENT_MS);
  }

  /** Others count the claims until every exchange that was begun in time has ended. */
  #expiresInMs(): number {
    const calls = Array.from(this.#hosts.values(), ({ limits }) => limits().callTimeoutMs ?? CALL_MS);
    return LIFE_MS + Math.max(...calls);
  }

  #lose(): void {
    this.#holder = null;
    this.#validUntil = 0;
    for (const host of this.#hosts.values()) host.hold(0, 0);
  }

  #prolong(askedAt: number): void {
    const wasValid = this.#isValid();
    this.#renewedAt = askedAt;
    this.#validUntil = askedAt + LIFE_MS;
    clearTimeout(this.#expiry);
    this.#expiry = setTimeout(() => {
      this.#expire();
    }, this.#validUntil - this.#now()).unref();
    if (!wasValid) for (const host of this.#hosts.values()) host.refresh();
  }

  #expire(): void {
    if (this.#isClosed) return;
    for (const host of this.#hosts.values()) host.refresh();
    this.#options.logger.error(
      'No library system is asked any more: the database does not answer, which says what this process may ask',
    );
  }

  /** Claims what there is to claim; gives in how many milliseconds to look again. */
  async #goRound(): Promise<number> {
    const { logger } = this.#options;
    const askedAt = this.#now();
    this.#silentSince ??= askedAt;
    try {
      const work = new AbortController();
      const ms = await withinTime(this.#claimAll(askedAt, work.signal), GIVEN_UP_MS, () => {
        work.abort();
        throw new MerciaError('STORE_UNAVAILABLE', `database: no answer within ${GIVEN_UP_MS} ms`);
      });
      if (this.#hasFailed)
        logger.info('The database answers again: it is known what this process may ask of library systems');
      this.#silentSince = null;
      this.#hasFailed = false;
      return ms;
    } catch (err) {
      if (!this.#hasFailed && !this.#isClosed) {
        const leftMs = Math.max(0, Math.round(this.#validUntil - this.#now()));
        logger.warn(
          { err, leftMs },
          'The database does not say what this process may ask of library systems; what it was told holds for leftMs',
        );
      }
      const isNews = !this.#hasFailed;
      this.#hasFailed = true;
      if (isNews && !this.#isValid()) for (const host of this.#hosts.values()) host.refresh();
      return ALONE_MS;
    }
  }

  async #claimAll(askedAt: number, signal: AbortSignal): Promise<number> {
    const { db } = this.#options;
    const own = await this.#keepHolder(askedAt, signal);
    const read = await readHosts(db, [...this.#hosts.keys()]);
    const others = await runningOf(read.holders, own);
    signal.throwIfAborted();
    if (!read.holders.includes(own)) {
      this.#lose();
      return 0;
    }
    const wanted = [...this.#hosts].flatMap(([name, host]) => changeOf(name, host, { own, others, read }));
    if (wanted.length > 0) {
      const changes = wanted.map(({ change }) => change);
      const written = await writeHosts(db, changes);
      signal.throwIfAborted();
      for (const { change, host } of wanted)
        if (written.has(change.host)) host.hold(change.claims.get(own)?.units ?? 0, read.now);
      if (written.size < wanted.length) return 0;
    }
    return this.#pauseAfter(read, others);
  }

  /** Registers this process, or renews it in time. */
  async #keepHolder(askedAt: number, signal: AbortSignal): Promise<string> {
    const { db, name } = this.#options;
    const known = this.#holder;
    if (known !== null && askedAt - this.#renewedAt < RENEW_MS) return known;
    const isRenewed = known !== null && (await renew(db, known, this.#expiresInMs()));
    signal.throwIfAborted();
    if (known !== null && isRenewed) {
      this.#prolong(askedAt);
      return known;
    }
    this.#lose();
    const next = await describeHolder(name);
    await register(db, next, this.#expiresInMs());
    signal.throwIfAborted();
    this.#holder = next;
    this.#prolong(askedAt);
    return next;
  }

  #pauseAfter(read: SharedHosts, others: ReadonlySet<string>): number {
    if ([...this.#hosts.values()].some(({ asks }) => asks)) return ASKING_MS;
    const isShared = ([name, { used }]: [string, HostClaim]): boolean =>
      used > 0 && [...(read.hosts.get(name)?.claims.keys() ?? [])].some((id) => others.has(id));
    return [...this.#hosts].some(isShared) ? SHARED_MS : ALONE_MS;
  }
}

interface Change {
  readonly change: ChangedHost;
  readonly host: HostClaim;
}

/** What is to be written of a host; nothing if its row says it already. */
function changeOf(host: string, claim: HostClaim, { own, others, read }: Seen): Change[] {
  const row = read.hosts.get(host);
  if (row !== undefined && row.pausedForMs > 0) claim.pauseFor(row.pausedForMs);
  const before = row?.claims.get(own);
  claim.hold(before?.units ?? 0, read.now);
  const ofOthers = new Map([...(row?.claims ?? [])].filter(([id]) => others.has(id)));
  const next = claim.next(own, ofOthers, read.now);
  if (before === undefined ? next.wants === 0 : isSame(before, next)) return [];
  const claims = new Map([...ofOthers, [own, next]]);
  return [{ change: { host, version: row?.version ?? null, claims }, host: claim }];
}

/** What one round has read. */
interface Seen {
  readonly own: string;
  /** The other processes that run. */
  readonly others: ReadonlySet<string>;
  readonly read: SharedHosts;
}

/** Of these processes the others, without those of this machine that have ended and had no time to say so. */
async function runningOf(holders: readonly string[], own: string): Promise<ReadonlySet<string>> {
  const others = holders.filter((each) => each !== own);
  const ended = await Promise.all(others.map(hasEnded));
  return new Set(others.filter((_, at) => ended[at] === false));
}

function isSame(a: Claim, b: Claim): boolean {
  return (
    a.units === b.units && a.wants === b.wants && a.isLive === b.isLive && a.asks === b.asks && a.since === b.since
  );
}

type Rounds = ReturnType<typeof createRounds>;

/** Goes round when it is woken, and then after each round in as many milliseconds as that says. */
function createRounds(goRound: () => Promise<number>) {
  let timer: NodeJS.Timeout | undefined;
  let current: Promise<void> | null = null;
  let beganAt = -Infinity;
  let isWoken = false;
  let isStopped = false;

  function plan(ms: number): void {
    clearTimeout(timer);
    if (!isStopped) timer = setTimeout(begin, ms).unref();
  }
  function begin(): void {
    isWoken = false;
    beganAt = performance.now();
    current = goRound().then((ms) => {
      current = null;
      plan(isWoken ? Math.min(ms, soon()) : ms);
    });
  }
  /** However often it is woken. */
  const soon = (): number => Math.max(0, beganAt + ASKING_MS - performance.now());

  return {
    /** Goes round soon; again, if a round is under way. */
    wake: (): void => {
      if (isWoken) return;
      isWoken = true;
      if (current === null) plan(soon());
    },
    /** No more rounds; settles when the one under way has ended. */
    async stop(): Promise<void> {
      isStopped = true;
      clearTimeout(timer);
      await current;
    },
  };
}
