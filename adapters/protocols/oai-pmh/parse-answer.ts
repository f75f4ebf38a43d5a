import { Buffer } from 'node:buffer';
import { MerciaError } from '#platform/errors.ts';
import type {
  OaiAnswer,
  OaiGranularity,
  OaiHeader,
  OaiIdentify,
  OaiRecord,
  OaiReject,
  OaiResumptionToken,
} from './oai-answer.ts';
import { cutOaiPage, type OaiSpan } from './page-cutter.ts';
import { childrenNamed, childText, parseXmlTree, type XmlElement } from '#xml/xml-tree.ts';

/**
 * One OAI-PMH answer, its records one by one: a record that is not well-formed, or not UTF-8, becomes a reject and
 * costs nothing else. Throws `LMS_BAD_RESPONSE` where the envelope itself, or what stands between records, cannot be read
 * (HTML, a cut-off answer): a page whose end is missing must not pass for the last one, nor one that lost a record for whole.
 */
export function parseOaiPmh(bytes: Uint8Array): OaiAnswer {
  const spans = cutOaiPage(bytes);
  const root = parseEnvelope(bytes, spans);
  const body = root.children.find((child) => !['responseDate', 'request', 'error'].includes(child.local));
  return {
    responseDate: childText(root, 'responseDate'),
    errors: childrenNamed(root, 'error').map(({ attributes, text }) => ({
      code: attributes['code'] ?? '',
      message: text,
    })),
    identify: body?.local === 'Identify' ? toIdentify(body) : null,
    sets:
      body?.local === 'ListSets' ? childrenNamed(body, 'set').flatMap((set) => childText(set, 'setSpec') ?? []) : [],
    records: spans.map((span, index) => readRecord(bytes, span, index + 1)),
    resumptionToken: body === undefined ? null : toToken(body),
  };
}

function parseEnvelope(bytes: Uint8Array, spans: readonly OaiSpan[]): XmlElement {
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const span of spans) {
    parts.push(bytes.subarray(at, span.start));
    at = span.end;
  }
  parts.push(bytes.subarray(at));
  const text = decode(Buffer.concat(parts));
  if (text === null) throw bad('the envelope is not UTF-8');
  const root = parseXmlTree(text);
  if (typeof root === 'string') throw bad(`${root}; it begins with ${JSON.stringify(text.trim().slice(0, 60))}`);
  if (root.local !== 'OAI-PMH') throw bad(`its root element is ${root.local}`);
  return root;
}

function bad(why: string): MerciaError {
  return new MerciaError('LMS_BAD_RESPONSE', `OAI-PMH: the answer cannot be read: ${why}. Ask the page again.`);
}

function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function readRecord(bytes: Uint8Array, span: OaiSpan, number: number): OaiRecord | OaiReject {
  const raw = bytes.subarray(span.start, span.end);
  const place = `record ${String(number)} of the page, byte ${String(span.start)}`;
  const reject = (reason: string): OaiReject => ({
    kind: 'reject',
    header: salvageHeader(raw, span),
    reason,
    place,
    raw,
  });
  const text = decode(raw);
  const element = text === null ? 'bytes that are not UTF-8' : parseXmlTree(text, span.namespaces);
  if (typeof element === 'string') {
    if (holdsMore(text ?? Buffer.from(raw).toString('latin1'), span))
      throw bad(`${place}: what follows it belongs to no record`);
    return reject(element);
  }
  const header = element.local === 'header' ? element : element.children.find((child) => child.local === 'header');
  const parsed = header === undefined ? null : toHeader(header);
  if (parsed === null) return reject('no header with an identifier');
  return { kind: 'record', ...parsed, metadata: metadataOf(bytes, span), namespaces: span.metadataNamespaces };
}

/**
 * Whether a text that is no XML is a whole record and something behind it, or has the header of another: then the markup between
 * records is broken, and the next record may be lost.
 */
function holdsMore(text: string, span: OaiSpan): boolean {
  if (text.split(/<(?:[\w.-]+:)?header[\s>]/, 3).length > 2) return true;
  const [, name = ''] = /^<([^\s/>]+)/.exec(text) ?? [];
  // Its own end, behind that of the record in its metadata, is among the first.
  const parts = text.split(`</${name}>`, MOST_ENDS + 1);
  return parts.slice(1).some((_, count) => {
    const whole = parts
      .slice(0, count + 1)
      .map((part) => `${part}</${name}>`)
      .join('');
    return text.slice(whole.length).trim() !== '' && typeof parseXmlTree(whole, span.namespaces) !== 'string';
  });
}

/** End tags of a broken record of which each may be its own. */
const MOST_ENDS = 4;

function metadataOf(bytes: Uint8Array, { metadataStart, metadataEnd }: OaiSpan): Uint8Array | null {
  if (metadataStart === -1 || metadataEnd === -1) return null;
  let from = metadataStart;
  let to = metadataEnd;
  while (from < to && (bytes[from] ?? 0) <= 0x20) from += 1;
  while (to > from && (bytes[to - 1] ?? 0) <= 0x20) to -= 1;
  return from === to ? null : bytes.subarray(from, to);
}

/** Bytes. */
const LONGEST_HEADER = 16 * 1024;

/** The header of a broken record, which is nearly always whole: the fault is in the metadata. */
function salvageHeader(raw: Uint8Array, span: OaiSpan): OaiHeader | null {
  const text = Buffer.from(raw.buffer, raw.byteOffset, Math.min(raw.length, LONGEST_HEADER)).toString('utf8');
  const match = /<((?:[\w.-]+:)?header)[\s>][\s\S]*?<\/\1\s*>/.exec(text);
  if (match === null) return null;
  const element = parseXmlTree(match[0], span.namespaces);
  return typeof element === 'string' ? null : toHeader(element);
}

function toHeader(element: XmlElement): OaiHeader | null {
  const identifier = childText(element, 'identifier');
  if (identifier === null) return null;
  return {
    identifier,
    datestamp: childText(element, 'datestamp') ?? '',
    deleted: element.attributes['status'] === 'deleted',
    setSpecs: childrenNamed(element, 'setSpec').map((set) => set.text),
  };
}

function toIdentify(body: XmlElement): OaiIdentify {
  const deleted = childText(body, 'deletedRecord');
  return {
    repositoryName: childText(body, 'repositoryName'),
    deletedRecord: deleted === 'no' || deleted === 'transient' || deleted === 'persistent' ? deleted : null,
    granularity: toGranularity(childText(body, 'granularity')),
  };
}

/** `YYYY-MM-DD` or `YYYY-MM-DDThh:mm:ssZ`, the only two of section 2.4. */
function toGranularity(text: string | null): OaiGranularity | null {
  if (text === null) return null;
  if (/^YYYY-MM-DD$/i.test(text)) return 'day';
  return /^YYYY-MM-DDThh:mm:ssZ$/i.test(text) ? 'second' : null;
}

function toToken(body: XmlElement): OaiResumptionToken | null {
  const element = body.children.find((child) => child.local === 'resumptionToken');
  if (element === undefined) return null;
  const { attributes, text } = element;
  return {
    token: text === '' ? null : text,
    completeListSize: toCount(attributes['completeListSize']),
    cursor: toCount(attributes['cursor']),
  };
}

function toCount(text: string | undefined): number | null {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : null;
}
