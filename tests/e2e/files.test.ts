/** A library that has nothing but an export, from its region file to an answer of the graph. */
import { createFolder, dataField, marcFile, record } from '#adapters/files/folder.fixture.ts';
import { readRegionFile } from '#cli/region/region-source.ts';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startGraph } from './support/whole-graph.ts';

const REGION = `
region: { id: hill, name: The hill }
libraries:
  - { id: hill-library, name: Hill Library, system: hill-files }
systems:
  - id: hill-files
    name: The files of the hill
    kind: files
    owners: [{ code: HILL, library: hill-library }]
    settings:
      records: [{ source: exports.mrc }]
      items:
        - source: items.csv
          columns: { record: BIB, barcode: BARCODE, status: STATUS, due: DUE, itemType: TYPE }
      statuses: { '0': AVAILABLE, L: LOST }
      itemTypes: { BK: LOAN }
`;

const QUERY = `{
  search(query: "grief telephone") {
    edges { node { title holdings { copies availability {
      state asOf availableCount itemCount reason { code message }
      items { edges { node { status statusAtSource barcode due { on } } } }
    } } } }
  }
}`;

/** A text of this form, for a place of an answer. */
function matching(form: string | RegExp): unknown {
  return expect.stringMatching(form);
}

/** What a librarian reads of a library that cannot be asked. */
function wordsOf(asOf: string): string {
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'Europe/London' }).format(new Date(asOf));
  return `The files of the hill cannot be asked; its list of ${day} says how its copies stood then.`;
}

it('tells what the files said, as last known on the day that they were written', async () => {
  const folder = createFolder();
  // What is older than MERCIA_LAST_KNOWN_DAYS is told no more.
  const yesterday = new Date(Math.floor(Date.now() / 1_000 - 86_400) * 1_000).toISOString();
  folder.write('region.yaml', REGION);
  folder.write('exports.mrc', marcFile(record('b1', 'Grief and the telephone', dataField('500', { a: 'A note' }))));
  folder.write(
    'items.csv',
    'BIB,BARCODE,STATUS,DUE,TYPE\nb1,0001,0,,BK\nb1,0002,0,2026-04-01,BK\nb1,,L,,BK\n',
    yesterday,
  );
  const graph = await startGraph(readRegionFile(join(folder.path, 'region.yaml')));
  onTestFinished(() => graph.close());

  const results = await graph.harvest();
  const answer = await graph.ask<unknown>(QUERY);

  expect(results).toMatchObject([{ system: 'hill-files', records: 1, rejects: 0, problem: null }]);
  expect(answer).toMatchObject({
    data: {
      search: {
        edges: [
          {
            node: {
              title: 'Grief and the telephone',
              holdings: [
                {
                  copies: 3,
                  availability: {
                    state: 'LAST_KNOWN',
                    asOf: yesterday,
                    // One of the three is lost.
                    itemCount: 2,
                    reason: { code: 'NOT_SUPPORTED', message: wordsOf(yesterday) },
                    items: {
                      edges: [
                        { node: { status: 'LOST', statusAtSource: 'L', barcode: null, due: null } },
                        { node: { status: 'AVAILABLE', statusAtSource: '0', barcode: '0001', due: null } },
                        { node: { status: 'ON_LOAN', barcode: '0002', due: { on: '2026-04-01' } } },
                      ],
                    },
                  },
                },
              ],
            },
          },
        ],
      },
    },
  });
});

const WITHOUT_LIST = REGION.replace(/ {6}items:[^]*$/, '');

it('tells of copies that no file says anything of that this is not supported, and not that they are out', async () => {
  const folder = createFolder();
  folder.write('region.yaml', WITHOUT_LIST);
  folder.write('exports.mrc', marcFile(record('b1', 'Grief and the telephone')));
  const graph = await startGraph(readRegionFile(join(folder.path, 'region.yaml')));
  onTestFinished(() => graph.close());
  await graph.harvest();

  const answer = await graph.ask<unknown>(QUERY);

  const availability = {
    state: 'NOT_SUPPORTED',
    asOf: null,
    availableCount: null,
    itemCount: null,
    reason: {
      code: 'NOT_SUPPORTED',
      message: 'The files of the hill cannot report the status of its copies; ask the library.',
    },
    items: null,
  };
  expect(answer).toMatchObject({
    data: {
      search: { edges: [{ node: { title: 'Grief and the telephone', holdings: [{ copies: null, availability }] } }] },
    },
  });
});

const DROPS = REGION.replace('source: exports.mrc', "source: 'catalogue-{date}.mrc'")
  .replace('source: items.csv', "source: 'items-{date}.csv'")
  .replace(
    'settings:',
    "settings:\n      drop: { folder: drops, complete: { marker: 'drop-{date}.done' }, expectedEveryHours: 26 }",
  );

it('tells a librarian since when the next export is late, and goes on with what there is', async () => {
  const folder = createFolder('drops');
  folder.write('region.yaml', DROPS);
  const put = (daysAgo: number): string => {
    const at = new Date(Math.floor(Date.now() / 1_000 - daysAgo * 86_400) * 1_000).toISOString();
    const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/London' }).format(new Date(at));
    folder.write(`drops/catalogue-${day}.mrc`, marcFile(record('b1', 'Grief and the telephone')), at);
    folder.write(`drops/items-${day}.csv`, 'BIB,BARCODE,STATUS,DUE,TYPE\nb1,0001,0,,BK\n', at);
    folder.write(`drops/drop-${day}.done`, '', at);
    return at;
  };
  const graph = await startGraph(readRegionFile(join(folder.path, 'region.yaml')));
  onTestFinished(() => graph.close());
  const asOf = put(3);
  await graph.harvest();

  const [late] = await graph.harvest();
  const answer = await graph.ask<unknown>(`{ library(id: "hill-library") { harvest { records problem } }
    search(query: "grief") { edges { node { holdings { availability { state asOf } } } } } }`);
  const cut = put(0);
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/London' }).format(new Date(cut));
  folder.write(`drops/catalogue-${day}.mrc`, marcFile(record('b1', 'Grief and the telephone')).subarray(0, -9), cut);
  await graph.harvest();
  const refused = await graph.ask<unknown>('{ system(id: "hill-files") { harvest { problem } } }');
  put(0);
  const [mended] = await graph.harvest();

  expect(late).toMatchObject({ problem: matching(/the next drop is late since/) });
  expect(answer).toMatchObject({
    data: {
      library: {
        harvest: {
          records: 1,
          problem: matching(
            /^LMS_UNAVAILABLE: \[hill-files\] drop: the next drop is late since \d{4}-\d\d-\d\d \d\d:\d\d: .*whoever runs the export/,
          ),
        },
      },
      search: { edges: [{ node: { holdings: [{ availability: { state: 'LAST_KNOWN', asOf } }] } }] },
    },
  });
  const why =
    'the full drop of .* was refused: catalogue-.*: the file ends inside a record; .*; drop: the next drop is late since';
  expect(refused).toMatchObject({
    data: { system: { harvest: { problem: matching(`^LMS_BAD_RESPONSE: .*${why}`) } } },
  });
  expect(mended).toMatchObject({ problem: null });
});
