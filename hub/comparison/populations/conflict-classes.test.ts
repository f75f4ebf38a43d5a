import { createTestDatabase, type TestDatabase } from '#tests/support/fresh-database.ts';
import { textArray } from '#store/binary-array.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { COMPARED_FIELDS, CONFLICT_CLASSES, conflictsOf, hasConflict, toLetters } from './conflict-classes.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

it('finds letter by letter what the names of the differences say', async () => {
  const nothing = COMPARED_FIELDS.map(() => null);
  const records = [
    nothing,
    ...CONFLICT_CLASSES.flatMap((found) =>
      COMPARED_FIELDS.map((_, at) => nothing.map((none, place) => (place === at ? found : none))),
    ),
  ].map(toLetters);
  const asked: readonly (readonly string[])[] = [
    ['EQUAL'],
    ['TITLE:SUBSTANCE'],
    ['YEAR:CASE', 'YEAR:ONE_ONLY', 'FORMAT:ORDER'],
    COMPARED_FIELDS.map((field) => `${field}:SUBSTANCE`),
    COMPARED_FIELDS.flatMap((field) => [`${field}:CASE`, `${field}:PUNCTUATION`]),
    ['EQUAL', 'ISBN:ENCODING'],
    ['NOTHING:LIKE_IT'],
  ];
  for (const values of asked) {
    const { rows } = await sql<{ letters: string; named: boolean; found: boolean }>`
      SELECT r.letters, ${conflictsOf(sql`r.letters`)} && ${textArray(values)}::text[] AS named,
        ${hasConflict(sql`r.letters`, values)} AS found
      FROM unnest(${textArray(records)}::text[]) AS r(letters)`.execute(database.db);
    expect(rows.map(({ letters, found }) => [letters, found])).toEqual(
      rows.map(({ letters, named }) => [letters, named]),
    );
  }
});
