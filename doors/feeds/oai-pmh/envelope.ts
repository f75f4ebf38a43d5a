/** What stands around every answer of OAI-PMH. */
import { XML_DECLARATION, xmlElement, xmlText } from '../xml.ts';
import type { OaiContext } from './context.ts';
import { writeOaiDate } from './dates.ts';
import type { OaiFault } from './faults.ts';

export const OAI_NAMESPACE = 'http://www.openarchives.org/OAI/2.0/';
export const XSI_NAMESPACE = 'http://www.w3.org/2001/XMLSchema-instance';

const ROOT = `<OAI-PMH xmlns="${OAI_NAMESPACE}" xmlns:xsi="${XSI_NAMESPACE}" xsi:schemaLocation="${OAI_NAMESPACE} ${OAI_NAMESPACE}OAI-PMH.xsd">`;

/** Everything in front of the answer; `given` are the arguments to repeat, null if they cannot be understood. */
export function openEnvelope({ baseUrl, responseDate }: OaiContext, given: URLSearchParams | null): string {
  const date = xmlElement('responseDate', writeOaiDate(responseDate));
  const request = xmlElement('request', xmlText(baseUrl), Object.fromEntries(given ?? []));
  return `${XML_DECLARATION}${ROOT}${date}${request}`;
}

export const CLOSE_ENVELOPE = '</OAI-PMH>';

/** An answer that says what is wrong. A request that cannot be understood is not repeated. */
export function writeFaults(context: OaiContext, given: URLSearchParams, faults: readonly OaiFault[]): string {
  const isUnderstood = !faults.some(({ code }) => code === 'badVerb' || code === 'badArgument');
  const errors = faults.map(({ code, message }) => xmlElement('error', xmlText(message), { code }));
  return `${openEnvelope(context, isUnderstood ? given : null)}${errors.join('')}${CLOSE_ENVELOPE}`;
}
