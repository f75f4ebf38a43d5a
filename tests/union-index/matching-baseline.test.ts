import { readFileSync } from 'node:fs';
import { parseMarcInJson } from '#adapters/protocols/marc/index.ts';
import type { MarcRecord } from '#adapters/protocols/marc/marc-record.ts';
import { sharedAvailable, sharedPath } from '#tests/support/shared.ts';
import { comparePair } from '#union-index/match/compare-pair.ts';
import { describeRecord } from '#union-index/normalise/describe-record.ts';
import { describe, expect, it } from 'vitest';

interface LabelledPair {
  readonly a: MarcRecord;
  readonly b: MarcRecord;
  readonly same: boolean;
  readonly kind: string;
}

interface Score {
  readonly pairs: number;
  readonly precision: number;
  readonly recall: number;
}

/**
 * Reads labelled pairs. What made a label is hidden from the matcher: the control numbers of all rows, and 020 as well
 * in the run `withoutIsbn`.
 */
function readPairs(name: string): readonly LabelledPair[] {
  const records = new Map<string, MarcRecord>();
  for (const line of readFileSync(sharedPath('data', 'matching', `${name}-records.ndjson`), 'utf8').split('\n')) {
    if (line === '') continue;
    const { id, marc } = JSON.parse(line) as { id: string; marc: unknown };
    const outcome = parseMarcInJson(marc);
    if (outcome.kind === 'record') records.set(id, outcome.record);
  }
  const [header = '', ...rows] = readFileSync(sharedPath('data', 'matching', `${name}-pairs.tsv`), 'utf8')
    .trimEnd()
    .split('\n');
  const columns = header.split('\t');
  return rows.flatMap((row) => {
    const cells = row.split('\t');
    const cell = (column: string): string => cells[columns.indexOf(column)] ?? '';
    const [a, b] = [records.get(cell('id_a')), records.get(cell('id_b'))];
    // `check`: the evidence conflicts, nobody knows.
    if (a === undefined || b === undefined || cell('same_edition') === 'check') return [];
    return [{ a, b, same: cell('same_edition') === 'yes', kind: cell('kind') }];
  });
}

function without(record: MarcRecord, tags: readonly string[]): MarcRecord {
  return { leader: record.leader, fields: record.fields.filter(({ tag }) => !tags.includes(tag)) };
}

function score(pairs: readonly LabelledPair[], hidden: readonly string[]): Score {
  let [right, wrong, missed] = [0, 0, 0];
  for (const { a, b, same } of pairs) {
    const found = comparePair(describeRecord(without(a, hidden)), describeRecord(without(b, hidden))).same;
    if (found && same) right += 1;
    else if (found) wrong += 1;
    else if (same) missed += 1;
  }
  const ratio = (part: number, rest: number): number => (part + rest === 0 ? 1 : part / (part + rest));
  return { pairs: pairs.length, precision: ratio(right, wrong), recall: ratio(right, missed) };
}

const NUMBERS = ['001', '003', '010', '019', '035'];

/**
 * A baseline to be beaten by scored matching, not a target to be tuned to: the first form joins by numbers, and pairs
 * whose numbers are hidden it must miss.
 */
describe.skipIf(!sharedAvailable)('matching of labelled pairs (needs the shared data)', () => {
  it('is measured, and seldom joins what is not one edition', () => {
    const pairs = readPairs('marc');
    const sameNumber = pairs.filter(({ kind, same }) => kind === 'same-number' || !same);
    const scores = {
      'all numbers shown': score(pairs, []),
      'control numbers hidden': score(pairs, NUMBERS),
      'control numbers hidden, same-number rows': score(sameNumber, NUMBERS),
      'ISBN hidden too': score(pairs, [...NUMBERS, '020']),
      'zephir, all numbers shown': score(readPairs('zephir'), []),
    };
    const lines = Object.entries(scores).map(
      ([run, { pairs: count, precision, recall }]) =>
        `${run}: ${String(count)} pairs, precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}`,
    );
    process.stdout.write(`${lines.join('\n')}\n`);

    expect(scores['all numbers shown'].pairs).toBeGreaterThan(800);
    expect(scores['all numbers shown'].precision).toBeGreaterThan(0.9);
    expect(scores['control numbers hidden'].precision).toBeGreaterThan(0.9);
  });
});
