/** Whatever is in a manifest, a list of deletions, a list of copies or a name: a value or an error of ours, soon. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMerciaError } from '#platform/errors.ts';
import { readItemRows } from '../item-list.ts';
import { readDeletions } from './open-drop.ts';
import { readManifest } from './manifest.ts';
import { namePatternOf } from './name-pattern.ts';

/** A copy of which no column is named. */
const NO_PARTS = {
  ...{ id: null, owner: null, callNumber: null, copyNumber: null, enumeration: null, chronology: null, location: null },
  ...{ itemType: null, status: [], due: null, publicNote: null, staffNotes: [], collection: null, price: null },
  ...{ acquiredOn: null, createdOn: null, lastBorrowedOn: null, statistics: [], other: [], hidden: null },
};
const RUNS = { numRuns: 500 };
const SYSTEM = 'hill-files';

/** Bytes, text, and text that looks like what is expected. */
const hostile = (like: readonly string[]): fc.Arbitrary<Uint8Array> =>
  fc.oneof(
    fc.uint8Array({ maxLength: 2_000 }),
    fc.string({ unit: 'binary', maxLength: 500 }).map((text) => Buffer.from(text)),
    fc.array(fc.constantFrom(...like), { maxLength: 60 }).map((parts) => Buffer.from(parts.join(''))),
    fc.json().map((text) => Buffer.from(text)),
  );

async function* inPieces(bytes: Uint8Array, length: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += length) yield bytes.subarray(start, start + length);
}

async function isOurs(work: () => unknown): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!isMerciaError(error)) throw error;
    expect(error.message.length).toBeLessThan(3_000);
  }
}

describe('hostile input', () => {
  it('in a manifest', async () => {
    const like = [
      '{"files":[',
      '{"name":"a","bytes":1}',
      ']',
      '}',
      ',',
      'a'.repeat(64),
      '  a.mrc',
      '\n',
      '#',
      '"records":-1',
    ];
    await fc.assert(
      fc.asyncProperty(hostile(like), (bytes) => isOurs(() => readManifest(SYSTEM, 'm.json', bytes))),
      RUNS,
    );
  });

  it('in a list of deletions, however it is cut into pieces', async () => {
    await fc.assert(
      fc.asyncProperty(
        hostile(['b1', '\n', '"', ' ', '\r\n', 'x'.repeat(90)]),
        fc.integer({ min: 1, max: 50 }),
        (bytes, length) => isOurs(() => readDeletions(SYSTEM, 'd.txt', inPieces(bytes, length))),
      ),
      RUNS,
    );
  });

  it('in a list of copies with a trailer, however it is cut into pieces', async () => {
    const source = {
      source: 'items.csv',
      changes: null,
      columns: { record: 'BIB', ...NO_PARTS, barcode: 'BARCODE' },
      delimiter: 'auto',
      encoding: 'auto',
      quotes: true,
      trailer: 'END,{count}',
      lastLine: 'ended',
    } as const;
    const like = ['BIB,BARCODE\n', 'b1,1\n', 'END,1\n', '"', ',', ';', '\n', 'END,', '""'];
    await fc.assert(
      fc.asyncProperty(hostile(like), fc.integer({ min: 1, max: 50 }), (bytes, length) =>
        isOurs(async () => {
          let rows = 0;
          for await (const row of readItemRows(
            { system: SYSTEM, name: 'items.csv', source },
            inPieces(bytes, length),
            'utf-8',
          )) {
            rows += row.line > 0 ? 1 : 0;
          }
          expect(rows).toBeLessThanOrEqual(bytes.length);
        }),
      ),
      RUNS,
    );
  });

  it('in a form of names, and in names', () => {
    const part = fc.constantFrom('{date}', '{number}', '{time}', '{yyyymmdd}', '{', '}', '.*', '(a+)+', '$', '-', 'x');
    const name = fc.oneof(
      fc.string(),
      fc.constantFrom('2026-02-31', '2026-11-26', '20261126', '9'.repeat(40), 'a'.repeat(200)),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), name, (parts, text) => {
        const pattern = namePatternOf(parts.join(''));
        const key = pattern.match(text);
        if (pattern.fault !== null) expect(key).toBeNull();
        if (key?.day !== null && key?.day !== undefined) expect(Number.isNaN(Date.parse(key.day))).toBe(false);
      }),
      RUNS,
    );
  });

  it('gives back what was written: a manifest of any names', () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[a-z0-9._-]{1,20}$/), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(names, fc.nat(), (all, records) => {
        const text = JSON.stringify({ files: all.map((name) => ({ name, bytes: 1 })), records });
        const read = readManifest(SYSTEM, 'm.json', Buffer.from(text));
        expect([...read.files.keys()]).toEqual(all);
        expect(read.totals.records).toBe(records);
      }),
      RUNS,
    );
  });
});
