/** Figures that are read at each scrape, rather than counted as they happen. */
import { Gauge, type Registry } from 'prom-client';

/** The name of a gauge, what it tells, and its value in a row: 1 or 0 for a condition; null if the row is not in it. */
type Figure<Row> = readonly [name: string, help: string, valueIn: (row: Row) => number | boolean | null];

/** Gauges with the same labels, each of them a key of the rows. Gives what sets all of them, and forgets rows from before. */
export function createGauges<Label extends string, Row extends Readonly<Record<Label, string>>>(
  registry: Registry,
  labelNames: readonly Label[],
  figures: readonly Figure<Row>[],
): (rows: readonly Row[]) => void {
  const gauges = figures.map(
    ([name, help, valueIn]) => [new Gauge({ name, help, labelNames, registers: [registry] }), valueIn] as const,
  );
  return (rows) => {
    for (const [gauge, valueIn] of gauges) {
      // A gauge without labels is 0 when it is reset, which would say that all is well: it is taken out.
      if (labelNames.length === 0) gauge.remove();
      else gauge.reset();
      for (const row of rows) {
        const value = valueIn(row);
        if (value !== null) gauge.labels(...labelNames.map((label) => row[label])).set(Number(value));
      }
    }
  };
}
