/** What a library of the demo region has of a journal: bound volumes, and the run that it states in its record. */
import type { KohaBiblio } from '#simulators/koha/world.ts';
import { data } from './marc-fields.ts';
import { addCopy, addOnlineCopy } from './koha-stock.ts';
import type { KohaStock } from './koha-stock.ts';
import type { DemoLibrary } from './libraries.ts';
import type { Publication } from './publications.ts';
import { statedRun } from './stated-run.ts';

export function addJournalVolumes(
  stock: KohaStock,
  record: number,
  publication: Publication,
  library: DemoLibrary,
): void {
  const { title } = publication;
  if (title.form === 'electronic') {
    addOnlineCopy(stock, { record, publication, library });
    return;
  }
  const from = stock.random.whole(1, 20);
  const held = stock.random.whole(2, 5);
  const last = from + held - 1;
  for (let volume = from; volume <= last; volume += 1) {
    addCopy(stock, { record, publication, library, fields: { serial_issue_number: `Vol. ${volume}` } });
  }
  const biblio = stock.world.biblios.get(record);
  const branch = library.branches[0]?.code;
  const run = statedRun(publication, library, { from, last }, stock.today);
  if (biblio === undefined || branch === undefined || run === null) return;
  stateRun(biblio, branch, run);
}

/** States a run of a branch in a record, linked to its place as MARC 21 has it: 852 and 866 with one number in $8. */
function stateRun(biblio: KohaBiblio, branch: string, run: string): void {
  const { fields } = biblio.marc;
  const link = String(fields.filter(({ tag }) => tag === '852').length + 1);
  const stated = [data('852', '  ', ['8', link], ['b', branch]), data('866', ' 0', ['8', link], ['a', run])];
  biblio.marc = { ...biblio.marc, fields: [...fields, ...stated] };
}
