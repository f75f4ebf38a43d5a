/**
 * The Gold Rush key of December 2024 as Reservoir makes it, written anew from its description and checked against its own
 * vectors: one string of fixed fields, and two records match when the strings are equal.
 */
import type { MarcDataField, MarcRecord } from '#marc/index.ts';

const ORDINALS = 'first second third fourth fifth sixth seventh eighth ninth tenth'.split(' ');
const UNKNOWN_YEAR = '0000';

export function goldRushKey(record: MarcRecord): string {
  return [
    pad(titleOf(record), 70),
    yearOf(record),
    pad(/\d{4}/.exec(first(record, ['300'], 'a'))?.[0] ?? '', 4),
    pad(editionOf(record), 3),
    pad(squashed(first(record, ['264', '260'], 'b')), 5),
    record.leader[6] ?? ' ',
    pad(laterPartsOf(record), 30),
    pad(underscored(first(record, ['245'], 'n')), 10),
    pad(squashed(first(record, ['100', '110', '111', '130'], 'a')), 5),
    pad(squashed(first(record, ['245'], 'f')), 15),
    underscored(first(record, ['086'], 'a')),
    isElectronic(record) ? 'e' : 'p',
  ].join('');
}

/** 245 $a, $b and the first $p, each without its article. */
function titleOf(record: MarcRecord): string {
  const [part = ''] = all(record, ['245'], 'p');
  return [first(record, ['245'], 'a'), first(record, ['245'], 'b'), part].map(withoutArticle).map(squashed).join('');
}

/** Every further $p. */
function laterPartsOf(record: MarcRecord): string {
  return all(record, ['245'], 'p')
    .slice(1)
    .map((part) => underscored(withoutArticle(part)).slice(0, 10))
    .join('');
}

/** Date 1 of a reissue, else date 2; else as printed. */
function yearOf(record: MarcRecord): string {
  const coded = control(record, '008');
  const date = coded[6] === 'r' ? coded.slice(7, 11) : coded.slice(11, 15);
  if (isYear(date)) return date;
  return (
    /\d{4}/.exec(first(record, ['264'], 'c'))?.[0] ?? /\d{4}/.exec(first(record, ['260'], 'c'))?.[0] ?? UNKNOWN_YEAR
  );
}

function isYear(text: string): boolean {
  return /^[12]\d{3}$/.test(text);
}

/** `59th` is 59, `Fifth` is 5; nothing, and whatever else, is the first. */
function editionOf(record: MarcRecord): string {
  const stated = plain(first(record, ['250'], 'a')).trim();
  const counted = /^\d+/.exec(stated)?.[0];
  const spelt = ORDINALS.indexOf(/^[a-z]+/.exec(stated)?.[0] ?? '') + 1;
  return counted ?? String(Math.max(1, spelt));
}

function isElectronic(record: MarcRecord): boolean {
  const says = (tags: readonly string[], code: string, pattern: RegExp): boolean =>
    all(record, tags, code).some((text) => pattern.test(text));
  return (
    says(['245'], 'h', /electronic resource/i) ||
    says(['533', '590'], 'a', /electronic/i) ||
    says(['300'], 'a', /online resource/i) ||
    control(record, '007').startsWith('c') ||
    says(['337'], 'a', /^c/) ||
    (first(record, ['086'], 'a') !== '' && fieldsOf(record, '856').length > 0)
  );
}

function withoutArticle(text: string): string {
  return plain(text).replace(/^\s*(?:a|an|the)\s+/, '');
}

/** Lower case, no accents, `&` as `and`. */
function plain(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .replaceAll('&', 'and')
    .replaceAll(/['{}]/g, '');
}

function squashed(text: string): string {
  return plain(text).replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** Each mark and each run of blanks an underscore. */
function underscored(text: string): string {
  return plain(text)
    .trim()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '_');
}

function pad(text: string, width: number): string {
  return text.slice(0, width).padEnd(width, '_');
}

function first(record: MarcRecord, tags: readonly string[], code: string): string {
  for (const tag of tags) {
    const [found] = all(record, [tag], code);
    if (found !== undefined) return found;
  }
  return '';
}

function all(record: MarcRecord, tags: readonly string[], code: string): readonly string[] {
  return tags.flatMap((tag) =>
    fieldsOf(record, tag).flatMap(({ subfields }) =>
      subfields.filter((subfield) => subfield.code === code).map(({ value }) => value),
    ),
  );
}

function fieldsOf(record: MarcRecord, wanted: string): readonly MarcDataField[] {
  return record.fields.filter((field): field is MarcDataField => field.tag === wanted && 'subfields' in field);
}

function control(record: MarcRecord, wanted: string): string {
  const field = record.fields.find(({ tag }) => tag === wanted);
  return field !== undefined && 'value' in field ? field.value : '';
}
