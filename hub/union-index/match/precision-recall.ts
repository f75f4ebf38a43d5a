/** A labelled pair and the probability that a scorer gives it. */
export interface LabelledScore {
  readonly probability: number;
  readonly same: boolean;
}

/** How well labelled pairs are separated if all from `threshold` on count as one edition. */
export interface CurvePoint {
  readonly threshold: number;
  /** 1 where nothing is joined. */
  readonly precision: number;
  /** 1 where there is nothing to join. */
  readonly recall: number;
  readonly f1: number;
  readonly joinedRightly: number;
  readonly joinedWrongly: number;
  readonly missed: number;
}

/** Precision, recall and F1 over thresholds: a point for each probability that occurs, from the highest down. */
export function precisionRecallCurve(scores: readonly LabelledScore[]): readonly CurvePoint[] {
  const sorted = [...scores].sort((a, b) => b.probability - a.probability);
  const wanted = scores.filter(({ same }) => same).length;
  const points: CurvePoint[] = [];
  let [right, wrong] = [0, 0];
  sorted.forEach(({ probability, same }, index) => {
    if (same) right += 1;
    else wrong += 1;
    if (sorted[index + 1]?.probability === probability) return;
    points.push(toPoint(probability, right, wrong, wanted - right));
  });
  return points;
}

export function precisionRecallAt(scores: readonly LabelledScore[], threshold: number): CurvePoint {
  const joined = scores.filter(({ probability }) => probability >= threshold);
  const right = joined.filter(({ same }) => same).length;
  const wanted = scores.filter(({ same }) => same).length;
  return toPoint(threshold, right, joined.length - right, wanted - right);
}

/** The point of greatest recall among those at least so precise; null if none is. */
export function recallAtPrecision(curve: readonly CurvePoint[], precision: number): CurvePoint | null {
  return curve.reduce<CurvePoint | null>(
    (best, point) => (point.precision >= precision && point.recall > (best?.recall ?? -1) ? point : best),
    null,
  );
}

/** The point of greatest F1; null if there are no pairs. */
export function bestF1(curve: readonly CurvePoint[]): CurvePoint | null {
  return curve.reduce<CurvePoint | null>((best, point) => (point.f1 > (best?.f1 ?? -1) ? point : best), null);
}

function toPoint(threshold: number, right: number, wrong: number, missed: number): CurvePoint {
  const precision = right + wrong === 0 ? 1 : right / (right + wrong);
  const recall = right + missed === 0 ? 1 : right / (right + missed);
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return { threshold, precision, recall, f1, joinedRightly: right, joinedWrongly: wrong, missed };
}
