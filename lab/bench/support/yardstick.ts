const FIELDS = 40;
/** Some 50 MB of text: a neighbour that leaves little of the memory's speed shows in it as it does in a load. */
const RECORDS = 15_000;

/**
 * What the machine gives just now: processor microseconds that it takes to read a record of forty fields from JSON, of many that no
 * cache holds.
 */
export function readYardstick(): number {
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
