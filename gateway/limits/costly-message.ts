/** The refusal of a query that could cost too much, in words: where that comes from, and what to lower. */
import type { CostlyStep, Estimate } from './cost.ts';

/** More fields than this are told from the end: the list itself is the last. */
const TOLD_FIELDS = 8;

/**
 * `The query could cost 5,446,200 points; this graph answers 1,000,000. The dearest part is editions.editions.holdings: 200 × 3 × 3 …`.
 * Names of fields and arguments only, nothing that was sent.
 */
export function tellTooCostly({ cost, findCostliestPath }: Estimate, limit: number): string {
  const path = findCostliestPath();
  const refusal = `The query could cost ${tell(cost)} points; this graph answers ${tell(limit)}.`;
  const last = path.at(-1);
  if (last === undefined) return `${refusal} Ask for fewer fields.`;
  return `${refusal} The dearest part is ${tellPath(path)}: ${tellPlaces(path)}${tell(last.cost)} of ${tell(cost)} points. ${tellAdvice(path)}`;
}

/** Nothing where no list makes it costly. */
function tellPlaces(path: readonly CostlyStep[]): string {
  const places = path.map((step) => step.places).filter((count) => count > 1);
  if (places.length === 0) return '';
  const product = places.reduce((times, count) => times * count, 1);
  const counted = places.length > 1 ? `${places.map(tell).join(' × ')} = ${tell(product)}` : tell(product);
  return `${counted} places, `;
}

function tellPath(path: readonly CostlyStep[]): string {
  const fields = path.map(({ field }) => field);
  return fields.length > TOLD_FIELDS ? `….${fields.slice(-TOLD_FIELDS).join('.')}` : fields.join('.');
}

/** The longest list that the caller made as long comes first. */
function tellAdvice(path: readonly CostlyStep[]): string {
  const lowerable = path
    .filter(({ given, places }) => given !== null && places > 1)
    .toSorted((a, b) => b.places - a.places)
    .map(({ given, places }) => `${given ?? ''} (${tell(places)} now)`);
  if (lowerable.length === 0) return 'Ask for fewer fields, or for some of them in a query of their own.';
  return `Lower ${lowerable.join(' or ')}, or ask for the inner lists in a query of their own.`;
}

function tell(count: number): string {
  return count.toLocaleString('en-GB');
}
