import { REPORTS } from '#comparison/index.ts';
import { runHere } from '#tests/support/run-here.ts';
import { readProjectFile } from '#tests/support/project-files.ts';
import { blocksOf } from '#tools/comparing/page.ts';
import { buildSchema, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';

const page = readProjectFile('docs/comparing.md');
const blocks = blocksOf(page);

describe('docs/comparing.md', () => {
  it('has an answer below everything that it runs', () => {
    const unanswered = [
      ...page.matchAll(
        /<!-- (?:demo|exports) -->\n\n(?:<!-- prettier-ignore -->\n)?```(?:sh|graphql)\n[^`]*```\n\n(?!```(?:text|json)\n)/g,
      ),
    ];

    expect(blocks.length).toBeGreaterThan(20);
    expect(unanswered.map(([text]) => text)).toEqual([]);
  });

  it('asks each report that there is, and no other', () => {
    const commands = blocks.flatMap(({ text }) => [...text.matchAll(/mercia compare ([a-z][a-z-]*)/g)]);
    const asked = new Set(commands.map(([, name = '']) => name).filter((name) => name !== 'rows' && name !== 'table'));

    expect([...asked].toSorted()).toEqual(REPORTS.map(({ name }) => name).toSorted());
  });

  const schema = buildSchema(readProjectFile('schema/supergraph.graphql'), { assumeValidSDL: true });
  const queries = [...page.matchAll(/```graphql\n([\s\S]*?)```/g)].map(([, query = '']) => query);
  it.each(queries)('asks what the graph can answer: %s', (query) => {
    expect(validate(schema, parse(query)).map(({ message }) => message)).toEqual([]);
  });

  it('uses flags that the commands have', async () => {
    const used = new Map<string, Set<string>>();
    for (const { text } of blocks.filter(({ kind }) => kind === 'sh')) {
      for (const [line, parent = '', part = ''] of text.matchAll(/npx mercia (\w+)(?: ([a-z-]+))?.*/g)) {
        const isPart = ['rows', 'table', 'take', 'list'].includes(part);
        const command = isPart ? `${parent} ${part}` : parent;
        const flags = used.get(command) ?? new Set();
        for (const [flag] of line.matchAll(/--[a-z-]+/g)) flags.add(flag);
        used.set(command, flags);
      }
    }
    for (const [command, flags] of used) {
      const { stdout } = await runHere([...command.split(' '), '--help']);
      for (const flag of flags) expect(stdout, `mercia ${command}`).toContain(`${flag} `);
    }
    expect([...used.keys()]).toContain('compare rows');
  });
});
