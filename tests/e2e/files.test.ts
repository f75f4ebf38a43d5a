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
      state asOf availableCount itemCount reason { code }
      items { edges { node { status statusAtSource barcode due { on } } } }
    } } } }
  }
}`;

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
                    itemCount: 3,
                    reason: { code: 'NOT_SUPPORTED' },
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
