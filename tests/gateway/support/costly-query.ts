/** Queries that cost almost as much as one may, made up from the graph: any way through it, and as much of it as is let pass. */
import { clientSchema, estimate } from '#gateway/limits/estimate.fixture.ts';
import { LIMITS } from '#gateway/limits/limits.ts';
import { defaultSizeOf, type ListSize, type SizeOf } from '#gateway/limits/list-sizes.ts';
import { createRandom, type Random } from '#simulators/random.ts';
import {
  getNamedType,
  isCompositeType,
  isNonNullType,
  isObjectType,
  type GraphQLField,
  type GraphQLObjectType,
} from 'graphql';
import { SYSTEM_COUNT, WIDEST_ISBN } from './wide-region.ts';

/** As the catalogue of the wide region counts them. */
const SIZES: ReadonlyMap<string, ListSize> = new Map([
  ['Edition.holdings', { usual: 5, most: 400 }],
  ['Lender.holdings', { usual: 5, most: 400 }],
  ['NearLibrary.holdings', { usual: 5, most: 400 }],
  ['Work.editions', { usual: 2, most: 21 }],
  ['Region.libraries', { usual: 93, most: 93 }],
  ['Region.systems', { usual: 12, most: 12 }],
  ['LibrarySystem.libraries', { usual: 8, most: 8 }],
  ['LenderConnection.excluded', { usual: 93, most: 93 }],
]);
const sizeOf: SizeOf = (list) => SIZES.get(list) ?? defaultSizeOf(list);

/** One field of the query. */
interface Node {
  readonly name: string;
  readonly args: string;
  alias: string;
  children: Node[];
}

/** What the public is refused, and what this region has none of. */
const LEFT_OUT =
  /^LibrarySystem\.hosts|^Query\.(changes|openLoans|duplicateReaders|rejects|rejectRetries|apiKeys|actions|me|findingKinds|comparison\w+|snapshots?|controlTotals|decisions?|exports|targetLists|codeMappings|refusedRows)$/;

const WORDS = ['nursing', 'foundations', 'theory', 'practice'] as const;
const POINT = 'to: { latitude: 52.3, longitude: -2 }';

/** Arguments of the fields that are of use; what needs others is left out. */
const ARGUMENTS: Readonly<Record<string, (random: Random, size: number) => string>> = {
  'Query.editions': (random, size) => `by: [${Array.from({ length: size }, () => keyOf(random)).join(', ')}]`,
  'Query.edition': (random) => `id: "wide:edition:${random.whole(1_001, 1_300)}"`,
  'Query.search': (random, size) => `query: "${random.one(WORDS)}", first: ${Math.min(size, 200)}`,
  'Query.suggest': () => 'text: "nurs", first: 50',
  'Query.browse': () => 'list: SUBJECT, at: "n", first: 200',
  'Query.items': () => 'barcode: "B1"',
  'Query.record': () => 'id: "wide-2:record:1"',
  'Query.library': (random) => `id: "lib-${random.whole(0, 92)}"`,
  'Query.system': (random) => `id: "wide-${random.whole(1, SYSTEM_COUNT)}"`,
  'Query.nearest': (_random, size) => `${POINT}, holding: "wide:edition:1", first: ${Math.min(size, 200)}`,
  'Edition.nearest': (random, size) => `${POINT}, first: ${random.one([1, 10, Math.min(size, 200)])}`,
  'Edition.lenders': (random, size) => `for: "lib-${random.whole(0, 92)}", first: ${Math.min(size, 200)}`,
  'Edition.records': (_random, size) => `first: ${Math.min(size, 200)}`,
  'Availability.items': (random) => `first: ${random.one([1, 5, 200])}`,
  'EditionConnection.facets': (random) => `fields: [${random.one(['LIBRARY', 'SUBJECT', 'NETWORK, SITE, YEAR'])}]`,
  'EditionConnection.availableNow': () => '',
};

const keyOf = (random: Random): string =>
  random.chance(0.75) ? `{ isbn: "${WIDEST_ISBN}" }` : `{ id: "wide:edition:${random.whole(1_001, 1_300)}" }`;

