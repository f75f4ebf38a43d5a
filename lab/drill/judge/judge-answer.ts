/** Judges a whole answer: nothing is missing that a neighbour's trouble cannot explain, and every fact is so. */
import type { AnswerData, Answered, GraphError, HoldingAnswer, Question } from '../question.ts';
import type { DrilledSystem } from '../systems.ts';
import type { Circumstances } from './circumstances.ts';
import { judgeAvailableNow } from './judge-available-now.ts';
import { judgeHolding, judgeItem, type Verdict } from './judge-facts.ts';

export interface JudgeOptions {
  readonly systems: readonly DrilledSystem[];
  readonly question: Question;
  readonly answered: Answered;
  /** Then no error is one of the index, but for want of time. */
  readonly databaseIsWell: boolean;
  /** False where a part of the hub may be down: then nothing is wrong that an error explains. */
  readonly partsAreWell?: boolean;
  readonly circumstancesOf: (system: DrilledSystem) => Circumstances;
}

/** A part that is silent is given up a second behind the budget; where all stood still for so long, that tells nothing. */
const STOOD_STILL_MS = 400;

/**
 * Whether an answer says anything about the hub: one that lacks a part because the whole process stood still does not.
 */
export function isJudgeable({ errors, stoodStillMs }: Answered): boolean {
  return stoodStillMs < STOOD_STILL_MS || !errors.some(({ extensions }) => extensions?.code === 'SUBGRAPH_UNAVAILABLE');
}

/** Breaches of the answer as a whole stand apart from those of the verdicts. */
export function judgeAnswer(options: JudgeOptions): {
  readonly verdicts: readonly Verdict[];
  readonly breaches: readonly string[];
} {
  const { data, errors } = options.answered;
  const { partsAreWell = true } = options;
  if (data === null) {
    const isExplained = !partsAreWell && errors.length > 0;
    return { verdicts: [], breaches: isExplained ? [] : [`data is null: ${errors[0]?.message ?? 'no error'}`] };
  }
  const holdings = holdingsOf(data);
  return {
    verdicts: [...judgeHoldings(holdings, options), ...judgeItems(data, options)],
    breaches: [
      ...(partsAreWell ? judgeErrors(errors, options) : []),
      ...judgeRoots(data, errors),
      ...judgeWholeness(data, options),
      ...judgePage(data, options),
    ],
  };
}

function holdingsOf({ one, other, found }: AnswerData): readonly HoldingAnswer[] {
  const editions = [...one, ...other].flatMap((answer) => answer?.editions ?? []);
  const searched = found?.edges.map(({ node }) => node) ?? [];
  return [...editions, ...searched].flatMap((edition) => edition.holdings);
}

function judgeHoldings(
  holdings: readonly HoldingAnswer[],
  { systems, circumstancesOf, answered, partsAreWell = true }: JudgeOptions,
): Verdict[] {
  const mayLack = !partsAreWell && isExplained(answered.errors);
  return holdings.flatMap((holding) => {
    const system = systems.find(({ id }) => holding.id.startsWith(`${id}:`));
    const isLeftOut = system === undefined || (mayLack && holding.availability === null);
    return isLeftOut ? [] : [judgeHolding(holding, circumstancesOf(system))];
  });
}

/** What is available now of the page that the search gave. */
function judgePage({ found }: AnswerData, { systems, answered }: JudgeOptions): readonly string[] {
  if (found === null || isExplained(answered.errors, 'found')) return [];
  const { askedAt, answeredAt } = answered;
  return judgeAvailableNow(
    found.availableNow,
    found.edges.map(({ node }) => node),
    { systems, askedAt, answeredAt },
  );
}

function judgeItems(
  data: AnswerData,
  { question, systems, circumstancesOf, answered, partsAreWell = true }: JudgeOptions,
): Verdict[] {
  return question.copies.flatMap(({ alias, barcode }) =>
    (data[alias] ?? []).flatMap(({ item }) => {
      const system = systems.find(({ id }) => item?.id.startsWith(`${id}:`) === true);
      const isLeftOut = item?.state === null && !partsAreWell && isExplained(answered.errors, alias);
      return item === null || system === undefined || isLeftOut
        ? []
        : [judgeItem(barcode, item, circumstancesOf(system))];
    }),
  );
}

/** A library system that fails is no error. The index may be, where its database fails or time is too short for it. */
function judgeErrors(errors: readonly GraphError[], { databaseIsWell }: JudgeOptions): readonly string[] {
  return errors.flatMap(({ message, path, extensions }) => {
    const isOfIndex = extensions?.code === 'STORE_UNAVAILABLE' || !databaseIsWell;
    if (isOfIndex && path !== undefined) return [];
    return [`an error at ${path?.join('.') ?? 'the top'}: ${message}`];
  });
}

/** Whether an error stands at this place or below it. One of a part that did not answer has no place: it may be any. */
function isExplained(errors: readonly GraphError[], ...place: readonly (string | number)[]): boolean {
  return errors.some(({ path }) => path === undefined || place.every((step, index) => path[index] === step));
}

/** A root field is null only where an error says why: null alone would be "there is none". */
function judgeRoots(data: AnswerData, errors: readonly GraphError[]): readonly string[] {
  const breaches: string[] = [];
  for (const [name, value] of Object.entries(data) as readonly (readonly [string, unknown])[]) {
    if (value === null && !isExplained(errors, name)) breaches.push(`${name} is null, and no error says why`);
    if (!Array.isArray(value)) continue;
    for (const [index, entry] of value.entries()) {
      if (entry === null && !isExplained(errors, name, index))
        breaches.push(`${name}.${index} is null without an error`);
    }
  }
  return breaches;
}

/** Every system's holding of every title that was asked for, and every copy; but for what an error stands in place of. */
function judgeWholeness(
  data: AnswerData,
  { question, systems, answered: { errors }, partsAreWell = true }: JudgeOptions,
): readonly string[] {
  const isHidden = (['region', 'library'] as const).some(
    (name) => data[name] === null && (partsAreWell || !isExplained(errors, name)),
  );
  if (isHidden) return ['the region file is not shown'];
  const breaches: string[] = [];
  for (const { title, alias, index } of question.titles) {
    if (isExplained(errors, alias, index)) continue;
    const holdings = data[alias][index]?.editions.flatMap((edition) => edition.holdings) ?? [];
    const shown = new Set(
      holdings.filter(({ record }) => record.localId === String(title)).map(({ library }) => library.id),
    );
    for (const { id } of systems) {
      if (!shown.has(`lib-${id}`)) breaches.push(`title ${title}: the holding of ${id} is missing`);
    }
  }
  if (data.found?.edges.length !== 1 && !isExplained(errors, 'found')) breaches.push('the search finds nothing');
  for (const { alias, barcode, system } of question.copies) {
    const isThere = data[alias]?.some(({ item }) => item?.id.startsWith(`${system.id}:`)) === true;
    if (!isThere && !isExplained(errors, alias))
      breaches.push(`barcode ${barcode}: the copy of ${system.id} is missing`);
  }
  return breaches;
}
