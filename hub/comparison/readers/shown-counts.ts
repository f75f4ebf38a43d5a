/** Counts of readers, loans and holds as they are kept with a snapshot: small ones hidden, so that they outlive the rows. */
import { showTotalOfShown, type ShownCount } from '#domain/small-numbers.ts';

/** A sum that says no more than its parts do. Null if nobody tells any of them. */
export function sumShown(counts: readonly ShownCount[]): ShownCount {
  const told = counts.filter(({ value, suppressed }) => value !== null || suppressed);
  if (told.length === 0) return showTotalOfShown([]);
  const atLeast = told.reduce((sum, count) => sum + (count.atLeast ?? 0), 0);
  const suppressed = told.some((count) => count.suppressed);
  return { value: suppressed ? null : atLeast, suppressed, atLeast };
}

/** Why there is no number, or what can be said all the same; undefined where the number stands for itself. */
export function describeHidden({ value, suppressed, atLeast }: ShownCount): string | undefined {
  if (value !== null) return undefined;
  if (!suppressed) return 'not told';
  return atLeast !== null && atLeast > 1
    ? `at least ${atLeast}; small numbers are not shown`
    : 'too few to be shown, or a small number would follow from it';
}
