/** A form that came after its sender's session had ended: shown to them when they have signed in again. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { PageContext } from '../page-context.ts';
import type { Page } from '../pages/page.ts';
import type { KeptForm } from '../sessions/content.ts';
import { MARK_FIELD, readMark } from './form-mark.ts';
import { ownPath } from './own-path.ts';

/** A form is kept up to this size; a longer one is not kept at all, so that nobody takes a part for the whole. */
const LONGEST_FORM = 20_000;
/** Fields that are secret whatever a page says of them. */
const SECRET = /pin|password|secret/i;
const KEPT_PATH = '/sign-in/kept';

/** Keeps what was typed, without what the page says is never kept. */
export function keepForm(request: FastifyRequest, page: Page, form: URLSearchParams): void {
  const path = ownPath(request.url);
  if (path === null) return;
  request.session.returnTo = path;
  const isNever = (name: string): boolean => SECRET.test(name) || (page.neverKept ?? []).includes(name);
  const fields = [...form].filter(([name]) => name !== MARK_FIELD && !isNever(name));
  const size = fields.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
  const { sender } = readMark(form);
  if (size > LONGEST_FORM || fields.length === 0 || sender === '') return;
  const wasCut = [...form.keys()].some(isNever);
  request.session.kept = { sender, path, fields, refills: page.refills === true, wasCut };
}

export function afterSignIn(returnTo: string | undefined, kept: KeptForm | undefined): string {
  if (kept !== undefined && !kept.refills) return KEPT_PATH;
  return ownPath(returnTo ?? '/') ?? '/';
}

/** What was typed into the form of the page that is asked for; given once. */
export function takeTyped(request: FastifyRequest): URLSearchParams | undefined {
  const { kept } = request.session;
  if (kept?.refills !== true || kept.path !== ownPath(request.url)) return undefined;
  delete request.session.kept;
  return new URLSearchParams(kept.fields.map(([name, value]): [string, string] => [name, value]));
}

/** Shows it with a button that sends it now. Shown once: after that it is in the browser alone. */
export function registerKeptForm(app: FastifyInstance, { answers, sessions }: PageContext): void {
  app.get(KEPT_PATH, async (request, reply): Promise<FastifyReply> => {
    const visitor = (await sessions?.visitorOf(request)) ?? null;
    const { kept } = request.session;
    const isSignedIn = visitor !== null && visitor.viewer !== null;
    if (kept === undefined || !isSignedIn) return reply.redirect('/', 302);
    delete request.session.kept;
    const model = {
      title: 'Your form was not sent yet',
      action: kept.path,
      fields: kept.fields.map(([name, value]) => ({ name, value })),
      shown: kept.fields.flatMap(([name, value]) => (isTyped(value) ? [toRow(name, value)] : [])),
      wasCut: kept.wasCut,
    };
    return answers.page({ request, reply, visitor }, { template: 'pages/sign-in/kept.njk', model });
  });
}

/** Ids and marks say nothing to people; a text with a blank in it was written by one. */
function isTyped(value: string): boolean {
  return /\S\s+\S/.test(value);
}

function toRow(name: string, value: string) {
  const words = name
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll(/[-_]/g, ' ')
    .toLowerCase();
  return { key: { text: `${words.charAt(0).toUpperCase()}${words.slice(1)}` }, value: { text: value } };
}
