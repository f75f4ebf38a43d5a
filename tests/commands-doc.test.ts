import { readProjectFile } from '#tests/support/project-files.ts';
import { runHere } from '#tests/support/run-here.ts';
import { describe, expect, it } from 'vitest';

/** The names below "Commands:" in what `--help` prints. */
async function commandsOf(...parents: readonly string[]): Promise<readonly string[]> {
  const [, list = ''] = (await runHere([...parents, '--help'])).stdout.split('\nCommands:\n');
  return [...list.matchAll(/^ {2}([a-z-]+)/gm)].map(([, name = '']) => name).filter((name) => name !== 'help');
}

/** `match score` of a row that begins with `mercia match score`. */
const rows = [...readProjectFile('docs/commands.md').matchAll(/^\| `mercia ([a-z][a-z -]*?)(?: [^a-z`][^`]*)?`/gm)].map(
  ([, words = '']) => words.split(' '),
);

describe('docs/commands.md', () => {
  it('has every command in its table, and no other', async () => {
    const shown = new Set(rows.map(([name]) => name));

    expect([...shown].sort()).toEqual([...(await commandsOf())].sort());
  });

  it('names no part of a command that it does not have', async () => {
    const parts = rows.filter(([, part]) => part !== undefined);
    const known = new Map<string, readonly string[]>();
    for (const name of new Set(parts.map(([name = '']) => name))) known.set(name, await commandsOf(name));

    expect(parts.length).toBeGreaterThan(0);
    for (const [name = '', part = ''] of parts) expect(known.get(name)).toContain(part);
  });
});
