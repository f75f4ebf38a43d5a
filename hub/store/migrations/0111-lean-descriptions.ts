import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Of a description that is stored, a third was names of what the record says nothing of. Those are left out, and reading puts them
 * back. Written as a change of the column's type, which writes the table once more, without the room that dead rows would take.
 */
const NAMES = [
  ...[
    'titleProper',
    'titleRemainder',
    'partNumber',
    'partName',
    'creators',
    'publisher',
    'publishedYear',
    'otherYears',
  ],
  ...[
    'editionStatement',
    'editionNumber',
    'serial',
    'online',
    'languages',
    'pages',
    'volume',
    'seriesTitles',
    'subjects',
  ],
  ...['classmarks', 'links', 'otherIsbns', 'issns', 'lccns', 'oclcNumbers', 'nlmIds', 'dois', 'uniformTitle'],
  ...['varyingTitles', 'scriptTitle', 'creatorDates', 'publishers', 'places', 'country', 'codedYears', 'statedDate'],
  ...['component', 'microform', 'carrier', 'reprint', 'extentNumbers', 'prelimPages', 'volumes', 'heightCm'],
];
/** Names with the comma before them; in a text each quotation mark has a backslash before it. */
const UNSAID = `,"(${NAMES.join('|')})":(null|false|\\[\\])`;

export const leanDescriptions: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const table of ['public_description', 'hidden_description']) {
      await sql`ALTER TABLE ${sql.table(table)}
        ALTER COLUMN description TYPE text USING regexp_replace(description, ${sql.lit(UNSAID)}, '', 'g')`.execute(db);
    }
  },
};
