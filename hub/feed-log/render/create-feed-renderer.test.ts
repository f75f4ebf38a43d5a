import type { FeedRules } from '#domain/feeds.ts';
import type { LibraryId, SystemId } from '#domain/ids.ts';
import { edition, holding, item, marc, record } from '#tests/feeds/support/feed-editions.ts';
import { feedRegion } from '#tests/feeds/support/feed-region.ts';
import { linesOf } from '#tests/feeds/support/marc-lines.ts';
import { describe, expect, it } from 'vitest';
import type { FeedEdition, RenderedEntry } from '../contract.ts';
import { createFeedRenderer } from './create-feed-renderer.ts';

const TITLE = '245 10 $aTropical medicine';
const NORTH = 'north' as SystemId;
const SOUTH = 'south' as SystemId;

function render(given: FeedEdition, rules: Partial<FeedRules> = {}): readonly RenderedEntry[] {
  return createFeedRenderer(feedRegion(rules)).render(given);
}

/** The lines of an edition's own entry, or of that of a library, whose tags begin so. */
function lines(given: FeedEdition, tags: readonly string[], rules: Partial<FeedRules> = {}, repository = 'editions') {
  const entry = render(given, rules).find((each) => each.repository === repository);
  return entry === undefined ? null : linesOf(entry.marc, ...tags);
}

