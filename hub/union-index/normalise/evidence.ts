import type { MatchEvidence, SerialEvidence, SerialRelation } from '../description.ts';
import { mentionsMicroform } from './carrier-words.ts';
import { isOpenSet, type Extent } from './extent.ts';
import { isOnDisc } from './format.ts';
import { readBindings } from './isbn-qualifiers.ts';
import { subfield, subfields, subfieldsIn, unique, type MarcFields } from './marc-fields.ts';
import { fromRoman } from './part-key.ts';
import { readStatedVolume } from './stated-volume.ts';
import { foldText, trimBrackets, trimIsbd } from './text.ts';
import type { MarcDataField } from '#marc/marc-record.ts';
import { findIssns, parseLccn, parseOclcNumber } from '#domain/identifiers.ts';

/** More varying titles are analytical entries of a collection. */
const VARYING_TITLES_MAX = 8;
/** A list of contents may go on for pages; what matters of one is found within some chapters. */
const CONTENTS_MAX = 600;
const REPRINT =
  /\breprint|\breissue|\bfacsim|\bphotocopy|\bmicrof|\bnachdr|\bneudr|\bréimpr|\breimpr|\bristampa|\bunchanged|\bunveränd/i;

/**
 * Reads what tells one edition from the next and is of no use to a reader of the catalogue.
 *
 *     008/06  r   008/15-17 enk   008/18-34 illustrations, form, contents, index, literary form
 *     100 1_ $a Jones, Alice, $d 1950-           245 10 $c Alice Jones.         880 10 $6 245-01 $a 助産師
 *     260 __ $a London ; $a New York : $b Elsevier : $b WHO, $c 2004, c2003.    300 __ $a xii, 345 p. ; $c 24 cm
 */
export function readEvidence(fields: MarcFields, extent: Extent, serial: boolean): MatchEvidence {
  const coded = fields.control('008');
  const imprint = [...fields.data('264').filter((field) => field.ind2 === '1'), ...fields.data('260')];
  const title = fields.data('245');
  const scripts = fields.data('880').filter((field) => (subfield(field, '6') ?? '').startsWith('245'));
  return {
    responsibility: text(subfieldsIn(title, 'c')),
    uniformTitle: text(subfieldsIn(fields.data('240', '130'), 'anp')),
    varyingTitles: unique(
      fields
        .data('246', '740', '730')
        .map((field) => text(subfields(field, 'abnp')))
        .filter((varying) => varying !== null),
    ).slice(0, VARYING_TITLES_MAX),
    ...readContents(fields),
    scriptTitle: text(subfieldsIn(scripts, 'abnp')),
    creatorDates: text(subfieldsIn(fields.data('100', '110', '111'), 'd')),
    publishers: names(subfieldsIn(imprint, 'b')),
    places: names(subfieldsIn(imprint, 'a')),
    country: /^[a-z]{2,3}/.exec(coded.slice(15, 18).toLowerCase())?.[0] ?? null,
    dateType: coded[6] ?? ' ',
    codedYears: [coded.slice(7, 11), coded.slice(11, 15)].filter((year) => /^[12]\d{3}$/.test(year)).map(Number),
    statedDate: text(subfieldsIn(imprint, 'cg')),
    coded: /^[\w| ]*$/.test(coded.slice(18, 35)) ? coded.slice(18, 35) : '',
    recordType: fields.leader[6] ?? ' ',
    component: /[ab]/i.test(fields.leader[7] ?? ' '),
    microform: isMicroform(fields, coded),
    carrier: readCarrier(fields, extent),
    bindings: readBindings(fields),
    reprint: isReprint(fields),
    ...readVolume(fields, extent),
    ...readSizes(fields, extent),
    serial: readSerialEvidence(fields, serial),
  };
}

/** `505 0_ $a Breathing -- Eating` or, in detail, `505 00 $t Breathing / $r A. Jones --`. */
function readContents(fields: MarcFields): Pick<MatchEvidence, 'contents'> {
  const listed = fields.data('505');
  if (listed.length === 0) return {};
  const whole = subfieldsIn(listed, 'atr').join(' ');
  const contents = whole.length <= CONTENTS_MAX ? whole : whole.slice(0, whole.lastIndexOf(' ', CONTENTS_MAX) + 1);
  return contents === '' ? {} : { contents };
}

function readVolume(fields: MarcFields, extent: Extent): Pick<MatchEvidence, 'statedVolume'> {
  const statedVolume = readStatedVolume(fields, extent);
  return statedVolume === null ? {} : { statedVolume };
}

