/** How large an answer is, in what it costs to make it: counted by the parts as they answer, summed by the gateway. */
import { z } from 'zod';
import { MerciaError } from './errors.ts';

export interface AnswerSize {
  /** Objects that were handed out, and the fields selected of each: a field counts once for every place and every alias. */
  readonly values: number;
  /** Of the answer as JSON, roughly. */
  readonly characters: number;
}

/**
 * What one operation may be given, whatever its query was estimated to cost. At the limits an answer takes less than two seconds of
 * processor and 200 MB (`tests/gateway/costly-queries.test.ts`).
 */
export const ANSWER_LIMITS: AnswerSize = { values: 500_000, characters: 16_000_000 };

export const NO_SIZE: AnswerSize = { values: 0, characters: 0 };

export function addSizes(a: AnswerSize, b: AnswerSize): AnswerSize {
  return { values: a.values + b.values, characters: a.characters + b.characters };
}

/** The refusal of an answer of that size; null if it may be given. `place`: what was handed out last, `Edition.holdings`. */
export function refuseSize({ values, characters }: AnswerSize, place?: string): MerciaError | null {
  if (values > ANSWER_LIMITS.values) return tooLarge('values', place);
  return characters > ANSWER_LIMITS.characters ? tooLarge('characters', place) : null;
}

export function tooLarge(of: keyof AnswerSize, place?: string): MerciaError {
  const message =
    `The answer would hold more than the ${ANSWER_LIMITS[of].toLocaleString('en-GB')} ${of} that this graph gives at once` +
    `${place === undefined ? '' : `, and was stopped at ${place}`}. Ask for fewer keys, smaller pages or fewer fields, and in a ` +
    'query of its own for what leads back to where it began.';
  return new MerciaError('QUERY_TOO_COSTLY', message, { publicMessage: message });
}

const reported = z.object({ size: z.object({ values: z.number(), characters: z.number() }) });

/** What a part reports in the `extensions` of its answer; nothing if it reports nothing. */
export function readSize(extensions: unknown): AnswerSize {
  return reported.safeParse(extensions).data?.size ?? NO_SIZE;
}

/** Every object and every field of it. */
export function countValues(data: unknown): number {
  if (typeof data !== 'object' || data === null) return 1;
  if (Array.isArray(data)) return data.reduce<number>((sum, one) => sum + countValues(one), 0);
  return Object.values(data).reduce<number>((sum, one) => sum + countValues(one), 1);
}

/** Stops as soon as it is over `most`. */
export function countCharacters(data: unknown, most: number): number {
  let count = 0;
  const add = (value: unknown): void => {
    if (typeof value === 'string') count += value.length + 3;
    else if (typeof value !== 'object' || value === null) count += 5;
    else if (Array.isArray(value)) {
      for (let at = 0; at < value.length && count <= most; at += 1) add(value[at]);
    } else {
      for (const name in value) {
        if (count > most) return;
        count += name.length + 3;
        add((value as Readonly<Record<string, unknown>>)[name]);
      }
    }
  };
  add(data);
  return count;
}
