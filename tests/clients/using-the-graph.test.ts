/** Everything on docs/using-the-graph.md that can run does: its queries, in their order, and its JavaScript. */
import { startPublishing } from '#cli/graph/feeds.ts';
import { startKeepingTerms } from '#cli/graph/harvesting.ts';
import { startDemoGraph, type DemoGraph } from '#tests/e2e/support/whole-graph.ts';
import { readProjectFile } from '#tests/support/project-files.ts';
import { ERROR_CODES } from '#platform/errors.ts';
import { ApolloClient, ApolloLink, gql, HttpLink, InMemoryCache, type ErrorPolicy } from '@apollo/client';
import { generate } from '@graphql-codegen/cli';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { apolloLinkOfPage, codegenOfPage, errorPoliciesOfPage, urqlOfPage } from './client-libraries.ts';

const page = readProjectFile('docs/using-the-graph.md');

interface PageQuery {
  readonly title: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly signedIn: boolean;
}

/** A block of GraphQL, and the block of JSON that follows it before the next heading. */
function queriesOf(markdown: string): readonly PageQuery[] {
  return markdown.split(/^(?=#{2,3} )/m).flatMap((section) => {
    const title = /^#+ (.*)/.exec(section)?.[1] ?? '';
    return [
      ...section.matchAll(/```graphql(?<mark>.*)\n(?<query>[\s\S]*?)```(?:\s*```json\n(?<variables>[\s\S]*?)```)?/g),
    ].map(({ groups = {} }) => ({
      title,
      query: groups['query'] ?? '',
      variables: JSON.parse(groups['variables'] ?? '{}') as Readonly<Record<string, unknown>>,
      signedIn: groups['mark'] === ' signed-in',
    }));
  });
}

const QUERIES = queriesOf(page);

/** Places in an answer that say nothing: a null at the root, and connections or lists without an entry anywhere. */
function emptyLists(value: unknown, path = 'data'): readonly string[] {
  if (Array.isArray(value)) return value.length === 0 ? [path] : emptyLists(value[0], `${path}.0`);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => emptyLists(inner, `${path}.${key}`));
}

/** Lists that may well be empty in a good answer. */
const MAY_BE_EMPTY =
  /\.(available|unavailable|unknown|wordsLeftOut|incomplete|callNumbers|creators|isbns|limitations|replacedBy|holds|excluded|closures)$/;

let graph: DemoGraph;
const jobs = new AbortController();
let working: Promise<unknown>;
beforeAll(async () => {
  graph = await startDemoGraph();
  working = Promise.all([startPublishing(graph.hub, jobs.signal), startKeepingTerms(graph.hub, jobs.signal)]);
  await vi.waitFor(
    async () => {
      const { data } = await graph.ask<Readonly<Record<'changes' | 'suggest', unknown>>>(
        '{ changes(first: 1) { nodes { id } } suggest(text: "nurs", first: 1) { text } }',
      );
      expect(data).toMatchObject({ changes: { nodes: [{}] }, suggest: [{}] });
    },
    { timeout: 120_000, interval: 500 },
  );
}, 240_000);
afterAll(async () => {
  jobs.abort();
  await working;
  await graph.close();
});

