import { readFileSync } from 'node:fs';
import { marcOf } from '#tests/union-index/marc-lines.ts';
import { describe, expect, it } from 'vitest';
import { indexFields } from '../normalise/marc-fields.ts';
import { findFaults } from './find-faults.ts';
import { VALIDITY_RULES } from './validity-rules.ts';

const CODED = '008 040101s2004    enka     b    001 0 eng d';
const TITLE = '245 10 $a Midwifery in practice';
const LEADER = 'LDR 00000nam a2200000 i 4500';

/** Each with the lines that break it, and that keep to it. */
const CASES: readonly (readonly [fault: string, broken: readonly string[], kept: readonly string[]])[] = [
  ['LDR:RECORD_STATUS', ['LDR 00000xam a2200000 i 4500'], ['LDR 00000cam a2200000 i 4500']],
  ['LDR:RECORD_TYPE', ['LDR 00000nxm a2200000 i 4500'], ['LDR 00000njm a2200000 i 4500']],
  ['LDR:BIBLIOGRAPHIC_LEVEL', ['LDR 00000na  a2200000 i 4500'], ['LDR 00000nai a2200000 i 4500']],
  ['LDR:ENCODING_LEVEL', ['LDR 00000nam a2200000gi 4500'], ['LDR 00000nam a2200000Ki 4500']],
  ['LDR:CATALOGUING_FORM', ['LDR 00000nam a2200000 x 4500'], ['LDR 00000nam a2200000   4500']],
  ['005:FORM', ['005 02-26-96'], ['005 20040101120000.0']],
  ['006:LENGTH', ['006 m        u'], [`006 ${'m'.padEnd(18)}`]],
  ['007:CATEGORY', ['007 x'], ['007 cr']],
  ['008:LENGTH', ['008 040101s2004    enk'], []],
  ['008:DATE_TYPE', [CODED.replace('s2004', 'x2004')], []],
  ['008:SERIAL_DATE_TYPE', ['LDR 00000nas a2200000 i 4500'], [LEADER]],
  ['008:DATE', [CODED.replace('s2004', 's20a4')], [CODED.replace('s2004    ', 'q19uu2004')]],
  ['008:DATE', [CODED.replace('s2004    ', 's2004 9  ')], [CODED.replace('s2004    ', 'e2004 9  ')]],
  ['008:LANGUAGE', [CODED.replace('eng', 'enl')], [CODED.replace('eng', '   ')]],
  ['008:OBSOLETE_LANGUAGE', [CODED.replace('eng', 'scr')], [CODED.replace('eng', 'hrv')]],
  ['010:FORM', ['010 __ $a 12'], ['010 __ $a    2004123456 ']],
  ['020:CHECK_DIGIT', ['020 __ $a 9780198526637 (pbk.)'], ['020 __ $a 9780198526636 (pbk.)']],
  ['020:NO_NUMBER', ['020 __ $a £12.50'], ['020 __ $c £12.50']],
  ['020:INDICATOR', ['020 1_ $a 9780198526636'], []],
  ['022:CHECK_DIGIT', ['022 __ $a 0140-6737'], ['022 __ $a 0140-6736']],
  ['022:NO_NUMBER', ['022 __ $a none'], ['022 __ $y 0140-6737']],
  ['024:SOURCE_MISSING', ['024 7_ $a 10.1000/182'], ['024 7_ $a 10.1000/182 $2 doi']],
  ['041:LANGUAGE', ['041 0_ $a eng $a xyz'], ['041 07 $a en $2 rfc3066']],
  ['041:OBSOLETE_LANGUAGE', ['041 0_ $a eng $a scc'], ['041 0_ $a eng $a srp']],
  ['041:JOINED_LANGUAGES', ['041 0_ $a engwel'], ['041 0_ $a eng $a wel']],
  ['041:LANGUAGES_DISAGREE', ['041 1_ $a wel $h eng'], ['041 1_ $a eng $h wel']],
  ['100:INDICATOR', ['100 2_ $a Jones, Alice'], ['100 1_ $a Jones, Alice']],
  [
    '100:NOT_REPEATABLE',
    ['100 1_ $a Jones, Alice', '100 1_ $a Smith, Bob'],
    ['700 1_ $a Smith, Bob', '700 1_ $a Poe, E'],
  ],
  ['110:SECOND_MAIN_ENTRY', ['100 1_ $a Jones, Alice', '110 2_ $a WHO'], ['110 2_ $a WHO']],
  ['245:NO_TITLE', ['245 10 $b in practice'], ['245 10 $k Letters']],
  ['245:NONFILING', ['245 14 $a Midwifery in practice'], ['245 14 $a The midwife']],
  ['245:NONFILING', ['245 14 $a The'], ['245 12 $a L’enfant']],
  ['245:ARTICLE_FILED', ['245 10 $a The midwife'], ['245 10 $a Theory']],
  ['245:SUBFIELD_REPEATED', ['245 10 $a Births $a Deaths'], ['245 10 $a Births $n 1 $n 2']],
  ['440:OBSOLETE_FIELD', ['440 _0 $a Nursing series'], ['490 0_ $a Nursing series']],
  ['490:SERIES_UNTRACED', ['490 1_ $a Nursing series'], ['490 1_ $a Nursing series', '830 _0 $a Nursing series']],
  ['500:EMPTY_SUBFIELD', ['500 __ $a  '], ['500 __ $a Index']],
  ['500:NO_SUBFIELDS', ['500 __'], []],

  ['500:CONTROL_CHARACTER', ['500 __ $a Index\u001b'], ['500 __ $a \u0098The \u009cindex']],
  ['500:LOST_CHARACTER', ['500 __ $a Caf\ufffd'], ['500 __ $a Café']],
  ['650:INDICATOR', ['650 __ $a Midwifery'], ['650 12 $a Midwifery']],
  ['650:SOURCE_MISSING', ['650 _7 $a Midwifery'], ['650 _7 $a Midwifery $2 wessex']],
  ['856:NO_ADDRESS', ['856 40 $z Read here'], ['856 40 $u https://x.org']],
  ['LKR:TAG', ['LKR __ $a 1'], ['999 __ $a 1']],
  ['880:UNLINKED', ['880 10 $6 245-01/(2/r $a מיילדות'], ['880 10 $6 245-00/(2/r $a מיילדות']],
  ['880:UNLINKED', ['880 10 $a מיילדות'], ['245 10 $6 880-01 $a Josanshi', '880 10 $6 245-01/(2/r $a מיילדות']],
  ['245:LINK_BROKEN', ['245 10 $6 880-02 $a Josanshi'], []],
];

