/** However many rows a pack has, and whatever is sent back, the process keeps to its memory. */
import { readSheet } from '#platform/sheets/read-sheet.ts';
import { textCell, workbookParts, zip } from '#platform/sheets/zip.fixture.ts';
import { makeTemporaryFolder } from '#tests/support/mercia-process.ts';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';

const MOST_MEGABYTES = 600;

interface Outcome {
  readonly outcome: string;
  readonly megabytes: number;
}

function inChild(task: 'write' | 'read', path: string, ...sheet: readonly string[]): Outcome {
  const child = fileURLToPath(new URL('large-workbook-child.ts', import.meta.url));
  return JSON.parse(execFileSync(process.execPath, [child, task, path, ...sheet], { encoding: 'utf8' })) as Outcome;
}

function filePath(name: string): string {
  const folder = makeTemporaryFolder();
  onTestFinished(() => {
    folder.remove();
  });
  return join(folder.path, name);
}

describe('a large workbook', () => {
  it('of 200,000 rows in three sheets is written and read in little memory', async () => {
    const path = filePath('pack.xlsx');
    const written = inChild('write', path);

    expect(written.outcome).toBe('written');
    expect(written.megabytes).toBeGreaterThan(50);
    expect(written.megabytes).toBeLessThan(MOST_MEGABYTES);

    const read = inChild('read', path, 'Records');
    expect(read.outcome).toBe('66667 rows');
    expect(read.megabytes).toBeLessThan(MOST_MEGABYTES);
    const { rows } = await readSheet(path, { note: { header: 'Note', kind: 'text' } }, { sheet: 'Statements' });
    expect(rows.at(-1)).toEqual({ number: 66_668, values: { note: '=HYPERLINK("Statements-66666")' } });
  });

  it.each([
    ['letters', 'x', 120_000_000],
    ['entities', '&#xe9;', 20_000_000],
  ])('with a cell of 120 MB of %s takes nothing down', (_, letter, times) => {
    const path = filePath('cell.xlsx');
    writeFileSync(path, zip(workbookParts(`<row r="1">${textCell('A1', letter.repeat(times))}</row>`)));

    const { outcome, megabytes } = inChild('read', path);
    expect(outcome).toMatch(/needs more memory|None of the first rows/);
    expect(megabytes).toBeLessThan(MOST_MEGABYTES);
  });
});
