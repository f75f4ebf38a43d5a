/**
 * Measures matching on labelled pairs and writes the tables of docs/matching.md: `npm run match:figures`. Goldfinch pairs
 * are judged by trees that saw no pair of their cluster, in several splits; the other sets were not trained on at all.
 */
import { sharedAvailable } from '#tests/support/shared.ts';
import { COLUMNS, compareFeatures, FEATURE_NAMES } from '#union-index/match/features/compare-features.ts';
import { loadModel } from '#union-index/match/model.ts';
import type { LabelledScore } from '#union-index/match/precision-recall.ts';
import {
  bestF1,
  precisionRecallAt,
  precisionRecallCurve,
  recallAtPrecision,
} from '#union-index/match/precision-recall.ts';
import { judgeModelled, judgePair, SAME_FROM, toMatchView } from '#union-index/match/score-pair.ts';
import { describeRecord } from '#union-index/normalise/describe-record.ts';
import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { matchTitles, shareIsbn } from './baselines/field-rules.ts';
import { goldRushKey } from './baselines/gold-rush.ts';
import { crossValidate, prepareTraining } from './cross-validate.ts';
import type { LabelledPair } from './labelled-pairs.ts';
import { readGoldfinch, readGoldfinchUnlabelled, readPairs, withoutTags } from './labelled-pairs.ts';
import { calibrate } from './platt.ts';

const DOCUMENT = new URL('../../../docs/matching.md', import.meta.url);
/** What made the labels of pairs that share a number. */
const CONTROL_NUMBERS = ['001', '003', '010', '019', '035'];

/** Splits other than those that the calibration is of. */
const SPLITS = [10, 11, 12, 13, 14];

interface Run {
  readonly rule: string;
  readonly pairs: string;
  /** One list for each split of the pairs. */
  readonly splits: readonly (readonly LabelledScore[])[];
  /** Says yes or no, and no probability. */
  readonly plain?: boolean;
}

if (!sharedAvailable) {
  process.stdout.write('match:figures needs the shared data (MERCIA_SHARED); the tables stay as they are\n');
} else {
  const goldfinch = readGoldfinch();
  const marc = readPairs('marc');
  const held = scoreHeldOut(goldfinch);
  const runs: readonly Run[] = [
    ...[['Goldfinch validation', goldfinch] as const, ['marc-pairs, all numbers shown', marc] as const].flatMap(
      ([pairs, all]) => baselines(pairs, all),
    ),
    { rule: '**Mercia**, held out by cluster', pairs: 'Goldfinch validation', splits: held },
    { rule: 'Mercia, in sample', pairs: 'Goldfinch validation', splits: [scoreAll(goldfinch, [])] },
    { rule: '**Mercia**', pairs: 'marc-pairs, all numbers shown', splits: [scoreAll(marc, [])] },
    { rule: '**Mercia**', pairs: 'marc-pairs, control numbers hidden', splits: [scoreAll(marc, CONTROL_NUMBERS)] },
    { rule: '**Mercia**', pairs: 'marc-pairs, ISBN hidden too', splits: [scoreAll(marc, [...CONTROL_NUMBERS, '020'])] },
  ];
  let text = replacePart(readFileSync(DOCUMENT, 'utf8'), 'figures', renderRuns(runs));
  text = replacePart(text, 'calibration', renderCalibration(held.flat()));
  text = replacePart(text, 'features', renderFeatures(goldfinch));
  const style = await resolveConfig(DOCUMENT);
  writeFileSync(DOCUMENT, await format(text, { ...style, parser: 'markdown' }));
  process.stdout.write(`${renderRuns(runs)}\n`);
}

/** What the anchors' rules say of the same pairs; the rule of numbers only where there are any. */
function baselines(name: string, pairs: readonly LabelledPair[]): readonly Run[] {
  const described = pairs.map(({ a, b, same }) => ({
    a,
    b,
    same,
    first: describeRecord(a),
    second: describeRecord(b),
  }));
  const run = (rule: string, match: (pair: (typeof described)[number]) => boolean): Run => ({
    rule,
    pairs: name,
    plain: true,
    splits: [described.map((pair) => ({ probability: match(pair) ? 1 : 0, same: pair.same }))],
  });
  return [
    run('Gold Rush key of December 2024', ({ a, b }) => goldRushKey(a) === goldRushKey(b)),
    run('title rule as RecordManager has it', ({ first, second }) => matchTitles(first, second)),
    ...(described.some(({ first }) => first.identifiers.isbns.length > 0)
      ? [run('one ISBN in common', ({ first, second }) => shareIsbn(first, second))]
      : []),
  ];
}

