/** A system of a preset whose copies are asked for by SIP2. */
import { createFolder } from '#adapters/files/folder.fixture.ts';
import { readRegionFile } from '#cli/region/region-source.ts';
import { createSip2Simulator } from '#simulators/sip2/index.ts';
import { libraryOf } from '#simulators/sip2/world-library.ts';
import { addCopy, addPatron, checkOut, createSip2World } from '#simulators/sip2/world.ts';
import { runHere } from '#tests/support/run-here.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { REGION, REPORT } from './support/heritage-report.ts';
import { startGraph } from './support/whole-graph.ts';

/** Under the system, as soon as its SIP2 module is there. */
const LIVE = `    live:
      address: ADDRESS
      credentials: { userEnv: HILL_SIP_USER, passwordEnv: HILL_SIP_PASSWORD }
      settings: { institution: Main }
`;

const LIVE_QUERY = `{
  search(query: "grief telephone") { edges { node { holdings { availability {
    state availableCount items { edges { node { barcode status limitations } } }
  } } } } }
}`;

interface LiveAnswer {
  readonly search: { readonly edges: readonly { readonly node: { readonly holdings: readonly LiveHolding[] } }[] };
}

interface LiveHolding {
  readonly availability: {
    readonly state: string;
    readonly availableCount: number | null;
    readonly items: { readonly edges: readonly { readonly node: { readonly barcode: string } }[] };
  };
}

it('is live where SIP2 answers for the same copies, and never less careful than the preset', async () => {
  const world = createSip2World({ institution: 'Main' });
  for (const barcode of ['0001', '0002', '0003']) addCopy(world, { barcode, titleId: '101', owner: 'Main' });
  checkOut(world, { barcode: '0001', card: addPatron(world).card });
  const server = await createSip2Simulator({ library: libraryOf(world), connections: 1 });
  onTestFinished(() => server.close());
  const folder = createFolder();
  folder.write('region.yaml', REGION.replace('exports/', '') + LIVE.replace('ADDRESS', server.url));
  folder.write('titles.csv', REPORT);
  const { region } = readRegionFile(join(folder.path, 'region.yaml'));
  const secrets: Readonly<Record<string, string>> = {
    HILL_SIP_USER: 'terminal',
    HILL_SIP_PASSWORD: 'terminal-password',
  };
  const graph = await startGraph({ region, secret: (name) => secrets[name] });
  onTestFinished(() => graph.close());

  await graph.harvest();
  const { data } = await graph.ask<LiveAnswer>(LIVE_QUERY);
  const availability = data.search.edges[0]?.node.holdings[0]?.availability;

  expect(region.systems[0]?.live).toMatchObject({ kind: 'sip2', limits: { connections: 1 } });
  expect(availability?.state).toBe('LIVE');
  expect(new Map(availability?.items.edges.map(({ node: { barcode, ...copy } }) => [barcode, copy]))).toEqual(
    new Map([
      ['0001', { status: 'ON_LOAN', limitations: [] }],
      // On loan in the file of yesterday, in its place today: but this server may not tell where a copy waits.
      ['0002', { status: 'AVAILABLE', limitations: ['HOLD_SHELF_NOT_TOLD', 'TRANSIT_NOT_TOLD'] }],
      ['0003', { status: 'AVAILABLE', limitations: ['HOLD_SHELF_NOT_TOLD', 'TRANSIT_NOT_TOLD'] }],
    ]),
  );
  expect(availability?.availableCount).toBeNull();
  expect(server.broken).toEqual([]);

  // The form for comparing it with the library's own catalogue: a line for each copy.
  const form = join(folder.path, 'form.csv');
  const sample = await runHere(['pilot', 'sample', '--library', 'hill-library', '--url', graph.url, '--out', form]);
  const nobody = await runHere(['pilot', 'sample', '--library', 'nowhere', '--url', graph.url, '--out', form]);

  expect([sample.code, nobody.code]).toEqual([0, 1]);
  expect(sample.stdout).toContain('1 of 1 titles of hill-library, 3 lines.');
  expect(nobody.stderr).toContain('The graph has no title of nowhere');
  const [head = '', ...lines] = readFileSync(form, 'utf8').trim().split('\n');
  expect(head).toContain('Mercia: status,Mercia: due');
  expect(lines.map((line) => line.replace(/,20\d\d-[^,]*Z,.*/, '')).toSorted()).toEqual([
    expect.stringMatching(/,0001,WM 55 MAR,Main,,LIVE,ON_LOAN,20\d\d-\d\d-\d\d,Copies as listed/),
    expect.stringMatching(
      /,0002,WM 55 MAR,,,LIVE,"AVAILABLE, HOLD_SHELF_NOT_TOLD, TRANSIT_NOT_TOLD",,Copies as listed/,
    ),
    expect.stringMatching(
      /,0003,WM 55 MAR,,,LIVE,"AVAILABLE, HOLD_SHELF_NOT_TOLD, TRANSIT_NOT_TOLD",,Copies as listed/,
    ),
  ]);
});
