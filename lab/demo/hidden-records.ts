/** Records that the public must never see: suppressed ones, and those made for a loan from elsewhere in a reader's name. */
import type { MarcRecord } from '#marc/marc-record.ts';
import { addItem } from '#simulators/koha/world.ts';
import { data } from './marc-fields.ts';
import { addCopy, addHiddenRecord, addRecord, lend } from './koha-stock.ts';
import type { KohaStock } from './koha-stock.ts';
import type { Publication } from './publications.ts';
import { READER_SURNAMES } from './readers.ts';

/** Titles withdrawn from view (942 $n), their copies still in place. */
export function addSuppressed(stock: KohaStock, publications: readonly Publication[]): void {
  for (const publication of publications) {
    const library = stock.random.one(stock.libraries);
    const record = addRecord(stock, { publication, library, suppressed: true });
    addCopy(stock, { record, publication, library });
  }
}

/** What the desk types in to lend a book borrowed from elsewhere: a title and, against all advice, who wants it. */
export function addInterLoans(stock: KohaStock, publications: readonly Publication[]): void {
  for (const [index, publication] of publications.entries()) {
    const reader = `${stock.random.one(READER_SURNAMES)}, Ward ${index + 1}`;
    const library = stock.random.one(stock.libraries);
    const branch = library.branches[0]?.code ?? '';
    const fastAdd = index % 2 === 0;
    const record = addHiddenRecord(stock, interLoanRecord(stock, publication, reader), fastAdd ? 'FA' : 'ILL');
    const item = addItem(stock.world, {
      biblio_id: record,
      home_library_id: branch,
      external_id: `ILL-${stock.system}-${index + 1}`,
      item_type_id: stock.codes.itemTypes.ill,
      location: stock.codes.shelves.desk,
      public_notes: `For ${reader}`,
    });
    if (fastAdd) lend(stock, item, 14);
  }
}

function interLoanRecord(stock: KohaStock, publication: Publication, reader: string): MarcRecord {
  const { title, isbns } = publication;
  const isbn = isbns[0];
  return {
    leader: '00000nam a22000007a 4500',
    fields: [
      { tag: '001', value: `${stock.system}-ill-${stock.world.next.biblio}` },
      { tag: '008', value: '200101nuuuuuuuuxx            000 0 und d' },
      ...(isbn === undefined ? [] : [data('020', '  ', ['a', isbn])]),
      data('245', '00', ['a', `ILL ${title.title} (for ${reader})`]),
      data('500', '  ', ['a', `Requested by ${reader}`]),
      data('942', '  ', ['2', 'ddc'], ['c', stock.codes.itemTypes.ill]),
    ],
  };
}
