/** The table of docs/store.md that says of every table how long its rows are kept. */
import { CHORES } from '#cli/graph/old-rows.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { readProjectFile } from '#tests/support/project-files.ts';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';

const store = withTestDatabase();

const [, section = ''] = readProjectFile('docs/store.md').split('\n## How long rows are kept\n');
const [part = ''] = section.split('\n## ');
const lines = part
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) =>
    line
      .split('|')
      .map((cell) => cell.trim())
      .slice(1, -1),
  );
const tablesOf = ([names = '']: readonly string[]): readonly string[] =>
  [...names.matchAll(/`([a-z_]+)`/g)].map(([, name = '']) => name);

describe('how long rows are kept', () => {
  it('is stated of every table that migrations make, once', async () => {
    const { rows } = await sql<{ name: string }>`
      SELECT relname AS name FROM pg_class
      WHERE relkind IN ('r', 'p') AND NOT relispartition AND relnamespace = current_schema()::regnamespace
        AND relname NOT LIKE 'kysely%' ORDER BY relname`.execute(store.db);

    expect(lines.flatMap(tablesOf).toSorted()).toEqual(rows.map(({ name }) => name));
  });

  it('says what adds rows, how long they stay, what removes them and how far back they are read', () => {
    const empty = lines.filter((cells) => cells.length !== 5 || cells.some((cell) => cell === ''));

    expect(empty).toEqual([]);
  });

  it('names those whose old rows are removed by the hour or the day', () => {
    const removed = lines.filter(([, , , what]) => what?.startsWith('`mercia start` and the harvester') === true);

    expect(removed.flatMap(tablesOf).toSorted()).toEqual(CHORES.map(({ table }) => table).toSorted());
  });
});
