/** Authority records that systems wrote. */
import { readdirSync, readFileSync } from 'node:fs';
import { sharedAvailable, sharedPath } from '#tests/support/shared.ts';
import type { HeadingOutcome } from '#search/vocabulary/heading.ts';
import { openVocabulary } from '#search/vocabulary/read-vocabulary.ts';
import { describe, expect, it } from 'vitest';
import { inPieces } from './vocabulary-files.ts';

const FOLDER = ['data', 'marc', 'folio-org+stripes-testing', 'cypress', 'fixtures'] as const;

async function readFile(path: string): Promise<readonly HeadingOutcome[]> {
  const open = await openVocabulary({ name: path, chunks: inPieces(readFileSync(path), 4096) });
  const outcomes: HeadingOutcome[] = [];
  for await (const outcome of open.outcomes) outcomes.push(outcome);
  return outcomes;
}

describe.skipIf(!sharedAvailable)('authority records that systems wrote (needs the shared data)', () => {
  it('are headings with their variants', async () => {
    const names = readdirSync(sharedPath(...FOLDER)).filter((name) => /^marcAuth.*\.mrc$/.test(name));
    const outcomes: HeadingOutcome[] = [];
    for (const name of names) outcomes.push(...(await readFile(sharedPath(...FOLDER, name))));
    const headings = outcomes.filter((outcome) => outcome.kind === 'heading');

    expect(names.length).toBeGreaterThan(50);
    expect(headings.length).toBeGreaterThan(0.9 * outcomes.length);
    expect(headings.flatMap(({ problems }) => problems)).toEqual([]);
    expect(headings.filter(({ heading }) => heading.variants.length > 0).length).toBeGreaterThan(20);
  });
});
