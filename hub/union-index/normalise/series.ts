import { subfield, subfields, unique, type MarcFields } from './marc-fields.ts';
import { foldTitle, trimIsbd } from './text.ts';

export interface Series {
  readonly seriesTitles: readonly string[];
  /** The number within the first series; null if it has none. */
  readonly volume: string | null;
}

/**
 *     490 1_ $a Oxford handbooks ; $v v. 12      830 _0 $a Oxford handbooks ; $v 12.      440 _0 $a (before 2008)
 */
export function readSeries(fields: MarcFields): Series {
  const all = fields.data('490', '440', '830');
  const titles = new Map<string, string>();
  for (const field of all) {
    const title = trimIsbd(subfields(field, field.tag === '490' ? 'a' : 'anp').join(' '));
    const key = foldTitle(title);
    if (key !== '' && !titles.has(key)) titles.set(key, title);
  }
  const first = all[0];
  const volume = first === undefined ? null : trimIsbd(subfield(first, 'v') ?? '');
  return { seriesTitles: unique(titles.values()), volume: volume === '' ? null : volume };
}
