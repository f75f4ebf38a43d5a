import type { MarcRecord } from '#marc/index.ts';
import { toField } from '#tests/feeds/support/marc-lines.ts';
import { describe, expect, it } from 'vitest';
import { toDublinCore } from './dublin-core.ts';

function elements(lines: readonly string[], leader = '00000cam a2200000 i 4500'): readonly string[] {
  const record: MarcRecord = { leader, fields: lines.map(toField) };
  return toDublinCore(record).map(({ name, value }) => `${name}: ${value}`);
}

describe('toDublinCore', () => {
  it('says each element in its order, without the punctuation of cataloguers', () => {
    const lines = [
      '001 mids-17',
      '008 240102s2009    enka          001 0 eng d',
      '020 __ $a978-0-19-852663-6 (pbk.)',
      '022 __ $a0028-4793',
      '041 1_ $aeng$hfre',
      '100 1_ $aCook, G. C. $q(Gordon), $d1932-',
      '245 10 $aTropical medicine : $ba manual / $cG. C. Cook.',
      '260 __ $aLondon : $bSaunders, $cc2009.',
      '300 __ $axx, 1830 p. : $bill. ; $c28 cm.',
      '505 0_ $aOne -- Two',
      '520 __ $aA manual.',
      '540 __ $aOpen licence',
      '650 _2 $aTropical Medicine $xmethods.',
      '651 _0 $aAfrica.',
      '655 _7 $aHandbooks. $2mesh',
      '700 1_ $aZumla, Alimuddin, $eeditor.',
      '780 00 $tManson’s tropical diseases',
      '856 40 $uhttps://e.example/7$zQueen Edith Library',
      '852 __ $aGB-QE',
    ];

    expect(elements(lines)).toEqual([
      'title: Tropical medicine : a manual',
      'creator: Cook, G. C. (Gordon), 1932-',
      'subject: Tropical Medicine methods.',
      'description: One -- Two',
      'description: A manual.',
      'publisher: London : Saunders',
      'contributor: Zumla, Alimuddin, editor.',
      'date: c2009.',
      'type: text',
      'type: Handbooks.',
      'format: xx, 1830 p.',
      'identifier: URN:ISBN:978-0-19-852663-6',
      'identifier: URN:ISSN:0028-4793',
      'identifier: https://e.example/7',
      'language: eng',
      'relation: Manson’s tropical diseases',
      'coverage: Africa.',
      'rights: Open licence',
    ]);
  });

  it('names the type by the leader', () => {
    expect(elements([], '00000cgm a2200000 i 4500')).toEqual(['type: moving image']);
    expect(elements([], '')).toEqual(['type: text']);
  });

  it('says nothing of fields that are empty', () => {
    expect(elements(['245 10 $a / ', '020 __ $a(pbk.)', '008 240102s2009    enka          001 0 ||| d'])).toEqual([
      'type: text',
    ]);
  });

  it.each([
    ['020 __ $a978 0 19 852663 6 (pbk.)', ['URN:ISBN:9780198526636']],
    ['020 __ $aISBN 0-19-852663-6 : £12', ['URN:ISBN:0-19-852663-6']],
    ['020 __ $aISBN wrong', []],
    ['020 __ $a9780198526637 (misprint)', ['URN:ISBN:9780198526637']],
    ['022 __ $a0140 6736', ['URN:ISSN:0140-6736']],
    ['022 __ $aISSN 0140-6736', ['URN:ISSN:0140-6736']],
  ])('reads the number of %s whole', (line, identifiers) => {
    expect(elements([line]).filter((element) => element.startsWith('identifier'))).toEqual(
      identifiers.map((identifier) => `identifier: ${identifier}`),
    );
  });
});
