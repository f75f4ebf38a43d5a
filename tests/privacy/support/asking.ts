/** Asks the graph as somebody, and takes down all that comes back. */
import type { Person } from './planted-region.ts';
import type { Leave, Said } from './evidence.ts';
import { withTime } from '#tests/support/with-time.ts';
import { CONTEXT_SECRET } from './running-mercia.ts';

export interface Asking {
  /** What is asked, for the report. */
  readonly what: string;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  /** In the address, as a browser would. */
  readonly method?: 'GET' | 'POST';
  /** What the answer may show; nothing personal where not said. */
  readonly may?: Leave;
}

export interface Answer {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

export interface Asker {
  as(person: Person | 'public', asking: Asking): Promise<Answer>;
}

/** Tokens by person; the public has none. */
export function createAsker(url: string, tokens: ReadonlyMap<Person, string>, taken: Said[]): Asker {
  return {
    async as(person, { what, query, variables = {}, method = 'POST', may }) {
      const token = person === 'public' ? undefined : tokens.get(person);
      const headers = {
        'content-type': 'application/json',
        'apollo-require-preflight': 'true',
        // What a busy machine has not answered in time says nothing of what is told.
        ...withTime(CONTEXT_SECRET),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      };
      const response =
        method === 'GET'
          ? await fetch(addressOf(url, query, variables), { headers })
          : await fetch(url, { method, headers, body: JSON.stringify({ query, variables }) });
      const text = await response.text();
      const said = `${JSON.stringify([...response.headers])}\n${text}`;
      taken.push({ where: `${person}: ${what}`, text: said, ...(may === undefined ? {} : { may }) });
      return readAnswer(text);
    },
  };
}

function addressOf(url: string, query: string, variables: Readonly<Record<string, unknown>>): string {
  return `${url}?${new URLSearchParams({ query, variables: JSON.stringify(variables) }).toString()}`;
}

function readAnswer(text: string): Answer {
  try {
    return JSON.parse(text) as Answer;
  } catch {
    return {};
  }
}
