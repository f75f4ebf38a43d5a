/** The reference of the graph as pages: one for what can be asked, and one for each subgraph with the types that it owns. */
import { getIntrospectionQuery, graphqlSync, Kind, parse, type DefinitionNode, type IntrospectionQuery } from 'graphql';
import { renderSchema } from 'graphql-markdown';
import { toApiSchema, type SubgraphSdl } from '../../../schema/composition.ts';

export interface ReferencePage {
  /** Below `docs/reference/`. */
  readonly file: string;
  readonly text: string;
}

interface Topic {
  readonly title: string;
  readonly about: string;
}

const ROOTS = 'queries';
const TOPICS: Readonly<Record<string, Topic>> = {
  [ROOTS]: { title: 'Queries and mutations', about: 'Where every request begins.' },
  catalogue: { title: 'The catalogue', about: 'Editions, holdings, records, libraries: what is known from harvests.' },
  circulation: { title: 'Circulation', about: 'Availability, items, loans, holds: what systems say live.' },
  patrons: { title: 'Readers', about: 'Whose account is whose, and who may read it.' },
  migration: { title: 'Migration', about: 'Snapshots, reports, mappings: what a migration team compares.' },
};
const NOTE =
  'Written by `npm run docs:reference` from the SDL. How to use the graph: [using-the-graph.md](../using-the-graph.md).';

/** Every page; all of the graph's types are on exactly one. */
export function makeReference(supergraph: string, subgraphs: readonly SubgraphSdl[]): readonly ReferencePage[] {
  const schema = toApiSchema(supergraph);
  const source = getIntrospectionQuery({ specifiedByUrl: true });
  const introspection = graphqlSync({ schema, source }).data as unknown as IntrospectionQuery;
  const owners = findOwners(subgraphs);
  const topicOf = (type: string): string => owners.get(type) ?? 'catalogue';
  const pages = Object.entries(TOPICS).map(([topic, { title, about }]) => ({
    file: `${topic}.md`,
    text: renderTopic(introspection, topicOf, topic, { title, about: `${about} ${NOTE}` }),
  }));
  return [...pages, { file: 'README.md', text: renderIndex() }];
}

/** A type is on the page of the subgraph that has most of its fields: the others only name it, or add a few. */
function findOwners(subgraphs: readonly SubgraphSdl[]): ReadonlyMap<string, string> {
  const most = new Map<string, { readonly subgraph: string; readonly members: number }>();
  for (const { name: subgraph, sdl } of subgraphs) {
    for (const definition of parse(sdl).definitions) {
      if (!('name' in definition)) continue;
      const { name } = definition;
      const members = countMembers(definition);
      if (members > (most.get(name.value)?.members ?? -1)) most.set(name.value, { subgraph, members });
    }
  }
  const owners = new Map([...most].map(([name, { subgraph }]) => [name, subgraph]));
  for (const root of ['Query', 'Mutation']) owners.set(root, ROOTS);
  return owners;
}

function countMembers(definition: DefinitionNode): number {
  switch (definition.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.OBJECT_TYPE_EXTENSION:
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      return definition.fields?.length ?? 0;
    case Kind.ENUM_TYPE_DEFINITION:
      return definition.values?.length ?? 0;
    default:
      return 0;
  }
}

function renderTopic(
  { __schema: whole }: IntrospectionQuery,
  topicOf: (type: string) => string,
  topic: string,
  { title, about }: Topic,
): string {
  const types = whole.types.filter(({ name }) => !name.startsWith('__') && topicOf(name) === topic);
  const parts: string[] = [];
  renderSchema(
    { __schema: { ...whole, types } },
    {
      title,
      prologue: about,
      printer: (text) => void parts.push(text),
      unknownTypeURL: ({ name }) => `${topicOf(name)}.md#${name.toLowerCase()}`,
    },
  );
  return `${parts.join('\n')}\n`;
}

function renderIndex(): string {
  const rows = Object.entries(TOPICS).map(([topic, { title, about }]) => `- [${title}](${topic}.md): ${about}`);
  return `# Reference\n\nEvery type and field of the graph, with its description. ${NOTE}\n\n${rows.join('\n')}\n`;
}
