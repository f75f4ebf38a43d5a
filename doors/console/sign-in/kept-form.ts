/** A form that came after its sender's session had ended: its page is filled with it when they have signed in again. */
import type { FastifyRequest } from 'fastify';
import type { Page } from '../pages/page.ts';
import type { KeptForm } from '../sessions/content.ts';
import { MARK_FIELD, readMark } from './form-mark.ts';
import { ownPath } from './own-path.ts';

/** A form is kept up to this size; a longer one is not kept at all, so that nobody takes a part for the whole. */
const LONGEST_FORM = 20_000;
/** Fields that are secret whatever a page says of them. */
const SECRET = /pin|password|secret/i;

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
  request.session.kept = { sender, path, fields };
}

/** The page of the form, where it is looked at again before it is sent. */
export function afterSignIn(returnTo: string | undefined, kept: KeptForm | undefined): string {
  return ownPath(kept?.path ?? returnTo ?? '/') ?? '/';
}

/** What was typed into the form of the page that is asked for; given once. */
export function takeTyped(request: FastifyRequest): URLSearchParams | undefined {
  const { kept } = request.session;
  if (kept === undefined || kept.path !== ownPath(request.url)) return undefined;
  delete request.session.kept;
  return new URLSearchParams(kept.fields.map(([name, value]): [string, string] => [name, value]));
}
