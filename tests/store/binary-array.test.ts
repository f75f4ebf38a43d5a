import { arrayLiteral, bigintArray, bytesArray, textArray } from '#store/binary-array.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import fc from 'fast-check';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';

const store = withTestDatabase();
const texts = fc.array(fc.string({ unit: 'binary' }));

/** As the store keeps it. */
function kept(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\ufffd');
}

async function readBack<T>(query: ReturnType<typeof sql<{ value: T }>>): Promise<T | undefined> {
  return (await query.execute(store.db)).rows[0]?.value;
}

describe('an array that is sent in binary form', () => {
  it('arrives as it was, whatever its texts hold, and none at all', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.option(fc.string({ unit: 'binary' }))), async (values) => {
        const arrived = await readBack(sql<{ value: readonly (string | null)[] }>`
          SELECT ${textArray(values)}::text[] AS value`);

        expect(arrived).toEqual(values.map((text) => (text === null ? null : kept(text))));
      }),
      { numRuns: 60 },
    );
  });

  it('keeps bytes, and whole numbers up to 2^53', async () => {
    const bytes = [Buffer.from([0, 255, 92, 34]), Buffer.alloc(0)];
    const numbers = [0, 1, 2 ** 31, 2 ** 32 + 7, Number.MAX_SAFE_INTEGER, -1];

    expect(await readBack(sql<{ value: unknown }>`SELECT ${bytesArray(bytes)}::bytea[] AS value`)).toEqual(bytes);
    expect(await readBack(sql<{ value: unknown }>`SELECT ${bigintArray(numbers)}::bigint[] AS value`)).toEqual(numbers);
    expect(await readBack(sql<{ value: unknown }>`SELECT ${bigintArray([])}::bigint[] AS value`)).toEqual([]);
  });

  it('keeps lists of unlike lengths in one column', async () => {
    await fc.assert(
      fc.asyncProperty(texts, texts, async (first, second) => {
        const { rows } = await sql<{ value: readonly string[] }>`
          SELECT list::text[] AS value FROM unnest(${textArray([first, second].map(arrayLiteral))}::text[]) AS t(list)`.execute(
          store.db,
        );

        expect(rows.map(({ value }) => value)).toEqual([first.map(kept), second.map(kept)]);
      }),
      { numRuns: 60 },
    );
  });
});
