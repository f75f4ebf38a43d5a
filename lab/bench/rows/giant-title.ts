/** A journal of 4,000 issues next to 24 ordinary titles: what it costs, and what its neighbours lose by it. */
import type { MeasuredHub } from '../live/bench-hub.ts';
import { GIANTS, PAGE } from '../live/titles.ts';
import { askLivePage } from '../support/ask.ts';
import { interleave, spreadOf, type Spread } from '../support/stats.ts';

export interface GiantFigures {
  readonly kind: string;
  /** The page of 24 with the giant among them, every fact LIVE. */
  readonly together: Spread;
  /** The 24 alone. */
  readonly alone: Spread;
  /** The 24, asked at the moment at which somebody else asks for the giant. */
  readonly beside: Spread;
}

const ROUNDS = 20;
const BUDGET_MS = 10_000;

export async function measureGiants({ url }: MeasuredHub): Promise<readonly GiantFigures[]> {
  const others = PAGE.slice(0, 24).map(({ isbn }) => isbn);
  const ask = async (isbns: readonly string[]) => (await askLivePage({ url, isbns, budgetMs: BUDGET_MS })).ms;
  const figures: GiantFigures[] = [];
  for (const [kind, { isbn }] of Object.entries(GIANTS)) {
    const pairs = await interleave(
      ROUNDS,
      () => ask([...others, isbn]),
      () => ask(others),
    );
    const beside: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const [, ms] = await Promise.all([ask([isbn]), ask(others)]);
      beside.push(ms);
    }
    figures.push({
      kind,
      together: spreadOf(pairs.map(([together]) => together)),
      alone: spreadOf(pairs.map(([, alone]) => alone)),
      beside: spreadOf(beside),
    });
  }
  return figures;
}
