/** Questions to Koha's ILS-DI. Nobody logs in: Koha looks at the address that asks, if the site has named any. */
import type { MerciaError } from '#platform/errors.ts';
import { looksLikeHtml } from '#platform/http-client.ts';
import type { HttpClient, HttpResponse } from '#platform/http-client.ts';
import { lmsError } from '../../shared/lms-error.ts';
import type { KohaSite } from '../site.ts';
import { readAvailability } from './answer.ts';
import type { ReadAnswer } from './answer.ts';
import { readCopiesInRecords } from './loans.ts';
import type { CopyInRecord } from './loans.ts';

export type IlsDi = ReturnType<typeof createIlsDi>;

/** A copy takes half a kilobyte, and no more than a few dozen are asked for at once; a record may have many. */
const LONGEST_ANSWER = 8_000_000;

/** Koha's versions as its pages write them: `Koha 23.0504000`. */
const GENERATOR = /<meta name="generator" content="Koha (\d{2})\.(\d{2})(\d{2})\d*"/;

export function createIlsDi({ system, settings }: KohaSite, http: HttpClient) {
  const { path } = settings.ilsDi;
  const operation = 'live items by ILS-DI';
  return {
    /** What is said of the copies of these numbers, or of all copies of these records; never anything of a person. */
    async availability(of: 'item' | 'bib', ids: readonly number[], signal: AbortSignal): Promise<ReadAnswer> {
      const query = new URLSearchParams({ service: 'GetAvailability', id: ids.join(' '), id_type: of }).toString();
      const request = { operation, path, query, headers: { accept: 'text/xml' } };
      return readAnswer(system.id, operation, await http.request(request, signal));
    },

    /**
     * What the records of these numbers tell of their copies beyond that. A record of some copies costs Koha a quarter of a
     * second, one of sixty 2.6 s.
     */
    async copiesOf(recordIds: readonly number[], signal: AbortSignal): Promise<ReadonlyMap<string, CopyInRecord>> {
      const query = new URLSearchParams({ service: 'GetRecords', id: recordIds.join(' ') }).toString();
      const asked = 'loans by ILS-DI';
      const request = { operation: asked, path, query, headers: { accept: 'text/xml' } };
      const { status, body } = await http.request(request, signal);
      const isRead = status === 200 && body.length <= LONGEST_ANSWER;
      const copies = isRead ? readCopiesInRecords(body.toString('utf8'), system.timeZone) : null;
      if (copies !== null) return copies;
      throw lmsError(system.id, 'LMS_BAD_RESPONSE', `${asked}: the answer (HTTP ${status}) cannot be read`);
    },

    /** `23.05.04`, from the page that documents the interface; null where the page does not say it. */
    async version(signal: AbortSignal): Promise<string | null> {
      const { status, body } = await http.request({ operation: 'documentation of ILS-DI', path }, signal);
      const found = status === 200 ? GENERATOR.exec(body.toString('utf8', 0, 20_000)) : null;
      return found === null ? null : found.slice(1).join('.');
    },
  };
}

function readAnswer(system: string, operation: string, { status, body }: HttpResponse): ReadAnswer {
  const bad = (what: string): MerciaError => lmsError(system, 'LMS_BAD_RESPONSE', `${operation}: ${what}`);
  const where = 'check the address and ilsDi.path';
  if (status !== 200)
    throw bad(status >= 500 ? `Koha reports a fault of its own (HTTP ${status})` : `HTTP ${status}; ${where}`);
  if (body.length > LONGEST_ANSWER) throw bad(`an answer of ${body.length} bytes; ${where}`);
  const text = body.toString('utf8');
  if (looksLikeHtml(text.slice(0, 500))) throw bad(`answered a web page; ${where}`);
  const answer = readAvailability(text);
  if (answer.kind === 'answer') return answer;
  if (answer.kind === 'unreadable') throw bad(`${answer.what}; ${where}`);
  if (answer.code !== 'NotAllowed') throw bad(`Koha does not understand the question (${answer.code ?? 'no code'})`);
  const what = 'the site does not permit it; let it switch ILS-DI on, and name this machine in ILS-DI:AuthorizedIPs';
  throw lmsError(system, 'LMS_NOT_PERMITTED', `${operation}: ${what}`);
}
