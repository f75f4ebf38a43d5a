/** SRU as programs of other people ask it: every record of a result is read, and a diagnostic comes through. */
import type { EventEmitter } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { FeedServer } from '#feeds/index.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { makeTemporaryFolder } from '#tests/support/mercia-process.ts';
import { field008, marcOf } from '#tests/union-index/marc-lines.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askSru, hold, keepTerms, publishIndex, startSruServer } from './support/sru-world.ts';
import { isInstalled, runTool } from './support/tools.ts';

/** More than one answer has. */
const RECORDS = 130;
const HAS_YAZ = isInstalled('yaz-client', '-V');
const HAS_CATMANDU = isInstalled('perl', '-MCatmandu::Importer::SRU', '-e', '1');
const QUERY = 'dc.title all "atlas anatomy"';

const store = withTestDatabase();
const folder = makeTemporaryFolder();
let server: FeedServer;
let identifiers: readonly string[];

beforeAll(async () => {
  const records = Array.from({ length: RECORDS }, (_, index) => ({
    system: index % 2 === 0 ? ('north' as const) : ('south' as const),
    localId: String(index + 1),
    marc: marcOf(
      field008({ dates: `s${String(1880 + index)}    ` }),
      `100 1_ $a Ångström, <Zoë> & Sons ${String(index)}`,
      `245 10 $a Atlas of “anatomy” & more, part ${String(index)}`,
      `300 __ $a ${String(100 + 7 * index)} p.`,
    ),
  }));
  await hold(store.db, records);
  await publishIndex(store.db);
  await keepTerms(store.db);
  server = await startSruServer({ db: store.db });
  identifiers = await readAll(QUERY);
}, 60_000);

afterAll(async () => {
  await server.close();
  folder.remove();
});

/** Page by page, as the protocol says. */
async function readAll(query: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (let startRecord: string | undefined = '1'; startRecord !== undefined;) {
    const answer = await askSru(server, { version: '1.2', operation: 'searchRetrieve', query, startRecord });
    found.push(...answer.identifiers);
    startRecord = /<zs:nextRecordPosition>(\d+)</.exec(answer.text)?.[1];
  }
  return found;
}

function identifiersIn(text: string): readonly string[] {
  return [...text.matchAll(/tag="001">([^<]*)</g)].map(([, identifier = '']) => identifier);
}

async function askYaz(...commands: readonly string[]): Promise<string> {
  const file = join(folder.path, 'commands');
  writeFileSync(file, [`open ${server.url}/sru`, 'sru get 1.2', 'querytype cql', ...commands, 'quit', ''].join('\n'));
  return (await runTool('yaz-client', ['-f', file])).out;
}

it('is read page by page: every record once', () => {
  expect(new Set(identifiers).size).toBe(RECORDS);
  expect(identifiers).toHaveLength(RECORDS);
});

describe.skipIf(!HAS_YAZ)('yaz-client (skipped where it is not installed)', () => {
  it('reads every record, a hundred at a time', async () => {
    const said = await askYaz(`find ${QUERY}`, 'show 1+100', 'show 101+30');

    expect(said).toContain(`Number of hits: ${String(RECORDS)}`);
    expect(identifiersIn(said)).toEqual(identifiers);
  });

  it('is told what is wrong, by number', async () => {
    const said = await askYaz('find dc.nothing = a', 'find (a');

    expect(said).toMatch(/SRW diagnostic info:srw\/diagnostic\/1\/16\nMessage: .*\nDetails: dc\.nothing/);
    expect(said).toMatch(/SRW diagnostic info:srw\/diagnostic\/1\/10\n/);
  });

  it('scans, and reads explain', async () => {
    const said = await askYaz('scan dc.title = "atlas"', 'explain');

    expect(said).toContain('atlas of anatomy and more part 0');
    expect(said).toContain('<title lang="en" primary="true">Middle Shires</title>');
  });

  it('asks by POST, and in version 1.1', async () => {
    const posted = await askYaz('sru post 1.2', `find ${QUERY}`);
    const older = await askYaz('sru get 1.1', `find ${QUERY}`, 'show 1+2');

    expect(posted).toContain(`Number of hits: ${String(RECORDS)}`);
    expect(identifiersIn(older)).toEqual(identifiers.slice(0, 2));
  });
});

/** It is built as CommonJS, without types. */
const require = createRequire(import.meta.url);
const { default: createClient } = require('@natlibfi/sru-client') as {
  readonly default: (options: { readonly url: string; readonly recordSchema: string; readonly version: string }) => {
    readonly searchRetrieve: (query: string) => EventEmitter;
  };
};

interface Retrieved {
  readonly total: number | null;
  readonly records: readonly string[];
  readonly error: Error | null;
}

/** Everything that @natlibfi/sru-client reads of a query. */
function retrieve(query: string): Promise<Retrieved> {
  const { promise, resolve } = Promise.withResolvers<Retrieved>();
  const client = createClient({ url: `${server.url}/sru`, recordSchema: 'marcxml', version: '1.2' });
  const records: string[] = [];
  let total: number | null = null;
  client
    .searchRetrieve(query)
    .on('total', (count: number) => {
      total = count;
    })
    .on('record', (record: string) => records.push(record))
    .on('end', () => {
      resolve({ total, records, error: null });
    })
    .on('error', (error: Error) => {
      resolve({ total, records, error });
    });
  return promise;
}

describe('@natlibfi/sru-client', () => {
  it('reads every record of a result', async () => {
    const { total, records, error } = await retrieve(QUERY);

    expect({ total, error }).toEqual({ total: RECORDS, error: null });
    expect(records.flatMap(identifiersIn)).toEqual(identifiers);
    expect(records[0]).toContain('Ångström, &lt;Zoë&gt; &amp; Sons');
  });

  it('ends with nothing, and with what is wrong', async () => {
    expect(await retrieve('dc.title = zebra')).toEqual({ total: 0, records: [], error: null });
    expect((await retrieve('dc.title = (')).error?.message).toContain('Query syntax error');
  });
});

describe.skipIf(!HAS_CATMANDU)('Catmandu::SRU (skipped where it is not installed)', () => {
  it('reads every record of a result', async () => {
    const args = ['--base', `${server.url}/sru`, '--query', QUERY, '--recordSchema', 'marcxml', '--parser', 'marcxml'];
    const { code, out, notes } = await runTool('catmandu', ['convert', 'SRU', ...args, 'to', 'MARC', '--type', 'XML']);

    expect({ code, notes }).toEqual({ code: 0, notes: '' });
    expect(identifiersIn(out)).toEqual(identifiers);
  });
});
