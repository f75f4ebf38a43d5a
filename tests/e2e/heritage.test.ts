/** A small system added by preset, from its file to an answer of the graph. Records and people in it are invented. */
import { createFolder } from '#adapters/files/folder.fixture.ts';
import { readRegionFile } from '#cli/region/region-source.ts';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startGraph } from './support/whole-graph.ts';

/** All that the library has to say; the page of presets shows the same. */
const REGION = `
region: { id: hills, name: The hills }
libraries:
  - { id: hill-library, name: Hill Library, system: hill }
systems:
  - id: hill
    name: The library on the hill
    kind: heritage
    owners: [{ code: Main, library: hill-library }]
    settings:
      records:
        - source: exports/titles.csv
          csv: { formats: { Book: BOOK, Journal: JOURNAL }, columns: { language: null, url: null } }
      statuses: { Available: AVAILABLE }
      itemTypes: { Standard: LOAN, Reference: REFERENCE }
`;

const HEADER =
  'Title number,Title,Subtitle,Authors,Corporate authors,Edition,Place,Publisher,Year,ISBN,ISSN,Series,Subjects,Class mark,Material,' +
  'Notes,Barcode,Site,Shelf mark,Location,Loan type,Status,Due date,Borrower';
const LINES = [
  '101,Grief and the telephone,a guide for wards,"Marsh, A.; Dale, B. (ed.)",,2nd ed.,London,Invented Press,[2019?],"9780198526636 (pbk) £12.50",,,Bereavement; Nursing,WM 55,Book,,0001,Main,WM 55 MAR,Store,Standard,Available,,',
  '101,Grief and the telephone,a guide for wards,"Marsh, A.; Dale, B. (ed.)",,2nd ed.,London,Invented Press,[2019?],"9780198526636 (pbk) £12.50",,,Bereavement; Nursing,WM 55,Book,,0002,Main,WM 55 MAR,,Standard,On loan,03/12/2026,A. Reader',
  '101,Grief and the telephone,a guide for wards,"Marsh, A.; Dale, B. (ed.)",,2nd ed.,London,Invented Press,[2019?],"9780198526636 (pbk) £12.50",,,Bereavement; Nursing,WM 55,Book,,0003,Main,WM 55 MAR,,Standard,Lost on Loan,,B. Reader',
  ',A line without a number,,,,,,,,,,,,,Book,,0009,Main,,,Standard,Available,,',
];

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
  // As a Windows program writes it: the pound sign is one byte.
  folder.write('titles.csv', Buffer.from([HEADER, ...LINES, ''].join('\r\n'), 'latin1'), yesterday);
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
