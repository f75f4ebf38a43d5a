/** Every room says on a card what it is for, and no card names a file that is not there. */
import { existsSync, globSync } from 'node:fs';
import { basename, dirname, join, matchesGlob } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '#tests/support/mercia-process.ts';
import { readProjectFile } from '#tests/support/project-files.ts';

/** The folders at the top that hold no code and no SDL (`release` is what a release is made of); what tests share is told in CONTRIBUTING.md. */
const NO_ROOM: readonly string[] = ['docs', 'node_modules', 'release', 'tests'];
const ROOMS = globSync('*/', { cwd: projectRoot }).filter((room) => !NO_ROOM.includes(room));
const CARDS = globSync('*/**/README.md', { cwd: projectRoot, exclude: [...NO_ROOM, 'lab/bench/peers'] }).sort();

const NAMES = new Set(
  globSync('**/*.*', { cwd: projectRoot, exclude: ['node_modules', '**/node_modules'] }).map((path) => basename(path)),
);

const MAX_LINES = 30;
/** A card with a list behind it: the quirks of a kind of system, the file names in every adapter. */
const LONGER: readonly string[] = [
  'adapters/koha/README.md',
  'adapters/sip2/README.md',
  'adapters/symphony/README.md',
  'adapters/wms/README.md',
  'adapters/shared/README.md',
];

/** What is written as a file or a folder: `a/b.ts`, `b.ts`, `a/`. `*` and `<kind>` stand for any name. */
function pathsIn(markdown: string): readonly string[] {
  return [...markdown.matchAll(/`([^`\s]+)`/g)]
    .map(([, code = '']) => code)
    .filter((code) => /^[\w.*<>/-]+(?:\.(?:ts|mjs|md|graphql|json|yaml|tsv)|\/)$/.test(code));
}

/** Looks beside the card first, then in each folder above it. A name without a folder may stand anywhere. */
function isThere(path: string, card: string): boolean {
  const pattern = path.replaceAll(/<\w+>/g, '*');
  const isAnyName = pattern.includes('*') && !pattern.includes('/');
  if (NAMES.has(pattern) || (isAnyName && [...NAMES].some((name) => matchesGlob(name, pattern)))) return true;
  for (let folder = dirname(card); ; folder = dirname(folder)) {
    const found = pattern.includes('*')
      ? globSync(join(folder, pattern), { cwd: projectRoot }).length > 0
      : existsSync(join(projectRoot, folder, pattern));
    if (found) return true;
    if (folder === '.') return false;
  }
}

const missingFrom = (card: string, text: string): readonly string[] =>
  pathsIn(text).filter((path) => !isThere(path, card));

describe('rooms', () => {
  it.each(ROOMS)('%s has a card', (room) => {
    expect(CARDS).toContain(`${room}/README.md`);
  });
});

describe('cards', () => {
  it.each(CARDS.filter((card) => !LONGER.includes(card)))(`%s has at most ${String(MAX_LINES)} lines`, (card) => {
    expect(readProjectFile(card).trimEnd().split('\n').length).toBeLessThanOrEqual(MAX_LINES);
  });

  it.each([...CARDS, 'ARCHITECTURE.md', 'CONTRIBUTING.md'])('%s names files that are there', (card) => {
    expect(missingFrom(card, readProjectFile(card))).toEqual([]);
  });

  it('that name a file that is gone are found', () => {
    const text =
      'See `index.ts`, `koha/none.ts`, `hub/platform/errors.ts`, `<kind>/client.ts`, `<kind>/none.ts`, `gone/` and `none.ts`.';

    expect(missingFrom('adapters/koha/README.md', text)).toEqual([
      'koha/none.ts',
      '<kind>/none.ts',
      'gone/',
      'none.ts',
    ]);
  });
});
