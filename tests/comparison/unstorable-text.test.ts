/** A text that PostgreSQL cannot hold, in each argument that reaches it as text: refused by its name, never a fault of ours. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startComparedRegion, type ComparedRegion } from './support/compared-region.ts';

const NUL = 'a\0b';
/** JSON that PostgreSQL takes as `json` has no half of a sign either. */
const HALF = 'a\ud800b';

let region: ComparedRegion;
let operator: string;
beforeAll(async () => {
  region = await startComparedRegion({ first: true });
  operator = await region.graph.tokenOf('operator');
}, 120_000);
afterAll(() => region.close());

const WHERE = [{ dimension: 'LOCATION', in: [NUL] }];
const DECISION = { question: 'Who?', of: 'ITEMS', where: WHERE };
const EXPORT = { snapshot: 'first', of: 'ITEMS', format: 'CSV' };

/** The argument, the question, its variables. */
const CASES: readonly (readonly [string, string, object])[] = [
  ['name', 'query ($v: String) { snapshot(name: $v) { name } }', { v: NUL }],
  ['name', String.raw`{ snapshot(name: "a\u0000b") { name } }`, {}],
  ['library', 'query ($v: ID) { controlTotals(library: $v) { library } }', { v: NUL }],
  ['snapshot', 'query ($v: String) { codeMappings(snapshot: $v) { nodes { code } } }', { v: NUL }],
  ['system', 'query ($v: ID) { codeMappings(system: $v) { nodes { code } } }', { v: NUL }],
  ['library', 'query ($v: ID) { decisions(library: $v) { nodes { id } } }', { v: NUL }],
  ['file', 'query ($v: String) { refusedRows(file: $v) { nodes { line } } }', { v: NUL }],
  ['where[0].in[0]', 'query ($v: [Condition!]) { snapshot { count(of: ITEMS, where: $v) { value } } }', { v: WHERE }],
  ['export', 'query ($v: ID) { snapshot { items(export: $v) { nodes { id } } } }', { v: NUL }],
  ['input.name', 'mutation ($v: String!) { dropSnapshot(input: { name: $v }) { name } }', { v: NUL }],
  ['input.note', 'mutation ($v: String) { takeSnapshot(input: { name: "x", note: $v }) { job { id } } }', { v: NUL }],
  [
    'input.where[0].in[0]',
    'mutation ($v: MakeDecisionInput!) { makeDecision(input: $v) { decision { id } } }',
    { v: DECISION },
  ],
  [
    'input.snapshot',
    'mutation ($v: StartExportInput!) { startExport(input: $v) { export { id } } }',
    { v: { ...EXPORT, snapshot: NUL } },
  ],
  ['input.id', 'mutation ($v: ID!) { revokeApiKey(input: { id: $v }) { apiKey { id } } }', { v: NUL }],
];

describe('a text with NUL', () => {
  it.each(CASES)('in %s of %s is refused by its name', async (argument, query, variables) => {
    const token = query.includes('revokeApiKey') ? operator : await region.graph.tokenOf('migration');
    const { errors } = await region.graph.ask(query, { variables: { ...variables }, token });

    expect(errors).toMatchObject([
      {
        message: `${argument}: a text with the character NUL is nowhere here; take it out.`,
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ]);
  });
});

describe('half of a sign', () => {
  const where = [{ dimension: 'LOCATION', in: [HALF] }];

  it.each([
    ['makeDecision', 'MakeDecisionInput', 'decision { id }', { ...DECISION, where }],
    ['startExport', 'StartExportInput', 'export { id }', { ...EXPORT, where }],
  ])('in %s is no fault of ours', async (field, type, wanted, v) => {
    const query = `mutation ($v: ${type}!) { ${field}(input: $v) { ${wanted} } }`;
    const { errors = [] } = await region.ask(query, { v });

    expect(errors).not.toMatchObject([{ extensions: { code: 'INTERNAL' } }]);
  });
});
