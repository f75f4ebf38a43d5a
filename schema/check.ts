/**
 * `npm run schema:check`: fails if a field, an argument or a value of the last released graph goes without having been `@deprecated` in it, or
 * before the day that it named; if the subgraphs do not compose, if supergraph.graphql is not what they compose to, and
 * if clients of the last released graph would break at a place that the newest entry of CHANGELOG.md does not announce
 * in a line of its own, `breaking: Edition.title: …`. A line that announces nothing that breaks fails as well.
 */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compareAnnouncements, findBreakingChanges, findHasty, readAnnouncements } from './breaking-changes.ts';
import { composeSupergraph, readSubgraphs, SUPERGRAPH_FILE, toApiSchema } from './composition.ts';
import { parseReleased, RELEASED_FILE } from './released.ts';

async function findFaults(): Promise<readonly string[]> {
  const composition = composeSupergraph(readSubgraphs());
  if (!composition.ok) return ['The subgraphs do not compose:', ...composition.errors.map((error) => `  ${error}`)];
  const faults: string[] = [];
  const onDisk = existsSync(SUPERGRAPH_FILE) ? readFileSync(SUPERGRAPH_FILE, 'utf8') : null;
  if (onDisk !== composition.supergraph) {
    faults.push('schema/supergraph.graphql is not what the subgraphs compose to: run "npm run schema:compose"');
  }
  const released = parseReleased(readFileSync(RELEASED_FILE, 'utf8'));
  const changes = await findBreakingChanges(released.schema, toApiSchema(composition.supergraph));
  const changelog = readFileSync(fileURLToPath(new URL('../CHANGELOG.md', import.meta.url)), 'utf8');
  const today = new Date().toISOString().slice(0, 10);
  return [
    ...faults,
    ...findHasty(changes, released, today),
    ...compareAnnouncements(changes, readAnnouncements(changelog, released.version)),
  ];
}

const faults = await findFaults();
for (const fault of faults) process.stderr.write(`${fault}\n`);
if (faults.length > 0) process.exitCode = 1;
else process.stdout.write('The schema composes, and every break of the released graph is announced\n');
