/**
 * Every field that an adapter tells of something, and an occasion for each to be told wrongly: a simulated system says of a few things,
 * each in another state, all that must be told of them. A field that has the same value in all of them proves nothing, so that the
 * suite asks for another one, or for the reason why it is never told.
 */
import { isDeepStrictEqual } from 'node:util';
import { differencesOf, linesOf, show, type Difference } from './agree.ts';
import { Finding } from './check.ts';

export type { Difference } from './agree.ts';

/** What to do about a field that is told otherwise, field by field: `read the calendar of the library`. */
export type Advice<Fields> = Readonly<Record<keyof Fields, string>>;

/** Fields that this kind never tells, with the reason; each is then null, false or an empty list of everything. */
export type Untold<Fields> = Partial<Readonly<Record<keyof Fields, string>>>;

export interface ToldThing<Fields> {
  /** Goes on from "of": `a copy that is on order`. */
  readonly what: string;
  readonly fields: Fields;
}

/** Throws unless each field has two values or more over all things, or is told of none for a reason. */
export function needsOccasions<Fields extends object>(
  things: readonly ToldThing<Fields>[],
  advice: Advice<Fields>,
  untold: Untold<Fields> = {},
): void {
  for (const name of Object.keys(advice) as (keyof Fields & string)[]) {
    const [first, ...others] = things.map(({ fields }) => fields[name]);
    const isSame = others.every((value) => isDeepStrictEqual(value, first));
    if (untold[name] === undefined && isSame) {
      const words = `everything in everyField has the same ${name} (${show(first)}), so that nothing is proven of it: add something that has another, or say in untold why it is never told`;
      throw new Finding(words);
    }
    if (untold[name] !== undefined && !(isSame && isNothing(first))) {
      throw new Finding(`${name} stands in untold, and is told: take it out of there`);
    }
  }
}

/** Throws for each field of each thing that is told otherwise; `found` gives what is told of it, undefined where nothing is. */
export function tellsFields<Fields extends object, Thing extends ToldThing<Fields> = ToldThing<Fields>>(
  things: readonly Thing[],
  found: (thing: Thing) => Partial<Fields> | null | undefined,
  advice: Advice<Fields>,
  differing: (told: unknown, expected: unknown, path: string) => readonly Difference[] = differencesOf,
): void {
  const wrong: { readonly words: string; readonly line: string }[] = [];
  for (const thing of things) {
    const told = found(thing);
    if (told === null || told === undefined) throw new Finding(`of ${thing.what} nothing is told: leave nothing out`);
    for (const name of Object.keys(advice) as (keyof Fields & string)[]) {
      for (const one of differing(told[name], thing.fields[name], name)) {
        const told = show(one.told);
        const words = `of ${thing.what}, ${one.path} is told as ${told} and not as ${show(one.expected)}: ${advice[name]}`;
        wrong.push({ words, line: `${thing.what}: ${linesOf([one])}` });
      }
    }
  }
  const [first, ...others] = wrong;
  if (first !== undefined) throw new Finding(first.words, others.map(({ line }) => line).join('\n') || null);
}

/** Differences other than that less is told: nothing, UNKNOWN or a place without its name is not untrue. */
export function worseThanLess(told: unknown, expected: unknown, path: string): readonly Difference[] {
  return differencesOf(told, expected, path).filter((one) => !isNothing(one.told) && one.told !== 'UNKNOWN');
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || value === false || (Array.isArray(value) && value.length === 0);
}
