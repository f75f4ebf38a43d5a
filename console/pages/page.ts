/** What a page is: an address, and how its view model is made. */
import type { Graph } from '../graph.ts';

export interface Visit {
  readonly graph: Graph;
  /** The parts of the address that vary. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** What is to be shown, or where else to look. */
export type Shown =
  | { readonly template: string; readonly model: PageModel; readonly status?: 200 | 404 | 503 }
  | { readonly redirect: string };

export interface PageModel {
  readonly title: string;
  readonly region: string;
  readonly current: string | null;
}

export interface Page {
  /** As Fastify writes it: `/titles/:id`. */
  readonly path: string;
  show(visit: Visit): Promise<Shown>;
}

/** Nothing is there under this address. */
export function notFound(region: string, title: string, ...paragraphs: readonly string[]): Shown {
  const model: PageModel & { readonly paragraphs: readonly string[] } = { title, region, current: null, paragraphs };
  return { template: 'templates/message.njk', model, status: 404 };
}
