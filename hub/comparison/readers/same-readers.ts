/** One card, or one person, in several systems: told by tokens alone. */
import type { SystemId } from '#domain/ids.ts';
import { isSmall, showCount, showTotalOfShown, type ShownCount } from '#domain/small-numbers.ts';
import { sql, type RawBuilder } from 'kysely';
import { findNotTold, permittedReaders, type NotTold, type ReaderScope } from './reader-tables.ts';

/** An e-mail address that more accounts have is a ward's mailbox, a name with a birth date a made-up one: no one person's. */
const ACCOUNTS_MAX = 10;

/** What two registrations with one card say of their readers. */
export const CLASH_VERDICTS = ['SAME_PERSON', 'DIFFERENT_PERSON', 'NOT_JUDGEABLE'] as const;
export type ClashVerdict = (typeof CLASH_VERDICTS)[number];

export interface CardClashes {
  readonly systems: readonly [SystemId, SystemId];
  /** Says no more than the three do. */
  readonly cards: ShownCount;
  readonly byVerdict: Readonly<Record<ClashVerdict, ShownCount>>;
}

/** Pairs of systems that share no card are not in it, unless one of them tells no cards: then `notTold` names it. */
export async function countCardClashes(
  scope: ReaderScope,
): Promise<{ readonly pairs: readonly CardClashes[]; readonly notTold: readonly NotTold[] }> {
  const [{ rows }, notTold] = await Promise.all([
    sql<{ one: SystemId; other: SystemId; verdict: ClashVerdict; count: number }>`
      SELECT one, other, verdict, count(*)::integer AS count FROM (${clashes(scope)}) c
      GROUP BY 1, 2, 3 ORDER BY 1, 2`.execute(scope.db),
    findNotTold(scope, ['CARD']),
  ]);
  const pairs = Map.groupBy(rows, ({ one, other }) => JSON.stringify([one, other]));
  return {
    pairs: [...pairs].map(([key, found]): CardClashes => {
      const numberOf = (verdict: ClashVerdict): number => found.find((row) => row.verdict === verdict)?.count ?? 0;
      return {
        systems: JSON.parse(key) as [SystemId, SystemId],
        cards: showTotalOfShown(CLASH_VERDICTS.map(numberOf)),
        byVerdict: Object.fromEntries(
          CLASH_VERDICTS.map((verdict) => [verdict, showCount(numberOf(verdict))]),
        ) as Record<ClashVerdict, ShownCount>,
      };
    }),
    notTold,
  };
}

/** A different address alone says nothing: people have several. */
function clashes(scope: ReaderScope): RawBuilder<unknown> {
  return sql`
    WITH permitted AS MATERIALIZED (${permittedReaders(scope)}),
      mailbox AS (SELECT email FROM permitted WHERE email IS NOT NULL GROUP BY 1 HAVING count(*) > ${ACCOUNTS_MAX})
    SELECT a.system_id AS one, b.system_id AS other,
      CASE
        WHEN a.name_birth = b.name_birth THEN 'SAME_PERSON'
        WHEN a.email = b.email AND NOT EXISTS (SELECT FROM mailbox m WHERE m.email = a.email) THEN 'SAME_PERSON'
        WHEN a.name_birth <> b.name_birth THEN 'DIFFERENT_PERSON'
        ELSE 'NOT_JUDGEABLE'
      END AS verdict
    FROM permitted a JOIN permitted b ON a.card_token = b.card_token AND a.system_id COLLATE "C" < b.system_id`;
}

export interface SharedReaders {
  /** Persons who are registered at two systems or more, as far as their tokens tell. */
  readonly persons: ShownCount;
  readonly pairs: readonly { readonly systems: readonly [SystemId, SystemId]; readonly persons: ShownCount }[];
  readonly notTold: readonly NotTold[];
}

/**
 * Accounts are one person's if they share a name with birth date, or an address, also through a third account. Of persons who are at one of
 * the systems that are asked for, and of the pairs with one of those; of all if none are named.
 */
