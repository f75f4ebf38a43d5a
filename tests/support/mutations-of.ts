import { Kind, parse } from 'graphql';
import { readProjectFile } from './project-files.ts';

/** The mutations of one subgraph, by name. */
export function mutationsOf(subgraph: string): readonly string[] {
  return parse(readProjectFile(`schema/subgraphs/${subgraph}.graphql`)).definitions.flatMap((definition) =>
    definition.kind === Kind.OBJECT_TYPE_DEFINITION && definition.name.value === 'Mutation'
      ? (definition.fields ?? []).map(({ name }) => name.value)
      : [],
  );
}
