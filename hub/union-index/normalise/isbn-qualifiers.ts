import { findIsbns } from '#domain/identifiers.ts';
import type { Binding } from '../description.ts';
import { subfields, unique, type MarcFields } from './marc-fields.ts';

export interface QualifiedIsbn {
  readonly isbn: string;
  /** The words around it, lower case: `pbk. : v. 1`. */
  readonly qualifier: string;
  /** From $z: once printed, or of another thing. */
  readonly cancelled: boolean;
}

const ELECTRONIC =
  /\be-? ?(?:book|pub|bk|isbn|buch|bok|bog|boek)|\bebk\b|[eé]lectr[oó]ni[cqk]|elektron|elettronic|eletr[oô]nic|num[eé]rique|online|en ligne|\bpdf\b|kindle|adobe|\bmobi\b|digital|\bweb\b|\binternet\b|электрон/;
const PRINT =
  /\bpbk|\bhbk|paper|hard(?:back|cover|bound)|\bcased\b|cloth|\bprint\b|spiral|\bsoftcover|\bpb\b|\bhb\b|\bbound\b|board|\bhc\b|broch|geb\b|kart\b/;
/** The bindings of a book, as German, French, Italian, Spanish, Dutch and Nordic catalogues name them too. */
const HARD =
  /\bh(?:ard)?(?:bk|b|back|bound)\b|hard ?cover|\bcased\b|\bcloth\b|\bhc\b|\bgeb\b|gebunden|gebonden|\brel\b|\breli[eé]|\bcart\b|cartonn[eé]|rilegat|encuadern|tapa dura|\binb\b|\binnb|\bindb|inbunden|leinen|\bln\b|\bpp\b|\bgb\b/;
const SOFT =
  /\bpbk|paper|soft ?(?:cover|back)|\bpb\b|broch|brosch|\bbr\b|\bkart\b|kartoniert|r[uú]stica|bross|ingenaaid|tapa blanda|h[aäæe]ft(?:ad|et)?\b|\bhft\b|taschenb|\bpoche\b/;
const OTHER = /spiral|loose|ring|board|large print/;
const SOUND_OR_FILM = /audio|\bcds?\b|\bdvds?\b|\bsound|video|cassette|\bmp3\b/;
const SET = /\bset\b|complete|all volumes|\bcollection\b/;
const VOLUME = /\b(?:v|vol|vols|volume|pt|part|bd|band|bk|book|t|tome)\b\.? ?(\d{1,3}|[ivx]{1,5})\b/;

export function isElectronicQualifier(qualifier: string): boolean {
  return ELECTRONIC.test(qualifier);
}

export function isPrintQualifier(qualifier: string): boolean {
  return PRINT.test(qualifier) && !ELECTRONIC.test(qualifier);
}

/** True for a recording of its own; false for a book that has one with it: `(pbk. + CD)`. */
export function isSoundOrFilmQualifier(qualifier: string): boolean {
  return SOUND_OR_FILM.test(qualifier) && !PRINT.test(qualifier) && !/\bbook\b|[+&]|\bwith\b/.test(qualifier);
}

export function isSetQualifier(qualifier: string): boolean {
  return SET.test(qualifier);
}

/** The volume that a qualifier names: `1` in `v. 1 : pbk.`; null if it names none. */
export function volumeOfQualifier(qualifier: string): string | null {
  return VOLUME.exec(qualifier)?.[1] ?? null;
}

/**
 * Reads every valid ISBN of field 020 with what is said of it. The qualifier stands in $q, or behind the number as it
 * did before 2013; several numbers may have been typed into one subfield.
 *
 *     020 __ $a 9780198526636 $q (pbk.) $q (v. 1)      020 __ $a 0198526636 (set) : $c £90      020 __ $z 0198526628
 */
export function readQualifiedIsbns(fields: MarcFields): readonly QualifiedIsbn[] {
  const all: QualifiedIsbn[] = [];
  for (const field of fields.data('020')) {
    const stated = subfields(field, 'q').join(' ').toLowerCase();
    for (const code of ['a', 'z']) {
      for (const text of subfields(field, code)) {
        const found = findIsbns(text);
        found.forEach(({ isbn, end }, index) => {
          const behind = text.slice(end, found[index + 1]?.start ?? text.length).toLowerCase();
          all.push({ isbn, qualifier: `${behind} ${stated}`.trim(), cancelled: code === 'z' });
        });
      }
    }
  }
  return all;
}

/** The bindings that the valid ISBNs of a record name. */
export function readBindings(fields: MarcFields): readonly Binding[] {
  const named = readQualifiedIsbns(fields).filter(({ cancelled, qualifier }) => !cancelled && qualifier !== '');
  return unique(named.flatMap(({ qualifier }) => bindingsOf(qualifier)));
}

function bindingsOf(qualifier: string): readonly Binding[] {
  if (isElectronicQualifier(qualifier)) return [];
  if (SOFT.test(qualifier)) return ['soft'];
  if (HARD.test(qualifier)) return ['hard'];
  return OTHER.test(qualifier) ? ['other'] : [];
}
