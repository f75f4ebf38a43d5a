import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { MerciaError } from '#platform/errors.ts';
import type { Command } from 'commander';
import { printLine } from '../output.ts';
import { readSettings, settingFlag, type SettingFlags } from '../settings.ts';

interface QueryFlags extends SettingFlags<'url'> {
  readonly tokenFile?: string;
  readonly execute?: string;
  readonly variables?: string;
  readonly json?: boolean;
}

interface GraphQLAnswer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly path?: readonly (string | number)[] }[];
}

/** `mercia query [FILE] [-e QUERY] [--variables JSON]`: asks the graph, as any client would. */
export function registerQuery(program: Command): void {
  program
    .command('query')
    .description('send a query to the graph: from a file, from standard input (-), or with --execute')
    .argument('[file]', 'file with a GraphQL query; - for standard input')
    .option('-e, --execute <query>', 'the query itself')
    .option('--variables <json>', 'variables, as JSON')
    .addOption(settingFlag('url'))
    .option('--token-file <file>', 'file with the token or the key to sign in with; - for standard input')
    .option('--json', 'the answer on one line')
    .action(async (file: string | undefined, flags: QueryFlags) => {
      const { url, token: given } = readSettings({ url: flags.url });
      const query = await readQuery(file, flags.execute);
      const token = flags.tokenFile === undefined ? given : await readToken(flags.tokenFile);
      const answer = await ask({ url, token }, query, readVariables(flags.variables));
      printLine(JSON.stringify(answer, null, flags.json === true ? 0 : 2));
      if (answer.data === undefined || answer.data === null) process.exitCode = 1;
    });
}

async function readQuery(file: string | undefined, given: string | undefined): Promise<string> {
  if (given !== undefined) return given;
  if (file === undefined)
    throw new MerciaError('BAD_USER_INPUT', 'Give a file with a query, - for standard input, or --execute "{ … }".');
  return readInput(file, 'query');
}

async function readToken(file: string): Promise<string> {
  return (await readInput(file, 'token')).trim();
}

async function readInput(file: string, what: string): Promise<string> {
  if (file === '-') return text(process.stdin);
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new MerciaError('BAD_USER_INPUT', `The ${what} file ${file} cannot be read.`, { cause: error });
  }
}

function readVariables(json: string | undefined): Record<string, unknown> {
  if (json === undefined) return {};
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // The message below covers both.
  }
  throw new MerciaError('BAD_USER_INPUT', '--variables is not a JSON object, such as {"isbn": "9780198292302"}.');
}

interface Graph {
  readonly url: string;
  /** Undefined asks as the public. */
  readonly token: string | undefined;
}

async function ask({ url, token }: Graph, query: string, variables: Record<string, unknown>): Promise<GraphQLAnswer> {
  let response: Response;
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ query, variables }),
    });
  } catch (error) {
    throw new MerciaError(
      'STORE_UNAVAILABLE',
      `No graph answers at ${url}. Start one with "mercia start", or name another with --url.`,
      { cause: error },
    );
  }
  const body = await response.text();
  const answer = parseAnswer(body);
  if (answer !== null) return answer;
  throw new MerciaError(
    'BAD_USER_INPUT',
    `${url} answered HTTP ${response.status}, which is no answer of a graph: is it Mercia's /graphql?`,
  );
}

function parseAnswer(body: string): GraphQLAnswer | null {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && ('data' in value || 'errors' in value)
      ? (value as GraphQLAnswer)
      : null;
  } catch {
    return null;
  }
}
