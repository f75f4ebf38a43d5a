/** What the machine gives just now: work of a fixed kind, so that a slower run can be told from a slower machine. */
const FIELDS = 40;
/** Some 50 MB of text: a neighbour that leaves little of the memory's speed shows in it as it does in a load. */
const RECORDS = 15_000;

/** Two readings, before and after a measurement: processor microseconds for a record. */
export type Yardsticks = readonly [number, number];

export interface WithYardstick<T> {
  readonly figures: T;
  readonly yardsticks: Yardsticks;
}

/** Does the work between two readings of the yardstick. */
export async function withYardstick<T>(work: () => Promise<T>): Promise<WithYardstick<T>> {
  const before = yardstick();
  const figures = await work();
  return { figures, yardsticks: [before, yardstick()] };
}

/** `16.0 / 15.7` */
export function formatYardsticks(yardsticks: Yardsticks): string {
  return yardsticks.map((microseconds) => microseconds.toFixed(1)).join(' / ');
}

/** Processor microseconds that it takes to read a record of forty fields from JSON, of many that no cache holds. */
function yardstick(): number {
  const texts = Array.from({ length: RECORDS }, (_, record) => JSON.stringify(fieldsOf(record)));
  const { user } = process.cpuUsage();
  let read = 0;
  for (const text of texts) read += (JSON.parse(text) as unknown[]).length;
  if (read !== RECORDS * FIELDS) throw new Error('the yardstick read something else than was written');
  return (process.cpuUsage().user - user) / RECORDS;
}

function fieldsOf(record: number): readonly unknown[] {
  return Array.from({ length: FIELDS }, (_, field) => ({
    tag: String(100 + field),
    subfields: [
      { code: 'a', value: `What field ${String(field)} says of record ${String(record)}` },
      { code: 'b', value: 'and what it adds to it' },
    ],
  }));
}
