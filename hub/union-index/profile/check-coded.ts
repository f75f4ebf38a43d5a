import type { FaultList } from './fault-list.ts';
import { LANGUAGE_CODES, OBSOLETE_LANGUAGE_CODES } from './language-codes.ts';

const LEADER = 'LDR';
const BIBLIOGRAPHIC_TYPES = 'acdefgijkmoprt';
const MATERIALS = 'acdfghkmoqrstvz';
const LENGTH_006 = 18;
const LENGTH_008 = 40;

/** The coded positions of the leader. */
export function checkLeader(leader: string, faults: FaultList): void {
  if (!isOneOf('acdnp', leader[5])) faults.add(LEADER, 'RECORD_STATUS');
  if (!isOneOf(BIBLIOGRAPHIC_TYPES, leader[6])) faults.add(LEADER, 'RECORD_TYPE');
  if (!isOneOf('abcdims', leader[7])) faults.add(LEADER, 'BIBLIOGRAPHIC_LEVEL');
  // The capital letters are OCLC's, whose records half of all libraries have.
  if (!isOneOf(' 1234578uzEIJKLM', leader[17])) faults.add(LEADER, 'ENCODING_LEVEL');
  if (!isOneOf(' aciunpr', leader[18])) faults.add(LEADER, 'CATALOGUING_FORM');
}

/** Whether the leader says that the record describes something, and is no authority, holding or community record. */
export function isBibliographic(leader: string): boolean {
  return !isOneOf('uvxyzwq', leader[6]);
}

export function checkControlField(tag: string, value: string, leader: string, faults: FaultList): void {
  if (tag === '008') check008(value, leader, faults);
  else if (tag === '005' && !/^\d{14}\.\d$/.test(value)) faults.add(tag, 'FORM');
  else if (tag === '006' && value.length !== LENGTH_006) faults.add(tag, 'LENGTH');
  else if (tag === '007' && !isOneOf(MATERIALS, value[0])) faults.add(tag, 'CATEGORY');
}

function check008(value: string, leader: string, faults: FaultList): void {
  // The positions of what is too short or too long cannot be told.
  if (value.length !== LENGTH_008) {
    faults.add('008', 'LENGTH');
    return;
  }
  const dateType = value[6];
  if (!isOneOf('bcdeikmnpqrstu|', dateType)) faults.add('008', 'DATE_TYPE');
  else if (leader[7] === 's' && isOneOf('eikmpqrst', dateType)) faults.add('008', 'SERIAL_DATE_TYPE');
  // Of a detailed date (e) the second is month and day; before Christ (b) both are blank.
  if (!isDate(value.slice(7, 11)) || !(dateType === 'e' || isDate(value.slice(11, 15)))) faults.add('008', 'DATE');
  checkLanguage('008', value.slice(35, 38), faults);
}

function isDate(text: string): boolean {
  return /^(?:[\du]{4}| {4}|\|{4})$/.test(text);
}

/** A language as coded in 008 or a subfield of 041; `|||` and blanks say nothing. */
export function checkLanguage(tag: '008' | '041', code: string, faults: FaultList): void {
  if (LANGUAGE_CODES.has(code) || code === '   ' || code === '|||') return;
  if (OBSOLETE_LANGUAGE_CODES.has(code)) faults.add(tag, 'OBSOLETE_LANGUAGE');
  else if (tag === '041' && code.length > 3 && isJoined(code)) faults.add(tag, 'JOINED_LANGUAGES');
  else faults.add(tag, 'LANGUAGE');
}

function isJoined(text: string): boolean {
  return text.length % 3 === 0 && (text.match(/.{3}/g) ?? []).every((code) => LANGUAGE_CODES.has(code));
}

function isOneOf(codes: string, code: string | undefined): boolean {
  return code !== undefined && codes.includes(code);
}
