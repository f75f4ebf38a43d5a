/** Record numbers that two systems both use: what a target must renumber. */
import { sql } from 'kysely';
import { number, tableOf, text, type Report } from '../reports/report.ts';
import { systemsInScope } from '../reports/systems-in-scope.ts';
import { keepResult, readResult, type SnapshotFinder } from '../snapshots/finder.ts';
import { isInVersion } from '../snapshots/snapshot-rows.ts';
import { counted } from '../reports/say.ts';

/** The systems that share numbers, and how many: each number counts once, under all that use it. */
interface SharedNumbers {
  readonly systems: readonly string[];
  readonly numbers: number;
}

const KEPT_AS = { report: 'record-numbers', key: '' };

/** Kept as numbers: where systems count from 1, nearly every record is concerned, and no list of them is of use. */
export const countSharedNumbers: SnapshotFinder = {
  what: 'record numbers that two systems use',
  async find(transaction, { number }) {
    const { rows } = await sql<SharedNumbers>`
      SELECT systems, count(*) AS numbers FROM (
        SELECT array_agg(name.system_id ORDER BY name.system_id) AS systems
        FROM snapshot_system s
          JOIN system name ON name.id = s.system
          JOIN snapshot_record t ON t.system = s.system AND ${isInVersion('t', 's')}
        WHERE s.snapshot = ${number}
        GROUP BY t.local_id HAVING count(*) > 1) shared
      GROUP BY systems ORDER BY count(*) DESC, systems`.execute(transaction);
    await keepResult(transaction, { snapshot: number, ...KEPT_AS }, rows);
  },
};

export const recordNumbers: Report = {
  name: 'record-numbers',
  question: 'How many record numbers are used by two systems?',
  leavesOut: [],
  async run(context) {
    const { db, snapshot } = context;
    const own = new Set<string>((await systemsInScope(context)).map(({ id }) => id));
    const shared = (
      (await readResult<readonly SharedNumbers[]>(db, { snapshot: snapshot.number, ...KEPT_AS })) ?? []
    ).filter((row) => row.systems.some((id) => own.has(id)));
    const numbers = sum(shared.map((row) => row.numbers));
    const renumber = sum(shared.map((row) => row.numbers * (row.systems.length - 1)));
    const pairs = pairsOf(shared, own);
    return {
      title: `${counted(numbers, 'record number is', 'record numbers are')} used by two systems or more; at least ${counted(renumber, 'record')} must get another.`,
      summary: [
        { label: 'Numbers that two systems or more use', value: numbers },
        { label: 'Records to renumber if one system keeps each number', value: renumber },
      ],
      tables: [
        tableOf(
          { name: 'systems', title: 'Records of each system whose number another uses' },
          [...own],
          [
            text('System', (id) => id),
            number('Records', (id) => sum(shared.filter((row) => row.systems.includes(id)).map((row) => row.numbers))),
          ],
        ),
        tableOf({ name: 'pairs', title: 'Numbers that two systems both use' }, pairs, [
          text('System', ({ one }) => one),
          text('Other system', ({ other }) => other),
          number('Numbers', ({ count }) => count),
        ]),
      ],
    };
  },
};

interface Pair {
  readonly one: string;
  readonly other: string;
  readonly count: number;
}

/** Each pair of which one is asked about, once; the most numbers first. */
function pairsOf(shared: readonly SharedNumbers[], own: ReadonlySet<string>): readonly Pair[] {
  const pairs = new Map<string, Pair>();
  for (const { systems, numbers } of shared) {
    for (const [place, one] of systems.entries()) {
      for (const other of systems.slice(place + 1)) {
        if (!own.has(one) && !own.has(other)) continue;
        const key = JSON.stringify([one, other]);
        pairs.set(key, { one, other, count: (pairs.get(key)?.count ?? 0) + numbers });
      }
    }
  }
  return [...pairs.values()].toSorted((a, b) => b.count - a.count);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
