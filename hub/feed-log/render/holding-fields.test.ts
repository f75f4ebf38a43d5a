import type { HoldingStatement } from '#domain/catalogue.ts';
import { writeIso2709 } from '#marc/index.ts';
import { edition, holding, item, marc, record } from '#tests/feeds/support/feed-editions.ts';
import { feedRegion } from '#tests/feeds/support/feed-region.ts';
import { linesOf, toLine } from '#tests/feeds/support/marc-lines.ts';
import { describe, expect, it } from 'vitest';
import type { FeedHolding, FeedItem } from '../contract.ts';
import { createFeedRenderer } from './create-feed-renderer.ts';

const renderer = createFeedRenderer(feedRegion());

function holdingLines(...holdings: readonly FeedHolding[]): readonly string[] {
  const given = edition([record('north/7', marc('245 10 $aTropical medicine'), ...holdings)]);
  return renderer.render(given).flatMap((entry) => (entry.record === null ? linesOf(entry.marc, '85', '86') : []));
}

const itemLines = (...items: readonly FeedItem[]): readonly string[] => holdingLines(holding('qe', { items }));

const statement = (rest: Partial<HoldingStatement>): HoldingStatement => ({
  kind: 'MAIN',
  text: '',
  from: null,
  to: null,
  retention: null,
  note: null,
  ...rest,
});

describe('copies', () => {
  it('say whose they are, where, and what is printed on them', () => {
    const volume = item('12', {
      barcode: '30012',
      locationCode: 'STACK',
      callNumber: 'WC 680',
      copyNumber: '2',
      enumeration: 'v.3',
      chronology: '2001',
      publicNotes: ['With CD', ''],
    });

    expect(itemLines(volume)).toEqual([
      '852 __ $3v.3 (2001)$aGB-QE$bQueen Edith Library$bMain$cStack$hWC 680$t2$p30012$zWith CD',
    ]);
  });

  it('are named by the library’s name if it has no ISIL, and by codes that the region file does not name', () => {
    expect(holdingLines(holding('wing', { items: [item('1', { ownerCode: 'NW', locationCode: 'GEN' })] }))).toEqual([
      '852 __ $aWing Library$cGEN',
    ]);
  });

  it('are on shelves as the settings of their system name them, unless their site does', () => {
    const named = createFeedRenderer(feedRegion(), (_system, owner) => ({
      STACK: 'Not this',
      DESK: `Desk of ${owner}`,
      OLD: null,
    }));
    const items = ['STACK', 'DESK', 'OLD'].map((locationCode, at) => item(String(at), { locationCode }));
    const given = edition([record('north/7', marc('245 10 $aLancet'), holding('qe', { items }))]);

    expect(named.render(given).map((entry) => linesOf(entry.marc, '852').map((line) => line.split('$c')[1]))).toEqual(
      Array(2).fill(['Stack', 'Desk of NQ', 'OLD']),
    );
    expect(named.rules).not.toBe(renderer.rules);
  });

  it('are in the order of libraries, sites and their systems’ numbers', () => {
    const wing = holding('wing', { items: [item('100', { ownerCode: 'NW' })] });
    const qe = holding('qe', { items: [item('10', { barcode: 'ten' }), item('9', { barcode: 'nine' })] });

    expect(holdingLines(wing, qe).map((line) => line.slice(-8))).toEqual(['in$pnine', 'ain$pten', ' Library']);
  });

  it('that are on order say so, and those that nobody could find are left out', () => {
    const items = [
      item('1', { barcode: 'A', status: 'LOST' }),
      item('2', { barcode: 'B', status: 'WITHDRAWN' }),
      item('3', { barcode: 'C', status: 'MISSING' }),
      item('4', { barcode: 'D', status: 'ON_ORDER' }),
      item('5', { barcode: 'E', status: 'ON_LOAN' }),
      item('6', { barcode: 'F', status: null }),
    ];

    expect(itemLines(...items).map((line) => line.replace(/.*\$p/, ''))).toEqual(['D$zOn order', 'E', 'F']);
    expect(itemLines(...items.slice(0, 3))).toEqual([]);
  });

  it('lead to the library’s catalogue once', () => {
    const items = [item('1', { barcode: 'A' }), item('2', { barcode: 'B' })];

    expect(holdingLines(holding('wing', { items, catalogueUrl: 'https://opac.example/7' }))).toEqual([
      '852 __ $aWing Library$bMain$pA$uhttps://opac.example/7',
      '852 __ $aWing Library$bMain$pB',
    ]);
  });
});

describe('a library without copies that are known', () => {
  it.each([
    ['RECORD_ONLY', '852 __ $aWing Library$hWC 680'],
    ['ORDER', '852 __ $aWing Library$hWC 680$zOn order'],
    ['LINK', '852 __ $aWing Library$hWC 680$zOnline'],
  ] as const)('is named once (%s)', (basis, line) => {
    expect(holdingLines(holding('wing', { basis, callNumbers: ['WC 680', 'WC 681'] }))).toEqual([line]);
  });
});

