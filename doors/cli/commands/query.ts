import { badUserInput } from '#platform/errors.ts';
import type { Command } from 'commander';
import { openGraph, readInput, sendQuery, withGraphFlags, type GraphFlags } from '../ask-graph.ts';
import { printJson } from '../output.ts';

interface QueryFlags extends GraphFlags {
  readonly execute?: string;
  readonly variables?: string;
  readonly json?: boolean;
}

export function registerQuery(program: Command): void {
  const command = program
    .command('query')
    .description('send a query to the graph: from a file, from standard input (-), or with --execute')
    .argument('[file]', 'file with a GraphQL query; - for standard input')
    .option('-e, --execute <query>', 'the query itself')
    .option('--variables <json>', 'variables, as JSON');
  withGraphFlags(command)
    .option('--json', 'the answer on one line')
    .action(async (file: string | undefined, flags: QueryFlags) => {
      const query = await readQuery(file, flags.execute);
      const answer = await sendQuery(await openGraph(flags), query, readVariables(flags.variables));
      printJson(answer, flags.json === true ? 0 : 2);
      if (answer.data === undefined || answer.data === null) process.exitCode = 1;
    });
}

async function readQuery(file: string | undefined, given: string | undefined): Promise<string> {
  if (given !== undefined) return given;
  if (file === undefined) throw badUserInput('Give a file with a query, - for standard input, or --execute "{ … }".');
  return readInput(file, 'query file');
}

function readVariables(json: string | undefined): Record<string, unknown> {
  if (json === undefined) return {};
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // The message below covers both.
  }
  throw badUserInput('--variables is not a JSON object, such as {"isbn": "9780198292302"}.');
}
