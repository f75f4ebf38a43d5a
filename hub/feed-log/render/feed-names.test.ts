import { edition, holding, item, marc, record } from '#tests/feeds/support/feed-editions.ts';
import { feedRegion } from '#tests/feeds/support/feed-region.ts';
import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { toCanonicalText } from '../canonical.ts';
import { createFeedRenderer } from './create-feed-renderer.ts';
import { RENDERING_VERSION } from './feed-names.ts';

/** Something of everything that rendering does. */
const SAMPLE = [
  edition([
    record(
      'north/7',
      marc(
        '001 ocm123',
        '003 OCoLC',
        '005 20240102030405.0',
        '008 240102s2009    enka          001 0 eng d',
        '020 __ $a0198526636 (pbk.)',
        '035 __ $a(Uk)99',
        '245 10 $aTropical medicine\u001f/$9x',
        '500 __ $aSigned $5GB-QE',
        '650 _2 $aTropical Medicine',
        '852 __ $bNQ',
        '856 40 $uhttps://e.example/7$yRead',
      ),
      holding('qe', {
        catalogueUrl: 'https://opac.example/7',
        items: [
          item('10', {
            barcode: 'B10',
            locationCode: 'STACK',
            callNumber: 'WC 680',
            enumeration: 'v.1',
            chronology: '2001',
          }),
          item('9', { barcode: 'B9', copyNumber: '2', status: 'ON_ORDER', publicNotes: ['With CD'] }),
          item('8', { status: 'LOST' }),
        ],
        statements: [{ kind: 'MAIN', text: 'v.1-', from: null, to: null, retention: '5 years', note: 'Gaps' }],
      }),
      holding('wing', { basis: 'LINK' }),
    ),
    record(
      'south/8',
      marc('020 __ $a9780198526643', '245 10 $aTropical', '505 0_ $aOne', '650 _0 $aTropical medicine'),
      holding('south-lib', { basis: 'ORDER' }),
      holding('west-lib', { items: [item('1')] }),
    ),
  ]),
  edition(
    [
      record(
        'north/9',
        marc(`245 10 $a${'Long '.repeat(3_000)}`, ...Array<string>(12).fill(`500 __ $a${'x'.repeat(9_000)}`)),
        holding('qe', { items: Array.from({ length: 900 }, (_, at) => item(String(at), { publicNotes: ['Note'] })) }),
      ),
    ],
    { format: 'EBOOK', online: true },
  ),
];

it('has a version that is raised when bytes or sets become others', () => {
  const renderer = createFeedRenderer(feedRegion({ merge: ['IDENTIFIERS', 'SUBJECTS', 'CONTENTS', 'SUMMARIES'] }));
  const digest = createHash('sha256');
  for (const { repository, identifier, sets, marc: text } of SAMPLE.flatMap((each) => renderer.render(each))) {
    digest.update(`${repository} ${identifier} ${sets.join(' ')}\n${toCanonicalText(text)}`);
  }

  // Another digest? Then every feed has to be looked at again: raise RENDERING_VERSION, and write both down here.
  expect({ version: RENDERING_VERSION, digest: digest.digest('hex') }).toEqual({
    version: 3,
    digest: '4d559362a1e910853716a7f24cb9c78ac9a71c6181875c92bc52815401935e9e',
  });
});
