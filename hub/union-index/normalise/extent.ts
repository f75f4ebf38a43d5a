import { subfield, subfieldsIn, type MarcFields } from './marc-fields.ts';

/** What field 300 says of the thing in hand. */
export interface Extent {
  readonly pages: number | null;
  /** `3 v.`: how many volumes the record describes; null if it does not count them. */
  readonly volumes: number | null;
  /** $a of all 300 fields, lower case. */
  readonly text: string;
  /** $c and $e, lower case. */
  readonly rest: string;
}

/**
 *     300 __ $a xii, 300 p. : $b ill. ; $c 24 cm + $e 1 CD-ROM
 *     300 __ $a 1 online resource (xii, 300 pages)
 *     300 __ $a 3 volumes ; $c 30 cm
 */
export function readExtent(fields: MarcFields): Extent {
  const all = fields.data('300');
  const text = subfieldsIn(all, 'a')
    .join(' ')
    .toLowerCase()
    // `1,042 p.`, and `66l p.` with a small L for a one.
    .replaceAll(/(?<![\d,[])(\d),(?=\d{3}\s*(?:p|s|l)\b)/g, '$1')
    .replaceAll(/(?<=\d)l(?=\s*p\b)/g, '1');
  const rest = all
    .map((field) => subfield(field, 'ce') ?? '')
    .join(' ')
    .toLowerCase();
  const counts = [
    ...text.matchAll(
      /(?<![\d.])(\d{1,4})\]?(?:\s*,\s*\[?\d{1,4}\]?){0,30}\s*(?:p|pp|pag|pages?|pagine?|p[aáà]gin[ae]s|s|seiten|seiter|sider|sid|sidor|sivua|str|stron|lk|blz|bladzijden|leaves|leaf|l|bl|bl[aä]tt(?:er)?|feuill?ets?|hojas?|ff?|fol|с(?:тр)?|页|頁|쪽)(?![\p{L}\d])/gu,
    ),
  ].map((match) => Number(match[1]));
  const volumes =
    /(?<![\d.])(\d{1,3})\s*(?:v|vols?|voll|volum(?:es?|i|en)|bde?|band|bände|teile|tom(?:es?|i|os?)|t(?=\.)|dln?|delen|svazk[yů])(?![\p{L}\d])/u.exec(
      text,
    )?.[1];
  return {
    // `xii, 300 p., 16 p. of plates`: the text is the longest run.
    pages: counts.length === 0 ? null : Math.max(...counts),
    volumes: volumes === undefined ? null : Number(volumes),
    text,
    rest,
  };
}

/** True if the record describes a set of several volumes, so that an ISBN of the set is its own. */
export function isSet(extent: Extent): boolean {
  return extent.volumes !== null && extent.volumes > 1;
}

/** `v.`, `volumes <1-3>`, `Bde`: volumes that nobody has counted yet. */
const UNCOUNTED = /^\W*(?:<[\d, -]+>\s*)?(?:v|vols?|volumes|bde|bände|tomes|tomi|tomos|delen|dln)\b\.?\W*(?:[<(;:]|$)/;

export function isOpenSet(extent: Extent): boolean {
  return extent.pages === null && extent.volumes === null && UNCOUNTED.test(extent.text);
}
