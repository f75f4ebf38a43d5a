/**
 * Guessing is slow: attempts to link an account are counted for the patron who tries and for the card that is tried, attempts of
 * staff to find an account by a card for who tries.
 */
import type { SystemId } from '#domain/ids.ts';
import { deleteAttempts, holdAttempts, writeAttempts } from './repositories/attempts.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely, Transaction } from 'kysely';
import { foldCard } from './card-text.ts';
import { countAttempt, findLock, READERS, STAFF, uncountAttempt, type LockOutRule } from './lock-out.ts';
import type { PatronKeys } from './patron-keys.ts';

export interface Attempted {
  readonly subject: string;
  readonly system: SystemId;
  readonly card: string;
}

export interface Locked {
  readonly lockedUntil: Date;
}

export interface LinkAttempts {
  /** Counts an attempt before it is made. Null if it may be made, else the time until which it may not. */
  begin(attempted: Attempted): Promise<Locked | null>;
  /** The attempt succeeded: the card has no failures any more, the patron one less. */
  succeeded(attempted: Attempted): Promise<void>;
  /** Nothing reached the system: it is not counted. */
  notMade(attempted: Attempted): Promise<void>;
}

export function createLinkAttempts(db: Kysely<Database>, keys: PatronKeys, clock: () => Date): LinkAttempts {
  const nameOfPatron = ({ subject }: Attempted): string => nameOfTrying(keys, subject);
  const nameOfCard = ({ system, card }: Attempted): string =>
    keys.nameOf('card', JSON.stringify([system, foldCard(card)]));

  return {
    // Always in this order: two who wait for each other would wait for ever.
    begin: (attempted) => begin(db, [nameOfPatron(attempted), nameOfCard(attempted)], clock(), READERS),
    succeeded: (attempted) =>
      db.transaction().execute(async (transaction) => {
        await uncount(transaction, nameOfPatron(attempted), clock(), READERS);
        await deleteAttempts(transaction, nameOfCard(attempted));
      }),
    notMade: (attempted) =>
      db.transaction().execute(async (transaction) => {
        for (const who of [nameOfPatron(attempted), nameOfCard(attempted)])
          await uncount(transaction, who, clock(), READERS);
      }),
  };
}

/** Of staff who look for an account by its card. */
export interface StaffAttempts {
  /** Counts an attempt before it is made. Null if it may be made, else the time until which it may not. */
  begin(subject: string): Promise<Locked | null>;
  /** It found what they may see, or nothing reached the system: it is not counted. */
  takeBack(subject: string): Promise<void>;
}

export function createStaffAttempts(db: Kysely<Database>, keys: PatronKeys, clock: () => Date): StaffAttempts {
  const nameOf = (subject: string): string => keys.nameOf('staff', subject);
  return {
    begin: (subject) => begin(db, [nameOf(subject)], clock(), STAFF),
    takeBack: (subject) =>
      db.transaction().execute((transaction) => uncount(transaction, nameOf(subject), clock(), STAFF)),
  };
}

async function begin(
  db: Kysely<Database>,
  names: readonly string[],
  now: Date,
  rule: LockOutRule,
): Promise<Locked | null> {
  return db.transaction().execute(async (transaction) => {
    const held = [];
    for (const who of names) held.push({ who, attempts: await holdAttempts(transaction, who, now) });
    const locks = held.flatMap(({ attempts }) => findLock(attempts, now) ?? []);
    const [longest] = locks.toSorted((a, b) => b.getTime() - a.getTime());
    if (longest !== undefined) return { lockedUntil: longest };
    for (const { who, attempts } of held) await writeAttempts(transaction, who, countAttempt(attempts, now, rule));
    return null;
  });
}

async function uncount(transaction: Transaction<Database>, who: string, now: Date, rule: LockOutRule): Promise<void> {
  await writeAttempts(transaction, who, uncountAttempt(await holdAttempts(transaction, who, now), rule));
}

/** The name under which the failures of a patron are counted. */
export function nameOfTrying(keys: PatronKeys, subject: string): string {
  return keys.nameOf('patron', subject);
}
