/** A rule that a record's fields may break; the fault is kept as `<tag>:<RULE>`. */
export interface ValidityRule {
  /** Fields that it is asked of. */
  readonly fields: string;
  /** What is wrong, for a person. */
  readonly sentence: string;
  /** Where it is said. */
  readonly source: string;
}

const BIBLIOGRAPHIC = 'https://www.loc.gov/marc/bibliographic';
const STRUCTURE = 'https://www.loc.gov/marc/specifications/specrecstruc.html';
const LANGUAGES = 'https://www.loc.gov/marc/languages/';
const LEADER = page('bdleader');
const FIXED = page('bd008a');
const EVERY_FIELD = 'every field';

/** The rules of MARC 21 that are asked of every record. `docs/profiles.md` has the same table. */
export const VALIDITY_RULES = {
  RECORD_STATUS: rule('LDR', 'Leader position 5 (status) is none of a, c, d, n, p.', LEADER),
  RECORD_TYPE: rule('LDR', 'Leader position 6 (type) is none that a bibliographic record has.', LEADER),
  BIBLIOGRAPHIC_LEVEL: rule('LDR', 'Leader position 7 (level) is none of a, b, c, d, i, m, s.', LEADER),
  ENCODING_LEVEL: rule('LDR', 'Leader position 17 (encoding level) is no code of MARC 21 or OCLC.', LEADER),
  CATALOGUING_FORM: rule('LDR', 'Leader position 18 (form of cataloguing) is no code of MARC 21.', LEADER),
  MISSING: rule('008, 245', 'The field is required, and the record has none.', `${BIBLIOGRAPHIC}/nlr/nlr.html`),
  LENGTH: rule('006, 008', 'The field has not the fixed length (006: 18 characters, 008: 40).', FIXED),
  FORM: rule('005, 010', '005 is no time (yyyymmddhhmmss.f), or 010 $a is no LCCN.', page('bd005')),
  CATEGORY: rule('007', 'The first character names no category of material.', page('bd007')),
  DATE_TYPE: rule('008', 'Position 6 (type of date) is no code of MARC 21.', FIXED),
  SERIAL_DATE_TYPE: rule('008', 'The leader says serial, and the type of date is that of a book.', FIXED),
  DATE: rule('008', 'A date (positions 7-14) is neither a year, nor blank, nor filled with u or |.', FIXED),
  LANGUAGE: rule('008, 041', 'The language is not in the MARC Code List for Languages.', LANGUAGES),
  OBSOLETE_LANGUAGE: rule('008, 041', 'The language code was replaced by another.', LANGUAGES),
  JOINED_LANGUAGES: rule('041', 'Several codes stand in one subfield, as until 2001.', page('bd041')),
  LANGUAGES_DISAGREE: rule('041', 'The language of 008 is not among those of the text.', page('bd041')),
  CHECK_DIGIT: rule('020, 022', 'The check digit of $a is wrong (ISO 2108, ISO 3297).', page('bd020')),
  NO_NUMBER: rule('020, 022', '$a holds no ISBN, or no ISSN.', page('bd020')),
  SOURCE_MISSING: rule(
    '024, 6XX',
    'The second indicator (024: the first) is 7, and no $2 says whose it is.',
    BIBLIOGRAPHIC,
  ),
  NO_TITLE: rule('245', 'There is neither $a nor $k.', page('bd245')),
  NONFILING: rule('245', 'The second indicator skips into a word, or the whole title.', page('bd245')),
  ARTICLE_FILED: rule('245', 'An English title begins with "The", and is filed under it.', page('bd245')),
  INDICATOR: rule(
    '020, 022, 1XX, 245, 246, 264, 300, 490, 500, 505, 520, 6XX, 7XX, 856',
    'An indicator is not defined for the field, or is obsolete.',
    BIBLIOGRAPHIC,
  ),
  EMPTY_SUBFIELD: rule(EVERY_FIELD, 'A subfield holds nothing but blanks.', STRUCTURE),
  NO_SUBFIELDS: rule(EVERY_FIELD, 'A data field has no subfields.', STRUCTURE),
  SUBFIELD_CODE: rule('all but local fields', 'A subfield code is no small letter and no digit.', STRUCTURE),
  SUBFIELD_REPEATED: rule('100, 110, 111, 245', 'A subfield stands twice that may not.', BIBLIOGRAPHIC),
  CONTROL_CHARACTER: rule(EVERY_FIELD, 'The text holds a control character.', STRUCTURE),
  LOST_CHARACTER: rule(EVERY_FIELD, 'The text holds U+FFFD: a character was lost in an earlier conversion.', STRUCTURE),
  TAG: rule(EVERY_FIELD, 'The tag is not three digits.', STRUCTURE),
  NOT_REPEATABLE: rule('001 to 514', 'The field stands twice, and may stand once.', BIBLIOGRAPHIC),
  SECOND_MAIN_ENTRY: rule('1XX', 'The record has another main entry besides.', page('bd1xx')),
  OBSOLETE_FIELD: rule('440 and others', 'The field is obsolete.', page('bdapndxh')),
  UNLINKED: rule('880', '$6 is missing, or names a field that the record has not.', page('bd880')),
  LINK_BROKEN: rule(EVERY_FIELD, '$6 names an 880 that the record has not.', `${BIBLIOGRAPHIC}/ecbdcntf.html`),
  SERIES_UNTRACED: rule('490', 'It says that the series is traced, and there is no 8XX.', page('bd490')),
  NO_ADDRESS: rule('856', 'There is neither $u nor $a.', page('bd856')),
} as const satisfies Readonly<Record<string, ValidityRule>>;

export type ValidityRuleCode = keyof typeof VALIDITY_RULES;

function rule(fields: string, sentence: string, source: string): ValidityRule {
  return { fields, sentence, source };
}

function page(name: string): string {
  return `${BIBLIOGRAPHIC}/${name}.html`;
}

/** Collects the faults of one record, each once. */
export class FaultList {
  readonly #faults = new Set<string>();

  add(tag: string, rule: ValidityRuleCode): void {
    this.#faults.add(`${tag}:${rule}`);
  }

  sorted(): readonly string[] {
    return this.#faults.size === 0 ? [] : [...this.#faults].sort();
  }
}
