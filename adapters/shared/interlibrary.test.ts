/** Which records are taken for those of an interlibrary loan by what they say, and which are left to a person. */
import { NOTHING_FOR_MOVES, type HarvestedItem } from '#domain/catalogue.ts';
import type { InterlibraryRules } from '#domain/region.ts';
import { describe, expect, it } from 'vitest';
import type { MarcRecord } from '#marc/index.ts';
import { interlibraryJudge } from './interlibrary.ts';

type Field = readonly [tag: string, code: string, value: string];

function marcOf(title: string, ...more: readonly Field[]): MarcRecord {
  const fields = [['245', 'a', title] as const, ...more];
  return {
    leader: '00000nam a2200000 a 4500',
    fields: fields.map(([tag, code, value]) => ({ tag, ind1: ' ', ind2: ' ', subfields: [{ code, value }] })),
  };
}

const COPY: HarvestedItem = {
  localId: '1',
  barcode: '1',
  ownerCode: 'A',
  callNumber: null,
  locationCode: null,
  itemType: 'BK',
  visibility: 'PUBLIC',
  ...NOTHING_FOR_MOVES,
};
const PUBLISHED: Field = ['264', 'b', 'Facet'];

function judge(marc: MarcRecord, items: readonly HarvestedItem[] = [], rules?: InterlibraryRules) {
  return interlibraryJudge(rules)({ marc, items, leftOutItems: [] });
}

describe('a title', () => {
  it.each([
    'ILL B4 for Zebulon Quartermaine',
    'ILL 47110815 Midwifery in practice',
    'ILL Midwifery in practice (for Quillfeather)',
    '[ILL request]',
    '*ILL*',
    'BLDSS 1234567 Quillfeather',
    'DOCUMENT SUPPLY Quillfeather',
    'INTER-LIBRARY LOAN Quillfeather',
    'Inter-library loan request: Quillfeather',
    'Interlibrary loan no. 17',
    'Document supply 1234567',
  ])('%s is of a loan', (title) => {
    expect(judge(marcOf(title))).toBe('LOAN');
    expect(judge(marcOf(title), [COPY])).toBe('LOAN');
    expect(judge(marcOf(title, PUBLISHED), [{ ...COPY, visibility: 'ILL_TEMPORARY' }])).toBe('LOAN');
    expect(judge(marcOf(title, PUBLISHED), [COPY])).toBe('DOUBT');
  });

  it.each([
    'Interlibrary loan: theory and practice',
    'Interlibrary loan, document delivery, and resource sharing',
    'Document supply in the twenty-first century',
    'Guide to inter-library lending',
    'ILL: Midwifery in practice',
    'Quillfeather, A. (ILL)',
  ])('%s is doubtful, with and without copies', (title) => {
    expect([judge(marcOf(title)), judge(marcOf(title, PUBLISHED), [COPY])]).toEqual(['DOUBT', 'DOUBT']);
  });

  it.each([
    'Ill health for beginners',
    'ILL-FITTING DENTURES',
    'CARING FOR THE MENTALLY ILL',
    'Illness as metaphor for 1978',
    'Loan of equipment',
  ])('%s is neither', (title) => {
    expect(judge(marcOf(title))).toBeNull();
  });

  it('is judged with everything that stands in its field', () => {
    const marc = marcOf('ILL');
    const more = { tag: '245', ind1: ' ', ind2: ' ', subfields: [{ code: 'b', value: 'Quillfeather, 17' }] };

    expect(judge({ ...marc, fields: [{ ...more, subfields: [{ code: 'a', value: 'ILL' }, ...more.subfields] }] })).toBe(
      'LOAN',
    );
  });
});

describe('a title of one loan, as it is typed at the desk', () => {
  it.each([
    'ill b5 mungo Quillfeather',
    'ILL2024/33 Fenella Quillfeather',
    'I.L.L. for Gideon Quillfeather',
    'Loan from BL: Drusilla Quillfeather',
    'Interlibrary loan - Quillfeather',
    'Inter Library Loan for Quillfeather',
    '[ILL] Quillfeather',
    'Article for Quillfeather: ILL request 991',
  ])('%s is of a loan if it is not catalogued, and else doubtful', (title) => {
    expect(judge(marcOf(title), [COPY])).toBe('LOAN');
    expect(judge(marcOf(title, PUBLISHED), [COPY])).toBe('DOUBT');
  });

  it.each([
    'Illness as metaphor',
    "I'll be there",
    'Ill fares the land',
    'Loan words from Blissymbolics',
    'Illinois 1978',
  ])('%s is none', (title) => {
    expect([judge(marcOf(title)), judge(marcOf(title, PUBLISHED), [COPY])]).toEqual([null, null]);
  });

  it('is said by a note', () => {
    expect(judge(marcOf('Midwifery', ['500', 'a', 'On ILL for reader Quillfeather']), [COPY])).toBe('LOAN');
  });
});

describe('what else says it', () => {
  it.each<readonly [string, Field]>([
    ['a note', ['500', 'a', 'ILL request 17, Quillfeather']],
    ['a local note', ['599', 'a', 'Inter-library loan for A. Quillfeather']],
  ])('is %s', (_, field) => {
    expect(judge(marcOf('Midwifery in practice', field))).toBe('LOAN');
  });

  it('is no note that forbids such loans', () => {
    expect(judge(marcOf('Midwifery', ['500', 'a', 'Not available for interlibrary loan.']))).toBeNull();
  });

  it('is a field that the region file names, whatever copies there are', () => {
    const rules = { fields: { '942$c': ['^TEMP$'] } };

    expect(judge(marcOf('Midwifery', PUBLISHED, ['942', 'c', 'TEMP']), [COPY], rules)).toBe('LOAN');
    expect(judge(marcOf('Midwifery', PUBLISHED, ['942', 'c', 'BK']), [COPY], rules)).toBeNull();
  });

  it('is what the region file has in the place of the usual patterns', () => {
    const rules = { titles: ['^Aushilfe'], doubtful: [] };

    expect(judge(marcOf('Aushilfe 3'), [], rules)).toBe('LOAN');
    expect(judge(marcOf('ILL B4 for Quillfeather'), [], rules)).toBeNull();
  });
});
