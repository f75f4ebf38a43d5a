import { isControlField, readFieldLink } from '#adapters/protocols/marc/index.ts';
import type { MarcDataField, MarcRecord } from '#adapters/protocols/marc/index.ts';
import { checkControlField, checkLeader, isBibliographic } from './check-coded.ts';
import { checkDataField } from './check-field.ts';
import { FaultList } from './fault-list.ts';

const NOT_REPEATABLE: ReadonlySet<string> = new Set(
  '001 003 005 008 010 018 036 038 040 042 043 044 045 066 100 110 111 130 240 243 245 263 306 507 514'.split(' '),
);
const OBSOLETE: ReadonlySet<string> = new Set(
  (
    '211 212 214 241 261 262 265 301 302 303 304 305 308 350 359 440 503 512 517 523 527 537 543 570 582 705 715 755 ' +
    '840 870 871 872 873'
  ).split(' '),
);
const MAIN_ENTRIES: ReadonlySet<string> = new Set(['100', '110', '111', '130']);
const REQUIRED = ['008', '245'] as const;
/** Without the joiners and the marks of non-sorting words, which MARC 21 has, and the line breaks of indented XML. */
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0087\u008a-\u0097\u0099-\u009b\u009d-\u009f]/;
const DOUBTFUL_TEXT = /[\u0000-\u001f\u007f-\u009f\ufffd]/;
/** Codes that say of no language that it is the text's. */
const NO_SINGLE_LANGUAGE: ReadonlySet<string> = new Set(['mul', 'und', 'zxx', 'mis', '   ', '|||']);

/**
 * What is wrong with a record by the rules of MARC 21 (`validity-rules.ts`), as `<tag>:<RULE>`, each once, sorted. Never
 * throws. Nothing of what is no bibliographic record but that; nothing of a record of which only its existence is kept.
 */
export function findFaults(record: MarcRecord): readonly string[] {
  if (record.fields.length === 0) return [];
  const faults = new FaultList();
  checkLeader(record.leader, faults);
  if (!isBibliographic(record.leader)) return ['LDR:RECORD_TYPE'];
  const tags = new Set<string>();
  let isLinked = false;
  let mainEntry: string | null = null;
  for (const field of record.fields) {
    const { tag } = field;
    if (tags.has(tag)) {
      if (NOT_REPEATABLE.has(tag)) faults.add(tag, 'NOT_REPEATABLE');
    } else {
      tags.add(tag);
      checkTag(tag, faults);
      if (MAIN_ENTRIES.has(tag)) {
        if (mainEntry !== null) faults.add(tag, 'SECOND_MAIN_ENTRY');
        mainEntry = tag;
      }
    }
    if (isControlField(field)) {
      checkText(tag, field.value, faults);
      checkControlField(tag, field.value, record.leader, faults);
    } else {
      for (const { code, value } of field.subfields) {
        checkText(tag, value, faults);
        if (code === '6') isLinked = true;
      }
      checkDataField(field, faults);
    }
  }
  for (const tag of REQUIRED) if (!tags.has(tag)) faults.add(tag, 'MISSING');
  if (tags.has('041')) checkLanguages(record, faults);
  checkArticle(record, faults);
  if (tags.has('490')) checkSeries(record, tags, faults);
  if (isLinked || tags.has('880')) checkLinks(record, faults);
  return faults.sorted();
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
function checkLanguages(record: MarcRecord, faults: FaultList): void {
  const coded = languageOf(record);
  if (coded === null || NO_SINGLE_LANGUAGE.has(coded)) return;
  const stated = dataFields(record, '041')
    .filter(({ ind2 }) => ind2 !== '7')
    .flatMap(({ subfields }) => subfields.filter(({ code }) => 'adeg'.includes(code)).map(({ value }) => value))
    .filter((text) => !NO_SINGLE_LANGUAGE.has(text));
  if (stated.length > 0 && !stated.some((text) => text.includes(coded))) faults.add('041', 'LANGUAGES_DISAGREE');
}

function checkArticle(record: MarcRecord, faults: FaultList): void {
  const title = record.fields.find(({ tag }) => tag === '245');
  if (title === undefined || isControlField(title) || title.ind2 !== '0') return;
  const first = title.subfields.find(({ code }) => code === 'a')?.value ?? '';
  if (/^The [^/:]/.test(first) && languageOf(record) === 'eng') faults.add('245', 'ARTICLE_FILED');
}

function checkSeries(record: MarcRecord, tags: ReadonlySet<string>, faults: FaultList): void {
  if (['800', '810', '811', '830'].some((tag) => tags.has(tag))) return;
  if (dataFields(record, '490').some(({ ind1 }) => ind1 === '1')) faults.add('490', 'SERIES_UNTRACED');
}

/** Both sides of a link name each other by tag and number; an 880 with the number 00 stands alone. */
function checkLinks(record: MarcRecord, faults: FaultList): void {
  const sides = record.fields.flatMap((field) => {
    if (isControlField(field)) return [];
    const link = readFieldLink(field);
    return link === null ? [] : [{ own: field.tag, ...link }];
  });
  const known = new Set(sides.map(({ own, tag, occurrence }) => `${own} ${tag} ${occurrence}`));
  for (const { own, tag, occurrence } of sides) {
    if (occurrence === '00' || known.has(`${tag} ${own} ${occurrence}`)) continue;
    if (own === '880') faults.add('880', 'UNLINKED');
    else if (tag === '880') faults.add(own, 'LINK_BROKEN');
  }
  if (dataFields(record, '880').some((field) => readFieldLink(field) === null)) faults.add('880', 'UNLINKED');
}

function languageOf(record: MarcRecord): string | null {
  const coded = record.fields.find(({ tag }) => tag === '008');
  if (coded === undefined || !isControlField(coded) || coded.value.length < 38) return null;
  return coded.value.slice(35, 38);
}

function dataFields(record: MarcRecord, tag: string): readonly MarcDataField[] {
  return record.fields.filter((field): field is MarcDataField => field.tag === tag && !isControlField(field));
}
