/** What the machine gives just now: work of a fixed kind, so that figures of two runs can be told apart from two machines. */
const FIELDS = 40;
const ROUNDS = 20_000;

/** Processor microseconds that a record of forty fields takes from an object to JSON and back. */
export function yardstick(): number {
  const record = Array.from({ length: FIELDS }, (_, number) => ({
    tag: String(100 + number),
    subfields: [
      { code: 'a', value: `What field ${String(number)} says, in some forty letters` },
      { code: 'b', value: 'and what it adds' },
    ],
  }));
  const { user } = process.cpuUsage();
  let read = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    read += (JSON.parse(JSON.stringify(record)) as typeof record).length;
  }
  if (read !== ROUNDS * FIELDS) throw new Error('the yardstick read something else than was written');
  return (process.cpuUsage().user - user) / ROUNDS;
}
