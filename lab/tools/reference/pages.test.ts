import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readSubgraphs, SUPERGRAPH_FILE, toApiSchema } from '../../../schema/composition.ts';
import { makeReference } from './pages.ts';

const supergraph = readFileSync(SUPERGRAPH_FILE, 'utf8');
const pages = makeReference(supergraph, readSubgraphs());
const textOf = (file: string): string => pages.find((page) => page.file === file)?.text ?? '';
const headingsOf = (text: string): readonly string[] =>
  [...text.matchAll(/^#{2,3} (\w+)$/gm)].map(([, name]) => name ?? '');

describe('makeReference', () => {
  it('has every type of the graph on one page', () => {
    const types = Object.keys(toApiSchema(supergraph).getTypeMap()).filter((name) => !name.startsWith('__'));
    const headings = pages.flatMap(({ text }) => headingsOf(text));

    for (const type of types)
      expect(
        headings.filter((name) => name === type),
        type,
      ).toHaveLength(1);
  });

  it('has a type on the page of the subgraph that has most of its fields', () => {
    expect(headingsOf(textOf('circulation.md'))).toEqual(expect.arrayContaining(['Availability', 'Item', 'Loan']));
    expect(headingsOf(textOf('catalogue.md'))).toEqual(expect.arrayContaining(['Edition', 'Holding', 'Library']));
    expect(textOf('catalogue.md')).toContain('>availability</strong>');
  });

  it('leads from each field to its type, on another page too', () => {
    const links = pages.flatMap(({ file, text }) =>
      [...text.matchAll(/href="([^"#]*)#([^"]+)"/g)].map(([, path, anchor]) => [path === '' ? file : path, anchor]),
    );

    expect(links.length).toBeGreaterThan(500);
    for (const [path = '', anchor = ''] of links) {
      expect(headingsOf(textOf(path)).map((name) => name.toLowerCase())).toContain(anchor);
    }
  });

  it('shows nothing that clients cannot ask for', () => {
    const all = pages.map(({ text }) => text).join('\n');

    expect(all).not.toMatch(/join__|liveKeys|VerifyPatronInput|_Entity/);
  });
});
