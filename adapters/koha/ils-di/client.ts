/** Questions to Koha's ILS-DI. Nobody logs in: Koha looks at the address that asks, if the site has named any. */
import type { MerciaError } from '#platform/errors.ts';
import { looksLikeHtml, type HttpClient, type HttpResponse } from '#platform/http-client.ts';
import { lmsError } from '../../shared/lms-error.ts';
import type { KohaSite } from '../site.ts';
import { readCopiesInRecords, type CopyInRecord } from './loans.ts';
import { childrenNamed, childText, parseXmlTree, type XmlElement } from '#xml/xml-tree.ts';
import type { SaidOfCopy } from './texts.ts';

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

/** What is wrong with an answer as a whole. */
type Refused =
  | { readonly kind: 'refused'; readonly code: string | null }
  | { readonly kind: 'unreadable'; readonly what: string };

/** What each copy's number was answered with; `bad` where the answer says two things of it, or nothing that can be read. */
interface ReadAnswer {
  readonly kind: 'answer';
  readonly byItem: ReadonlyMap<string, SaidOfCopy | 'bad'>;
  /** The numbers of the copies under the record that they were answered for. */
  readonly itemsOfRecord: ReadonlyMap<string, readonly string[]>;
}

/**
 * Koha writes a branch and a call number into its XML as they are. On one line each, as it writes them; longer ones stay as
 * they are.
 */
const UNESCAPED = /<dlf:(location|itemcallnumber)>([^\n]{0,500}?)<\/dlf:\1>/g;
const BARE_AMPERSAND = /&(?!(?:amp|lt|gt|quot|apos);)/g;

/** Of GetAvailability; nothing is taken for an answer to another question. */
export function readAvailability(xml: string): ReadAnswer | Refused {
  const parsed = parseXmlTree(xml);
  const root = typeof parsed === 'string' ? parseXmlTree(mend(xml)) : parsed;
  if (typeof root === 'string') return { kind: 'unreadable', what: 'the answer is no XML that can be read' };
  if (root.local !== 'collection') return refusalOf(root);
  const byItem = new Map<string, SaidOfCopy | 'bad'>();
  const itemsOfRecord = new Map<string, readonly string[]>();
  for (const record of childrenNamed(root, 'record')) {
    const items = childrenNamed(record, 'items').flatMap((one) => childrenNamed(one, 'item'));
    for (const item of items) {
      const id = item.attributes['id'] ?? '';
      byItem.set(id, byItem.has(id) ? 'bad' : saidOf(item));
    }
    const biblio = childrenNamed(record, 'bibliographic')[0]?.attributes['id'] ?? '';
    itemsOfRecord.set(biblio, [
      ...(itemsOfRecord.get(biblio) ?? []),
      ...items.map((item) => item.attributes['id'] ?? ''),
    ]);
  }
  return { kind: 'answer', byItem, itemsOfRecord };
}

function mend(xml: string): string {
  return xml.replace(UNESCAPED, (_all, name: string, text: string) => {
    const escaped = text.replace(BARE_AMPERSAND, '&amp;').replaceAll('<', '&lt;');
    return `<dlf:${name}>${escaped}</dlf:${name}>`;
  });
}

/** Every refusal of Koha's has a code, or `NotSupported` for a message. */
function refusalOf(root: XmlElement): Refused {
  const code = childText(root, 'code') ?? childText(root, 'message');
  if (code === null) return { kind: 'unreadable', what: 'the answer is XML of another kind' };
  return { kind: 'refused', code: /^[A-Za-z]{1,40}$/.test(code) ? code : null };
}

function saidOf(item: XmlElement): SaidOfCopy | 'bad' {
  const [said, ...others] = childrenNamed(item, 'simpleavailability');
  if (said === undefined || others.length > 0) return 'bad';
  const status = childText(said, 'availabilitystatus');
  if (status === null || childText(said, 'identifier') !== item.attributes['id']) return 'bad';
  return { status, message: childText(said, 'availabilitymsg'), location: childText(said, 'location') };
}
