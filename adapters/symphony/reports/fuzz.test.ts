/** Whatever stands in a file of an API tool: rows, or an error of ours that repeats nothing of it; never a crash. */
import { isMerciaError } from '#platform/errors.ts';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { DataFileReader } from '../../shared/data-file.ts';
import { rowsOfList } from '../../shared/reader-lists/list-rows.ts';
import { entriesOf } from '../../shared/reader-lists/settings.ts';
import { itemsFileOf, readItemList, toReadCopies } from './item-list.ts';
import { symphonyLists } from './list-columns.ts';
import { reportSettings } from './settings.ts';
import { readShadowLists } from './shadow-lists.ts';
import { asTable } from './tool-files.ts';

/** A text that no message may hold. */
const MARK = 'Quillfeather';
const source = 'a.txt';
const shadows = { titles: source, calls: source, items: source, locations: source };
const reports = reportSettings.parse({ items: { source }, shadowed: shadows });
const lists = [{ loans: [{ source }], readers: [{ source }] }, { readers: [{ source, columns: 'flat' }] }].flatMap(
  (given) => entriesOf(symphonyLists.parse(given)),
);

/** Cut anywhere, as it comes from a disk or a network. */
async function* inPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += 7) yield bytes.subarray(from, from + 7);
}

function readerOf(bytes: Uint8Array): DataFileReader {
  const nothing = () => Promise.reject(new Error('nobody looks at it here'));
  return { name: source, begin: () => inPieces(bytes), look: nothing, open: nothing, close: () => undefined };
}

const READERS: readonly ((bytes: Uint8Array) => Promise<void>)[] = [
  async (bytes) => {
    const { items } = reports;
    if (items === null) throw new Error('these settings name a list of copies');
    const read = await readItemList(itemsFileOf('fuzz', items), items.columns, inPieces(bytes));
    for (const copy of read.all()) toReadCopies([copy]);
  },
  async (bytes) => {
    const { shadowed } = reports;
    if (shadowed === null) throw new Error('these settings name lists of what is shadowed');
    const file = { chunks: () => inPieces(bytes) };
    await readShadowLists('fuzz', shadowed, { titles: file, calls: file, items: file, locations: file });
  },
  ...lists.map((entry) => async (bytes: Uint8Array) => {
    const { reader } = asTable('fuzz', { ...entry, name: source, reader: readerOf(bytes) });
    const chunks = () => reader.begin(new AbortController().signal);
    const lines = {
      system: 'fuzz',
      timeZone: 'Europe/London',
      name: source,
      setting: entry.setting,
      source: entry.source,
    };
    for await (const row of rowsOfList({ ...lines, chunks })) expect([row.name, row.line > 0]).toEqual([source, true]);
  }),
];

const value = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 9 }),
  fc.constantFrom(
    '476022',
    '1',
    '',
    '0',
    'NEVER',
    '20260301',
    '202603012359',
    'Y',
    'N',
    '"',
    MARK,
    `${MARK}|x`,
    '30001   ',
  ),
);
const line = fc.oneof(
  fc.array(value, { minLength: 1, maxLength: 15 }).map((values) => `${values.join('|')}|`),
  fc.constantFrom(
    'END 0',
    'END 1',
    '*** DOCUMENT BOUNDARY ***',
    'FORM=LDUSER',
    `.USER_ID.   |a${MARK}`,
    `**${MARK}`,
    MARK,
  ),
);

it('reads any lines, or says what is wrong with them and nothing of what they say', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 6 }), fc.boolean(), async (all, isClosed) => {
      const bytes = Buffer.from(all.join('\n') + (isClosed ? '\n' : ''));
      for (const read of READERS) {
        try {
          await read(bytes);
        } catch (error) {
          if (!isMerciaError(error)) throw error;
          expect(error.code).toBe('LMS_BAD_RESPONSE');
          expect(error.message).not.toContain(MARK);
        }
      }
    }),
    { numRuns: 200, seed: 1 },
  );
}, 60_000);
