/** `npm run schema:compose`: writes supergraph.graphql from subgraphs/*.graphql; exits 1, saying why, where they do not compose. */
import { writeFileSync } from 'node:fs';
import { composeSupergraph, readSubgraphs, SUPERGRAPH_FILE } from './composition.ts';

const subgraphs = readSubgraphs();
const composition = composeSupergraph(subgraphs);
if (composition.ok) {
  writeFileSync(SUPERGRAPH_FILE, composition.supergraph);
  process.stdout.write(`Composed ${subgraphs.map(({ name }) => name).join(', ')} into schema/supergraph.graphql\n`);
} else {
  process.stderr.write(`The subgraphs do not compose:\n${composition.errors.map((error) => `  ${error}\n`).join('')}`);
  process.exitCode = 1;
}