describe('the entry of an edition', () => {
  it('has a number and a date that are not of its making, and every number that it has elsewhere', () => {
    const given = edition([
      record(
        'north/7',
        marc('001 ocm123', '003 OCoLC', '005 20240102030405.0', '008 240102', '035 __ $a(Uk)99', '040 __ $aUk', TITLE),
        holding('qe'),
      ),
      record('south/8', marc('001 8', '245 10 $aTropical'), holding('south-lib')),
    ]);

    expect(lines(given, ['0', '245'])).toEqual([
      '001 mids-17',
      '003 mids',
      '005 20240102030405.0',
      '008 240102',
      '035 __ $a(north)7',
      '035 __ $a(OCoLC)ocm123',
      '035 __ $a(south)8',
      '035 __ $a(Uk)99',
      '040 __ $aUk',
      TITLE,
    ]);
  });

  it('passes nothing on of a record that is only tried out, or was left behind, at another system', () => {
    const tried = record(
      'south/77',
      marc('245 10 $aTropical medicine TEST LOAD', '650 _0 $aTests', '856 40 $uhttps://example.org/koha-new'),
    );
    const given = edition([
      record('north/1', marc(TITLE), holding('qe')),
      { ...tried, hiddenHolders: ['qe' as LibraryId] },
    ]);

    expect(lines(given, ['035', '245', '650', '856'])).toEqual(['035 __ $a(north)1', TITLE]);
  });

  it('carries the MARC of the first system that the rules name, else of the record that says most', () => {
    const given = edition([
      record('north/1', marc('245 10 $aShort'), holding('qe')),
      record('north/2', marc('245 10 $aLonger'), holding('qe')),
      record('south/3', marc('245 10 $aThe longest of all'), holding('south-lib')),
    ]);

    expect(lines(given, ['245'])).toEqual(['245 10 $aThe longest of all']);
    expect(lines(given, ['245'], { marcFrom: [NORTH, SOUTH] })).toEqual(['245 10 $aLonger']);
    expect(lines(given, ['245'], { marcFrom: ['west' as SystemId] })).toEqual(['245 10 $aThe longest of all']);
  });

  it('prefers a record whose letters can all be read', () => {
    const given = edition([
      record('north/1', { ...marc('245 10 $aM\ufffdn\ufffdres disease, at length'), undecoded: true }, holding('qe')),
      record('north/2', marc('245 10 $aMenière'), holding('qe')),
    ]);

    expect(lines(given, ['245'])).toEqual(['245 10 $aMenière']);
  });

  it('takes over numbers and subjects that its own MARC lacks, in whatever way they are written', () => {
    const given = edition([
      record(
        'north/1',
        marc('020 __ $a0198526636 (pbk.)', '022 __ $a0028-4793', '245 10 $aA long title', '650 _2 $aNursing $xethics.'),
        holding('qe'),
      ),
      record(
        'south/2',
        marc(
          '010 __ $a  2001012345',
          '016 7_ $a101 $2DNLM',
          '020 __ $a978-0-19-852663-6',
          '020 __ $a9780198526643',
          '022 __ $a00284793',
          '245 10 $aShort',
          '650 12 $aNursing$xEthics',
          '650 _0 $aNursing $xEthics',
          '650 _7 $6880-01$aNursing $xEthics $2wessex',
          '505 0_ $aContents',
        ),
        holding('south-lib'),
      ),
    ]);

    expect(lines(given, ['010', '016', '02', '6', '505'], { marcFrom: [NORTH] })).toEqual([
      '010 __ $a  2001012345',
      '016 7_ $a101 $2DNLM',
      '020 __ $a0198526636 (pbk.)',
      '020 __ $a9780198526643',
      '022 __ $a0028-4793',
      '650 _2 $aNursing $xethics.',
      '650 _0 $aNursing $xEthics',
      '650 _7 $aNursing $xEthics $2wessex',
    ]);
    expect(lines(given, ['010', '02', '6'], { marcFrom: [NORTH], merge: [] })).toEqual([
      '020 __ $a0198526636 (pbk.)',
      '022 __ $a0028-4793',
      '650 _2 $aNursing $xethics.',
    ]);
  });

  it('takes over contents and summaries of one record, and none if it has its own', () => {
    const given = edition([
      record('north/1', marc('245 10 $aThe record that says most of the three', '520 __ $aOwn'), holding('qe')),
      record('north/2', marc(TITLE, '505 0_ $aOne', '505 8_ $aTwo', '520 __ $aTheirs'), holding('qe')),
      record('south/3', marc(TITLE, '505 0_ $aOther'), holding('south-lib')),
    ]);

    expect(lines(given, ['5'], { merge: ['CONTENTS', 'SUMMARIES'] })).toEqual([
      '520 __ $aOwn',
      '505 0_ $aOne',
      '505 8_ $aTwo',
    ]);
    expect(lines(given, ['5'])).toEqual(['520 __ $aOwn']);
  });

  it('drops what records say of holdings themselves, and numbers of headings that mean something to their system only', () => {
    const given = edition([
      record(
        'north/1',
        marc(
          '049 __ $aCODE',
          TITLE,
          '650 _2 $aNursing$9481',
          '852 __ $bCPL',
          '866 _0 $av.1-',
          '850 __ $aDLC',
          '887 __ $aKept',
        ),
        holding('qe'),
      ),
    ]);

    expect(lines(given, ['049', '65', '8'])).toEqual([
      '650 _2 $aNursing',
      '852 __ $aGB-QE$bQueen Edith Library',
      '887 __ $aKept',
    ]);
  });

  it('names libraries in $5 as it does in 852, because codes of one system mean others in another', () => {
    const given = edition([
      record(
        'north/1',
        marc(TITLE, '500 __ $aSigned$5NQ', '501 __ $aBound with$5Uk', '590 __ $aOf a shelf'),
        holding('qe'),
      ),
    ]);

    expect(lines(given, ['50'])).toEqual(['500 __ $aSigned$5GB-QE', '501 __ $aBound with$5Uk']);
  });

  it('is in the set of each network that holds it, of its format, and of what is not online', () => {
    const records = [
      record('north/1', marc(TITLE), holding('wing'), holding('qe')),
      record('south/2', marc(TITLE), holding('south-lib')),
    ];
    const setsOf = (given: FeedEdition): readonly (readonly string[])[] => render(given).map(({ sets }) => sets);

    expect(setsOf(edition(records))).toEqual([
      ['network:hill', 'network:vale', 'format:book', 'without-online'],
      ['format:book', 'without-online'],
      ['format:book', 'without-online'],
      ['format:book', 'without-online'],
    ]);
    expect(setsOf(edition(records.slice(1), { format: 'EBOOK', online: true }))).toEqual([
      ['format:ebook'],
      ['format:ebook'],
    ]);
  });

  it('is none if no MARC can be read', () => {
    expect(render(edition([record('north/1', null, holding('qe'))]))).toEqual([]);
    expect(
      lines(edition([record('north/1', null, holding('qe')), record('south/2', marc(TITLE), holding('south-lib'))]), [
        '035',
        '852',
      ]),
    ).toEqual([
      '035 __ $a(north)1',
      '035 __ $a(south)2',
      '852 __ $aGB-QE$bQueen Edith Library',
      '852 __ $aSouth Library',
    ]);
  });
});

