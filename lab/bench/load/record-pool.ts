/** Real records of the shared data, taken apart, so that any number of likely ones can be put together from them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isControlField, readMarcBytes } from '#marc/index.ts';
import type { MarcDataField, MarcField, MarcRecord } from '#marc/index.ts';
import { sharedPath } from '#tests/support/shared.ts';

/** Records of one kind, books or serials: what is put together stays of one kind. */
export interface RecordPool {
  readonly records: readonly MarcRecord[];
  /** Every word of their titles as often as it stands there: a word drawn from it is as common as it is in titles. */
  readonly words: readonly string[];
}

/** Tags with the owner of a copy, or with a library's own number. */
const LOCAL_TAG = /^(?:001|003|005|9\d\d|852|87[678])$|\D/;
const TITLE_MAX = 400;

/** Every whole record with a title; of each kind only one in so many, if told. */
export function readRecordPool(thin = 1): { readonly books: RecordPool; readonly serials: RecordPool } {
  const records = [...recordsBelow(sharedPath('data', 'marc'))];
  const [serials, books] = [records.filter(isSerial), records.filter((record) => !isSerial(record))];
  const thinned = (all: readonly MarcRecord[]): RecordPool => toPool(all.filter((_, place) => place % thin === 0));
  return { books: thinned(books), serials: thinned(serials) };
}

function* recordsBelow(folder: string): Generator<MarcRecord> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
  for (const path of entries) {
    for (const outcome of readMarcBytes(readFileSync(path))) {
      // What had to be mended cannot always be written as ISO 2709.
      if (outcome.kind !== 'record' || outcome.format !== 'iso2709' || outcome.repairs.length > 0) continue;
      const fields = outcome.record.fields.filter(({ tag }) => !LOCAL_TAG.test(tag));
      const title = titleOf(fields);
      if (title !== '' && title.length <= TITLE_MAX) yield { leader: outcome.record.leader, fields };
    }
  }
}

function toPool(records: readonly MarcRecord[]): RecordPool {
  return {
    records,
    words: records.flatMap(({ fields }) =>
      titleOf(fields)
        .split(/\s+/)
        .filter((word) => word !== ''),
    ),
  };
}

function titleOf(fields: readonly MarcField[]): string {
  const field = fields.find(
    (candidate): candidate is MarcDataField => candidate.tag === '245' && !isControlField(candidate),
  );
  return field?.subfields.find(({ code }) => code === 'a')?.value ?? '';
}

function isSerial({ leader }: MarcRecord): boolean {
  return leader[7] === 's';
}