const fieldsOf = (...lines: readonly string[]) => indexFields(marcOf(...lines));

/** A whole record; a line for a field that it has already takes the other's place. */
function faultsOf(lines: readonly string[]): readonly string[] {
  const tags = new Set(lines.map((line) => line.slice(0, 3)));
  const whole = [LEADER, CODED, TITLE].filter((line) => !tags.has(line.slice(0, 3)));
  return findFaults(fieldsOf(...whole, ...lines));
}

describe('findFaults', () => {
  it('finds nothing in a record that is right', () => {
    expect(faultsOf([])).toEqual([]);
  });

  it.each(CASES)('%s', (fault, broken, kept) => {
    expect(faultsOf(broken)).toContain(fault);
    expect(faultsOf(kept)).toEqual([]);
  });

  it('names codes of subfields that MARC 21 has not, but for local fields', () => {
    const fieldOf = (tag: string) => ({ tag, ind1: ' ', ind2: ' ', subfields: [{ code: 'A', value: 'Index' }] });
    const { leader, fields } = marcOf(CODED, TITLE);

    expect(findFaults(indexFields({ leader, fields: [...fields, fieldOf('500')] }))).toEqual(['500:SUBFIELD_CODE']);
    expect(findFaults(indexFields({ leader, fields: [...fields, fieldOf('590')] }))).toEqual([]);
  });

  it('names fields that are missing', () => {
    expect(findFaults(fieldsOf('500 __ $a Index'))).toEqual(['008:MISSING', '245:MISSING']);
  });

  it('asks nothing more of what is no bibliographic record, and nothing of what is empty', () => {
    expect(findFaults(fieldsOf('LDR 00000nx  a2200000zn 4500', '004 1'))).toEqual(['LDR:RECORD_TYPE']);
    expect(findFaults(indexFields({ leader: ' '.repeat(24), fields: [] }))).toEqual([]);
  });

  it('breaks each rule once at least', () => {
    const tried = new Set([...CASES.map(([fault]) => fault.slice(4)), 'MISSING', 'SUBFIELD_CODE']);

    expect(Object.keys(VALIDITY_RULES).filter((rule) => !tried.has(rule))).toEqual([]);
  });
});

describe('docs/profiles.md', () => {
  it('has the rules as they are', () => {
    const page = readFileSync(new URL('../../../docs/profiles.md', import.meta.url), 'utf8');
    const rows = page.split('\n').filter((line) => line.startsWith('| `'));

    const cells = rows.map((row) => row.split(' | ').map((cell) => cell.replaceAll(/^\| |\s*\|?$|`/g, '').trim()));

    expect(cells).toEqual(
      Object.entries(VALIDITY_RULES).map(([code, { fields, sentence, source }]) => [
        code,
        fields,
        sentence.replaceAll('|', '\\|'),
        source,
      ]),
    );
  });
});
