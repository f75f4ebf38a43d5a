/** One operation with everything that a page could ask: editions twice, a search, copies by barcode, the region. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { FactState, ItemLimitation, ItemStatus, ItemUse, Reason } from '#domain/facts.ts';
import type { Random } from '#simulators/random.ts';
import type { DrilledSystem } from './systems.ts';
import { TITLES, isbnOf } from './world/titles.ts';

const ITEM = 'id barcode state asOf status limitations use due { on } reason { code message system }';
const EDITION = `{ id holdings { id library { id } record { localId } availability {
  state asOf reason { code message system } itemCount availableCount unknownCount holdQueue
  earliestDue { on } services { service available }
  items(first: 200) { edges { node { ${ITEM} } } }
} } }`;

export const QUERY = `query Drill($one: [EditionKey!]!, $other: [EditionKey!]!, $words: String!, $barcode: String!, $second: String!, $record: ID!, $system: ID!, $library: ID!) {
  one: editions(by: $one) { editions ${EDITION} }
  other: editions(by: $other) { editions ${EDITION} }
  found: search(query: $words, first: 1) { edges { node ${EDITION} }
    availableNow { available { id } unavailable { id } unknown { id } checkedAt } }
  first: items(barcode: $barcode) { item { ${ITEM} } }
  second: items(barcode: $second) { item { ${ITEM} } }
  record(id: $record) { title }
  region { name }
  library(id: $library) { name }
  system(id: $system) { name }
}`;

export interface ItemAnswer {
  readonly id: string;
  readonly barcode: string | null;
  /** Null where its system has no such copy. */
  readonly state: FactState | null;
  readonly asOf: string | null;
  readonly status: ItemStatus | null;
  readonly limitations: readonly ItemLimitation[] | null;
  readonly use: ItemUse | null;
  readonly due: { readonly on: string } | null;
  readonly reason: Reason | null;
}

export interface AvailabilityAnswer {
  readonly state: FactState;
  readonly asOf: string | null;
  readonly reason: Reason | null;
  readonly itemCount: number | null;
  readonly availableCount: number | null;
  readonly unknownCount: number | null;
  readonly holdQueue: number | null;
  readonly earliestDue: { readonly on: string } | null;
  readonly services: readonly { readonly service: string; readonly available: boolean | null }[] | null;
  readonly items: { readonly edges: readonly { readonly node: ItemAnswer }[] } | null;
}

export interface HoldingAnswer {
  readonly id: string;
  readonly library: { readonly id: string };
  readonly record: { readonly localId: string };
  readonly availability: AvailabilityAnswer | null;
}

/** Editions of a page by whether they can be had now. */
export interface AvailableNowAnswer {
  readonly available: readonly { readonly id: string }[];
  readonly unavailable: readonly { readonly id: string }[];
  readonly unknown: readonly { readonly id: string }[];
  readonly checkedAt: string;
}

export interface EditionAnswer {
  readonly id: string;
  readonly holdings: readonly HoldingAnswer[];
}
type EditionsAnswer = readonly ({ readonly editions: readonly EditionAnswer[] } | null)[];
type ItemsAnswer = readonly { readonly item: ItemAnswer | null }[] | null;

export interface AnswerData {
  readonly one: EditionsAnswer;
  readonly other: EditionsAnswer;
  readonly found: {
    readonly edges: readonly { readonly node: EditionAnswer }[];
    readonly availableNow: AvailableNowAnswer | null;
  } | null;
  readonly first: ItemsAnswer;
  readonly second: ItemsAnswer;
  readonly record: { readonly title: string } | null;
  readonly region: { readonly name: string } | null;
  readonly library: { readonly name: string } | null;
  readonly system: { readonly name: string } | null;
}

export interface Question {
  readonly variables: Readonly<Record<string, unknown>>;
  /** Titles whose holdings must be shown, by number, and where. */
  readonly titles: readonly { readonly title: number; readonly alias: 'one' | 'other'; readonly index: number }[];
  /** The copies asked for by their barcodes, `first` and `second`, and the systems that they are of. */
  readonly copies: readonly {
    readonly alias: 'first' | 'second';
    readonly barcode: string;
    readonly system: DrilledSystem;
  }[];
  /** What the caller is willing to wait, milliseconds. */
  readonly budgetMs: number;
}

/** The shortest is too short for most of what is asked where the machine is busy, the longest for nothing that is well. */
export const BUDGETS_MS: readonly number[] = [300, 600, 900];

export function chooseQuestion(systems: readonly DrilledSystem[], random: Random): Question {
  const [first, second, third] = [random.whole(1, TITLES), random.whole(1, TITLES), random.whole(1, TITLES)];
  const copies = (['first', 'second'] as const).map((alias) => {
    const system = random.one(systems);
    return { alias, system, barcode: random.one(system.truth.firstBarcodes) };
  });
  const { id } = random.one(systems);
  return {
    variables: {
      one: [{ isbn: isbnOf(first) }, { isbn: isbnOf(second) }],
      other: [{ isbn: isbnOf(third) }],
      words: 'drills chapter',
      barcode: copies[0]?.barcode,
      second: copies[1]?.barcode,
      record: `${id}:record:${first}`,
      system: id,
      library: `lib-${id}`,
    },
    titles: [
      { title: first, alias: 'one', index: 0 },
      { title: second, alias: 'one', index: 1 },
      { title: third, alias: 'other', index: 0 },
    ],
    copies,
    budgetMs: random.one(BUDGETS_MS),
  };
}

export interface GraphError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: { readonly code?: string };
}

export interface Answered {
  readonly data: AnswerData | null;
  readonly errors: readonly GraphError[];
  /** Milliseconds since the epoch. */
  readonly askedAt: number;
  readonly answeredAt: number;
  /** Milliseconds beyond the budget, less the delay of a plain timer that ran in this process at the same time. */
  readonly lateMs: number;
  /** The longest time for which this process, hub and systems included, stood still meanwhile, milliseconds. */
  readonly stoodStillMs: number;
}

/** Asks the gateway. A plain timer beside the question shows how busy the machine itself was. */
export async function ask(url: string, { variables, budgetMs }: Question): Promise<Answered> {
  const askedAt = Date.now();
  const startedAt = performance.now();
  const eventLoop = monitorEventLoopDelay({ resolution: 20 });
  eventLoop.enable();
  const timer = Promise.withResolvers<number>();
  setTimeout(() => {
    timer.resolve(performance.now() - startedAt - budgetMs);
  }, budgetMs);
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'mercia-budget-ms': String(budgetMs) },
    body: JSON.stringify({ query: QUERY, variables }),
  });
  const { data = null, errors = [] } = (await response.json()) as { data?: AnswerData | null; errors?: GraphError[] };
  const beyondMs = performance.now() - startedAt - budgetMs;
  const lateMs = beyondMs > 0 ? Math.max(0, beyondMs - (await timer.promise)) : 0;
  eventLoop.disable();
  return { data, errors, askedAt, answeredAt: Date.now(), lateMs, stoodStillMs: eventLoop.max / 1e6 };
}
