/** Whether two records are one edition, and who or what decided it. */
import type { PairQuery } from '../../__generated__/operations.ts';
import { sayProbability } from '../../words/evidence.ts';
import { sayWhen } from '../../words/moments.ts';

export type Match = NonNullable<PairQuery['match']>;

/** How a ruling stands, in words. */
export function sayRuling({ decision, at, note }: NonNullable<Match['ruling']>, now: number): readonly string[] {
  const decided = decision === 'SAME' ? 'are one edition' : 'are two editions';
  return [
    `Somebody decided ${sayWhen(at, now)} that these records ${decided}. This stands, whatever matching says.`,
    note === null ? 'They gave no reason.' : `Their reason: “${note}”`,
  ];
}

export function toVerdict(match: Match, now: number) {
  const { together, ruling } = match;
  const why = [...(ruling === null ? [] : sayRuling(ruling, now)), sayMatching(match)];
  const fits = ruling === null || (ruling.decision === 'SAME') === together;
  if (!fits) return { ...WAITING, why: [...why, NOT_YET] };
  return together
    ? {
        tag: 'One edition',
        colour: 'nhsuk-tag--green',
        headline: 'These two records are joined: they are one edition.',
        why,
      }
    : {
        tag: 'Two editions',
        colour: 'nhsuk-tag--blue',
        headline: 'These two records are apart: they are two editions.',
        why,
      };
}

const WAITING = {
  tag: 'Not as decided',
  colour: 'nhsuk-tag--yellow',
  headline: 'It was decided otherwise than it is now.',
} as const;

const NOT_YET =
  'Another decision on records of the same editions stands against it, or the records wait to be compared again. Look again in some minutes.';

function sayMatching(match: Match): string {
  const { together, compared, probability, decision, vetoes, ruling } = match;
  const sure = `the probability is ${sayProbability(probability)}`;
  const alone = ruling === null ? 'Matching' : 'Matching alone';
  if (!compared && ruling === null) {
    return `${alone} never compared them: they share no identifier and not enough of a title, or too many records share these.${
      together ? ' They are joined because each belongs with another record of the edition.' : ''
    }`;
  }
  if (decision === 'SAME') {
    return together || ruling !== null
      ? `${alone} says that they are one edition: ${sure}.`
      : `${alone} says that they are one edition: ${sure}. They are apart, because one of them must not be joined with a third record of the edition.`;
  }
  const joined =
    together && ruling === null ? ' They are joined because each belongs with another record of the edition.' : '';
  if (vetoes.length > 0) return `${alone} says that they are two editions: a rule keeps them apart.${joined}`;
  return decision === 'DIFFERENT'
    ? `${alone} says that they are two editions: ${sure}.${joined}`
    : `${alone} cannot decide: ${sure}. It joins only what it is sure of.${joined}`;
}
