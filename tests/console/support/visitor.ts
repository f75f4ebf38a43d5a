/** Somebody who visits the console by plain HTTP, with the cookies that a browser would keep. */
import type { DemoPersonId } from '#demo/persons.ts';

export interface Visited {
  readonly status: number;
  readonly html: string;
  readonly headers: Headers;
  /** Where it leads; null if nowhere. */
  readonly location: string | null;
  /** What a reader reads, without the marks. */
  readonly text: string;
  /** The mark of the visitor's session in the page's forms; null if there is no form. */
  readonly mark: string | null;
}

export interface Visitor {
  /** By name, as the browser would send them. */
  readonly cookies: Map<string, string>;
  /** Follows nothing. */
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Visited>;
  /**
   * Sends a form of a page, as a browser does: with the mark of a page that was loaded before, if `fields` has none. Give null for
   * a form without a mark. Follows nothing.
   */
  post(path: string, fields: Fields, mark?: string | null): Promise<Visited>;
  /** Gets a page, and what it leads to, within the console. */
  follow(path: string): Promise<Visited>;
  /** As one of the demonstration's persons, through the issuer, and sees the page that is shown then. */
  signIn(person: DemoPersonId): Promise<Visited>;
}

export type Fields = Readonly<Record<string, string | readonly string[]>>;

interface Sent {
  readonly method?: 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

const MOST_STEPS = 5;

/** `url` is where the console listens. */
export function createVisitor(url: string): Visitor {
  const cookies = new Map<string, string>();
  let lastMark: string | null = null;

  async function send(path: string, sent: Sent): Promise<Visited> {
    const cookie = Array.from(cookies, ([name, value]) => `${name}=${value}`).join('; ');
    const headers = { ...sent.headers, ...(cookie === '' ? {} : { cookie }) };
    const response = await fetch(new URL(path, url), { ...sent, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) keepCookie(cookies, line);
    const visited = toVisited(response, await response.text());
    lastMark = visited.mark ?? lastMark;
    return visited;
  }

  const visitor: Visitor = {
    cookies,
    get: (path, headers = {}) => send(path, { headers: { 'sec-fetch-site': 'same-origin', ...headers } }),
    async post(path, fields, mark = lastMark) {
      const body = new URLSearchParams();
      if (mark !== null) body.append('_csrf', mark);
      for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) body.append(name, one);
      const headers = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' };
      return send(path, { method: 'POST', headers, body: body.toString() });
    },
    async follow(path) {
      let visited = await visitor.get(path);
      for (let step = 0; step < MOST_STEPS && visited.location !== null; step += 1)
        visited = await visitor.get(visited.location);
      return visited;
    },
    async signIn(person) {
      const begun = await visitor.get('/sign-in/start');
      const question = new URL(begun.location ?? '');
      question.searchParams.set('login_hint', person);
      const answer = await fetch(question, { redirect: 'manual' });
      const { pathname, search } = new URL(answer.headers.get('location') ?? '');
      return visitor.follow(`${pathname}${search}`);
    },
  };
  return visitor;
}

function keepCookie(cookies: Map<string, string>, line: string): void {
  const [pair = '', ...attributes] = line.split('; ');
  const name = pair.slice(0, pair.indexOf('='));
  const isOver = attributes.some((attribute) => /^(expires=Thu, 01 Jan 1970|max-age=0)/i.test(attribute));
  if (isOver) cookies.delete(name);
  else cookies.set(name, pair.slice(name.length + 1));
}

function toVisited(response: Response, html: string): Visited {
  const text = html
    .replaceAll(/<(script|style)[^>]*>[\s\S]*?<\/\1>/g, ' ')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', '’')
    .replaceAll(/\s+/g, ' ');
  const mark = /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? null;
  const { status, headers } = response;
  return { status, headers, html, text, mark, location: headers.get('location') };
}
