/** What docs/using-the-graph.md has for programs that use Apollo Client, urql or GraphQL Code Generator, as it runs. */
import { readProjectFile } from '#tests/support/project-files.ts';
import type { CodegenConfig } from '@graphql-codegen/cli';
import type { ApolloLink } from '@apollo/client';
import type { Client } from '@urql/core';
import { stripTypeScriptTypes } from 'node:module';

const PAGE = readProjectFile('docs/using-the-graph.md');
const GRAPH = 'http://127.0.0.1:4000/graphql';
const IMPORT = /^import (?<type>type )?\{ (?<names>[^}]+) \} from '(?<module>[^']+)';.*$/gm;

/** A block of TypeScript on the page that holds `mark`, run with the packages that it imports; gives what it calls `result`. */
async function runBlock(
  mark: string,
  result: string,
  given: Readonly<Record<string, unknown>>,
  graph = GRAPH,
): Promise<unknown> {
  const block = [...PAGE.matchAll(/```ts\n([\s\S]*?)```/g)].find(([, code]) => code?.includes(mark))?.[1];
  if (block === undefined) throw new Error(`the page has no block with ${mark}`);
  const known: Record<string, unknown> = { ...given };
  for (const { groups = {} } of block.matchAll(IMPORT)) {
    if (groups['type'] !== undefined) continue;
    const loaded = (await import(groups['module'] ?? '')) as Readonly<Record<string, unknown>>;
    for (const name of (groups['names'] ?? '').split(',')) known[name.trim()] = loaded[name.trim()];
  }
  const bare = block
    .replaceAll(IMPORT, '')
    .replace(/^export default .*$/m, '')
    .replace(GRAPH, graph);
  const code = stripTypeScriptTypes(bare);
  // oxlint-disable-next-line typescript/no-implied-eval -- The code of our own page, which a reader would copy.
  const run = new Function(...Object.keys(known), `${code}\nreturn ${result};`) as (...given: unknown[]) => unknown;
  return run(...Object.values(known));
}

export async function apolloLinkOfPage(showNotLive: (notLive: readonly unknown[]) => void): Promise<ApolloLink> {
  return (await runBlock('notLiveLink', 'notLiveLink', { showNotLive })) as ApolloLink;
}

/** The error policy that the page asks for, and the one that it says is the default. */
export function errorPoliciesOfPage(): readonly string[] {
  const [, wanted = '', usual = ''] =
    /`errorPolicy: '(\w+)'`, for every query: the default, `'(\w+)'`/.exec(PAGE) ?? [];
  return [wanted, usual];
}

export async function urqlOfPage(schema: string): Promise<Client> {
  return (await runBlock('@urql/core', 'urql', {}, schema)) as Client;
}

/** For a graph elsewhere, with documents of one's own, into another folder. */
export async function codegenOfPage(here: {
  readonly schema: string;
  readonly documents: string;
  readonly folder: string;
}): Promise<CodegenConfig> {
  const { generates, ...config } = (await runBlock('CodegenConfig', 'config', {}, here.schema)) as CodegenConfig;
  const [output] = Object.values(generates);
  if (output === undefined) throw new Error('the page generates nothing');
  return { ...config, documents: here.documents, generates: { [here.folder]: output } };
}
