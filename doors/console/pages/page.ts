/** What a page is: an address, how its view model is made, and what its forms do. */
import type { Sealer } from '#platform/sealed-text.ts';
import type { Graph } from '../graph.ts';
import type { OwnPlace } from '../own-place.ts';
import type { Need, Viewer } from '../viewer.ts';
import type { QuickSystems } from './ask-by-system.ts';

export interface Visit {
  /** Asks as whoever visits: as the public, or with the token of whoever is signed in. */
  readonly graph: Graph;
  /** Who is signed in; null for the public. */
  readonly viewer: Viewer | null;
  /** The parts of the address that vary. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The library that whoever visits has chosen as their own; null if none. */
  readonly own: OwnPlace | null;
  /** What the server keeps for whoever is signed in; null for the public. */
  readonly memory: SessionMemory | null;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly quick: QuickSystems;
  /**
   * What was sent from this page's form after the session had ended; given once, when its sender has signed in again. The page fills
   * its form with it, so that it is looked at before it is sent.
   */
  readonly typed?: URLSearchParams;
  /** The address of the page, if another site led to it, or if only its head is asked for; absent if not. */
  readonly elsewhere?: string;
}

/** What one session keeps between two requests: sealed where it is kept, and gone with the session. */
export interface SessionMemory {
  /** Seals what forms carry so that nobody can read or make it, and that it means nothing in another session. */
  readonly sealer: Sealer;
  /** Null if nothing is kept under this name. */
  read(name: string): Promise<string | null>;
  /** Keeps what `change` makes of what stands there now, at once and one request at a time; null removes it. */
  change(name: string, change: (now: string | null) => string | null): Promise<void>;
}

/** A form that was sent. */
export interface Submission extends Visit {
  readonly form: URLSearchParams;
}

/** What is to be shown, where else to look, or what is to be saved. */
export type Shown =
  | { readonly template: string; readonly model: PageModel; readonly status?: 200 | 400 | 403 | 404 | 409 | 503 }
  | {
      readonly redirect: string;
      /** Shown once, on top of the next page. */
      readonly notice?: Notice;
      /** The browser is to forget the pages that it has kept to go back to. */
      readonly forget?: boolean;
    }
  | StreamedPage
  | SavedFile;

/**
 * A page whose template has the comment `<!-- later -->`: all before it is sent at once, then the parts as they come, then the rest.
 * How parts find their place without script: docs/console.md.
 */
export interface StreamedPage {
  readonly template: string;
  readonly model: PageModel;
  readonly status?: 200 | 503;
  /** The signal is aborted when whoever visits has left. */
  later(signal: AbortSignal): AsyncIterable<Part>;
}

/** Makes a part of a page, which is rendered by itself. If that fails, its slot says that it cannot be shown. */
export type Part = () => { readonly template: string; readonly model: object };

export interface SavedFile {
  /** `overlap.csv`. */
  readonly fileName: string;
  readonly contentType: string;
  readonly body: AsyncIterable<string>;
}

export interface PageLink {
  readonly text: string;
  readonly href: string;
}

/** What came of a form. */
export interface Notice {
  /** `success`: it is done. `important`: it is not, or that is not known. */
  readonly kind: 'success' | 'important';
  readonly heading: string;
  readonly paragraphs: readonly string[];
  /** Where to look next. */
  readonly links?: readonly PageLink[];
}

export function done(heading: string, ...paragraphs: readonly string[]): Notice {
  return { kind: 'success', heading, paragraphs };
}

/** That it is not done, or that this is not known. */
export function notDone(heading: string, ...paragraphs: readonly string[]): Notice {
  return { kind: 'important', heading, paragraphs };
}

export interface PageModel {
  readonly title: string;
  /** The address of the entry of the navigation that this page belongs to, if it belongs to one. */
  readonly current?: string;
}

export interface Page {
  /** As Fastify writes it: `/titles/:id`. */
  readonly path: string;
  /**
   * Who may see it; everybody if not said. Others are asked to sign in, or told that their role does not permit it. Pages of
   * comparing are for `STAFF`: they see their own libraries, the migration team and operators see all.
   */
  readonly needs?: Need;
  /** Who may send its form, if fewer than may see the page. */
  readonly formNeeds?: Page['needs'];
  show(visit: Visit): Promise<Shown>;
  /**
   * What a form of this page does. It is called only with the mark of the visitor's own session in the form. Gives where to look
   * next, or the page with what is wrong.
   */
  submit?(submission: Submission): Promise<Shown>;
  /** Fields of its form that are not kept, not even while somebody signs in again: PINs, and what names a person. */
  readonly neverKept?: readonly string[];
  /** Whether the browser is to forget what it kept of the page when a form of it is refused, as after “Done”. */
  readonly forgets?: boolean;
}

/** What is wrong with a form. */
export interface Problem {
  readonly text: string;
  /** The field that it is about: `#name`. */
  readonly href: string;
}

/** A page with a form. Its template has `problems`, and what is wrong at each field by its name in `errors`. */
export function formPage(template: string, model: PageModel, problems: readonly Problem[]): Shown {
  const isWrong = problems.length > 0;
  const title = isWrong ? `Error: ${model.title}` : model.title;
  const errors = Object.fromEntries(problems.map(({ text, href }) => [href.slice(1), text]));
  const shown = { ...model, title, problems, errors };
  return { template, model: shown, status: isWrong ? 400 : 200 };
}

/** A part of an address; null if it is missing or empty. */
export function given(query: URLSearchParams, name: string): string | null {
  const value = query.get(name);
  return value === '' ? null : value;
}

/** Thrown by a page that cannot be shown: what is shown instead. */
export class Instead extends Error {
  readonly shown: Shown;

  constructor(shown: Shown) {
    super('something else is shown instead of the page');
    this.shown = shown;
  }
}

/**
 * For what is written down when it is only asked for. Throws what is shown instead if another site led to it: nobody is written down, or
 * has rows on their disk, by following a link of somebody else.
 */
export function mustBeAskedHere({ elsewhere }: Visit): void {
  if (elsewhere === undefined) return;
  const frame = { title: 'Nothing was saved yet', link: { text: 'Save the file', href: elsewhere } };
  throw new Instead(
    onlyWords(403, frame, [
      'You did not come here from another of these pages. Who saves which rows is written down, so nothing is saved before you say so.',
    ]),
  );
}

/** Nothing is there under this address. */
export function notFound(title: string, ...paragraphs: readonly string[]): Shown {
  return onlyWords(404, { title }, paragraphs);
}

/** A page of words alone. */
export function onlyWords(
  status: 200 | 400 | 403 | 404 | 503,
  frame: PageModel & { readonly link?: PageLink },
  paragraphs: readonly string[],
): Shown {
  const model = { ...frame, paragraphs };
  return { template: 'templates/message.njk', model, status };
}
