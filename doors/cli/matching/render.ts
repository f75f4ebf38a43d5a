import type { MatchEvidenceView } from '#union-index/index.ts';
import type { PairScore } from '#union-index/match/score-pair.ts';
import { outOf100 } from '../out-of-100.ts';
import { renderTable } from '../output.ts';
import type { ScoredPair, ScoreSummary } from './score-file.ts';

const REASONS_SHOWN = 4;

/** `0.982  SAME  id1  id2  title +3.2, year +1.6, isbn +2.2` */
export function renderPair(pair: ScoredPair): string {
  const { id1, id2, probability, decision, vetoes, evidence } = pair;
  const vetoed = vetoes.map(({ rule, text }) => `forbidden by ${rule} (${text})`);
  const weighed = evidence.slice(0, REASONS_SHOWN).map(({ feature, weight }) => `${feature} ${signed(weight)}`);
  return [probability.toFixed(4), decision, id1, id2, [...vetoed, ...weighed].join(', ')].join('\t');
}

export function renderSummary(summary: ScoreSummary): string {
  const { pairs, labelled, problems, threshold, precision, recall, f1, bestF1, recallAtPrecision995 } = summary;
  const rows = [
    ['pairs', String(pairs)],
    ['labelled', String(labelled)],
    ['lines left out or doubtful', String(problems)],
    ['joined from', threshold.toFixed(3)],
  ];
  if (precision !== null && recall !== null && f1 !== null) {
    rows.push(['precision', precision.toFixed(4)], ['recall', recall.toFixed(4)], ['F1', f1.toFixed(4)]);
    if (bestF1 !== null) rows.push(['best F1', `${bestF1.f1.toFixed(4)} from ${bestF1.threshold.toFixed(4)}`]);
    const precise = recallAtPrecision995;
    rows.push([
      'recall at precision 0.995',
      precise === null ? 'not reached' : `${precise.recall.toFixed(4)} from ${precise.threshold.toFixed(4)}`,
    ]);
  }
  return renderTable(rows);
}

/** What is shown of a pair, whether its records are in a file or in the index. */
interface Explained {
  readonly probability: number;
  readonly decision: PairScore['decision'];
  readonly vetoes: readonly { readonly rule: string; readonly text: string }[];
  readonly evidence: readonly { readonly feature: string; readonly value: string; readonly weight: number }[];
}

/** What speaks for and against, in words, the strongest first. */
export function renderExplanation({ probability, decision, vetoes, evidence }: Explained): string {
  const lines = [`${decision}: ${outOf100(probability)} in 100 such pairs are one edition`];
  for (const { rule, text } of vetoes) lines.push(`forbidden by the rule on ${rule}: ${text}`);
  for (const side of ['for', 'against'] as const) {
    const spoken = evidence.filter(({ weight }) => (weight < 0 ? 'against' : 'for') === side);
    if (spoken.length > 0)
      lines.push('', `${side}:`, renderTable(spoken.map((one) => [`  ${signed(one.weight)}`, one.feature, one.value])));
  }
  return lines.join('\n');
}

/**
 * The same for two records of the index: also whether they are in one edition, were compared at all, and have a ruling.
 */
export function renderIndexExplanation(view: MatchEvidenceView): string {
  const { together, compared, probability, decision, reasons, vetoes, ruling } = view;
  const state = [
    together ? 'they are in one edition' : 'they are in two editions',
    compared ? null : 'they share no match key, so matching never compared them',
    ruling === null ? null : `ruled ${ruling.decision} on ${ruling.at.slice(0, 10)}${saidOf(ruling.note)}`,
  ].filter((part) => part !== null);
  const explained = renderExplanation({
    probability,
    decision,
    vetoes: vetoes.map(({ rule, detail }) => ({ rule, text: detail })),
    evidence: reasons.map(({ feature, weight, detail }) => ({
      feature,
      weight,
      value: detail.startsWith(`${feature}: `) ? detail.slice(feature.length + 2) : detail,
    })),
  });
  return `${explained}\n\n${state.join('; ')}`;
}

function saidOf(note: string | null): string {
  return note === null ? '' : ` (${note})`;
}

function signed(weight: number): string {
  return `${weight < 0 ? '-' : '+'}${Math.abs(weight).toFixed(1)}`;
}