function readSizes(
  fields: MarcFields,
  extent: Extent,
): Pick<MatchEvidence, 'extentNumbers' | 'prelimPages' | 'volumes' | 'openSet' | 'heightCm' | 'illustrated'> {
  const roman = /(?<![\p{L}\d])([ivxlc]+)(?![\p{L}\d])/u.exec(extent.text.replaceAll(/\b(?:v|l|c)\./g, ' '))?.[1];
  const height = /(\d{1,2})(?:[.,]\d| 1\/2)?\s*(?:x\s*\d+\s*)?-?\s*cm\b/.exec(`${extent.text} ${extent.rest}`)?.[1];
  const whole = subfieldsIn(fields.data('300'), 'ab').join(' ');
  return {
    extentNumbers: [...extent.text.matchAll(/\d{1,4}/g)].map((match) => Number(match[0])).slice(0, 12),
    prelimPages: roman === undefined ? null : Number(fromRoman(roman) ?? NaN) || null,
    volumes: extent.volumes,
    openSet: isOpenSet(extent) && /[mcdu]/.test(fields.control('008')[6] ?? ' '),
    heightCm: height === undefined ? null : Number(height),
    illustrated:
      whole === ''
        ? null
        : /\bill|\bmap|\bplate|\bport|\bdiag|\bfig|\bphoto|\bfoto|\bcol\.|\bfront|\babb|\bgraph|\bkarte|\bkt\b|\bcarte|\btaf/i.test(
            whole,
          ),
  };
}

/** 008/23 a, b, c; 007 h; or said in words. */
function isMicroform(fields: MarcFields, coded: string): boolean {
  if (/[abc]/.test(coded[23] ?? ' ') || fields.controls('007').some((code) => /^h/i.test(code))) return true;
  return isSaid(fields, ['245'], 'h') || isMicroformNamed(fields);
}

/** 300 $a 3 microfiches, 337 $a Mikroform, 338 $a microfilm reel, 533 $a Mikrofiche-Ausgabe. */
function isMicroformNamed(fields: MarcFields): boolean {
  return (
    isSaid(fields, ['300', '337', '338', '533'], 'a') ||
    fields.data('337').some((field) => subfield(field, 'b') === 'h')
  );
}

function isSaid(fields: MarcFields, tags: readonly string[], code: string): boolean {
  return subfieldsIn(fields.data(...tags), code).some((text) => mentionsMicroform(foldText(text)));
}

/** A code alone is no word: US documents bear that of microfiche, and are counted by the page. */
function readCarrier(fields: MarcFields, extent: Extent): MatchEvidence['carrier'] {
  if (isOnDisc(fields, extent)) return 'disc';
  if (isMicroformNamed(fields) || fields.controls('007').some((code) => /^h/i.test(code))) return 'microform';
  if (!isSaid(fields, ['245'], 'h')) return null;
  return extent.pages === null ? 'microform' : 'perhaps-microform';
}

/** Words for a reprint, a facsimile or a reproduction anywhere in the record. */
function isReprint(fields: MarcFields): boolean {
  if (fields.data('533', '534').length > 0 || fields.control('008')[6] === 'r') return true;
  return fields.data('250', '260', '264', '500').some((field) => REPRINT.test(subfields(field, 'abc').join(' ')));
}

function names(stated: readonly string[]): readonly string[] {
  return unique(stated.map((name) => trimIsbd(trimBrackets(trimIsbd(name)))).filter((name) => name !== ''));
}

function text(parts: readonly string[]): string | null {
  const joined = trimIsbd(parts.map(trimIsbd).join(' '));
  return joined === '' ? null : joined;
}

/**
 * Reads what tells a serial from those of the same title; null for what is no serial.
 *
 *     022 0_ $a 0959-8138 $l 0959-8138 $y 1468-5833 $z 0007-1447       210 0_ $a BMJ $b (Clin. res. ed.)
 *     222 _0 $a BMJ $b (Clinical research ed.)
 *     780 00 $t British medical journal $x 0007-1447 $w (DLC)   49050063 $w (OCoLC)1537004
 *     785 00 $t …    what it became      776 08 $x 1756-1833    its other form
 */
function readSerialEvidence(fields: MarcFields, serial: boolean): SerialEvidence | null {
  if (!serial) return null;
  const issns = (code: string): readonly string[] => unique(subfieldsIn(fields.data('022'), code).flatMap(findIssns));
  return {
    keyTitles: titles(fields.data('222'), 'a'),
    abbreviatedTitles: titles(fields.data('210'), 'a'),
    qualifiers: titles(fields.data('222'), 'b'),
    linkingIssns: issns('l'),
    formerIssns: issns('yz'),
    relations: fields.data('780', '785').map(toRelation),
  };
}

function toRelation(field: MarcDataField): SerialRelation {
  const [title = null] = titles([field], 't');
  return {
    title,
    numbers: unique([
      ...subfields(field, 'x')
        .flatMap(findIssns)
        .map((issn) => `issn:${issn}`),
      ...subfields(field, 'w').flatMap(toKeys),
    ]),
  };
}

/** `(DLC)   49050063` and `(OCoLC)1537004`; a control number of anywhere else names no record that we could meet. */
function toKeys(text: string): readonly string[] {
  const lccn = /^\s*\(DLC\)/i.test(text) ? parseLccn(text.replace(/^\s*\(DLC\)/i, '').trim()) : null;
  if (lccn !== null) return [`lccn:${lccn}`];
  const oclc = parseOclcNumber(text);
  return oclc === null ? [] : [`oclc:${oclc}`];
}

function titles(fields: readonly MarcDataField[], code: string): readonly string[] {
  const stated = subfieldsIn(fields, code).map(trimIsbd);
  return unique(stated.filter((title) => title !== ''));
}
