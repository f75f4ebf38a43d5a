/** What this process claims of one host, and what of it is in use. */
import type { HostLimits, ShareHolder } from '#platform/host-guard/index.ts';
import { unitsFor, type Claim } from './divide.ts';

/** What others hold and want, by holder. */
type Claims = ReadonlyMap<string, Claim>;

export type HostClaim = ReturnType<typeof createHostClaim>;

export interface HostClaimOptions {
  readonly holder: ShareHolder;
  /** True if people may ask at any moment: then it wants all that others do not. */
  readonly answersReaders: boolean;
  readonly now: () => number;
  readonly isValid: () => boolean;
  /** Called when what it has given up is in use no longer. */
  readonly onGivenUp: () => void;
}

/** What was wanted at a time is wanted again for so long. */
const WANTED_FOR_MS = 5_000;

export function createHostClaim({ holder, answersReaders, now: clock, isValid, onGivenUp }: HostClaimOptions) {
  let held = 0;
  let used = 0;
  /** Rises with each change of what is used: only the last one counts. */
  let changes = 0;
  let isGivenUp = true;
  /** Since when it holds any, or asks for the first one, by the database's clock. */
  let since: number | null = null;
  let most = 0;
  let mostAt = -Infinity;
  let urgentAt = -Infinity;

  const isRecent = (at: number): boolean => clock() - at < WANTED_FOR_MS;
  const asks = (): boolean => used === 0 && holder.present() > 0;

  function use(units: number): void {
    used = units;
    isGivenUp = false;
    changes += 1;
    const change = changes;
    void holder.adopt(isValid() ? connectionsOf(used, holder.limits()) : 0).then(() => {
      if (change !== changes) return;
      isGivenUp = true;
      if (used < held) onGivenUp();
    });
  }

  function wants(): { readonly wants: number; readonly isLive: boolean } {
    const capacity = capacityOf(holder.limits());
    const wanted = Math.max(holder.present(), isRecent(mostAt) ? most : 0);
    const isLive = answersReaders || isRecent(urgentAt);
    return { isLive, wants: answersReaders || (isLive && wanted > 0) ? capacity : Math.min(capacity, wanted) };
  }

  return {
    /** Units that it uses: fewer than it claims while it gives up some. */
    get used() {
      return used;
    },
    limits: holder.limits,
    /** True if something waits, and it has no unit. */
    get asks() {
      return asks();
    },
    /** So many exchanges wait or run now. */
    want(count: number, isUrgent: boolean) {
      const now = clock();
      if (count >= most || !isRecent(mostAt)) [most, mostAt] = [count, now];
      if (isUrgent) urgentAt = now;
    },
    /** What this process should claim next to the others; begins to give up what it has too much of. */
    next(own: string, others: Claims, now: number): Claim {
      if (held === 0) since = asks() ? (since ?? now) : null;
      const claim = { units: held, asks: asks(), since: since ?? 0, ...wants() };
      // Whoever has nothing to ask gives up its turn.
      const seen = holder.present() === 0 ? { ...claim, since: 0 } : claim;
      const units = unitsFor(own, new Map([...others, [own, seen]]), capacityOf(holder.limits()), now);
      // What it still holds it may use again, without a word to anybody.
      if (Math.min(units, held) !== used) use(Math.min(units, held));
      return { ...claim, units: Math.max(units, isGivenUp ? used : held) };
    },
    /** It is written that it holds so many; what it does not hold is used no longer. */
    hold(units: number, now: number) {
      if (held === 0 && units > 0) since = now;
      if (held > 0 && units === 0) since = null;
      const isMore = units > held;
      held = units;
      if (isMore || used > held) use(held);
    },
    /** Hands what is in use on to the guard again: all of it, or nothing while the claim is not valid. */
    refresh() {
      use(used);
    },
    pauseFor: holder.pause,
  };
}

/** What is shared out: connections, or exchanges a second if those are fewer. */
export function capacityOf({ connections, perSecond = Infinity }: HostLimits): number {
  return Math.max(1, Math.floor(Math.min(connections, perSecond)));
}

export function connectionsOf(units: number, limits: HostLimits): number {
  return Math.floor((limits.connections * Math.min(units, capacityOf(limits))) / capacityOf(limits));
}

/** Whole numbers, if it has not all: what several processes begin in a second must not be more in sum. */
export function perSecondOf(units: number, limits: HostLimits): number | undefined {
  const { perSecond } = limits;
  const capacity = capacityOf(limits);
  return perSecond === undefined || units >= capacity ? perSecond : Math.floor((perSecond * units) / capacity);
}
