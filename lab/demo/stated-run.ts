import type { DemoLibrary, SymphonyLibrary } from './libraries.ts';
import type { Publication } from './publications.ts';

/**
 * The run that a library states of the bound volumes that it has of a journal, as its cataloguers write; null where the
 * volumes are invented beyond what can have appeared of a young journal. `today` in milliseconds since the epoch.
 */
export function statedRun(
  { title }: Publication,
  { habit }: Pick<DemoLibrary | SymphonyLibrary, 'habit'>,
  { from, last }: { readonly from: number; readonly last: number },
  today: number,
): string | null {
  if (title.year === null) return null;
  const years = [title.year + from - 1, title.year + last - 1] as const;
  if (years[1] > new Date(today).getUTCFullYear()) return null;
  return habit.rules === 'RDA'
    ? `v.${from}-${last} (${years.join('-')})`
    : `Vol. ${from} (${years[0]})-v. ${last} (${years[1]})`;
}