describe('the queries of docs/using-the-graph.md', () => {
  it('are numbered, and more than ten', () => {
    expect(QUERIES.length).toBeGreaterThan(10);
    expect(QUERIES.map(({ title }) => title.split('. ')[0])).toEqual(
      Array.from({ length: QUERIES.length }, (_, at) => String(at + 1)),
    );
  });

  it.each(QUERIES)('are answered: $title', async ({ query, variables, signedIn }) => {
    const { data, errors } = await graph.ask<Readonly<Record<string, unknown>>>(query, {
      variables,
      ...(signedIn ? { token: await graph.tokenOf('reader') } : {}),
    });

    expect(errors).toBeUndefined();
    expect(Object.values(data)).not.toContain(null);
    expect(JSON.stringify(data)).not.toMatch(/"refusal":\{/);
    expect(emptyLists(data).filter((path) => !MAY_BE_EMPTY.test(path))).toEqual([]);
    expect(JSON.stringify(data)).toMatch(/"(title|name|words|code|callNumbers|status)":/);
  });
});

interface PageScript {
  askGraph(
    query: string,
    variables?: object,
    options?: { budgetMs?: number; signal?: AbortSignal },
  ): Promise<{ data: Record<string, unknown>; errors: readonly unknown[]; notLive: readonly unknown[] }>;
  tellAvailability(holding: unknown): string;
}

async function loadScript(url: string): Promise<PageScript> {
  const blocks = [...page.matchAll(/```js\n([\s\S]*?)```/g)].map(([, code]) => code);
  const code = `${blocks.join('\n')}\nexport { askGraph, tellAvailability };`;
  const here = code.replace('http://127.0.0.1:4000/graphql', url);
  return (await import(`data:text/javascript,${encodeURIComponent(here)}`)) as PageScript;
}

const LENT = { state: 'LIVE', reason: null, itemCount: 1, availableCount: 0, unknownCount: 0, earliestDue: null };

describe('the JavaScript of docs/using-the-graph.md', () => {
  const findCopies = QUERIES.find(({ query }) => query.includes('query FindCopies'))!;

  it('asks, and puts the availability of every holding into words', async () => {
    const { askGraph, tellAvailability } = await loadScript(graph.url);

    const { data, errors } = await askGraph(findCopies.query, findCopies.variables, { budgetMs: 10_000 });
    const [answer] = data['editions'] as { editions: { holdings: object[] }[] }[];
    const words = answer!.editions[0]!.holdings.map(tellAvailability);

    expect(errors).toEqual([]);
    expect(words.length).toBeGreaterThan(4);
    for (const word of words)
      expect(word).toMatch(
        /^(\d+ available|None available now|Perhaps (on the shelf|held)|Read online|Ask the library)/,
      );
    expect(new Set(words).size).toBeGreaterThan(1);
  });

  it('says what is last known and unknown of a system that is down, and which it is', async () => {
    const { askGraph, tellAvailability } = await loadScript(graph.url);
    await graph.simulator('koha-b').faults.set({ down: true });
    try {
      const { data, notLive } = await askGraph(findCopies.query, findCopies.variables);
      const [answer] = data['editions'] as { editions: { holdings: object[] }[] }[];

      expect(notLive).toContainEqual(expect.objectContaining({ system: 'koha-b', code: 'UNREACHABLE' }));
      expect(answer!.editions[0]!.holdings.map(tellAvailability)).toContainEqual(
        expect.stringMatching(/please check|^Ask the library$/),
      );
    } finally {
      await graph.simulator('koha-b').faults.clear();
    }
  });

  it('gives data and errors together, and throws a code if there is no data', async () => {
    const { askGraph } = await loadScript(graph.url);
    const lookUp = QUERIES.find(({ query }) => query.includes('query LookUp'))!;

    const { data, errors } = await askGraph(lookUp.query, { by: [{ isbn: '9780702075551' }, { isbn: '97x' }] });

    expect(data['editions']).toMatchObject([{ editions: [{}] }, null]);
    expect(errors).toMatchObject([{ path: ['editions', 1], extensions: { code: 'BAD_USER_INPUT' } }]);
    await expect(askGraph('{ nonsense }')).rejects.toMatchObject({ code: 'GRAPHQL_VALIDATION_FAILED' });
    const { askGraph: askNobody } = await loadScript('http://127.0.0.1:9/graphql');
    await expect(askNobody('{ region { name } }')).rejects.toMatchObject({ code: 'NETWORK' });
  });

  it('does not take an answer that was given up for a catalogue that is silent', async () => {
    const { askGraph } = await loadScript(graph.url);
    const typedOn = new AbortController();

    const answer = askGraph(findCopies.query, findCopies.variables, { signal: typedOn.signal });
    typedOn.abort();

    await expect(answer).rejects.toMatchObject({ code: 'ABORTED' });
  });

  it.each([
    [{ online: true, availability: null }, 'Read online'],
    [{ online: false, availability: null }, 'Ask the library'],
    [{ basis: 'ITEMS', availability: LENT }, 'None available now to borrow'],
    [{ basis: 'ITEMS', availability: { ...LENT, reason: {} } }, 'Perhaps on the shelf: ask the library'],
    [{ basis: 'SUBSCRIPTION', availability: { ...LENT, itemCount: 0 } }, 'Perhaps held: ask the library'],
    [
      { basis: 'SUBSCRIPTION', availability: { ...LENT, itemCount: 0, recordGone: true } },
      'None available now to borrow',
    ],
    [{ basis: 'ORDER', availability: { ...LENT, itemCount: 0 } }, 'On order: ask the library'],
    [
      { availability: { state: 'LIVE', availableCount: null, unknownCount: 1 } },
      'Perhaps on the shelf: ask the library',
    ],
    [{ availability: { state: 'UNKNOWN', availableCount: null, unknownCount: null } }, 'Ask the library'],
    [{ availability: { state: 'NOT_SUPPORTED', availableCount: null, unknownCount: null } }, 'Ask the library'],
    [{ availability: { state: 'A_LATER_ONE', availableCount: 0, unknownCount: 0 } }, 'Ask the library'],
  ])('never tells what is unknown as "not available": %j', async (holding, words) => {
    expect((await loadScript(graph.url)).tellAvailability(holding)).toBe(words);
  });
});

describe('client libraries, as docs/using-the-graph.md sets them up', () => {
  const findCopies = QUERIES.find(({ query }) => query.includes('query FindCopies'))!;
  const lookUp = QUERIES.find(({ query }) => query.includes('query LookUp'))!;
  const partly = { by: [{ isbn: '9780702075551' }, { isbn: '97x' }] };
  const headers = { 'mercia-budget-ms': '10000' };

  async function openApollo(errorPolicy: ErrorPolicy) {
    const notLive: unknown[] = [];
    const seen = await apolloLinkOfPage((systems) => notLive.push(...systems));
    const client = new ApolloClient({
      link: ApolloLink.from([seen, new HttpLink({ uri: graph.url, headers })]),
      cache: new InMemoryCache(),
    });
    const ask = ({ query, variables }: Pick<PageQuery, 'query' | 'variables'>) =>
      client.query({
        query: gql(query),
        variables,
        errorPolicy,
        fetchPolicy: 'network-only',
      });
    return { ask, notLive };
  }

  it('Apollo Client has data beside errors with the error policy of the page alone', async () => {
    const [wanted, usual] = errorPoliciesOfPage() as [ErrorPolicy, ErrorPolicy];
    const { ask } = await openApollo(wanted);
    const { ask: askByDefault } = await openApollo(usual);
    const question = { query: lookUp.query, variables: partly };

    const { data, error } = await ask(question);

    expect(data).toMatchObject({ editions: [{ editions: [{}] }, null] });
    expect(error).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
    await expect(askByDefault(question)).rejects.toThrow('isbn');
  });

  it('Apollo Client sees by the link which systems are not live', async () => {
    const { ask, notLive } = await openApollo('all');

    await ask(findCopies);

    expect(notLive).toContainEqual(expect.objectContaining({ system: 'export-e', code: 'NOT_SUPPORTED' }));
  });

  it('urql has data beside errors, and which systems are not live', async () => {
    const client = await urqlOfPage(graph.url);

    const parts = await client.query<Readonly<Record<string, unknown>>>(lookUp.query, partly);
    const { extensions } = await client.query(findCopies.query, findCopies.variables);

    expect(parts.data?.['editions']).toMatchObject([{ editions: [{}] }, null]);
    expect(parts.error?.graphQLErrors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(extensions?.['notLive']).toContainEqual(expect.objectContaining({ system: 'export-e' }));
  });

  it('GraphQL Code Generator types the queries of the page', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'mercia-codegen-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    await writeFile(join(folder, 'queries.graphql'), findCopies.query);
    const output = `${folder}/graph/`;

    const config = await codegenOfPage({ schema: graph.url, documents: `${folder}/*.graphql`, folder: output });
    const files = (await generate({ ...config, silent: true }, false)) as readonly {
      readonly filename: string;
      readonly content: string;
    }[];

    const types = files.find(({ filename }) => filename === `${output}graphql.ts`)?.content ?? '';
    expect(types).toContain('export type FindCopiesQuery =');
    expect(types).toMatch(/asOf: string/);
    expect(types).toMatch(/'LAST_KNOWN'[\s\S]*'%future added value'/);
  });
});

describe('docs/using-the-graph.md', () => {
  it('names only codes that there are, and says what to do for each that a public query can get', () => {
    const table = page.slice(page.indexOf('## Errors'), page.indexOf('## Types and scalars'));
    const told = [...table.matchAll(/`([A-Z]+(?:_[A-Z]+)+|INTERNAL|FORBIDDEN|UNAUTHENTICATED)`/g)].map(
      ([, code]) => code!,
    );
    const ofGateway = readProjectFile('docs/gateway.md');

    expect(told.filter((code) => !(code in ERROR_CODES) && !ofGateway.includes(`\`${code}\``))).toEqual([]);
    expect(told).toEqual(
      expect.arrayContaining(
        Object.keys(ERROR_CODES).filter((code) => /^(QUERY|LIST|REQUEST|RATE|FEED|STORE|SUBGRAPH)_/.test(code)),
      ),
    );
  });
});
