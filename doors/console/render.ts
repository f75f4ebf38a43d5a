/** Turns view models into HTML: Nunjucks with the components of nhsuk-frontend and an own table. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import nunjucks from 'nunjucks';
import { createBasePath, type BasePath } from './base-path.ts';
import type { Notice } from './pages/page.ts';
import { readableHtml } from './readable-html.ts';
import type { Viewer } from './viewer.ts';

const require = createRequire(import.meta.url);
/** The folder that holds `nhsuk/components/…`. */
export const NHSUK_DIST = join(dirname(require.resolve('nhsuk-frontend/package.json')), 'dist');

export interface Frame {
  /** What the page is about; the browser's title is this, then the region. */
  readonly title: string;
  readonly region: string;
  /** The address of the entry of the navigation that this page belongs to, if it belongs to one. */
  readonly current?: string;
  /** Of this answer's own inline script. */
  readonly nonce: string;
  /** The mark that forms of this visitor carry; empty for who has no session. */
  readonly csrf: string;
  /** Null for the public. */
  readonly viewer: Viewer | null;
  /** The same in words: `Staff of Hilltop Library`. */
  readonly who: string | null;
  /** Whether people can sign in at all. */
  readonly canSignIn: boolean;
  /** Leads to signing in, and from there back to this page. */
  readonly signInHref: string;
  /** Null for the public. */
  readonly session: FrameSession | null;
  /** What came of the form before; shown once. */
  readonly notices: readonly Notice[];
}

/** When the visitor's session ends if it is not used. */
export interface FrameSession {
  /** Milliseconds. */
  readonly leftMs: number;
  /** Whether using it puts off the end. */
  readonly mayGoOn: boolean;
  /** `14:05`. */
  readonly until: string;
}

export type Render = (template: string, model: object & Frame) => string;

/** Nothing is written unescaped: templates use no `safe`. */
export function createRender({ inHtml }: Pick<BasePath, 'inHtml'> = createBasePath(null)): Render {
  const own = fileURLToPath(new URL('.', import.meta.url));
  const loader = new nunjucks.FileSystemLoader([own, NHSUK_DIST], { noCache: false });
  const environment = new nunjucks.Environment(loader, {
    autoescape: true,
    throwOnUndefined: false,
    // Without these the components are mostly blanks.
    trimBlocks: true,
    lstripBlocks: true,
  });
  environment.addFilter('isNumber', (text: unknown) => /^[\d.,]+$/.test(String(text)));
  const macroNames: string[] = [];
  for (const file of MACROS) {
    // Not in the types of the package; as `import` in a template has them.
    const template = environment.getTemplate(file) as unknown as { getExported(then: Exported): void };
    template.getExported((error, macros) => {
      if (error !== null) throw error;
      for (const [name, macro] of Object.entries(macros)) {
        environment.addGlobal(name, macro);
        macroNames.push(name);
      }
    });
  }
  environment.addGlobal('publicHeader', createPublicHeader(environment));
  macroNames.push('publicHeader');
  return (template, model) => {
    const hidden = macroNames.find((name) => Object.hasOwn(model, name));
    if (hidden !== undefined)
      throw new TypeError(`${template}: ${hidden} is a macro, and cannot be a part of a model too.`);
    return inHtml(readableHtml(environment.render(template, model)));
  };
}

/** In the place of the address that leads to signing in and back: in the header of who is not signed in, it alone is of one page. */
const SIGN_IN = 'SIGN-IN';

/** That header, which is most of what a frame costs: made once for each entry of the navigation. */
function createPublicHeader(environment: nunjucks.Environment) {
  const made = new Map<string, string>();
  const escape = environment.getFilter('escape') as (text: string) => nunjucks.runtime.SafeString;
  return (
    region: string,
    current: string | undefined,
    canSignIn: boolean,
    signInHref: string,
  ): nunjucks.runtime.SafeString => {
    const key = JSON.stringify([region, current, canSignIn]);
    const html =
      made.get(key) ?? environment.render('templates/header.njk', { region, current, canSignIn, signInHref: SIGN_IN });
    made.set(key, html);
    return new nunjucks.runtime.SafeString(html.replace(`"${SIGN_IN}"`, () => `"${String(escape(signInHref))}"`));
  };
}

type Exported = (error: Error | null, macros: Readonly<Record<string, unknown>>) => void;

/** What many templates call without importing it. */
const MACROS = [
  'templates/form.njk',
  'templates/language.njk',
  'templates/table.njk',
  'pages/operate/parts.njk',
  ...['button', 'error-summary', 'input', 'summary-list', 'textarea'].map(
    (name) => `nhsuk/components/${name}/macro.njk`,
  ),
] as const;
