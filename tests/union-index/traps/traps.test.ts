import { sharedAvailable } from '#tests/support/shared.ts';
import { scorePair, toMatchView } from '#union-index/match/score-pair.ts';
import type { MatchView, PairScore } from '#union-index/match/score-pair.ts';
import { describeRecord } from '#union-index/normalise/describe-record.ts';
import { foldText } from '#union-index/normalise/text.ts';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { clusterInMemory } from '../cluster-in-memory.ts';
import { SharedRecords } from './shared-records.ts';
import { readTrapPairs, trapKinds } from './trap-pairs.ts';
import type { TrapPair, TrapRecord } from './trap-pairs.ts';

const records = new SharedRecords();
const JOINED = readTrapPairs('joined');
const TRAPS = trapKinds().map((kind) => [kind, readTrapPairs(kind)] as const);
/** Above what any key of these records is shared by, so that no evidence is left out. */
const KEY_CAP = 1000;

/** Refuses a record of another title: then the file was cut anew, and the table names the wrong ones. */
function viewOf({ file, record, title }: TrapRecord): MatchView {
  const description = describeRecord(records.get(file, record));
  expect(foldText(description.title)).toContain(foldText(title));
  return toMatchView(description);
}

function score({ a, b }: TrapPair): PairScore {
  return scorePair(viewOf(a), viewOf(b));
}

function nameOf({ why, a, b }: TrapPair): string {
  return `${a.title} / ${b.title}: ${why} (${a.record}, ${b.record})`;
}

function keyOf({ file, record }: TrapRecord): string {
  return `${file} ${record}`;
}

/** The edition of each record, where all of them stand in one index. */
function clusterAll(pairs: readonly TrapPair[]): ReadonlyMap<string, number> {
  const all = new Map(pairs.flatMap(({ a, b }) => [a, b]).map((record) => [keyOf(record), record]));
  const candidates = [...all].map(([sortKey, record], number) => ({ record: number, sortKey, facts: viewOf(record) }));
  const editions = new Map<string, number>();
  for (const [edition, group] of clusterInMemory(candidates, KEY_CAP).entries()) {
    for (const { sortKey } of group) editions.set(sortKey, edition);
  }
  return editions;
}

describe.skipIf(!sharedAvailable)('records that look alike and are two editions (needs the shared data)', () => {
  describe.each(TRAPS)('%s', (_kind, pairs) => {
    it.each(pairs.map((pair) => [nameOf(pair), pair] as const))('does not join %s', (_name, pair) => {
      const { decision } = score(pair);

      expect(decision).not.toBe('SAME');
    });
  });

  // Nothing in their records tells them apart that does not also differ between two records of one book.
  it.fails.each(readTrapPairs('open').map((pair) => [nameOf(pair), pair] as const))(
    'cannot yet part %s',
    (_name, pair) => {
      expect(score(pair).decision).not.toBe('SAME');
    },
  );

  it('number two hundred and more, and sixty of serials', () => {
    const counts = TRAPS.map(([kind, pairs]) => ({ serial: kind.startsWith('serial-'), pairs: pairs.length }));
    const sum = (serial: boolean): number =>
      counts.filter((count) => count.serial === serial).reduce((total, { pairs }) => total + pairs, 0);

    expect(sum(false)).toBeGreaterThanOrEqual(200);
    expect(sum(true)).toBeGreaterThanOrEqual(60);
  });

  it('are counted in docs/matching.md', () => {
    const table = readFileSync(new URL('../../../docs/matching.md', import.meta.url), 'utf8').replaceAll(/ +/g, ' ');

    for (const [kind, pairs] of TRAPS) {
      expect(table).toMatch(new RegExp(`\\| \`${kind}\` \\|[^|]+\\| ${String(pairs.length)} \\| 0 \\|`));
    }
  });

  it('stay apart when all stand in one index', () => {
    const pairs = TRAPS.flatMap(([, of]) => of);
    const editions = clusterAll([...pairs, ...JOINED]);

    const joined = pairs.filter(({ a, b }) => editions.get(keyOf(a)) === editions.get(keyOf(b)));

    expect(joined.map(nameOf)).toEqual([]);
  });
});

describe.skipIf(!sharedAvailable)('records that look unlike and are one edition (needs the shared data)', () => {
  it.each(JOINED.map((pair) => [nameOf(pair), pair] as const))('joins %s', (_name, pair) => {
    expect(score(pair)).toMatchObject({ decision: 'SAME', vetoes: [] });
  });
});
