import { readFieldLink } from '#marc/index.ts';
import type { MarcFields } from '../normalise/marc-fields.ts';
import { checkControlField, checkLeader, isBibliographic } from './check-coded.ts';
import { checkDataFields } from './check-field.ts';
import { FaultList } from './validity-rules.ts';

const NOT_REPEATABLE: ReadonlySet<string> = new Set(
  '001 003 005 008 010 018 036 038 040 042 043 044 045 066 100 110 111 130 240 243 245 263 306 507 514'.split(' '),
);
const OBSOLETE: ReadonlySet<string> = new Set(
  (
    '211 212 214 241 261 262 265 301 302 303 304 305 308 350 359 440 503 512 517 523 527 537 543 570 582 705 715 755 ' +
    '840 870 871 872 873'
  ).split(' '),
);
const MAIN_ENTRIES = ['100', '110', '111', '130'] as const;
/** Without the joiners and the marks of non-sorting words, which MARC 21 has, and the line breaks of indented XML. */
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0087\u008a-\u0097\u0099-\u009b\u009d-\u009f]/;
const DOUBTFUL_TEXT = /[\u0000-\u001f\u007f-\u009f\ufffd]/;
/** Codes that say of no language that it is the text's. */
const NO_SINGLE_LANGUAGE: ReadonlySet<string> = new Set(['mul', 'und', 'zxx', 'mis', '   ', '|||']);

/**
 * What is wrong with a record by the rules of MARC 21 (`validity-rules.ts`), as `<tag>:<RULE>`, each once, sorted. Never
 * throws. Nothing of what is no bibliographic record but that; nothing of a record of which only its existence is kept.
 */
export function findFaults(fields: MarcFields): readonly string[] {
  const { leader, tags } = fields;
  if (tags.length === 0) return [];
  if (!isBibliographic(leader)) return ['LDR:RECORD_TYPE'];
  const faults = new FaultList();
  checkLeader(leader, faults);
  let isLinked = false;
  for (const tag of tags) {
    checkTag(tag, faults);
    const controls = fields.controls(tag);
    const data = fields.data(tag);
    if (controls.length + data.length > 1 && NOT_REPEATABLE.has(tag)) faults.add(tag, 'NOT_REPEATABLE');
    for (const value of controls) {
      checkText(tag, value, faults);
      checkControlField(tag, value, leader, faults);
    }
    for (const field of data) {
      for (const { code, value } of field.subfields) {
        checkText(tag, value, faults);
        if (code === '6') isLinked = true;
      }
    }
    checkDataFields(tag, data, faults);
  }
  checkTogether(fields, faults);
  if (isLinked || fields.data('880').length > 0) checkLinks(fields, faults);
  return faults.sorted();
}

/** What several fields say together. */
function checkTogether(fields: MarcFields, faults: FaultList): void {
  if (fields.controls('008').length === 0) faults.add('008', 'MISSING');
  if (fields.data('245').length === 0) faults.add('245', 'MISSING');
  for (const tag of MAIN_ENTRIES.filter((entry) => fields.data(entry).length > 0).slice(1)) {
    faults.add(tag, 'SECOND_MAIN_ENTRY');
  }
  checkLanguages(fields, faults);
  checkArticle(fields, faults);
  checkSeries(fields, faults);
}

function checkTag(tag: string, faults: FaultList): void {
  if (!/^\d{3}$/.test(tag)) faults.add(tag, 'TAG');
  else if (OBSOLETE.has(tag)) faults.add(tag, 'OBSOLETE_FIELD');
}

function checkText(tag: string, text: string, faults: FaultList): void {
  if (!DOUBTFUL_TEXT.test(text)) return;
  if (text.includes('\ufffd')) faults.add(tag, 'LOST_CHARACTER');
  if (CONTROL.test(text)) faults.add(tag, 'CONTROL_CHARACTER');
}

/** The language of the text stands in 008 and, if there are several or it is a translation, first in 041. */
function checkLanguages(fields: MarcFields, faults: FaultList): void {
  const coded = languageOf(fields);
  if (coded === null || NO_SINGLE_LANGUAGE.has(coded)) return;
  const stated = fields
    .data('041')
    .filter(({ ind2 }) => ind2 !== '7')
    .flatMap(({ subfields }) => subfields.filter(({ code }) => 'adeg'.includes(code)).map(({ value }) => value))
    .filter((text) => !NO_SINGLE_LANGUAGE.has(text));
  if (stated.length > 0 && !stated.some((text) => text.includes(coded))) faults.add('041', 'LANGUAGES_DISAGREE');
}

function checkArticle(fields: MarcFields, faults: FaultList): void {
  const [title] = fields.data('245');
  if (title?.ind2 !== '0') return;
  const first = title.subfields.find(({ code }) => code === 'a')?.value ?? '';
  if (/^The [^/:]/.test(first) && languageOf(fields) === 'eng') faults.add('245', 'ARTICLE_FILED');
}

function checkSeries(fields: MarcFields, faults: FaultList): void {
  if (!fields.data('490').some(({ ind1 }) => ind1 === '1')) return;
  if (fields.data('800', '810', '811', '830').length === 0) faults.add('490', 'SERIES_UNTRACED');
}

/** Both sides of a link name each other by tag and number; an 880 with the number 00 stands alone. */
function checkLinks(fields: MarcFields, faults: FaultList): void {
  const sides = fields.data(...fields.tags).flatMap((field) => {
    const link = readFieldLink(field);
    return link === null ? [] : [{ own: field.tag, ...link }];
  });
  const known = new Set(sides.map(({ own, tag, occurrence }) => `${own} ${tag} ${occurrence}`));
  for (const { own, tag, occurrence } of sides) {
    if (occurrence === '00' || known.has(`${tag} ${own} ${occurrence}`)) continue;
    if (own === '880') faults.add('880', 'UNLINKED');
    else if (tag === '880') faults.add(own, 'LINK_BROKEN');
  }
  if (fields.data('880').some((field) => readFieldLink(field) === null)) faults.add('880', 'UNLINKED');
}

function languageOf(fields: MarcFields): string | null {
  const coded = fields.control('008');
  return coded.length < 38 ? null : coded.slice(35, 38);
}