describe('runs', () => {
  it('have a field each by their kind, with their notes, tied to the 852s of their library', () => {
    const statements = [
      statement({ text: 'v.1 (1990)-', note: 'Gaps' }),
      statement({ kind: 'SUPPLEMENT', text: 'Suppl. 1-3', retention: 'Kept for five years' }),
      statement({ kind: 'INDEX', from: '1990', to: '1999' }),
    ];
    const qe = holding('qe', { items: [item('1', { barcode: 'A', status: 'LOST' })], statements });
    const wing = holding('wing', { basis: 'STATEMENT', statements: statements.slice(0, 1) });

    expect(holdingLines(qe, wing)).toEqual([
      '852 __ $81$aGB-QE$bQueen Edith Library',
      '852 __ $82$aWing Library',
      '866 _0 $81.1$av.1 (1990)-$zGaps$5GB-QE',
      '866 _0 $82.1$av.1 (1990)-$zGaps$5Wing Library',
      '867 _0 $81.2$aSuppl. 1-3$zKept for five years$5GB-QE',
      '868 _0 $81.3$a1990-1999$5GB-QE',
    ]);
  });

  it('take numbers that no field of the record is linked by', () => {
    const wing = holding('wing', { basis: 'STATEMENT', statements: [statement({ text: 'v.1-' })] });
    const given = edition([record('north/7', marc('245 10 $aNature', '655 _7 $83\\p$aJournal'), wing)]);

    expect(renderer.render(given).map((entry) => linesOf(entry.marc, '852', '866'))).toEqual(
      Array(2).fill(['852 __ $84$aWing Library', '866 _0 $84.1$av.1-$5Wing Library']),
    );
  });
});

describe('titles that are too long for ISO 2709', () => {
  const copies = (count: number, rest: Partial<FeedItem> = {}): readonly FeedItem[] =>
    Array.from({ length: count }, (_, at) =>
      item(String(at), { barcode: `barcode-${at}`, callNumber: 'WB 1', ...rest }),
    );

  function longEntry(fields: readonly string[], ...holdings: readonly FeedHolding[]) {
    const [entry] = renderer.render(edition([record('north/7', marc(...fields), ...holdings)]));
    if (entry === undefined) throw new Error('there is no entry');
    expect(writeIso2709(entry.marc).length).toBeLessThanOrEqual(99_999);
    return entry.marc;
  }

  it('have their copies counted, by site', () => {
    const items = [...copies(2_000), ...copies(1, { ownerCode: 'NW', status: 'ON_ORDER', callNumber: null })];
    const marcOf = longEntry(['245 10 $aLancet'], holding('qe', { items, catalogueUrl: 'https://opac.example/7' }));

    expect(linesOf(marcOf, '852')).toEqual([
      '852 __ $aGB-QE$bQueen Edith Library$uhttps://opac.example/7$z1 copy$z1 on order',
      '852 __ $aGB-QE$bQueen Edith Library$bMain$hWB 1$z2000 copies',
    ]);
  });

  it('lose contents and notes next, the last first, and keep title, numbers and subjects', () => {
    const notes = Array.from({ length: 30 }, (_, at) => `500 __ $a${at} ${'note '.repeat(800)}`);
    const contents = `505 0_ $a${'ü'.repeat(6_000)}`;
    const marcOf = longEntry(
      ['020 __ $a9780198526636', '245 10 $aLancet', contents, ...notes, '650 _2 $aMedicine'],
      holding('wing'),
    );
    const kept = linesOf(marcOf, '5');

    expect(linesOf(marcOf, '0', '2', '6', '8').slice(2)).toEqual([
      '020 __ $a9780198526636',
      '035 __ $a(north)7',
      '245 10 $aLancet',
      '650 _2 $aMedicine',
      '852 __ $aWing Library',
    ]);
    expect(kept.map((line) => line.slice(0, 10))).toEqual(notes.slice(0, 24).map((line) => line.slice(0, 10)));
  });

  it('have a field that is too long cut between letters, saying so', () => {
    const marcOf = longEntry([`245 10 $aLancet $b${'ü'.repeat(6_000)}$cEditor`], holding('wing'));
    const [, title = ''] =
      marcOf.fields
        .filter(({ tag }) => tag === '245')
        .map(toLine)[0]
        ?.split('$b') ?? [];

    expect(title).toMatch(/^ü{4900,4999}…$/);
  });

  it('end whatever is in them, if need be with nothing but their title', () => {
    const hostile = ['006', '007', '008', '009', '245', '300', '245', '100', '110', '999'].flatMap((tag) =>
      Array.from({ length: 12 }, () =>
        tag < '010' ? `${tag} ${'x'.repeat(9_000)}` : `${tag} 00 $a${'€'.repeat(3_000)}`,
      ),
    );
    const marcOf = longEntry(hostile, holding('qe', { items: copies(3_000, { publicNotes: ['€'.repeat(500)] }) }));

    expect(linesOf(marcOf, '001', '003')).toEqual(['001 mids-17', '003 mids']);
    expect(linesOf(marcOf, '245').length).toBeGreaterThan(0);
  });
});
