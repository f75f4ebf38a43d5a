/**
 * Asks the graph as any client would: over HTTP, with a token or a key, so that roles, limits and audits hold. Behind the comment `asks`
 * `npm run codegen` finds what commands ask, and writes the types of the answers.
 */
import { createReadStream } from 'node:fs';
import { badUserInput, isErrorCode, MerciaError, type ErrorCode } from '#platform/errors.ts';
import type { Command } from 'commander';
import { readSettings, settingFlag, type SettingFlags } from './settings.ts';

export interface GraphFlags extends SettingFlags<'url'> {
  readonly tokenFile?: string;
}

export interface Graph {
  readonly url: string;
  /** Undefined asks as the public. */
  readonly token: string | undefined;
}

export interface GraphAnswer {
  readonly data?: unknown;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions?: { readonly code?: string };
  }[];
}

/** The longest that a caller may wait (docs/gateway.md): a report may take longer than a reader would wait. */
const LONGEST_WAIT_MS = 30_000;

const HOW_TO_SIGN_IN = `Sign in with a token or a key: set MERCIA_TOKEN, or give --token-file FILE. A key for this is made by
  mercia keys create --name "my analysis" --role migration
and in the demonstration this does for an hour:
  export MERCIA_TOKEN=$(npx mercia demo token --as migration)`;

export function withGraphFlags(command: Command): Command {
  return command
    .addOption(settingFlag('url'))
    .option('--token-file <file>', 'file with the token or the key to sign in with; - for standard input');
}

export async function openGraph({ url: asked, tokenFile }: GraphFlags): Promise<Graph> {
  const { url, token } = readSettings({ url: asked });
  return { url, token: tokenFile === undefined ? token : (await readInput(tokenFile, 'token file')).trim() };
}

/**
 * A file's text; `-` is standard input. Throws BAD_USER_INPUT if it cannot be read, and as soon as it turns out to have more than `most`
 * bytes: what is longer is not read to its end.
 */
export async function readInput(file: string, what: string, most = Infinity): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const part of file === '-' ? process.stdin : createReadStream(file)) {
      const chunk = part as Buffer;
      bytes += chunk.length;
      if (bytes > most) break;
      parts.push(chunk);
    }
  } catch (error) {
    throw new MerciaError('BAD_USER_INPUT', `The ${what} ${file} cannot be read.`, { cause: error });
  }
  if (bytes <= most) return Buffer.concat(parts).toString('utf8');
  throw badUserInput(`The ${what} ${file} may have ${most} bytes at most: is it the right file?`);
}

/** Without an error, the graph leaves no root field null but those of which that says something. */
type Told<Data, MayBeNull> = {
  readonly [Field in keyof Data]: Field extends MayBeNull ? Data[Field] : NonNullable<Data[Field]>;
};

/** The data of the answer. Throws what the graph says if it has an error, and how to sign in if nobody did. */
export async function askGraph<Data, MayBeNull extends keyof Data = never>(
  graph: Graph,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<Told<Data, MayBeNull>> {
  const { data, errors = [] } = await sendQuery(graph, query, variables, LONGEST_WAIT_MS);
  const [error] = errors;
  if (error === undefined) return data as Told<Data, MayBeNull>;
  const code = toErrorCode(error.extensions?.code);
  if (code === 'FORBIDDEN' && graph.token === undefined) {
    throw new MerciaError(code, `${error.message}\n${HOW_TO_SIGN_IN}`);
  }
  if (code === 'UNAUTHENTICATED') throw new MerciaError(code, `${error.message}\n${HOW_TO_SIGN_IN}`);
  throw new MerciaError(code, error.message);
}

/** A fault of the graph is none of this command, whose stack would help nobody. */
function toErrorCode(code: string | undefined): ErrorCode {
  if (code === undefined || code === 'INTERNAL') return 'SUBGRAPH_UNAVAILABLE';
  return isErrorCode(code) ? code : 'BAD_USER_INPUT';
}

/** The answer as it came, errors included; `budgetMs` is what it may take. */
export async function sendQuery(
  { url, token }: Graph,
  query: string,
  variables: Readonly<Record<string, unknown>>,
  budgetMs?: number,
): Promise<GraphAnswer> {
  let status: number;
  let body: string;
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        ...(budgetMs === undefined ? {} : { 'mercia-budget-ms': String(budgetMs) }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ query, variables }),
    });
    status = response.status;
    body = await response.text();
  } catch (error) {
    throw new MerciaError(
      'STORE_UNAVAILABLE',
      `No graph answers at ${url}. Start one with "mercia start", or name another with --url.`,
      { cause: error },
    );
  }
  const answer = parseAnswer(body);
  if (answer !== null) return answer;
  // What stands before a gateway says so while that is started again.
  throw new MerciaError(
    AWAY.has(status) ? 'STORE_UNAVAILABLE' : 'BAD_USER_INPUT',
    `${url} answered HTTP ${status}, which is no answer of a graph: is it Mercia's /graphql?`,
  );
}

const AWAY: ReadonlySet<number> = new Set([502, 503, 504]);

function parseAnswer(body: string): GraphAnswer | null {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && ('data' in value || 'errors' in value)
      ? (value as GraphAnswer)
      : null;
  } catch {
    return null;
  }
}
