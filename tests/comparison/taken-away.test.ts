/** What a system does not tell is never counted as nothing: what it tells is taken away, one thing after the other. */
import { REPORTS } from '#comparison/index.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BEFORE_RELEASE } from '../release.ts';
import { startComparedRegion, type ComparedRegion } from './support/compared-region.ts';

const SYSTEM = 'koha-b';
const OF_SYSTEM = sql`(SELECT id FROM system WHERE system_id = ${SYSTEM})`;

interface Line {
  readonly label: string;
  readonly value: number | null;
  readonly text: string | null;
  readonly notToldBy: readonly string[];
}

let region: ComparedRegion;
/** The numbers of the last snapshot, by report and label. */
let before: ReadonlyMap<string, Line>;

beforeAll(async () => {
  region = await startComparedRegion({ lists: true, first: true });
  before = await numbersOf('first');
}, 120_000);
afterAll(() => region.close());

async function numbersOf(snapshot: string): Promise<ReadonlyMap<string, Line>> {
  const numbers = new Map<string, Line>();
  for (const { name, scope } of REPORTS) {
    const { data, errors } = await region.ask<{ snapshot: { report: { summary: readonly Line[] } } }>(
      `query ($snapshot: String, $name: String!, $library: ID) { snapshot(name: $snapshot) {
        report(name: $name, library: $library) { summary { label value text notToldBy } } } }`,
      { snapshot, name, library: scope === 'LIBRARY' ? 'tamehollow' : null },
    );
    expect(errors).toBeUndefined();
    for (const line of data.snapshot.report.summary) numbers.set(`${name}: ${line.label}`, line);
  }
  return numbers;
}

/** What is taken away, the last of which is all that is left; each costs a snapshot and every report. */
const TAKEN_AWAY = [
  ['details of copies', [sql`UPDATE item SET details = NULL WHERE system = ${OF_SYSTEM}`]],
  [
    'how copies stand',
    [
      sql`UPDATE item SET status = NULL, status_at_source = NULL, use = NULL WHERE system = ${OF_SYSTEM}`,
      sql`UPDATE hidden_item SET status = NULL, status_at_source = NULL, use = NULL WHERE system = ${OF_SYSTEM}`,
    ],
  ],
  ['statements', [sql`UPDATE holding SET statements = '[]' WHERE system = ${OF_SYSTEM}`]],
  [
    'readers',
    [
      sql`DELETE FROM reader WHERE system = ${OF_SYSTEM}`,
      sql`DELETE FROM loan_list WHERE system = ${OF_SYSTEM} AND list = 'READERS'`,
    ],
  ],
  [
    'holds',
    [
      sql`DELETE FROM open_hold WHERE system = ${OF_SYSTEM}`,
      sql`DELETE FROM loan_list WHERE system = ${OF_SYSTEM} AND list = 'OPEN_HOLDS'`,
    ],
  ],
  [
    'loans',
    [
      sql`DELETE FROM open_loan WHERE system = ${OF_SYSTEM}`,
      sql`DELETE FROM loan_list WHERE system = ${OF_SYSTEM} AND list = 'OPEN_LOANS'`,
    ],
  ],
  [
    'codes and rules of lending',
    [
      sql`DELETE FROM system_code WHERE system = ${OF_SYSTEM}`,
      sql`DELETE FROM system_policy WHERE system = ${OF_SYSTEM}`,
    ],
  ],
  [
    'copies',
    [sql`DELETE FROM item WHERE system = ${OF_SYSTEM}`, sql`DELETE FROM hidden_item WHERE system = ${OF_SYSTEM}`],
  ],
] as const;
const IN_THE_GATE: readonly string[] = ['how copies stand', 'loans', 'copies'];

it.each(TAKEN_AWAY.filter(([what]) => BEFORE_RELEASE || IN_THE_GATE.includes(what)))(
  'without %s every number is as it was, or says who does not tell it',
  async (what, statements) => {
    for (const statement of statements) await statement.execute(region.graph.database.db);

    const was = before;
    await region.takeSnapshot(`without ${what}`);
    const now = await numbersOf(`without ${what}`);

    before = now;
    const silent = [...now].filter(([name, line]) => {
      const earlier = was.get(name);
      const isSaid = line.notToldBy.includes(SYSTEM) || (line.text ?? '').includes('not told');
      return earlier !== undefined && earlier.value !== line.value && !isSaid;
    });
    expect(
      silent.map(([name, { value }]) => `${name}: ${String(was.get(name)?.value)} became ${String(value)}`),
    ).toEqual([]);
  },
  120_000,
);