/** The same for the same seed. */
export function makeCostlyQuery(seed: number): string {
  const random = createRandom(seed);
  const size = random.one([1, 5, 20, 50, 200]);
  const root = clientSchema.getQueryType();
  if (root === null || root === undefined) throw new Error('the graph has no queries');
  const roots = Object.values(root.getFields()).filter((field) => isAskable(root, field));
  // Half of them begin at editions, of which there is most to get.
  const begin = random.chance(0.5) ? root.getFields()['editions'] : random.one(roots);
  if (begin === undefined) throw new Error('the graph has no editions');
  const top = makeNode(root, begin, { random, size, depth: random.whole(3, LIMITS.depth - 1) });
  const all = [top];
  let text = write(all);
  if (costOf(text) > LIMITS.cost) return makeCostlyQuery(seed + 1_000_003);
  // More and more of it, as long as it is let pass.
  for (let tries = 0, aliases = 0; tries < 150 && aliases < LIMITS.aliases - 5; tries += 1) {
    const grown = structuredClone(all);
    const added = addAlias(grown, random, aliases);
    const longer = write(grown);
    if (
      added === 0 ||
      aliases + added >= LIMITS.aliases ||
      costOf(longer) > LIMITS.cost ||
      fieldsIn(longer) > LIMITS.fields
    )
      continue;
    aliases += added;
    all.splice(0, all.length, ...grown);
    text = longer;
  }
  return text;
}

interface Making {
  readonly random: Random;
  readonly size: number;
  readonly depth: number;
}

function makeNode(parent: GraphQLObjectType, field: GraphQLField<unknown, unknown>, making: Making): Node {
  const { random, size, depth } = making;
  const type = getNamedType(field.type);
  const args = ARGUMENTS[`${parent.name}.${field.name}`]?.(random, size) ?? '';
  const node: Node = { name: field.name, args, alias: '', children: [] };
  if (!isObjectType(type)) return node;
  const fields = Object.values(type.getFields()).filter((one) => isAskable(type, one));
  const plain = fields.filter((one) => !isCompositeType(getNamedType(one.type)));
  const deep = depth > 1 ? fields.filter((one) => isCompositeType(getNamedType(one.type))) : [];
  const chosen = new Set([
    ...random.some(plain, Math.min(plain.length, random.whole(1, 3))),
    ...random.some(deep, Math.min(deep.length, random.one([1, 1, 1, 2]))),
  ]);
  node.children = [...chosen].map((one) => makeNode(type, one, { ...making, depth: depth - 1 }));
  if (node.children.length === 0) node.children.push({ name: '__typename', args: '', alias: '', children: [] });
  return node;
}

function isAskable(parent: GraphQLObjectType, field: GraphQLField<unknown, unknown>): boolean {
  const place = `${parent.name}.${field.name}`;
  if (LEFT_OUT.test(place)) return false;
  return (
    place in ARGUMENTS ||
    !field.args.some(({ type, defaultValue }) => isNonNullType(type) && defaultValue === undefined)
  );
}

/** A field of the query once more under another name; gives how many names that took. */
function addAlias(all: Node[], random: Random, used: number): number {
  const lists: Node[][] = [];
  const collect = (nodes: Node[]): void => {
    if (nodes.length > 0) lists.push(nodes);
    for (const { children } of nodes) collect(children);
  };
  collect(all);
  // The deeper, the more it multiplies.
  const list = lists[Math.max(random.whole(0, lists.length - 1), random.whole(0, lists.length - 1))] ?? all;
  const node = structuredClone(random.one(list));
  node.alias = `a${used}`;
  list.push(node);
  return write([node]).split(/\ba\d+: /).length - 1;
}

function write(nodes: readonly Node[]): string {
  const fields = nodes.map(({ name, args, alias, children }) => {
    const named = alias === '' ? name : `${alias}: ${name}`;
    return `${named}${args === '' ? '' : `(${args})`}${children.length === 0 ? '' : ` ${write(children)}`}`;
  });
  return `{ ${fields.join(' ')} }`;
}

function fieldsIn(text: string): number {
  return text.replaceAll(/\([^)]*\)/g, '').match(/\w+(?=\s|\(|$)/g)?.length ?? 0;
}

function costOf(text: string): number {
  return estimate(text, {}, sizeOf)?.cost ?? Number.POSITIVE_INFINITY;
}
