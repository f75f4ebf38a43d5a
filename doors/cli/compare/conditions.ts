/** Conditions as they are written on the command line: `--where ITEM_TYPE=STL --where LIBRARY=severnhythe`. */
import { DIMENSIONS, POPULATIONS, type Population } from '#domain/comparison.ts';
import { badUserInput } from '#platform/errors.ts';
import { quoted } from '#platform/shell-word.ts';
import type { Condition, Dimension } from '../__generated__/answers.ts';

/** Two of one dimension are one condition with two values. Throws BAD_USER_INPUT, naming what there is. */
export function readConditions(written: readonly string[]): readonly Condition[] {
  const values = new Map<Dimension, string[]>();
  for (const text of written) {
    const at = text.indexOf('=');
    if (at < 1) throw badUserInput(`--where ${text}: write DIMENSION=VALUE, such as ITEM_TYPE=STL.`);
    const dimension = readDimension(text.slice(0, at));
    values.set(dimension, [...(values.get(dimension) ?? []), text.slice(at + 1)]);
  }
  return [...values].map(([dimension, all]) => ({ dimension, in: all }));
}

/** `LIBRARY,ITEM_TYPE`. */
export function readDimensions(written: string): readonly Dimension[] {
  return written.split(',').map((name) => readDimension(name.trim()));
}

export function readPopulation(written: string): Population {
  const found = POPULATIONS.find((name) => name === written.toUpperCase());
  if (found !== undefined) return found;
  throw badUserInput(`--of ${written}: write one of ${POPULATIONS.join(', ')}.`);
}

function readDimension(written: string): Dimension {
  const found = DIMENSIONS.find((name) => name === written.toUpperCase().replaceAll('-', '_'));
  if (found !== undefined) return found;
  throw badUserInput(`There is no dimension ${written}; there are ${DIMENSIONS.join(', ')}.`);
}

/** A condition as the command line takes it, for somebody to copy. */
export function writeCondition({ dimension, in: values }: Condition): string {
  return values.map((value) => `--where ${quoted(`${dimension}=${value}`)}`).join(' ');
}