describe('a library that forbids passing its records on', () => {
  const withheld = { withheld: ['qe' as LibraryId] };

  it('is in no entry: not its MARC, its numbers, its copies, its runs or its links', () => {
    const given = edition([
      record(
        'north/1',
        marc('245 10 $aThe longest title of all', '500 __ $aSecret'),
        holding('qe', { items: [item('1')] }),
      ),
      record('south/2', marc(TITLE), holding('south-lib')),
    ]);
    const entries = render(given, withheld);

    expect(entries.map(({ repository }) => repository)).toEqual(['editions', 'library/south-lib']);
    expect(JSON.stringify(entries)).not.toMatch(/Secret|longest|\(north\)|Queen|GB-QE/);
  });

  it('leaves the record that it shares with another to that one, without fields and links of its own', () => {
    const given = edition([
      record(
        'north/1',
        marc(
          TITLE,
          '500 __ $aSigned by the author $5GB-QE',
          '856 40 $uhttps://qe.example $5NQ',
          '856 40 $uhttps://all.example',
        ),
        holding('qe', { items: [item('1')] }),
        holding('wing'),
      ),
    ]);

    expect(lines(given, ['5', '8'], withheld)).toEqual([
      '852 __ $aWing Library',
      '856 40 $uhttps://all.example$zWing Library',
    ]);
    expect(lines(given, ['5', '8'], withheld, 'library/wing')).toEqual(lines(given, ['5', '8'], withheld));
  });

  it('keeps back a record without holders of a system that it uses', () => {
    const given = edition([record('north/1', marc(TITLE))]);

    expect(render(given, withheld)).toEqual([]);
    expect(lines(given, ['245', '8'])).toEqual([TITLE]);
  });
});

describe('the entry of a record in the repository of a library', () => {
  it('has what is that library’s alone', () => {
    const given = edition([
      record(
        'north/7',
        marc(TITLE, '500 __ $aOf Wing $5GB-QE', '856 40 $uhttps://e.example/7', '856 42 $uhttps://publisher.example'),
        holding('qe', { items: [item('1', { barcode: 'Q1' })] }),
        holding('wing', {
          statements: [{ kind: 'MAIN', text: 'v.1-', from: null, to: null, retention: null, note: null }],
        }),
      ),
      record('south/8', marc('245 10 $aOther'), holding('south-lib')),
    ]);
    const entry = render(given).find(({ repository }) => repository === 'library/wing');

    expect(entry).toMatchObject({ identifier: 'north.7', record: 7, sets: ['format:book', 'without-online'] });
    expect(entry === undefined ? null : linesOf(entry.marc)).toEqual([
      '001 north.7',
      '003 mids',
      '035 __ $a(north)7',
      TITLE,
      '852 __ $81$aWing Library',
      '856 40 $uhttps://e.example/7$zWing Library',
      '856 42 $uhttps://publisher.example',
      '866 _0 $81.1$av.1-$5Wing Library',
    ]);
  });
});

describe('links', () => {
  it('name the libraries whose readers they are for, once for all records that have the address', () => {
    const link = '856 40 $uhttps://e.example/book $yRead online';
    const given = edition([
      record('south/8', marc('245 10 $aThe longest title', link), holding('south-lib')),
      record(
        'north/7',
        marc(TITLE, link, '856 40 $uhttps://wing.example$5NW', '856 42 $uhttps://blurb.example'),
        holding('qe'),
      ),
    ]);

    expect(lines(given, ['856'])).toEqual([
      '856 40 $uhttps://e.example/book $yRead online$zQueen Edith Library$zSouth Library',
      '856 40 $uhttps://wing.example$zWing Library',
    ]);
  });
});

describe('rules', () => {
  const digest = (rules: Partial<FeedRules>, name = 'Queen Edith Library'): string => {
    const region = feedRegion(rules);
    const libraries = region.libraries.map((each, at) => (at === 0 ? { ...each, name } : each));
    return createFeedRenderer({ ...region, libraries }).rules;
  };

  it('are others once bytes may be others, and the same otherwise', () => {
    const usual = digest({});

    expect(usual).toMatch(/^[0-9a-f]{64}$/);
    for (const other of [{ marcFrom: [NORTH] }, { merge: [] }, { withheld: [] }]) expect(digest(other)).not.toBe(usual);
    expect(digest({}, 'Queen Edith Hospital Library')).not.toBe(usual);
    expect(digest({ adminEmail: 'other@example.org', holdPercent: 50, merge: ['SUBJECTS', 'IDENTIFIERS'] })).toBe(
      usual,
    );
  });

  it('pass nothing on if the region file has none', () => {
    const { feeds: _, ...region } = feedRegion();

    expect(createFeedRenderer(region).render(edition([record('north/1', marc(TITLE), holding('qe'))]))).toEqual([]);
  });
});
