/** A catalogue in memory on the real SDL: as many editions as wanted, each held by one library of every system. */
import { readFileSync } from 'node:fs';
import { parse } from 'graphql';
import { writeHeldEditions } from '#domain/held-editions.ts';
import type { HeldEdition } from '#domain/held-editions.ts';
import { createId } from '#domain/ids.ts';
import type { SystemId } from '#domain/ids.ts';
import type { Logger } from '#platform/logger.ts';
import { MerciaError } from '#platform/errors.ts';
import type { ContextVerifier } from '#platform/signed-context.ts';
import { createSubgraph } from '#platform/subgraph-server.ts';
import type { Subgraph } from '#platform/subgraph.ts';

export interface SmallCatalogueOptions {
  readonly systems: readonly { readonly id: SystemId; readonly name: string }[];
  readonly editions: number;
  readonly verify: ContextVerifier;
  readonly logger: Logger;
}

const sdl = new URL('../../../schema/subgraphs/catalogue.graphql', import.meta.url);

type Thing = Readonly<Record<string, unknown>>;
interface Key {
  readonly id?: string;
  readonly isbn?: string;
  readonly record?: string;
}

/** Edition n has the ISBN `isbnOf(n)` and, at each system, the holding n with the items n.1, n.2 … */
export function isbnOf(edition: number): string {
  return `978000000${String(edition).padStart(4, '0')}`;
}

/** An edition whose title is null against the schema, and an id whose look-up throws. */
export const BROKEN_EDITION = 'region:edition:broken';
export const THROWING_EDITION = 'region:edition:throws';

export function createSmallCatalogue(options: SmallCatalogueOptions): Subgraph {
  const { systems, verify, logger } = options;
  const librarySystems = new Map<string, Thing>(
    systems.map(({ id, name }) => [id, { id, name, kind: 'fake', capabilities: ['LIVE_ITEMS'] }]),
  );
  const libraries = systems.map(({ id, name }) => toLibrary(id, name, librarySystems));
  const editions = Array.from({ length: options.editions }, (_, index) => toEdition(index + 1, libraries));
  const find = ({ id, isbn, record }: Key): readonly Thing[] =>
    editions.filter(
      (edition) =>
        edition['id'] === id ||
        (edition['isbns'] as string[]).includes(isbn ?? '') ||
        (edition['holdings'] as Thing[]).some((holding) => (holding['record'] as Thing)['id'] === record),
    );

  const Query = {
    editions: (_: unknown, { by }: { readonly by: readonly Key[] }) =>
      by.map((key) => ({ editions: find(key), redirectedFrom: null, incomplete: [] })),
    edition: (_: unknown, { id }: { readonly id: string }) => {
      if (id === BROKEN_EDITION) return { id, isbns: [], holdings: [] };
      if (id === THROWING_EDITION) throw new TypeError('cannot read /srv/mercia/secret.ts');
      return find({ id })[0] ?? null;
    },
    search: (_: unknown, { first }: { readonly first: number }) =>
      toConnection(editions.slice(0, first), editions.length),
    items: (_: unknown, { barcode }: { readonly barcode: string }) =>
      systems.map(({ id }) => ({ holding: null, item: { id: createId(id, 'item', barcode.slice(1)) } })),
    record: (_: unknown, { id }: { readonly id: string }) =>
      editions
        .flatMap(({ holdings }) => (holdings as Thing[]).map(({ record }) => record as Thing))
        .find((r) => r['id'] === id),
    region: () => ({
      id: 'region',
      name: 'Test region',
      networks: [],
      libraries,
      systems: [...librarySystems.values()],
    }),
    library: (_: unknown, { id }: { readonly id: string }) => libraries.find((library) => library['id'] === id) ?? null,
    system: (_: unknown, { id }: { readonly id: string }) => {
      if (id === 'malformed id') throw new MerciaError('BAD_USER_INPUT', 'system: "malformed id" is no id.');
      return librarySystems.get(id) ?? null;
    },
  };
  // What other parts only name.
  const Library = { __resolveReference: ({ id }: Key) => libraries.find((library) => library['id'] === id) ?? null };
  const BibliographicRecord = {
    __resolveReference: ({ id = '' }: Key) => ({ id, localId: id, title: `Title of ${id}` }),
  };
  const ofRecord = {
    // As an index that never saw the record of a hold.
    record: ({ recordId: id }: { readonly recordId: string }) =>
      id.endsWith(':9') ? null : { id, localId: id, title: `Title of ${id}` },
  };
  const Edition = { __resolveReference: (key: Key) => find(key)[0] ?? null };
  const resolvers = { Query, Edition, Library, BibliographicRecord, Loan: ofRecord, Hold: ofRecord };
  const typeDefs = parse(readFileSync(sdl, 'utf8'));
  return createSubgraph({ name: 'catalogue', typeDefs, resolvers, createContext: () => ({}), verify, logger });
}

function toLibrary(system: SystemId, name: string, systems: ReadonlyMap<string, Thing>): Thing {
  return { id: `lib-${system}`, name: `${name} Library`, system: systems.get(system), aliases: [], sites: [] };
}

function toEdition(number: number, libraries: readonly Thing[]): Thing {
  const edition: Thing = {
    id: `region:edition:${number}`,
    title: `Title ${number}`,
    creators: [],
    format: 'BOOK',
    isbns: [isbnOf(number)],
    issns: [],
    links: [],
    holdings: libraries.map((library) => {
      const system = (library['system'] as Thing)['id'] as SystemId;
      const record = {
        id: createId(system, 'record', String(number)),
        localId: String(number),
        title: `Title ${number}`,
      };
      return {
        id: createId(system, 'holding', String(number)),
        library,
        record,
        basis: 'ITEMS',
        copies: 3,
        callNumbers: [],
        statements: [],
        online: false,
        liveKeys: [`record=${number}`, 'owner=HQ'],
      };
    }),
  };
  return edition;
}

function toConnection(nodes: readonly Thing[], totalCount: number): Thing {
  return {
    edges: nodes.map((node) => ({ cursor: String(node['id']), node })),
    nodes,
    page: writeHeldEditions(nodes.map(toHeld)),
    pageInfo: { hasNextPage: nodes.length < totalCount, hasPreviousPage: false, startCursor: null, endCursor: null },
    totalCount,
    approximate: false,
    facets: [],
    wordsLeftOut: [],
    searchedInstead: null,
    didYouMean: null,
    takenAsWords: [],
    newestFirst: false,
  };
}

function toHeld(edition: Thing): HeldEdition {
  const holdings = (edition['holdings'] as readonly Thing[]).map(
    ({ library, ...holding }) => ({ ...holding, library: (library as Thing)['id'] }) as HeldEdition['holdings'][number],
  );
  return { id: edition['id'] as HeldEdition['id'], holdings };
}
