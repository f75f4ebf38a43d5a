/** What may be told of a library that moves, beyond what may be told of any: by where it stands. */
import type { MovePhase } from '#domain/region.ts';
import type { AnswerData, HoldingAnswer, ItemAnswer } from '../question.ts';
import type { DrilledMove } from '../region.ts';

export interface Standing extends DrilledMove {
  readonly phase: MovePhase;
  /** The id under which each copy of the beginning was first shown, by barcode; filled as they are shown. */
  readonly ids: Map<string, string>;
  /** Whether a copy was there when the target was loaded. */
  readonly isLoaded: (barcode: string) => boolean;
}

/** Nothing of the target under its own ids, the same id for a copy whatever system answers, and nothing live while it is frozen. */
export function judgeMove(data: AnswerData | null, standing: Standing): readonly string[] {
  if (data === null) return [];
  const editions = [...data.one, ...data.other].flatMap((answer) => answer?.editions ?? []);
  const holdings = [...editions, ...(data.found?.edges ?? []).map(({ node }) => node)].flatMap((one) => one.holdings);
  const alone = [...(data.first ?? []), ...(data.second ?? [])].flatMap(({ item }) => item ?? []);
  return [
    ...editions.flatMap(({ holdings: ofEdition }) => judgeOnce(ofEdition)),
    ...holdings.flatMap((holding) => judgeHeld(holding, standing)),
    ...alone.flatMap((item) => judgeShown(item, standing)),
  ];
}

/** A library's title is shown once, whichever systems have it. */
function judgeOnce(holdings: readonly HoldingAnswer[]): readonly string[] {
  const [first, ...others] = holdings.map(({ id }) => id);
  return others.length === 0 ? [] : [`${String(first)} is shown beside ${others.join(', ')}`];
}

function judgeHeld({ id, availability }: HoldingAnswer, standing: Standing): readonly string[] {
  const breaches = id.startsWith(`${standing.from}:`) ? [] : [`${id} is shown while it is ${standing.phase}`];
  if (standing.phase === 'FROZEN' && availability?.state === 'LIVE') breaches.push(`${id} is LIVE while it is FROZEN`);
  const items = availability?.items?.edges.map(({ node }) => node) ?? [];
  return [...breaches, ...items.flatMap((item) => judgeShown(item, standing))];
}

function judgeShown({ id, barcode, state }: ItemAnswer, { phase, from, ids, isLoaded }: Standing): readonly string[] {
  const breaches = phase === 'FROZEN' && state === 'LIVE' ? [`copy ${id} is LIVE while it is FROZEN`] : [];
  if (barcode === null || !isLoaded(barcode)) return breaches;
  const was = ids.get(barcode) ?? id;
  ids.set(barcode, was);
  if (id !== was || !id.startsWith(`${from}:`))
    breaches.push(`copy ${barcode} is ${id} while it is ${phase}, was ${was}`);
  return breaches;
}
