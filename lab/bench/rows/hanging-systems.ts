/** A budget of 1.5 seconds with two of thirty systems hanging, one to four requests at once. */
import type { MeasuredHub } from '../live/bench-hub.ts';
import { systemId } from '../live/region.ts';
import { EVERYWHERE } from '../live/titles.ts';
import { askPage, type PageAnswer } from '../support/ask.ts';
import { quantile, spreadOf, type Spread } from '../support/stats.ts';
import { HOSTS_ANSWER_IN_MS } from './page-of-50.ts';

export interface HangingFigures {
  readonly atOnce: number;
  readonly answers: number;
  readonly holdings: number;
  readonly elapsed: Spread & { readonly max: number };
  /** Answers in which every fact of every other system was LIVE. */
  readonly wholeAnswers: number;
}

const BUDGET_MS = 1_500;
const HANGING: readonly number[] = [4, 15];
const ANSWERS = 24;
const WARM_UP = 10;

export async function measureHanging({ url, hosts }: MeasuredHub): Promise<readonly HangingFigures[]> {
  const ask = () => askPage({ url, isbns: EVERYWHERE.map(({ isbn }) => isbn), budgetMs: BUDGET_MS });
  await hosts.call('behave', { answerIn: HOSTS_ANSWER_IN_MS, hanging: [] });
  for (let time = 0; time < WARM_UP; time += 1) await ask();
  await hosts.call('behave', { answerIn: HOSTS_ANSWER_IN_MS, hanging: HANGING });
  const figures: HangingFigures[] = [];
  for (const atOnce of [1, 2, 3, 4]) {
    const answers: PageAnswer[] = [];
    while (answers.length < ANSWERS) answers.push(...(await Promise.all(Array.from({ length: atOnce }, ask))));
    const times = answers.map(({ ms }) => ms);
    figures.push({
      atOnce,
      answers: answers.length,
      holdings: answers[0]?.holdings.length ?? 0,
      elapsed: { ...spreadOf(times), max: quantile(times, 1) },
      wholeAnswers: answers.filter(isWhole).length,
    });
  }
  return figures;
}

const SILENT = new Set(HANGING.map(systemId));

function isWhole({ holdings }: PageAnswer): boolean {
  return holdings.every(
    ({ library, availability }) => (availability.state === 'LIVE') !== SILENT.has(library.system.id),
  );
}
