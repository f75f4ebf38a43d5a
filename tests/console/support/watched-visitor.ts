/** Somebody who visits, with everything that comes back and every address that they went to taken down. */
import type { Fields, Visited, Visitor } from './visitor.ts';

export interface Taken {
  readonly who: string;
  readonly path: string;
  readonly visited: Visited;
}

export interface WatchedVisitor {
  get(path: string): Promise<Visited>;
  /** Sends a form, and gives the page that it leads to. */
  send(path: string, fields: Fields): Promise<Visited>;
  /** Sends the form that stands on `page` behind this text: a title, or the words of a button. */
  press(page: Visited, behind: string): Promise<Visited>;
  /** The same without looking at what follows. */
  post(path: string, fields: Fields): Promise<Visited>;
}

export function watch(who: string, visitor: Visitor, taken: Taken[]): WatchedVisitor {
  const note = (path: string, visited: Visited): Visited => {
    taken.push({ who, path, visited });
    return visited;
  };
  const watched: WatchedVisitor = {
    get: async (path) => note(path, await visitor.get(path)),
    post: async (path, fields) => note(path, await visitor.post(path, fields)),
    async send(path, fields) {
      const { location, ...rest } = await watched.post(path, fields);
      return location === null ? { location, ...rest } : watched.get(location);
    },
    press: (page, behind) => watched.send('/account', { reference: referenceBehind(page, behind) }),
  };
  return watched;
}

/** What the first form behind a text of a page carries. Throws if there is none. */
export function referenceBehind({ html }: Visited, text: string): string {
  const at = html.indexOf(text);
  const found = at === -1 ? null : /name="reference" value="([^"]+)"/.exec(html.slice(at));
  if (found?.[1] === undefined) throw new Error(`there is no form behind "${text}"`);
  return found[1];
}
