import type { MarcDataField } from '#adapters/protocols/marc/index.ts';
import { findIsbns, findIssns, parseLccn } from '#domain/identifiers.ts';
import { subfield } from '../normalise/marc-fields.ts';
import { checkLanguage } from './check-coded.ts';
import type { FaultList } from './fault-list.ts';

/** Indicators that are defined, `_` for a blank; null where it is not asked. */
type Indicators = readonly [first: string | null, second: string | null];

const PERSON: Indicators = ['013', null];
const BODY: Indicators = ['012', null];
const BLANKS: Indicators = ['_', '_'];
const THESAURUS = '01234567';

const INDICATORS = new Map<string, Indicators>(
  Object.entries({
    '020': BLANKS,
    '022': ['_01', '_'],
    '100': PERSON,
    '110': BODY,
    '111': BODY,
    '245': ['01', '0123456789'],
    '246': ['0123', '_012345678'],
    '264': ['_23', '01234'],
    '300': BLANKS,
    '490': ['01', '_'],
    '500': BLANKS,
    '505': ['0128', '_0'],
    '520': ['_012348', '_'],
    '600': ['013', THESAURUS],
    '610': ['012', THESAURUS],
    '611': ['012', THESAURUS],
    '630': ['0123456789', THESAURUS],
    '650': ['_012', THESAURUS],
    '651': ['_', THESAURUS],
    // The National Library of Medicine gives its publication types a first indicator of its own.
    '655': [null, THESAURUS],
    '700': PERSON,
    '710': BODY,
    '711': BODY,
    '856': ['_012347', '_012348'],
  }),
);

/** Subfields that may stand once. */
const ONCE: Readonly<Record<string, string>> = { '100': 'a', '110': 'a', '111': 'a', '245': 'abc' };

/** What is asked of every field. */
export function checkDataField(field: MarcDataField, faults: FaultList): void {
  const { tag, subfields } = field;
  if (subfields.length === 0) faults.add(tag, 'NO_SUBFIELDS');
  const isLocal = tag.includes('9');
  for (const { code, value } of subfields) {
    if (value.length === 0 || (value.charCodeAt(0) <= 0x20 && value.trim() === '')) faults.add(tag, 'EMPTY_SUBFIELD');
    if (!isLocal && !isMarcCode(code)) faults.add(tag, 'SUBFIELD_CODE');
  }
  const indicators = INDICATORS.get(tag);
  if (indicators !== undefined && !areDefined(field, indicators)) faults.add(tag, 'INDICATOR');
  const once = ONCE[tag];
  if (once !== undefined && isRepeated(field, once)) faults.add(tag, 'SUBFIELD_REPEATED');
  checkContent(field, faults);
}

function checkContent(field: MarcDataField, faults: FaultList): void {
  const { tag, ind1, ind2, subfields } = field;
  switch (tag) {
    case '010':
      if (valuesOf(field, 'a').some((text) => parseLccn(text) === null)) faults.add(tag, 'FORM');
      return;
    case '020':
      for (const text of valuesOf(field, 'a')) checkIsbn(text, faults);
      return;
    case '022':
      for (const text of valuesOf(field, 'a')) checkIssn(text, faults);
      return;
    case '024':
      if (ind1 === '7' && !hasSubfield(field, '2')) faults.add(tag, 'SOURCE_MISSING');
      return;
    case '041':
      // Of another list than MARC's.
      if (ind2 !== '7')
        for (const { code, value } of subfields) if (/[a-z]/.test(code)) checkLanguage(tag, value.trim(), faults);
      return;
    case '245':
      if (!hasSubfield(field, 'a') && !hasSubfield(field, 'k')) faults.add(tag, 'NO_TITLE');
      else if (skipsLetters(field)) faults.add(tag, 'NONFILING');
      return;
    case '856':
      if (!hasSubfield(field, 'u') && !hasSubfield(field, 'a')) faults.add(tag, 'NO_ADDRESS');
      return;
    default:
      if (ind2 === '7' && tag.startsWith('6') && INDICATORS.has(tag) && !hasSubfield(field, '2')) {
        faults.add(tag, 'SOURCE_MISSING');
      }
  }
}

function checkIsbn(text: string, faults: FaultList): void {
  if (findIsbns(text).length > 0) return;
  // The number stands first, its qualifier and its price behind it.
  const digits = /^[\s\d\-\u2010-\u2015]*[\dXx]/.exec(text)?.[0].replaceAll(/[^\dXx]/g, '').length ?? 0;
  faults.add('020', digits === 10 || digits === 13 ? 'CHECK_DIGIT' : 'NO_NUMBER');
}

function checkIssn(text: string, faults: FaultList): void {
  if (findIssns(text).length > 0) return;
  faults.add('022', /\d{4}[\s\-\u2010-\u2015]?\d{3}[\dXx](?!\d)/.test(text) ? 'CHECK_DIGIT' : 'NO_NUMBER');
}

/** What is skipped ends with a letter although one follows, or nothing is left. */
function skipsLetters(field: MarcDataField): boolean {
  const skipped = Number(field.ind2);
  if (!(skipped > 0)) return false;
  const title = subfield(field, 'a') ?? '';
  // An accent may have been counted as a character of its own, and may not.
  return [title.normalize('NFC'), title.normalize('NFD')].every(
    (text) => skipped >= text.length || /^[\p{L}\p{N}]{2}$/u.test(text.slice(skipped - 1, skipped + 1)),
  );
}

function areDefined({ ind1, ind2 }: MarcDataField, [first, second]: Indicators): boolean {
  return isDefined(ind1, first) && isDefined(ind2, second);
}

function isDefined(indicator: string, defined: string | null): boolean {
  return defined === null || defined.includes(indicator === ' ' ? '_' : indicator);
}

function isMarcCode(code: string): boolean {
  const unit = code.charCodeAt(0);
  return (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x30 && unit <= 0x39);
}

function isRepeated({ subfields }: MarcDataField, codes: string): boolean {
  const seen = new Set<string>();
  for (const { code } of subfields) {
    if (!codes.includes(code)) continue;
    if (seen.has(code)) return true;
    seen.add(code);
  }
  return false;
}

function hasSubfield({ subfields }: MarcDataField, wanted: string): boolean {
  return subfields.some(({ code, value }) => code === wanted && value.trim() !== '');
}

function valuesOf({ subfields }: MarcDataField, wanted: string): readonly string[] {
  return subfields.filter(({ code, value }) => code === wanted && value.trim() !== '').map(({ value }) => value);
}
