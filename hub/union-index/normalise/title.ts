import { subfields, type MarcFields } from './marc-fields.ts';
import { foldText, foldTitle, trimIsbd } from './text.ts';

export const UNTITLED = '[untitled]';

/** `Vol. 2`, `part II`, `Band 3`, `v. 1`: a part that was typed into the title instead of into $n. */
const PART_IN_TITLE =
  /(?<![\s,.:;(-])[\s,.:;(-]+((?:volume|vol|v|part|pt|book|bk|band|bd|halbband|heft|tome|tomo|teil|partie|parte|livre|libro|deel)\b\.?\s*(?:\d{1,3}|[ivx]{1,5}|one|two|three|four|five|six|seven|eight|nine|ten))\)?\s*$/iu;

/**
 * Reads the title.
 *
 *     245 14 $a The midwife's handbook. $n Volume 2, $p Complications : $b a guide / $c A. Jones.
 *
 * $h (what the thing is) and $c (who says so) are no part of it; the script of the original stands in 880 and stays there.
 * A record without 245 is called by its uniform title, else by nothing.
 */
export function readTitle(fields: MarcFields) {
  const field = fields.data('245')[0] ?? fields.data('240', '130', '247')[0];
  if (field === undefined) return toParts(null, null, null, null, 0);
  const proper = trimIsbd(withoutMaterial(subfields(field, 'a').join(' ')));
  const number = trimIsbd(subfields(field, 'n').join(' '));
  const name = trimIsbd(subfields(field, 'p').join(' '));
  const remainder = trimIsbd(withoutMaterial(subfields(field, 'bks').join(' ')));
  const skip = field.tag === '245' ? Number(/^[1-9]$/.exec(field.ind2)?.[0] ?? 0) : 0;
  return toParts(orNull(proper), orNull(remainder), orNull(number), orNull(name), skip);
}

function toParts(
  proper: string | null,
  remainder: string | null,
  number: string | null,
  name: string | null,
  skip: number,
) {
  const stated = [proper, remainder].filter((part) => part !== null).join(': ');
  const whole = trimIsbd(
    [stated, number === null ? name : [number, name].filter((part) => part !== null).join(', ')]
      .filter((part) => part !== null && part !== '')
      .join('. '),
  );
  const title = whole === '' ? UNTITLED : whole;
  return {
    title,
    titleProper: proper,
    titleRemainder: remainder,
    partNumber:
      number ?? PART_IN_TITLE.exec(` ${proper ?? ''}`)?.[1] ?? PART_IN_TITLE.exec(` ${remainder ?? ''}`)?.[1] ?? null,
    partName: name,
    sortTitle: toSortTitle(title, skip),
  };
}

/** `[electronic resource]` typed into $a, as records without $h have it. */
function withoutMaterial(text: string): string {
  if (!text.includes(']')) return text;
  return text.replace(
    /(?<!\s)\s*\[(?:electronic resource|sound recording|videorecording|text|print|e-?book)[^\]]*\]\s*/gi,
    ' ',
  );
}

/** The second indicator counts the characters to leave out; it is believed only where a word ends there. */
function toSortTitle(title: string, skip: number): string {
  const filed = skip > 0 && skip < title.length && /[\s'’"([-]/.test(title[skip - 1] ?? '') ? title.slice(skip) : title;
  const folded = skip > 0 && filed !== title ? foldText(filed) : foldTitle(filed);
  return folded === '' ? title.toLowerCase() : folded;
}

function orNull(text: string): string | null {
  return text === '' ? null : text;
}
