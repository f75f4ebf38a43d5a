import { createHash } from 'node:crypto';
import type { RecordDescription } from '../description.ts';
import { toPartKey } from '../normalise/part-key.ts';
import { foldText, foldTitle } from '../normalise/text.ts';
import { compareText } from './compare-text.ts';

/** Letters of a title that hardly two works share, so that it tells without an author. */
const TELLING_TITLE = 20;

/**
 * What the editions of one work have in common, in whatever year, form or wording of the subtitle: the uniform title or
 * the title proper, the part, and the first author. Most records of the edition decide. Null if they say too little: a
 * short title without an author is the name of many books, and one of a serial is the name of many serials.
 */
export function toWorkKey(records: readonly RecordDescription[]): string | null {
  const counts = new Map<string, number>();
  for (const record of records) {
    const said = toWorkText(record);
    if (said !== null) counts.set(said, (counts.get(said) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([a, x], [b, y]) => y - x || compareText(a, b));
  return most === undefined ? null : createHash('sha256').update(most[0]).digest('base64url').slice(0, 22);
}

function toWorkText(description: RecordDescription): string | null {
  const { titleProper, partNumber, partName, creators, serial, evidence } = description;
  const title = foldTitle(evidence.uniformTitle ?? titleProper ?? '');
  const author = toAuthor(creators[0] ?? '');
  if (serial || title === '' || (author === '' && title.length < TELLING_TITLE)) return null;
  return [title, toPartKey(partNumber ?? ''), foldText(partName ?? ''), author].join('|');
}

/** `Jones, Alice Mary, 1950-` as `jones a`: records name one person at many lengths. */
function toAuthor(name: string): string {
  const [surname = '', rest = ''] = name.split(',', 2);
  return `${foldText(surname)} ${foldText(rest).slice(0, 1)}`.trim();
}
