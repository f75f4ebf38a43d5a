/**
 * `npm run schema:check`: fails where the subgraphs do not compose, where supergraph.graphql is not what they compose
 * to, and where clients of the last committed supergraph would break, unless the newest entry of CHANGELOG.md says so
 * in a line that starts with `breaking:`.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { announcesBreakingChange, findBreakingChanges } from './breaking-changes.ts';
import { composeSupergraph, readSubgraphs, SUPERGRAPH_FILE } from './composition.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** The supergraph of git's HEAD; null without git, without a commit, or where the commit has none. */
function readCommitted(): string | null {
  try {
    return execFileSync('git', ['show', 'HEAD:schema/supergraph.graphql'], {
      cwd: ROOT,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return null;
  }
}

async function findFaults(): Promise<readonly string[]> {
  const composition = composeSupergraph(readSubgraphs());
  if (!composition.ok) return ['The subgraphs do not compose:', ...composition.errors.map((error) => `  ${error}`)];
  const faults: string[] = [];
  const onDisk = existsSync(SUPERGRAPH_FILE) ? readFileSync(SUPERGRAPH_FILE, 'utf8') : null;
  if (onDisk !== composition.supergraph) {
    faults.push('schema/supergraph.graphql is not what the subgraphs compose to: run "npm run schema:compose"');
  }
  const committed = readCommitted();
  if (committed === null) {
    process.stdout.write('No committed supergraph to compare with: breaking changes were not looked for\n');
    return faults;
  }
  const breaking = await findBreakingChanges(committed, composition.supergraph);
  const changelog = readFileSync(fileURLToPath(new URL('../CHANGELOG.md', import.meta.url)), 'utf8');
  if (breaking.length > 0 && !announcesBreakingChange(changelog)) {
    faults.push(
      'Clients would break; keep the old name beside the new one, or say so in a line "breaking: …" of CHANGELOG.md:',
      ...breaking.map((change) => `  ${change}`),
    );
  }
  return faults;
}

const faults = await findFaults();
for (const fault of faults) process.stderr.write(`${fault}\n`);
if (faults.length > 0) process.exitCode = 1;
else process.stdout.write('The schema composes and breaks no client\n');
