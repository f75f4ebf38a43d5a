import type { MarcDataField } from '#marc/index.ts';
import { findIsbns, findIssns, parseLccn } from '#domain/identifiers.ts';
import { subfield } from '../normalise/marc-fields.ts';
import { checkLanguage } from './check-coded.ts';
import type { FaultList } from './validity-rules.ts';

/** Indicators that are defined, `_` for a blank; null where it is not asked. */
type Indicators = readonly [first: string | null, second: string | null];

/** What is asked of the fields of one tag. */
interface FieldRules {
  readonly indicators?: Indicators;
  /** Subfields that may stand once. */
  readonly once?: string;
  readonly check?: (field: MarcDataField, faults: FaultList) => void;
}

const PERSON: Indicators = ['013', null];
const BODY: Indicators = ['012', null];
const BLANKS: Indicators = ['_', '_'];
const THESAURUS = '01234567';

// A map by tag: it is asked for each of some twenty tags of each record of a first load.
const RULES = new Map<string, FieldRules>([
  ['010', { check: checkLccn }],
  ['020', { indicators: BLANKS, check: checkIsbn }],
  ['022', { indicators: ['_01', '_'], check: checkIssn }],
  ['024', { check: checkSourceOfNumber }],
  ['041', { check: checkLanguages }],
  ['100', { indicators: PERSON, once: 'a' }],
  ['110', { indicators: BODY, once: 'a' }],
  ['111', { indicators: BODY, once: 'a' }],
  ['245', { indicators: ['01', '0123456789'], once: 'abc', check: checkTitle }],
  ['246', { indicators: ['0123', '_012345678'] }],
  ['264', { indicators: ['_23', '01234'] }],
  ['300', { indicators: BLANKS }],
  ['490', { indicators: ['01', '_'] }],
  ['500', { indicators: BLANKS }],
  ['505', { indicators: ['0128', '_0'] }],
  ['520', { indicators: ['_012348', '_'] }],
  ['600', { indicators: ['013', THESAURUS], check: checkThesaurus }],
  ['610', { indicators: ['012', THESAURUS], check: checkThesaurus }],
  ['611', { indicators: ['012', THESAURUS], check: checkThesaurus }],
  ['630', { indicators: ['0123456789', THESAURUS], check: checkThesaurus }],
  ['650', { indicators: ['_012', THESAURUS], check: checkThesaurus }],
  ['651', { indicators: ['_', THESAURUS], check: checkThesaurus }],
  // The National Library of Medicine gives its publication types a first indicator of its own.
  ['655', { indicators: [null, THESAURUS], check: checkThesaurus }],
  ['700', { indicators: PERSON }],
  ['710', { indicators: BODY }],
  ['711', { indicators: BODY }],
  ['856', { indicators: ['_012347', '_012348'], check: checkAddress }],
]);

/** What each field of a tag says by itself. */
export function checkDataFields(tag: string, fields: readonly MarcDataField[], faults: FaultList): void {
  const rules = RULES.get(tag);
  const isLocal = tag.includes('9');
  for (const field of fields) {
    if (field.subfields.length === 0) faults.add(tag, 'NO_SUBFIELDS');
    for (const { code, value } of field.subfields) {
      if (isEmpty(value)) faults.add(tag, 'EMPTY_SUBFIELD');
      if (!isLocal && !isMarcCode(code)) faults.add(tag, 'SUBFIELD_CODE');
    }
    if (rules === undefined) continue;
    const { indicators, once, check } = rules;
    if (indicators !== undefined && !(isDefined(field.ind1, indicators[0]) && isDefined(field.ind2, indicators[1])))
      faults.add(tag, 'INDICATOR');
    if (once !== undefined && isRepeated(field, once)) faults.add(tag, 'SUBFIELD_REPEATED');
    check?.(field, faults);
  }
}

function checkLccn(field: MarcDataField, faults: FaultList): void {
  if (valuesOf(field, 'a').some((text) => parseLccn(text) === null)) faults.add('010', 'FORM');
}

function checkIsbn(field: MarcDataField, faults: FaultList): void {
  for (const text of valuesOf(field, 'a')) {
    if (findIsbns(text).length > 0) continue;
    // The number stands first, its qualifier and its price behind it.
    const digits = /^[\s\d\-\u2010-\u2015]*[\dXx]/.exec(text)?.[0].replaceAll(/[^\dXx]/g, '').length ?? 0;
    faults.add('020', digits === 10 || digits === 13 ? 'CHECK_DIGIT' : 'NO_NUMBER');
  }
}

function checkIssn(field: MarcDataField, faults: FaultList): void {
  for (const text of valuesOf(field, 'a')) {
    if (findIssns(text).length > 0) continue;
    faults.add('022', /\d{4}[\s\-\u2010-\u2015]?\d{3}[\dXx](?!\d)/.test(text) ? 'CHECK_DIGIT' : 'NO_NUMBER');
  }
}

function checkSourceOfNumber(field: MarcDataField, faults: FaultList): void {
  if (field.ind1 === '7' && !hasSubfield(field, '2')) faults.add('024', 'SOURCE_MISSING');
}

function checkLanguages({ ind2, subfields }: MarcDataField, faults: FaultList): void {
  // Of another list than MARC's.
  if (ind2 === '7') return;
  for (const { code, value } of subfields) if (/[a-z]/.test(code)) checkLanguage('041', value.trim(), faults);
}

function checkTitle(field: MarcDataField, faults: FaultList): void {
  if (!hasSubfield(field, 'a') && !hasSubfield(field, 'k')) faults.add('245', 'NO_TITLE');
  else if (skipsLetters(field)) faults.add('245', 'NONFILING');
}

function checkThesaurus(field: MarcDataField, faults: FaultList): void {
  if (field.ind2 === '7' && !hasSubfield(field, '2')) faults.add(field.tag, 'SOURCE_MISSING');
}

function checkAddress(field: MarcDataField, faults: FaultList): void {
  if (!hasSubfield(field, 'u') && !hasSubfield(field, 'a')) faults.add('856', 'NO_ADDRESS');
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

function isDefined(indicator: string, defined: string | null): boolean {
  return defined === null || defined.includes(indicator === ' ' ? '_' : indicator);
}

function isEmpty(value: string): boolean {
  return value.length === 0 || (value.charCodeAt(0) <= 0x20 && value.trim() === '');
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
