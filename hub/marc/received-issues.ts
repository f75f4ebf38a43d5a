/** The first and last of a serial's issues that a holdings record lists one by one (853 for captions, 863 for each). */
import type { MarcDataField } from './marc-record.ts';

/**
 * Null where there are none. What stands between the two may have gaps: these are words for people, and no run to look a
 * volume up in.
 *
 *     853 2_ $8 3 $a v. $b no. $i (year) $j (month)
 *     863 _1 $8 3.31 $a 36 $b 1 $i 2014 $j 05
 */
export function receivedIssues(fields: readonly MarcDataField[]): string | null {
  const captions = new Map(fields.filter(({ tag }) => tag === '853').map((field) => [linkOf(field), field]));
  const issues = fields
    .filter(({ tag }) => tag === '863')
    .map((field) => issueText(field, captions.get(linkOf(field))))
    .filter((text) => text !== '');
  const [first] = issues;
  const last = issues.at(-1);
  if (first === undefined || last === undefined) return null;
  return first === last ? `Received as an issue: ${first}` : `Received issue by issue: from ${first} to ${last}`;
}

/** Levels of numbering, the highest first; those of dates go on with the month, whose form differs from site to site. */
const NUMBERING = ['a', 'b', 'c'];
const YEAR = 'i';

function issueText(issue: MarcDataField, captions: MarcDataField | undefined): string {
  const numbers = NUMBERING.flatMap((code) => {
    const value = valueOf(issue, code);
    const caption = captions === undefined ? '' : (valueOf(captions, code) ?? '');
    // In brackets the caption says what the number is, and is not printed.
    return value === null ? [] : [`${caption.startsWith('(') ? '' : caption}${value}`];
  });
  const year = valueOf(issue, YEAR);
  return [numbers.join(':'), year === null ? '' : `(${year})`].filter((part) => part !== '').join(' ');
}

function linkOf(field: MarcDataField): string {
  return valueOf(field, '8')?.split('.')[0] ?? '';
}

function valueOf({ subfields }: MarcDataField, code: string): string | null {
  return subfields.find((subfield) => subfield.code === code)?.value.trim() ?? null;
}
