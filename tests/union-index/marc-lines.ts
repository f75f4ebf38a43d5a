import type { MarcField, MarcRecord } from '#marc/marc-record.ts';

/** A printed book, new, full level, UTF-8. */
export const BOOK_LEADER = '00000nam a2200000 i 4500';

/**
 * A MARC record out of lines as they are written in comments: `245 10 $a Title : $b rest.`, blanks as `_`, control
 * fields as `008 …`. A line `LDR …` gives the leader.
 */
export function marcOf(...lines: readonly string[]): MarcRecord {
  let leader = BOOK_LEADER;
  const fields: MarcField[] = [];
  for (const line of lines) {
    const tag = line.slice(0, 3);
    if (tag === 'LDR') leader = line.slice(4).padEnd(24);
    else if (tag < '010') fields.push({ tag, value: line.slice(4) });
    else {
      const [ind1 = ' ', ind2 = ' '] = line.slice(4, 6).replaceAll('_', ' ');
      const subfields = line
        .slice(6)
        .split(/\s*\$(?=[a-z0-9] )/)
        .slice(1)
        .map((text) => ({ code: text.slice(0, 1), value: text.slice(2) }));
      fields.push({ tag, ind1, ind2, subfields });
    }
  }
  return { leader, fields };
}

/** Field 008 of a book: date type and years at 06-14, form of item at 23, contents at 24-27, language at 35-37. */
export function field008(
  parts: {
    readonly dates?: string;
    readonly form?: string;
    readonly contents?: string;
    readonly language?: string;
  } = {},
): string {
  const { dates = 's2004    ', form = ' ', contents = '    ', language = 'eng' } = parts;
  return `008 040101${dates.padEnd(9)}enk     ${form}${contents}       ${language} d`.slice(0, 44);
}
