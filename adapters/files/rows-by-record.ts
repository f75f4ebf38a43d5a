/** Lines of one number together, wherever they stand, with no more in memory than the records that are not complete yet. */

/**
 * Each record as soon as its last line is read; lines without a number one by one.
 *
 * @param lastLines for each number, the last line that has it.
 */
export async function* rowsByRecord<Row extends { readonly line: number }>(
  rows: AsyncIterable<Row>,
  idOf: (row: Row) => string,
  lastLines: ReadonlyMap<string, number>,
): AsyncGenerator<readonly [id: string, rows: readonly Row[]]> {
  const open = new Map<string, Row[]>();
  for await (const row of rows) {
    const id = idOf(row);
    const own = open.get(id) ?? [];
    own.push(row);
    if (id !== '' && lastLines.get(id) !== row.line) open.set(id, own);
    else {
      open.delete(id);
      yield [id, own];
    }
  }
}
