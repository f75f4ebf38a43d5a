/** Every operation that the project documents or makes itself stays within the cost, in a small region and in a large one. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  Kind,
  parse,
  print,
  typeFromAST,
  validate,
} from 'graphql';
import type { DocumentNode, GraphQLInputType, OperationDefinitionNode, TypeNode } from 'graphql';
import { describe, expect, it } from 'vitest';
import { refuseDocument } from './document-limits.ts';
import { clientSchema, estimate } from './estimate.fixture.ts';
import { LIMITS } from './limits.ts';
import { defaultSizeOf, type ListSize, type SizeOf } from './list-sizes.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

interface Documented {
  readonly place: string;
  readonly document: DocumentNode;
}

/** Operations in files of GraphQL, in blocks of pages, and in texts of programs. */
const WRITTEN = /```graphql[^\n]*\n([\s\S]*?)```|`((?:#[^\n`]*\n|\s)*(?:query|mutation)[ ({][^`]*)`/g;

function read(folder: string, ends: string): readonly Documented[] {
  return readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ends) && !/node_modules|__generated__|\.test\.ts$/.test(file))
    .flatMap((file) => {
      const place = `${folder}/${file}`;
      const text = readFileSync(`${root}${place}`, 'utf8');
      const texts = ends === '.graphql' ? [text] : Array.from(text.matchAll(WRITTEN), ([, a, b]) => a ?? b ?? '');
      return texts.flatMap((one) => toDocuments(place, one));
    });
}

/** Operations as they are sent: in a file of GraphQL they have no fragments of other files. */
function readGenerated(file: string): readonly Documented[] {
  const text = readFileSync(`${root}${file}`, 'utf8');
  const sent = Array.from(text.matchAll(/Document = new TypedDocumentString\(`([^`]*)`/g), ([, one = '']) => one);
  const documents = sent.flatMap((one) => toDocuments(file, one));
  if (documents.length !== sent.length) throw new Error(`${file} has operations that are none of the graph`);
  return documents;
}

/** A document for each operation of a text; none for what is put together only when it is asked, and for what is no operation. */
function toDocuments(place: string, text: string): readonly Documented[] {
  const document = parseOrNull(text);
  if (document === null || validate(clientSchema, document).some(({ message }) => !message.includes('never used')))
    return [];
  const operations = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  return operations.map((operation) => ({
    place: `${place} ${(operation as OperationDefinitionNode).name?.value ?? ''}`,
    document: {
      ...document,
      definitions: [operation, ...document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION)],
    },
  }));
}

function parseOrNull(text: string): DocumentNode | null {
  try {
    return parse(text);
  } catch {
    return null;
  }
}

/** Values as somebody may give them who asks for a whole page: of lists twenty, as many entries as a page usually has. */
function variablesOf({ definitions }: DocumentNode): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    definitions.flatMap((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION
        ? (definition.variableDefinitions ?? []).map(({ variable, type }) => [
            variable.name.value,
            valueOf(toType(type)),
          ])
        : [],
    ),
  );
}

function toType(node: TypeNode): GraphQLInputType {
  const type = typeFromAST(clientSchema, node as never);
  if (!isInputType(type)) throw new Error(print(node));
  return type;
}

function valueOf(type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return valueOf(type.ofType);
  if (isListType(type))
    return Array.from({ length: isInputObjectType(getNamedType(type)) ? 20 : 5 }, () => valueOf(type.ofType));
  if (isEnumType(type)) return type.getValues()[0]?.value;
  if (isInputObjectType(type)) {
    const needed = Object.values(type.getFields()).filter((field) => isNonNullType(field.type));
    return Object.fromEntries(needed.map((field) => [field.name, valueOf(field.type)]));
  }
  return { Int: 50, Float: 1, Boolean: true }[type.name] ?? 'text';
}

/** A region of 93 libraries, in which an edition has as many as 400 holdings. */
const LARGE: ReadonlyMap<string, ListSize> = new Map([
  ['Edition.holdings', { usual: 5, most: 400 }],
  ['Lender.holdings', { usual: 5, most: 400 }],
  ['NearLibrary.holdings', { usual: 5, most: 400 }],
  ['Work.editions', { usual: 3, most: 40 }],
  ['Region.libraries', { usual: 93, most: 93 }],
  ['Region.systems', { usual: 30, most: 30 }],
  ['LibrarySystem.libraries', { usual: 4, most: 20 }],
  ['LenderConnection.excluded', { usual: 93, most: 93 }],
]);
const largeSizeOf: SizeOf = (list) => LARGE.get(list) ?? defaultSizeOf(list);

const documented = [
  ...read('docs', '.md'),
  ...read('clients', '.html'),
  ...readGenerated('clients/typescript/__generated__/operations.ts'),
  ...read('clients', '.md'),
  ...readGenerated('doors/console/__generated__/operations.ts'),
  ...read('doors/console', '.ts'),
  ...read('lab/demo', '.graphql'),
  ...read('gateway/explorer', '.js'),
  ...read('doors/cli', '.ts'),
];

describe('what is documented', () => {
  it('is found', () => {
    const kinds = documented.map(({ place }) => place.split('/')[0]);

    expect(documented.length).toBeGreaterThan(90);
    expect(new Set(kinds)).toEqual(new Set(['docs', 'clients', 'doors', 'lab', 'gateway']));
  });

  it.each(documented.map(({ place, document }) => [place, document] as const))(
    'is accepted: %s',
    (_place, document) => {
      expect(refuseDocument(document, LIMITS)).toBeNull();
      for (const sizeOf of [defaultSizeOf, largeSizeOf]) {
        const found = estimate(print(document), variablesOf(document), sizeOf);

        expect(found?.cost).toBeLessThan(LIMITS.cost);
      }
    },
  );
});