function scoreHeldOut(pairs: readonly LabelledPair[]): readonly (readonly LabelledScore[])[] {
  const training = prepareTraining(pairs, readGoldfinchUnlabelled());
  const views = pairs.map(({ a, b }) => [toMatchView(describeRecord(a)), toMatchView(describeRecord(b))] as const);
  return SPLITS.map((seed) => {
    const held = crossValidate(training, seed);
    const { scale, shift } = calibrate(held);
    return held.map(({ same, sum }, index) => {
      const [a, b] = views[index] ?? [];
      const judged = a === undefined || b === undefined ? null : judgeModelled(a, b, scale * sum + shift);
      return { probability: judged?.probability ?? 0, same };
    });
  });
}

function scoreAll(pairs: readonly LabelledPair[], hidden: readonly string[]): readonly LabelledScore[] {
  return pairs.map(({ a, b, same }) => {
    const [first, second] = [a, b].map((record) => toMatchView(describeRecord(withoutTags(record, hidden))));
    return {
      probability: first === undefined || second === undefined ? 0 : judgePair(first, second).probability,
      same,
    };
  });
}

function renderRuns(runs: readonly Run[]): string {
  const rows = runs.map(({ rule, pairs, splits, plain = false }) => {
    const points = splits.map((scores) => precisionRecallAt(scores, SAME_FROM));
    const curves = splits.map((scores) => precisionRecallCurve(scores));
    const precise = curves.map((curve) => recallAtPrecision(curve, 0.995)?.recall ?? 0);
    return [
      rule,
      pairs,
      ...(['precision', 'recall', 'f1'] as const).map((share) => mean(points.map((point) => point[share])).toFixed(4)),
      `${mean(points.map(({ joinedWrongly }) => joinedWrongly)).toFixed(0)} / ${mean(points.map(({ missed }) => missed)).toFixed(0)}`,
      plain ? '' : withSpread(precise),
      plain ? '' : withSpread(curves.map((curve) => bestF1(curve)?.f1 ?? 0)),
    ];
  });
  return table(
    ['rule', 'pairs', 'precision', 'recall', 'F1', 'wrong / missed', 'recall at precision 0.995', 'best F1'],
    rows,
  );
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The mean, and the standard deviation over splits. */
function withSpread(values: readonly number[]): string {
  const middle = mean(values);
  if (values.length < 2) return middle.toFixed(4);
  const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1));
  return `${middle.toFixed(4)} ± ${spread.toFixed(4)}`;
}

/** Whether `probability` means it: of the pairs given so much, how many are one edition. */
function renderCalibration(scores: readonly LabelledScore[]): string {
  const edges = [0, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99, 1.0001];
  const rows = edges.slice(0, -1).map((from, index) => {
    const to = edges[index + 1] ?? 1;
    const within = scores.filter(({ probability }) => probability >= from && probability < to);
    const mean = within.reduce((sum, { probability }) => sum + probability, 0) / within.length;
    const same = within.filter((score) => score.same).length / within.length;
    return [`${String(from)} – ${String(Math.min(1, to))}`, String(within.length), mean.toFixed(3), same.toFixed(3)];
  });
  return table(['probability', 'pairs', 'mean probability', 'share that is one edition'], rows);
}

/** How far each concern moves the log-odds of a pair, on average and at most. */
function renderFeatures(pairs: readonly LabelledPair[]): string {
  const model = loadModel();
  const sums = FEATURE_NAMES.map(() => ({ size: 0, for: 0, against: 0 }));
  for (const { a, b } of pairs) {
    const row = compareFeatures(toMatchView(describeRecord(a)), toMatchView(describeRecord(b)));
    model.contributions(row).forEach((weight, index) => {
      const sum = sums[index];
      if (sum === undefined) return;
      sum.size += Math.abs(weight);
      sum.for = Math.max(sum.for, weight);
      sum.against = Math.min(sum.against, weight);
    });
  }
  const rows = FEATURE_NAMES.map((feature, index) => {
    const sum = sums[index] ?? { size: 0, for: 0, against: 0 };
    const columns = COLUMNS.filter((column) => column.feature === feature).map(({ name }) => `\`${name}\``);
    return {
      size: sum.size,
      cells: [
        feature,
        (sum.size / pairs.length).toFixed(2),
        `+${sum.for.toFixed(1)}`,
        sum.against.toFixed(1),
        columns.join(' '),
      ],
    };
  });
  rows.sort((x, y) => y.size - x.size);
  return table(
    ['concern', 'moves by', 'at most for', 'at most against', 'numbers it gives'],
    rows.map(({ cells }) => cells),
  );
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function replacePart(text: string, name: string, part: string): string {
  const [start, end] = [`<!-- ${name}: made by npm run match:figures -->`, `<!-- end of ${name} -->`];
  const [from, to] = [text.indexOf(start), text.indexOf(end)];
  if (from === -1 || to === -1) throw new Error(`docs/matching.md has no part ${name}`);
  return `${text.slice(0, from + start.length)}\n\n${part}\n\n${text.slice(to)}`;
}
