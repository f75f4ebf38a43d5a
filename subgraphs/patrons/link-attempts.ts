/**
 * Guessing is slow: attempts to link an account are counted for the patron who tries and for the card that is tried, attempts of
 * staff to find an account by a card for who tries.
 */
import type { SystemId } from '#domain/ids.ts';
import { deleteAttempts, holdAttempts, writeAttempts, type Attempts } from './repositories/attempts.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely, Transaction } from 'kysely';
import { foldCard } from './card-lookup.ts';
import { subjectUnder, type PatronKeys, type Person, type SecretKeys } from './patron-keys.ts';

export interface Attempted {
  readonly patron: Person;
  readonly system: SystemId;
  readonly card: string;
}

export interface Locked {
  readonly lockedUntil: Date;
}

/** An attempt that may be made; given back with what came of it. */
export interface Begun {
  readonly begunAt: Date;
}

export type LinkAttempts = ReturnType<typeof createLinkAttempts>;

export function createLinkAttempts(db: Kysely<Database>, keys: PatronKeys, clock: () => Date) {
  const counting = createCounting(db);
  const namesOfPatron = ({ patron }: Attempted): readonly string[] => namesOfTrying(keys, patron);
  const namesOfCard = ({ system, card }: Attempted): readonly string[] =>
    namesUnder(keys, (each) => each.nameOf('card', JSON.stringify([system, foldCard(card)])));

  return {
    // Always in this order: two who wait for each other would wait for ever.
    /** Counts an attempt before it is made. If it may not be made, gives the time until which. */
    begin: (attempted: Attempted): Promise<Locked | Begun> =>
      counting([...namesOfPatron(attempted), ...namesOfCard(attempted)], (transaction, names) =>
        begin(transaction, names, clock(), READERS),
      ),
    /** The attempt succeeded: the card has no failures any more, the patron one less. */
    succeeded: (attempted: Attempted, begun: Begun): Promise<void> =>
      counting(namesOfPatron(attempted), async (transaction, names) => {
        await uncount(transaction, names, begun, READERS);
        await deleteAttempts(transaction, namesOfCard(attempted));
      }),
    /** Nothing reached the system: it is not counted. */
    notMade: (attempted: Attempted, begun: Begun): Promise<void> =>
      counting([...namesOfPatron(attempted), ...namesOfCard(attempted)], (transaction, names) =>
        uncount(transaction, names, begun, READERS),
      ),
  };
}

/** Of staff who look for an account by its card. */
export type StaffAttempts = ReturnType<typeof createStaffAttempts>;

export function createStaffAttempts(db: Kysely<Database>, keys: PatronKeys, clock: () => Date) {
  const counting = createCounting(db);
  const namesOf = (staff: Person): readonly string[] =>
    namesUnder(keys, (each) => each.nameOf('staff', subjectUnder(each, staff)));
  return {
    /** Counts an attempt before it is made. If it may not be made, gives the time until which. */
    begin: (staff: Person): Promise<Locked | Begun> =>
      counting(namesOf(staff), (transaction, names) => begin(transaction, names, clock(), STAFF)),
    /** It found what they may see, or nothing reached the system: it is not counted. */
    takeBack: (staff: Person, begun: Begun): Promise<void> =>
      counting(namesOf(staff), (transaction, names) => uncount(transaction, names, begun, STAFF)),
  };
}

type Count<Counted> = (transaction: Transaction<Database>, names: readonly string[]) => Promise<Counted>;

/**
 * Counts under names that the database lets one transaction after the other change. In this process those with a name in common wait
 * without a connection: a reader who tries forty cards at once would else hold those of others.
 */
function createCounting(db: Kysely<Database>) {
  const last = new Map<string, Promise<unknown>>();
  return async <Counted>(names: readonly string[], count: Count<Counted>): Promise<Counted> => {
    const before = Promise.allSettled(names.map((name) => last.get(name) ?? Promise.resolve()));
    const own = before.then(() => db.transaction().execute((transaction) => count(transaction, names)));
    for (const name of names) last.set(name, own);
    try {
      return await own;
    } finally {
      for (const name of names) if (last.get(name) === own) last.delete(name);
    }
  };
}

