/** The record that was published of an entry, in the forms in which protocols and files give it. */
import { parseIso2709Record, writeCleanMarcXml, type MarcRecord } from '#marc/index.ts';
import { MerciaError } from '#platform/errors.ts';
import { toDublinCore } from '#feed-log/index.ts';
import { xmlElement, xmlText, type XmlAttributes } from './xml.ts';

/** Throws for bytes that cannot be read; `what` is said of them then. */
export function readPublished(body: Uint8Array, what = 'an entry was published that cannot be read'): MarcRecord {
  const parsed = parseIso2709Record(body);
  if (parsed.kind === 'record') return parsed.record;
  throw new MerciaError('INTERNAL', `feeds: ${what}: ${parsed.reason}`);
}

export function writeMarcXml(body: Uint8Array): string {
  return writeCleanMarcXml(readPublished(body));
}

/** One element of this name, with the namespaces that its protocol wants beside that of Dublin Core. */
export function writeDublinCore(body: Uint8Array, name: string, namespaces: XmlAttributes): string {
  const elements = toDublinCore(readPublished(body)).map((one) => xmlElement(`dc:${one.name}`, xmlText(one.value)));
  return xmlElement(name, elements.join(''), namespaces);
}

export const DC_ELEMENTS = 'http://purl.org/dc/elements/1.1/';