export async function countSharedReaders(
  scope: ReaderScope,
  asked: ReadonlySet<string> | null = null,
): Promise<SharedReaders> {
  const [persons, notTold] = await Promise.all([findSharedReaders(scope), findNotTold(scope, [])]);
  const numbers = new Map<string, number>();
  const isAsked = (systems: readonly SystemId[]): boolean => asked === null || systems.some((id) => asked.has(id));
  const systemsOf = persons.map((accounts) => [...new Set(accounts.map(systemOf))].toSorted());
  for (const systems of systemsOf) {
    for (const [place, one] of systems.entries())
      for (const other of systems.slice(place + 1)) {
        if (!isAsked([one, other])) continue;
        const key = JSON.stringify([one, other]);
        numbers.set(key, (numbers.get(key) ?? 0) + 1);
      }
  }
  return {
    persons: showPersons(systemsOf, systemsOf.filter(isAsked).length, [...numbers.values()]),
    pairs: [...numbers]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, count]) => ({ systems: JSON.parse(key) as [SystemId, SystemId], persons: showCount(count) })),
    notTold,
  };
}

/** The accounts of each person who has several, each written as `["koha-a","token"]`; whose token is theirs alone is not in it. */
async function findSharedReaders(scope: ReaderScope): Promise<readonly (readonly string[])[]> {
  return joinAccounts((await findSharingAccounts(scope)).map(({ accounts }) => accounts));
}

/** Accounts of several systems that have one token in common. */
export interface SharingAccounts {
  readonly by: 'name_birth' | 'email';
  /** Each written as `["koha-a","token"]`. */
  readonly accounts: readonly string[];
}

/** What speaks for accounts being one person's. For a count that is enough; to make them one, see `personsOf` in the plans. */
export async function findSharingAccounts(scope: ReaderScope): Promise<readonly SharingAccounts[]> {
  const { rows } = await sql<SharingAccounts>`
    WITH permitted AS MATERIALIZED (${permittedReaders(scope)})
    ${sharing('name_birth')} UNION ALL ${sharing('email')}`.execute(scope.db);
  return rows;
}

/**
 * With the pairs it would tell a hidden one, and how many are in three systems or in two alone: so if any of these is small, it is hidden, also
 * if it is not among the persons, because the pairs that are not asked for can be asked for, too.
 */
function showPersons(
  systemsOf: readonly (readonly SystemId[])[],
  persons: number,
  ofPairs: readonly number[],
): ShownCount {
  const together = [...Map.groupBy(systemsOf, (systems) => JSON.stringify(systems)).values()];
  if (persons === 0 || !together.some(({ length }) => isSmall(length))) return showCount(persons);
  return { value: null, suppressed: true, atLeast: Math.max(1, ...ofPairs.filter((number) => !isSmall(number))) };
}

/** Sets of accounts of several systems, each written as `["koha-a","token"]`. */
function sharing(column: 'name_birth' | 'email'): RawBuilder<unknown> {
  const shared = sql.ref(column);
  return sql`
    SELECT ${sql.lit(column)} AS by, array_agg(json_build_array(system_id, reader_token)::text) AS accounts
    FROM permitted WHERE ${shared} IS NOT NULL GROUP BY ${shared}
    HAVING count(DISTINCT system_id) > 1 AND count(*) <= ${ACCOUNTS_MAX}`;
}

function systemOf(account: string): SystemId {
  const [system] = JSON.parse(account) as [SystemId, string];
  return system;
}

/** Sets that have an account in common, as one. */
export function joinAccounts(sets: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const setOf = new Map<string, Set<string>>();
  for (const accounts of sets) {
    const before = new Set(accounts.flatMap((account) => setOf.get(account) ?? []));
    const joined = new Set([...accounts, ...[...before].flatMap((one) => [...one])]);
    for (const account of joined) setOf.set(account, joined);
  }
  return [...new Set(setOf.values())].map((joined) => [...joined]);
}
