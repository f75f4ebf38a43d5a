import { generateDemoRegion } from '#demo/generate.ts';
import { toMatchView } from '#union-index/match/score-pair.ts';
import { describeRecord } from '#union-index/normalise/describe-record.ts';
import { describe, expect, it } from 'vitest';
import { clusterInMemory } from './cluster-in-memory.ts';

interface Row {
  readonly name: string;
  readonly truths: readonly string[];
  readonly edition: number;
}

/** That of a region of four systems. */
const KEY_CAP = 20;

/** Clusters the public records of the demonstration region, in memory, as the index would. */
function clusterDemo(): readonly Row[] {
  const { worlds, symphony, truth } = generateDemoRegion({ now: Date.parse('2025-03-01T12:00:00Z') });
  const open = truth.filter(({ visibility, edition }) => visibility === 'PUBLIC' && edition !== '');
  const described = open.flatMap((row, record) => {
    const marc =
      row.system === 'symphony-d'
        ? symphony.bibs.get(String(row.record))?.marc
        : worlds.get(row.system)?.biblios.get(row.record)?.marc;
    return marc === undefined ? [] : [{ record, row, facts: toMatchView(describeRecord(marc)) }];
  });
  const candidates = described.map(({ record, row, facts }) => ({
    record,
    sortKey: `${row.system} ${String(row.record)}`,
    facts,
  }));
  return clusterInMemory(candidates, KEY_CAP).flatMap((group, edition) =>
    group.map(({ record, sortKey }) => {
      const row = open[record]!;
      return { name: sortKey, truths: [row.edition, row.also].filter((key) => key !== ''), edition };
    }),
  );
}

describe('matching of the demonstration region', () => {
  it('joins nearly all that is one edition, and next to nothing that is not', () => {
    const rows = clusterDemo();
    let [right, wrong, missed] = [0, 0, 0];
    for (const [index, a] of rows.entries()) {
      for (const b of rows.slice(index + 1)) {
        const same = a.truths.some((key) => b.truths.includes(key));
        if (a.edition === b.edition) {
          if (same) right += 1;
          else wrong += 1;
        } else if (same && a.truths.length === 1 && b.truths.length === 1) missed += 1;
      }
    }
    const [precision, recall] = [right / (right + wrong), right / (right + missed)];
    process.stdout.write(
      `demonstration region: ${String(rows.length)} records, precision ${precision.toFixed(4)}, recall ${recall.toFixed(4)}\n`,
    );

    expect(rows.length).toBeGreaterThan(1000);
    expect(precision).toBeGreaterThan(0.999);
    expect(recall).toBeGreaterThan(0.98);
  });
});
