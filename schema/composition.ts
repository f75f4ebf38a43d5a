import { composeServices } from '@apollo/composition';
import { buildASTSchema, Kind, parse, visit } from 'graphql';
import type { ASTNode, ConstDirectiveNode, DocumentNode, GraphQLSchema } from 'graphql';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SUBGRAPHS = fileURLToPath(new URL('subgraphs/', import.meta.url));
/** Where the composed supergraph is kept; it is committed, and the gateway reads it. */
export const SUPERGRAPH_FILE = fileURLToPath(new URL('supergraph.graphql', import.meta.url));

/** The SDL of one subgraph, by its name. */
export interface SubgraphSdl {
  readonly name: string;
  readonly sdl: string;
}

export type Composition =
  | { readonly ok: true; readonly supergraph: string }
  | { readonly ok: false; readonly errors: readonly string[] };

/** Every `subgraphs/*.graphql`, in the order of their names. */
export function readSubgraphs(folder: string = SUBGRAPHS): readonly SubgraphSdl[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.graphql'))
    .sort()
    .map((file) => ({ name: basename(file, '.graphql'), sdl: readFileSync(join(folder, file), 'utf8') }));
}

/**
 * Composes subgraphs into one supergraph. The addresses in it are placeholders: operators of the supergraph say where
 * each subgraph is.
 */
export function composeSupergraph(subgraphs: readonly SubgraphSdl[]): Composition {
  const services = subgraphs.map(({ name, sdl }) => ({
    name,
    url: `http://${name}/graphql`,
    typeDefs: parse(sdl),
  }));
  const result = composeServices(services);
  if (result.errors !== undefined) return { ok: false, errors: result.errors.map((error) => error.message) };
  return {
    ok: true,
    supergraph: result.supergraphSdl.endsWith('\n') ? result.supergraphSdl : `${result.supergraphSdl}\n`,
  };
}

const PUBLIC_DIRECTIVES: ReadonlySet<string> = new Set(['deprecated', 'oneOf', 'specifiedBy']);

/** What clients see of a supergraph: without the join machinery and what is inaccessible. */
export function toApiSchema(supergraph: string): GraphQLSchema {
  const document: DocumentNode = visit(parse(supergraph), {
    enter(node: ASTNode) {
      if (node.kind === Kind.DIRECTIVE_DEFINITION || isMachinery(node) || isInaccessible(node)) return null;
      if (node.kind === Kind.DIRECTIVE && !PUBLIC_DIRECTIVES.has(node.name.value)) return null;
      return undefined;
    },
  });
  return buildASTSchema(document);
}

function isMachinery(node: ASTNode): boolean {
  return 'name' in node && node.kind.endsWith('Definition') && /^(join|link)__/.test(node.name.value);
}

function isInaccessible(node: ASTNode): boolean {
  const directives: readonly Pick<ConstDirectiveNode, 'name'>[] = ('directives' in node ? node.directives : null) ?? [];
  return directives.some((directive) => directive.name.value === 'inaccessible');
}
