import { subfield, subfieldsIn, unique, type MarcFields } from './marc-fields.ts';
import { trimBrackets, trimIsbd } from './text.ts';

const EARLIEST = 1400;
const LATEST = 2099;

/**
 * Reads publisher and years.
 *
 *     008/06-14   s2004        one year            t20042003  published 2004, copyright 2003
 *                 r20041998    reprint of 1998     m20042009  a set that came out over years
 *     264 _1 $a London : $b Elsevier, $c 2004.     264 _4 $c ©2003     260 __ $a London : $b Elsevier, $c [2004], c2003.
 *
 * The year is that of this publication; the others are kept because they explain why another library says otherwise.
 */
export function readPublication(fields: MarcFields) {
  const statements = fields.data('264');
  const published = statements.filter((field) => field.ind2 === '1');
  const imprint = published.length > 0 ? published : fields.data('260');
  const printed = imprint.length > 0 ? imprint : statements.filter((field) => field.ind2 !== '4');

  const coded = codedYears(fields.control('008'));
  const stated = statedYears(subfieldsIn(printed, 'cg').join(' '));
  const rights = statements.filter((field) => field.ind2 === '4');
  const copyright = statedYears(subfieldsIn(rights, 'c').join(' '));
  const all = unique([...coded.own, ...stated, ...copyright, ...coded.others]);
  const publishedYear = coded.own[0] ?? stated[0] ?? copyright[0] ?? null;
  const publisher = printed.map((field) => subfield(field, 'b')).find((name) => name !== null) ?? null;
  return {
    publisher: publisher === null ? null : namedPublisher(publisher),
    publishedYear,
    otherYears: all.filter((year) => year !== publishedYear),
  };
}

/** `[s.n.]`, `[publisher not identified]`: said because the rules want something said. */
function namedPublisher(text: string): string | null {
  const name = trimIsbd(trimBrackets(trimIsbd(text)));
  return name === '' ||
    /^(?:s\.? ?n\.?|publisher not identified|n\.? ?pub\.?|verlag nicht ermittelbar|éditeur non identifié|editore non identificato|editor no identificado)$/i.test(
      name,
    )
    ? null
    : name;
}

function codedYears(field008: string): { readonly own: readonly number[]; readonly others: readonly number[] } {
  const first = toYears(field008.slice(7, 11));
  const second = toYears(field008.slice(11, 15));
  switch (field008[6]) {
    case 's':
    case 'i':
    case 'k':
    case 'm':
    case 'c':
    case 'd':
    case 'u':
    // The second date is month and day.
    case 'e':
      return { own: first, others: [] };
    case 't':
    case 'r':
    case 'p':
      return { own: first, others: second };
    default:
      // n, b, q, |: not known, before Christ, a guess between two years.
      return { own: [], others: [] };
  }
}

function toYears(text: string): readonly number[] {
  const year = /^\d{4}$/.test(text) ? Number(text) : 0;
  return year >= EARLIEST && year <= LATEST ? [year] : [];
}

/** `[2004]`, `c2003`, `2004 [i.e. 2005]` (the correction first), `2004-2009`, `2004, 2007 printing`. */
function statedYears(text: string): readonly number[] {
  const found = [...text.matchAll(/(?<!\d)(?:1[4-9]|20)\d{2}(?!\d)/g)].map((match) => Number(match[0]));
  const corrected = /i\.\s?e\.[^\d]{0,6}(\d{4})/.exec(text)?.[1];
  return unique(corrected === undefined ? found : [...toYears(corrected), ...found]);
}
