/** Somebody decided that two records are one edition, which they are not, so that one of the editions is no more. */
import type { DemoGraph } from '#tests/e2e/support/whole-graph.ts';
import type { Stage, World } from './world.ts';

const RULINGS = '{ rulings { nodes { id a { id } b { id } } } }';
interface Rulings {
  readonly rulings: {
    readonly nodes: readonly {
      readonly id: string;
      readonly a: { readonly id: string };
      readonly b: { readonly id: string };
    }[];
  };
}

export function decidedWorld({ graph, url, places, prepare }: Stage): World {
  return {
    name: 'somebody decided',
    begin: async () => {
      await prepare();
      const [a, b] = recordsIn(places.apart);
      await decide(graph, { a, b, decision: 'SAME', note: 'The cover is the same' });
      const editions = [places.title, places.other].map((path) => decodeURIComponent(path.replace('/titles/', '')));
      const gone = await Promise.all(editions.map((id) => idOf(graph, id).then((now) => now !== id)));
      places.merged = gone[0] === true ? places.title : places.other;
      return url;
    },
    end: async () => {
      const token = await graph.tokenOf('migration');
      const { data } = await graph.ask<Rulings>(RULINGS);
      for (const { id, a, b } of data.rulings.nodes) {
        const input = { a: a.id, b: b.id, seen: id };
        await graph.ask('mutation ($input: RemoveRulingInput!) { removeRuling(input: $input) { outcome } }', {
          variables: { input },
          token,
        });
      }
    },
  };
}

/** The ids of the two records of an address. */
export function recordsIn(path: string): readonly [a: string, b: string] {
  const [, a = '', b = ''] = /\/records\/([^/]+)\/with\/([^/]+)/.exec(path) ?? [];
  return [decodeURIComponent(a), decodeURIComponent(b)];
}

/** As an operator. */
export async function decide(
  graph: DemoGraph,
  input: { readonly a: string; readonly b: string; readonly decision: 'SAME' | 'DIFFERENT'; readonly note: string },
): Promise<void> {
  const { errors } = await graph.ask('mutation ($input: MakeRulingInput!) { makeRuling(input: $input) { outcome } }', {
    variables: { input: { ...input, seen: null } },
    token: await graph.tokenOf('operator'),
  });
  if (errors !== undefined) throw new Error(errors[0]?.message);
}

async function idOf(graph: DemoGraph, id: string): Promise<string> {
  const { data } = await graph.ask<{ edition: { readonly id: string } | null }>(
    'query ($id: ID!) { edition(id: $id) { id } }',
    {
      variables: { id },
    },
  );
  return data.edition?.id ?? '';
}
