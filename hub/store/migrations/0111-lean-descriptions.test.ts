import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { parseDescription, toStoredDescription } from '#union-index/description.ts';
import { describeRecord } from '#union-index/normalise/describe-record.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { leanDescriptions } from './0111-lean-descriptions.ts';

const store = withTestDatabase();

const records = [
  // Texts that look like what is left out.
  [{ tag: '245', a: 'Burns,"pages":null,"online":false}', b: '[]' }],
  [
    { tag: '020', a: '9780702075551' },
    { tag: '100', a: 'Nightingale, Florence' },
    { tag: '245', a: 'Notes on nursing' },
    { tag: '650', a: 'Nursing' },
  ],
].map((fields) => ({
  leader: '00000nam a2200000 a 4500',
  fields: fields.map(({ tag, ...texts }) => {
    const subfields = Object.entries(texts).map(([code, value]) => ({ code, value }));
    return { tag, ind1: ' ', ind2: ' ', subfields };
  }),
}));

it.each(['public_description', 'hidden_description'] as const)(
  'makes %s smaller, and each says the same',
  async (table) => {
    const descriptions = records.map(describeRecord);
    const others = table === 'public_description' ? sql`local_id, holders, ` : sql``;
    const values = table === 'public_description' ? sql`'1', '[]', ` : sql``;
    for (const [record, description] of descriptions.entries()) {
      await sql`INSERT INTO ${sql.table(table)} (record, system, ${others} keys, description)
      VALUES (${record}, 1, ${values} '{}', ${JSON.stringify(description)})`.execute(store.db);
    }

    await leanDescriptions.up(store.db);

    const { rows } = await sql<{ description: string }>`
    SELECT description FROM ${sql.table(table)} ORDER BY record`.execute(store.db);
    const written = rows.map(({ description }) => description);
    expect(written.map(parseDescription)).toEqual(descriptions);
    // The first name of an object stays.
    const least = descriptions.map((description) => JSON.stringify(toStoredDescription(description)).length);
    expect(written.map(({ length }, place) => length - (least[place] ?? 0) < 60)).toEqual([true, true]);
  },
);