async function begin(
  transaction: Transaction<Database>,
  names: readonly string[],
  now: Date,
  rule: LockOutRule,
): Promise<Locked | Begun> {
  const held = [];
  for (const who of names) held.push({ who, attempts: await holdAttempts(transaction, who, now) });
  const locks = held.flatMap(({ attempts }) => findLock(attempts, now) ?? []);
  const [longest] = locks.toSorted((a, b) => b.getTime() - a.getTime());
  if (longest !== undefined) return { lockedUntil: longest };
  for (const { who, attempts } of held) await writeAttempts(transaction, who, countAttempt(attempts, now, rule));
  return { begunAt: now };
}

async function uncount(
  transaction: Transaction<Database>,
  names: readonly string[],
  begun: Begun,
  rule: LockOutRule,
): Promise<void> {
  for (const who of names) {
    const before = await holdAttempts(transaction, who, begun.begunAt);
    await writeAttempts(transaction, who, uncountAttempt(before, begun, rule));
  }
}

export function namesOfTrying(keys: PatronKeys, patron: Person): readonly string[] {
  return namesUnder(keys, (each) => each.nameOf('patron', subjectUnder(each, patron)));
}

/** Counted under every secret, so that replacing one forgives nothing; in the same order whichever is the current one. */
function namesUnder({ all }: PatronKeys, nameUnder: (keys: SecretKeys) => string): readonly string[] {
  return all.map(nameUnder).toSorted();
}

/** How long somebody who tried cards that were not right must wait. */
export interface LockOutRule {
  /** The failure with which waiting begins. */
  readonly failures: number;
  /** Whether what failed before is forgotten. */
  isForgiven(before: Attempts, now: Date): boolean;
}

const FIRST_LOCK_MS = 15 * 60_000;
const LONGEST_LOCK_MS = 24 * 3_600_000;
/** After so long without a failure, all failures are forgotten. */
export const FORGIVEN_AFTER_MS = 24 * 3_600_000;

/** Readers who link an account of their own, and the cards that are tried. */
export const READERS: LockOutRule = {
  failures: 5,
  isForgiven: ({ lockedUntil, lastAt }, now) => now.getTime() - (lockedUntil ?? lastAt).getTime() > FORGIVEN_AFTER_MS,
};

/** Staff type cards all day, and mistype some: they have more failures, and each day (UTC) begins without any. */
export const STAFF: LockOutRule = {
  failures: 20,
  isForgiven: ({ lastAt }, now) => dayOf(lastAt) !== dayOf(now),
};

/** Until when it may not be tried; null if it may. */
export function findLock({ lockedUntil }: Attempts, now: Date): Date | null {
  return lockedUntil !== null && lockedUntil > now ? lockedUntil : null;
}

/**
 * One more attempt, counted as failed before it is made, so that many at once do not get around the lock. After the failure
 * that the rule names the next attempt must wait 15 minutes, and twice as long after each further one, up to a day.
 */
export function countAttempt(before: Attempts, now: Date, rule: LockOutRule): Attempts {
  const failures = (rule.isForgiven(before, now) ? 0 : before.failures) + 1;
  return { failures, lockedUntil: lockAfter(failures, now, rule), lastAt: now };
}

/**
 * Takes back an attempt that did not reach the system, or that succeeded, with the lock that it brought itself: whatever lock there was
 * before was over when it began. A lock of an attempt that began later stays if enough others failed.
 */
export function uncountAttempt(before: Attempts, { begunAt }: Begun, rule: LockOutRule): Attempts {
  const failures = Math.max(0, before.failures - 1);
  const isNewest = before.lastAt.getTime() === begunAt.getTime();
  return { ...before, failures, lockedUntil: isNewest || failures < rule.failures ? null : before.lockedUntil };
}

function lockAfter(failures: number, now: Date, rule: LockOutRule): Date | null {
  if (failures < rule.failures) return null;
  const lockMs = Math.min(LONGEST_LOCK_MS, FIRST_LOCK_MS * 2 ** (failures - rule.failures));
  return new Date(now.getTime() + lockMs);
}

function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}
