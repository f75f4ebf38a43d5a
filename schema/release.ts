/**
 * `npm run schema:release`: keeps the public graph as it stands as that of the version of package.json, for
 * `schema:check` to compare with from now on. A part of making a release (CONTRIBUTING.md).
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { composeSupergraph, readSubgraphs, toApiSchema } from './composition.ts';
import { parseReleased, printReleased, RELEASED_FILE, refuseRelease } from './released.ts';

function readProjectFile(name: string): string {
  return readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
}

/** Why nothing was written, in words; empty if it was. */
function release(version: string): readonly string[] {
  const before = parseReleased(readFileSync(RELEASED_FILE, 'utf8'));
  const refusal = refuseRelease(version, before.version, readProjectFile('CHANGELOG.md'));
  if (refusal !== null) return [refusal];
  const composition = composeSupergraph(readSubgraphs());
  if (!composition.ok) return ['The subgraphs do not compose:', ...composition.errors];
  writeFileSync(RELEASED_FILE, printReleased({ version, schema: toApiSchema(composition.supergraph) }));
  return [];
}

const { version } = z.object({ version: z.string() }).parse(JSON.parse(readProjectFile('package.json')));
const faults = release(version);
for (const fault of faults) process.stderr.write(`${fault}\n`);
if (faults.length > 0) process.exitCode = 1;
else process.stdout.write(`schema/released.graphql is the public graph of ${version}\n`);
