/** As of when each list about readers is that a ledger compares: its records may be of tonight, and its loans of last week. */
import { listsOfSnapshot, type Snapshot, type SnapshotList } from '#comparison/snapshots/snapshot.ts';
import { badUserInput } from '#platform/errors.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';

interface LedgerLists {
  readonly source: readonly SnapshotList[];
  readonly target: readonly SnapshotList[];
}

interface ListedSide {
  readonly snapshot: Pick<Snapshot, 'number'>;
  readonly systems: readonly string[];
}

/** Of both sides, by system and list. */
export async function listsOfLedger(
  db: Kysely<Database>,
  { source, target }: { readonly source: ListedSide; readonly target: ListedSide },
): Promise<LedgerLists> {
  const of = async ({ snapshot, systems }: ListedSide): Promise<readonly SnapshotList[]> =>
    (await listsOfSnapshot(db, snapshot.number)).filter(({ system }) => systems.includes(system));
  return { source: await of(source), target: await of(target) };
}

/** Throws BAD_USER_INPUT if a list of the target is older than that of the source: then nothing of the source can be in it. */
export function assertLoadedBefore({ source, target }: LedgerLists): void {
  for (const { system, list, asOf } of target) {
    const before = source.find((one) => one.list === list && one.system !== system && one.asOf > asOf);
    if (before === undefined) continue;
    const what = list.toLowerCase();
    throw badUserInput(
      `target: the ${what} of ${system} are as of ${sayMoment(asOf)}, and those of ${before.system} as of ${sayMoment(before.asOf)}: ` +
        `they were read before anything was loaded. Harvest the lists of ${system} (mercia loans harvest --system ${system}) and take ` +
        'another snapshot; or say that these are the right ones (despite: TARGET_PROBLEM).',
    );
  }
}

const LISTS = ['READERS', 'LOANS', 'HOLDS', 'CHARGES'] as const;

/** Lists that a snapshot does not tell of a system, or of which rows left since. */
export async function listUntoldOf(
  db: Kysely<Database>,
  snapshot: number,
  system: string,
): Promise<readonly (typeof LISTS)[number][]> {
  const { rows } = await sql<{ list: string }>`
    SELECT l.list FROM snapshot_reader_list l JOIN system y ON y.id = l.system
    WHERE l.snapshot = ${snapshot} AND y.system_id = ${system}
    GROUP BY 1 HAVING bool_and(l.gone_at IS NULL OR l.row_count = 0)`.execute(db);
  return LISTS.filter((list) => rows.every((row) => row.list !== list));
}

/** `old: holds, loans as of 2026-06-01 18:30 UTC; charges as of 2026-05-31 02:00 UTC`; empty if there is no list. */
export function sayLists(lists: readonly SnapshotList[]): string {
  const bySystem = Map.groupBy(lists, ({ system }) => system);
  return [...bySystem]
    .map(([system, own]) => {
      const byMoment = Map.groupBy(own, ({ asOf }) => sayMoment(asOf));
      const said = [...byMoment].map(
        ([moment, same]) => `${same.map(({ list }) => list.toLowerCase()).join(', ')} as of ${moment}`,
      );
      return `${system}: ${said.join('; ')}`;
    })
    .join('. ');
}

function sayMoment(moment: Date): string {
  return `${moment.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
