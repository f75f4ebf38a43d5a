/** A small system added by preset, from its file to an answer of the graph. */
import { createFolder } from '#adapters/files/folder.fixture.ts';
import { readRegionFile } from '#cli/region/region-source.ts';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { REGION, REPORT } from './support/heritage-report.ts';
import { startGraph } from './support/whole-graph.ts';

const QUERY = `{
  search(query: "grief telephone") { edges { node {
    title format creators editionStatement isbns subjects { heading scheme } classmarks { mark scheme }
    holdings { copies availability { state asOf items { edges { node { barcode status due { on } } } } } }
  } } }
}`;

it('is harvested from the report that the preset asks for, and asked through the graph', async () => {
  const folder = createFolder();
  const yesterday = new Date(Math.floor(Date.now() / 1_000 - 86_400) * 1_000).toISOString();
  folder.write('region.yaml', REGION.replace('exports/', ''));
  folder.write('titles.csv', REPORT, yesterday);
  const source = readRegionFile(join(folder.path, 'region.yaml'));
  const graph = await startGraph(source);
  onTestFinished(() => graph.close());

  const results = await graph.harvest();
  const answer = await graph.ask<unknown>(QUERY);

  expect(source.region.systems[0]).toMatchObject({ kind: 'files', preset: 'heritage' });
  expect(results).toMatchObject([{ system: 'hill', records: 1, rejects: 1, problem: null }]);
  const copy = (barcode: string, status: string, due: string | null = null) => ({
    node: { barcode, status, due: due === null ? null : { on: due } },
  });
  expect(answer).toMatchObject({
    data: {
      search: {
        edges: [
          {
            node: {
              title: 'Grief and the telephone: a guide for wards',
              format: 'BOOK',
              creators: ['Marsh, A.', 'Dale, B.'],
              editionStatement: '2nd ed.',
              isbns: ['9780198526636'],
              subjects: [
                { heading: 'Bereavement', scheme: 'OTHER' },
                { heading: 'Nursing', scheme: 'OTHER' },
              ],
              classmarks: [{ mark: 'WM 55', scheme: 'UNKNOWN' }],
              holdings: [
                {
                  copies: 3,
                  availability: {
                    state: 'LAST_KNOWN',
                    asOf: yesterday,
                    items: {
                      edges: expect.arrayContaining([
                        copy('0001', 'AVAILABLE'),
                        copy('0002', 'ON_LOAN', '2026-12-03'),
                        copy('0003', 'LOST'),
                      ]) as unknown,
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
  expect(JSON.stringify(answer)).not.toContain('Reader');
});
