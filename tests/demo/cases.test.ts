import { isControlField } from '#marc/marc-record.ts';
import type { MarcRecord } from '#marc/marc-record.ts';
import { CLASHING_BARCODE, DEMO_KOHAS } from '#demo/generate.ts';
import { READER_SURNAMES } from '#demo/readers.ts';
import { CODES, LIBRARIES } from '#demo/libraries.ts';
import type { DemoKohaId } from '#demo/libraries.ts';
import type { TruthRow } from '#demo/truth.ts';
import type { KohaItem } from '#simulators/koha/world.ts';
import { describe, expect, it } from 'vitest';
import { NOW, items, publicRows, publications, records, truth, values, world } from './made-region.ts';

describe('every case of the region is there', () => {
  const marcs = records.map((record) => record.marc);
  const recordsOf = Map.groupBy(publicRows, (row) => row.edition);
  const countRecords = (test: (marc: MarcRecord) => boolean): number => marcs.filter(test).length;
  const isbnFields = (pattern: RegExp) =>
    countRecords((marc) => values(marc, '020', 'a').some((isbn) => pattern.test(isbn)));
  const countItems = (test: (item: KohaItem & { readonly system: DemoKohaId }) => boolean): number =>
    items.filter(test).length;
  const loans = DEMO_KOHAS.flatMap((system) => [...world(system).checkouts.values()]);
  const holds = DEMO_KOHAS.flatMap((system) => [...world(system).holds.values()]);
  const transfers = DEMO_KOHAS.flatMap((system) => [...world(system).transfers.values()]);
  const titleOf = (marc: MarcRecord): string => (values(marc, '245', 'a')[0] ?? '').replace(/ [:/]$|\.$/, '');
  const trueTitles = new Set([...publications.values()].map((publication) => publication.title.title));
  const duplicatesIn = (system: DemoKohaId): number =>
    [...recordsOf.values()].filter((rows) => rows.filter((row) => row.system === system).length > 1).length;
  const ownersOf = (system: DemoKohaId, record: number): number => {
    const codes = (world(system).itemsOfBiblio.get(record) ?? []).map(
      (id) => world(system).items.get(id)?.home_library_id,
    );
    return new Set(
      codes.map(
        (code) =>
          LIBRARIES.find(
            (library) => library.system === system && library.branches.some((branch) => branch.code === code),
          )?.id,
      ),
    ).size;
  };

  const EMPTY: MarcRecord = { leader: '', fields: [] };
  const marcOf = (row: TruthRow<DemoKohaId>): MarcRecord => world(row.system).biblios.get(row.record)?.marc ?? EMPTY;
  const publicationOf = (row: TruthRow<DemoKohaId>) => publications.get(row.edition.replace('set:', ''));
  const countPublic = (test: (row: TruthRow<DemoKohaId>) => boolean): number => publicRows.filter(test).length;
  const isOnline = (row: TruthRow<DemoKohaId>): boolean => publicationOf(row)?.title.form === 'electronic';
  const hasOtherIsbn = (row: TruthRow<DemoKohaId>): boolean => {
    const own = publicationOf(row)?.isbns ?? [];
    const written = values(marcOf(row), '020', 'a').map((isbn) => isbn.replaceAll('-', '').slice(0, 9));
    const all = [...publications.values()].flatMap((publication) => publication.isbns);
    return all.some((isbn) => !own.includes(isbn) && written.includes(isbn.slice(3, 12)));
  };

  const cases: readonly (readonly [what: string, count: number, atLeast: number])[] = [
    ['AACR2 imprint (260)', countRecords((marc) => values(marc, '260', 'b').length > 0), 300],
    ['AACR2 [electronic resource]', countRecords((marc) => values(marc, '245', 'h').length > 0), 100],
    [
      'AACR2 abbreviated edition',
      countRecords((marc) => values(marc, '250', 'a').some((text) => text.endsWith(' ed.'))),
      20,
    ],
    ['RDA imprint (264)', countRecords((marc) => values(marc, '264', 'b').length > 0), 600],
    ['RDA content, media, carrier', countRecords((marc) => values(marc, '338', 'a').length > 0), 600],
    ['ISBN-13 plain', isbnFields(/^\d{13}$/), 400],
    ['ISBN-13 with hyphens', isbnFields(/^97[89]-[\d-]+/), 50],
    ['ISBN-10', isbnFields(/^\d{9}[\dX]/), 150],
    ['ISBN-10 with hyphens', isbnFields(/^\d-\d+-\d+-[\dX]/), 80],
    ['ISBN with qualifier in $a', isbnFields(/\(pbk\.\)/), 100],
    ['ISBN with qualifier in $q', countRecords((marc) => values(marc, '020', 'q').length > 0), 200],
    ['print and e-book on one record', countPublic((row) => row.also !== ''), 20],
    [
      'mistyped title',
      countPublic((row) => !row.edition.startsWith('set:') && !trueTitles.has(titleOf(marcOf(row)))),
      15,
    ],
    ['no date in 008', countRecords((marc) => /^.{6}n/.test(values(marc, '008')[0] ?? '')), 150],
    [
      'no author though there is one',
      countPublic(
        (row) => (publicationOf(row)?.title.author ?? '') !== '' && values(marcOf(row), '100', 'a').length === 0,
      ),
      10,
    ],
    ['no imprint', countRecords((marc) => values(marc, '260', 'b').length + values(marc, '264', 'b').length === 0), 30],
    ['print and e-book on one record', publicRows.filter((row) => row.also !== '').length, 20],
    ['e-book on its own record', countPublic(isOnline), 300],
    ['e-book of two ISBNs', countPublic((row) => (publicationOf(row)?.isbns.length ?? 0) > 1), 2],
    [
      'e-book with a link and no copy',
      countPublic((row) => isOnline(row) && (world(row.system).itemsOfBiblio.get(row.record) ?? []).length === 0),
      50,
    ],
    [
      'journal with ISSN',
      countRecords((marc) => values(marc, '022', 'a').length > 0 && marc.leader.charAt(7) === 's'),
      40,
    ],
    ['set on one record', countPublic((row) => row.edition.startsWith('set:')), 1],
    ['set on one record', publicRows.filter((row) => row.edition.startsWith('set:')).length, 1],
    [
      'old edition beside new',
      new Set(
        publicRows
          .filter((row) => publications.get(row.edition)?.title.title.startsWith('Anatomy, histology') === true)
          .map((row) => row.edition),
      ).size,
      3,
    ],
    [
      'ISBN of another edition',
      countPublic((row) => row.also === '' && !row.edition.startsWith('set:') && hasOtherIsbn(row)),
      1,
    ],
    [
      'MeSH',
      countRecords((marc) =>
        marc.fields.some((field) => field.tag === '650' && !isControlField(field) && field.ind2 === '2'),
      ),
      150,
    ],
    [
      'other subjects',
      countRecords((marc) =>
        marc.fields.some((field) => field.tag === '650' && !isControlField(field) && field.ind2 === '0'),
      ),
      80,
    ],
    ['no subjects', countRecords((marc) => values(marc, '650', 'a').length === 0), 300],
    ['NLM class', countRecords((marc) => values(marc, '060', 'a').length > 0), 50],
    ['Wessex class', countRecords((marc) => values(marc, '084', '2').includes('wessex')), 30],
    ['NLM call number', countItems((item) => /^(W|Q)[A-Z]? \d/.test(item.callnumber ?? '')), 50],
    ['Wessex call number', countItems((item) => /^(W|Q)[A-Z]?\d/.test(item.callnumber ?? '')), 40],
    ['Dewey call number', countItems((item) => (item.callnumber ?? '').startsWith('610 ')), 100],
    ['two records of one title in the first Koha', duplicatesIn('koha-a'), 150],
    ['two records of one title in the second Koha', duplicatesIn('koha-b'), 80],
    ['one record that libraries share', publicRows.filter((row) => ownersOf(row.system, row.record) > 1).length, 200],
    ['several copies of one library', countItems((item) => item.copy_number === '2'), 150],
    ['suppressed record', truth.filter((row) => row.visibility === 'SUPPRESSED').length, 40],
    ['fast-add record in a reader’s name', records.filter((record) => record.framework_id === 'FA').length, 20],
    ['ILL record in a reader’s name', records.filter((record) => record.framework_id === 'ILL').length, 20],
    ['copy hidden by location (first)', countItems((item) => item.system === 'koha-a' && item.location === 'STAFF'), 5],
    [
      'copy hidden by collection (second)',
      countItems((item) => item.system === 'koha-b' && item.collection_code === 'HIDDEN'),
      4,
    ],
    ['copy hidden because lost (third)', countItems((item) => item.system === 'koha-c' && item.lost_status === 1), 3],
    ['on loan', loans.filter((loan) => loan.due_date > NOW).length, 200],
    ['overdue', loans.filter((loan) => loan.due_date < NOW).length, 40],
    ['lent by the hour', loans.filter((loan) => new Date(loan.due_date).getUTCMinutes() === 0).length, 10],
    ['hold queue', holds.filter((hold) => hold.status === null).length, 60],
    ['on the hold shelf', holds.filter((hold) => hold.status === 'W').length, 15],
    ['in transit for a hold', holds.filter((hold) => hold.status === 'T').length, 5],
    ['in transit home', transfers.filter((transfer) => transfer.hold_id === null).length, 5],
    [
      'standing at a sister site',
      countItems((item) => item.holding_library_id !== item.home_library_id && item.checked_out_date === null),
      30,
    ],
    [
      'lent by a sister site',
      countItems((item) => item.holding_library_id !== item.home_library_id && item.checked_out_date !== null),
      15,
    ],
    ['lost', countItems((item) => item.lost_status === CODES[item.system].lost.lost), 12],
    ['missing', countItems((item) => item.lost_status === CODES[item.system].lost.missing), 12],
    ['claimed returned', countItems((item) => item.lost_status === CODES[item.system].lost.claimedReturned), 3],
    ['damaged', countItems((item) => item.damaged_status !== 0), 8],
    ['withdrawn', countItems((item) => item.withdrawn !== 0), 10],
    ['on order', countItems((item) => item.not_for_loan_status === -1), 15],
    ['in process', countItems((item) => item.not_for_loan_status === CODES[item.system].notForLoan.inProcess), 5],
    ['at the bindery', countItems((item) => item.not_for_loan_status === CODES[item.system].notForLoan.bindery), 3],
    ['reference by type', countItems((item) => item.item_type_id === CODES[item.system].itemTypes.reference), 40],
    [
      'reference by status',
      countItems((item) => item.not_for_loan_status === CODES[item.system].notForLoan.reference),
      10,
    ],
    ['restricted', countItems((item) => item.restricted_status === 1), 10],
    ['on the book cart', countItems((item) => item.location === 'CART'), 8],
    [
      'no barcode on a printed copy',
      countItems((item) => item.external_id === null && item.item_type_id === CODES[item.system].itemTypes.loan),
      15,
    ],
    ['a code that nobody mapped', countItems((item) => item.system === 'koha-b' && item.not_for_loan_status === 9), 2],
    ['the same barcode in two Kohas', countItems((item) => item.external_id === CLASHING_BARCODE), 2],
  ];

  it.each(cases)('%s: %d, at least %d', (_what, count, atLeast) => {
    expect(count).toBeGreaterThanOrEqual(atLeast);
  });

  it('gives the same branch code to different libraries of different Kohas', () => {
    const codes = (system: DemoKohaId): readonly string[] => [...world(system).libraries.keys()];

    expect(codes('koha-a').filter((code) => codes('koha-b').includes(code))).toEqual(['MAIN', 'LIB']);
  });

  it('writes a reader’s name into hidden records and their copies only', () => {
    const named = (text: string): boolean => READER_SURNAMES.some((surname) => text.includes(surname));
    const leaking = records.filter((record) => named(JSON.stringify(record.marc)));
    const hidden = new Set(
      truth.filter((row) => row.visibility === 'ILL_TEMPORARY').map((row) => `${row.system}/${row.record}`),
    );

    expect(leaking.length).toBe(hidden.size);
    expect(leaking.every((record) => hidden.has(`${record.system}/${record.biblio_id}`))).toBe(true);
    expect(
      items
        .filter((item) => named(JSON.stringify(item)))
        .every((item) => hidden.has(`${item.system}/${item.biblio_id}`)),
    ).toBe(true);
  });
});
