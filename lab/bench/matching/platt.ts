/** Fits `scale` and `shift` so that 1 / (1 + e^-(scale × sum + shift)) is the share of pairs that are one edition (Platt). */
export function calibrate(held: readonly { readonly sum: number; readonly same: boolean }[]): {
  readonly scale: number;
  readonly shift: number;
} {
  let [scale, shift] = [1, 0];
  for (let step = 0; step < 50; step += 1) {
    let [g0, g1, h00, h01, h11] = [0, 0, 0, 0, 0];
    for (const { sum, same } of held) {
      const probability = 1 / (1 + Math.exp(-(scale * sum + shift)));
      const error = probability - (same ? 1 : 0);
      const spread = Math.max(1e-9, probability * (1 - probability));
      g0 += error * sum;
      g1 += error;
      h00 += spread * sum * sum;
      h01 += spread * sum;
      h11 += spread;
    }
    const determinant = h00 * h11 - h01 * h01;
    const [scaleStep, shiftStep] = [(h11 * g0 - h01 * g1) / determinant, (h00 * g1 - h01 * g0) / determinant];
    scale -= scaleStep;
    shift -= shiftStep;
    if (Math.abs(scaleStep) + Math.abs(shiftStep) < 1e-7) break;
  }
  return { scale, shift };
}
