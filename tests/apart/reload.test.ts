/** Parts that run apart take changed files into use under a steady stream of questions: the gateway its supergraph, the catalogue its region. */
import { describeDemoRegion } from '#demo/region-text.ts';
import { composeSupergraph, readSubgraphs } from '#schema/composition.ts';
import { listActions } from '#store/repositories/actions/actions.ts';
import { createTestDatabase, databaseUrl, type TestDatabase } from '#tests/support/fresh-database.ts';
import { makeTemporaryFolder, runMercia, type MerciaProcess } from '#tests/support/mercia-process.ts';
import { keepAsking, type SteadyQuestions } from '#tests/support/steady-questions.ts';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

interface Shown {
  readonly region: { readonly libraries: readonly { readonly name: string }[] };
  readonly __schema: { readonly queryType: { readonly fields: readonly { readonly name: string }[] } };
}

const SECRET = 'the secret of parts that are told of changes';
/** Nobody listens from here on: no system is asked, and no circulation router is there. */
const CLOSED_PORT = 9;
const QUERY = '{ region { libraries { name } } __schema { queryType { fields { name } } } }';
const NEW_FIELD = 'motto';
const POLL = { timeout: 30_000 };

const demo = describeDemoRegion('127.0.0.1', CLOSED_PORT);
const folder = makeTemporaryFolder();
const regionPath = join(folder.path, 'region.yaml');
const supergraphPath = join(folder.path, 'supergraph.graphql');
let database: TestDatabase;
let catalogue: MerciaProcess;
let gateway: MerciaProcess;
let url: string;
let questions: SteadyQuestions<Shown>;

/** What is composed where the catalogue's part of the graph has more. */
function composeWith(more: string): string {
  const subgraphs = readSubgraphs().map(({ name, sdl }) => ({
    name,
    sdl: name === 'catalogue' ? `${sdl}\n${more}` : sdl,
  }));
  const composition = composeSupergraph(subgraphs);
  if (!composition.ok) throw new Error(composition.errors.join('\n'));
  return composition.supergraph;
}

function librariesShown(): readonly string[] {
  return questions.last()?.region.libraries.map(({ name }) => name) ?? [];
}

function fieldsShown(): readonly string[] {
  return questions.last()?.__schema.queryType.fields.map(({ name }) => name) ?? [];
}

async function readRefused(): Promise<readonly string[] | undefined> {
  const report = (await (await fetch(new URL('/ready', url))).json()) as { readonly refused?: readonly string[] };
  return report.refused;
}

async function end({ child, ended }: MerciaProcess): Promise<void> {
  child.kill('SIGTERM');
  await ended;
}

beforeAll(async () => {
  database = await createTestDatabase();
  writeFileSync(regionPath, demo.regionText);
  writeFileSync(supergraphPath, composeWith(''));
  const env = { ...demo.env, MERCIA_CONTEXT_SECRET: SECRET, MERCIA_REGION: regionPath, MERCIA_PORT: '0' };
  catalogue = runMercia(['serve', 'catalogue'], { ...env, DATABASE_URL: databaseUrl(database) });
  const [, catalogueUrl = ''] = await catalogue.printed(/catalogue listens on (\S+)/);
  const addresses = ['--catalogue-url', catalogueUrl, '--circulation-url', `http://127.0.0.1:${CLOSED_PORT}/graphql`];
  gateway = runMercia(['serve', 'gateway', '--supergraph', supergraphPath, ...addresses], env);
  url = (await gateway.printed(/The gateway of .* listens on (\S+)/))[1] ?? '';
  questions = keepAsking(url, QUERY);
}, 90_000);

afterAll(async () => {
  await questions.stop();
  await Promise.all([end(gateway), end(catalogue)]);
  await database.close();
  folder.remove();
});

describe('files that change under parts that run apart', () => {
  it('show the schema of the new supergraph', async () => {
    await expect.poll(librariesShown, POLL).toContain('Clentwood Infirmary Library');
    expect(fieldsShown()).not.toContain(NEW_FIELD);

    writeFileSync(
      supergraphPath,
      composeWith(`extend type Query { "What the region says of itself." ${NEW_FIELD}: String }`),
    );

    await expect.poll(fieldsShown, POLL).toContain(NEW_FIELD);
  }, 60_000);

  it.each([
    ['that cannot be read', 'type Query {'],
    [
      'with a part that nobody serves',
      composeWith('').replaceAll('CIRCULATION', 'PATRONS').replaceAll('name: "circulation"', 'name: "patrons"'),
    ],
  ])(
    'do not matter where the supergraph is one %s, and /ready says so',
    async (_, wrong) => {
      writeFileSync(supergraphPath, wrong);

      await expect.poll(readRefused, POLL).toHaveLength(1);
      expect(await readRefused()).toEqual([expect.stringMatching(/^supergraph\.graphql on disk is refused/)]);
      expect(fieldsShown()).toContain(NEW_FIELD);

      writeFileSync(supergraphPath, composeWith(`extend type Query { ${NEW_FIELD}: String }`));
      await expect.poll(readRefused, POLL).toBeUndefined();
    },
    90_000,
  );

  it("show a library's new name, which the catalogue reads in the region file", async () => {
    writeFileSync(regionPath, demo.regionText.replace('Clentwood Infirmary Library', 'Clentwood by its new name'));

    await expect.poll(librariesShown, POLL).toContain('Clentwood by its new name');

    expect(librariesShown()).not.toContain('Clentwood Infirmary Library');
    // Once, with the key and without its value.
    const entries = async () => (await listActions(database.db, { first: 9, after: null })).map(({ note }) => note);
    await expect
      .poll(entries, POLL)
      .toEqual([expect.stringMatching(/^File of user \d+, written \S+\. Changed: libraries\.clentwood\.name\.$/)]);
  }, 60_000);

  it('have failed no question at all', () => {
    expect(questions.failures).toEqual([]);
  });
});
