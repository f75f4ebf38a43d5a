/** The demonstration as a stranger starts it: what is in it, what its first question answers, and what becomes of that if a system stops. */
import { makeTemporaryFolder, runMercia } from '#tests/support/mercia-process.ts';
import { readFileSync } from 'node:fs';
import { table } from '../support/markdown.ts';
import { round } from '../support/stats.ts';

interface Region {
  readonly region: {
    readonly libraries: readonly { readonly system: { readonly id: string; readonly kind: string } }[];
  };
}

interface FirstAnswer {
  readonly editions: readonly {
    readonly editions: readonly {
      readonly title: string;
      readonly holdings: readonly {
        readonly library: { readonly name: string; readonly system: { readonly id: string } };
      }[];
    }[];
  }[];
}

const FIRST_QUESTION = new URL('../../demo/readme-query.graphql', import.meta.url);
const READY_WITHIN_MS = 180_000;

/** Gives a table. Everything it starts it ends. */
export async function countDemonstration(): Promise<string> {
  const folder = makeTemporaryFolder();
  const from = performance.now();
  const mercia = runMercia(['start', '--data', folder.path, '--port', '0', '--demo-port', '0']);
  try {
    const [, url = ''] = await mercia.printed(/the graph listens on (\S+);/, READY_WITHIN_MS);
    await mercia.printed(/^Ready\./m, READY_WITHIN_MS);
    const seconds = (performance.now() - from) / 1000;
    const { region } = await ask<Region>(url, '{ region { libraries { system { id kind } } } }');
    const answer = await ask<FirstAnswer>(url, readFileSync(FIRST_QUESTION, 'utf8'));
    return toTable(region.libraries, answer, seconds);
  } finally {
    mercia.child.kill('SIGTERM');
    await mercia.ended;
    folder.remove();
  }
}

function toTable(libraries: Region['region']['libraries'], { editions }: FirstAnswer, seconds: number): string {
  const systems = new Map(libraries.map(({ system }) => [system.id, system.kind]));
  const ofKind = (kind: string): number => [...systems.values()].filter((one) => one === kind).length;
  const [first, second] = editions.flatMap((found) => found.editions);
  const asked = [first, second].flatMap((edition) => edition?.holdings ?? []).map(({ library }) => library);
  return table(
    ['what', 'count'],
    [
      ['libraries of the region', libraries.length],
      ['systems', systems.size],
      ['Kohas', ofKind('koha')],
      ['Symphonies', ofKind('symphony')],
      ['systems that give exports', ofKind('files')],
      ['libraries in the answer to the first question', new Set(asked.map(({ name }) => name)).size],
      ['systems in it', new Set(asked.map(({ system }) => system.id)).size],
      ['libraries that hold its second title', new Set(second?.holdings.map(({ library }) => library.name)).size],
      ['seconds until it was ready', round(seconds, 0)],
    ],
  );
}

async function ask<Data>(url: string, query: string): Promise<Data> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  const { data, errors } = (await response.json()) as { readonly data: Data; readonly errors?: unknown };
  if (errors !== undefined) throw new Error(`the demonstration answered ${JSON.stringify(errors)}`);
  return data;
}
