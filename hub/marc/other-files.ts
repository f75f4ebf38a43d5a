/** What a file is that is no MARC, in a sentence that says what to do about it. */
import { Buffer } from 'node:buffer';

/** Recognised by its first bytes. */
export interface OtherFile {
  readonly what: string;
  /** Records may lie in it, or should have: it must not pass for a file without any. */
  readonly refused: boolean;
}

const TAR_BLOCK = 512;
const UTF16 = refused('UTF-16: write it as UTF-8 first');
const PICA = refused('PICA, not MARC: export it as MARC 21');

/** The first bytes of packed files. */
const PACKED: readonly (readonly [string, string])[] = [
  ['\x1f\x8b', 'compressed (gzip)'],
  ['PK\x03\x04', 'compressed (zip)'],
  ['BZh', 'compressed (bzip2)'],
  ['\xfd7zXZ\0', 'compressed (xz)'],
  ['\x28\xb5\x2f\xfd', 'compressed (zstd)'],
  ['7z\xbc\xaf\x27\x1c', 'compressed (7z)'],
  ['Rar!\x1a\x07', 'compressed (rar)'],
  ['\x1f\x9d', 'compressed (compress)'],
];

/**
 *     =LDR  00714cam a2200205 a 4500        MARCMaker
 *     00714cam a2200205 a 4500              MARC printed, the leader first
 *     000000002 LDR   L ^^^^^nam^a22        Aleph sequential
 *     003@ $0010000011                      PICA, its delimiter 1F or a dollar sign
 */
const TEXT_FORMS: readonly (readonly [RegExp, OtherFile])[] = [
  [/^=(?:LDR|000) {2}/, refused('MARCMaker text (.mrk), not MARC itself: turn it into ISO 2709 first')],
  [
    /^(?:LDR +|LEADER +)?\d{5}[ -~]{19} *\r?\n(?:\d{3})[ \t]/,
    refused('MARC printed as lines, not MARC itself: export it as ISO 2709 or MARCXML'),
  ],
  [
    /^\d{9} (?:LDR|FMT|\d{3})(?:..)? *L /,
    refused('Aleph sequential, not MARC itself: export it as ISO 2709 or MARCXML'),
  ],
  [/^\x1e?\d{3}[@A-Z](?:\/\d{2,3})? ?[\x1f$ƒ][0-9A-Za-z]/, PICA],
];

/** By the name of the root element. */
const XML_FORMS: Readonly<Record<string, string>> = {
  mods: 'MODS',
  modsCollection: 'MODS',
  RDF: 'RDF (perhaps BIBFRAME)',
  ONIXMessage: 'ONIX',
  ONIXmessage: 'ONIX',
  ead: 'EAD',
};

/** A form that hides records, recognised for certain before anything is read; null for what may be MARC. */
export function findRefusedForm(head: Uint8Array): OtherFile | null {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.length).toString('latin1');
  const packed = PACKED.find(([magic]) => bytes.startsWith(magic));
  if (packed !== undefined) return refused(`${packed[1]}: unpack it first`);
  if (isTar(head)) return refused('an archive (tar): unpack it first');
  if (/^(?:\xff\xfe|\xfe\xff|<\0[?\w!]\0|\0<\0[?\w!])/.test(bytes)) return UTF16;
  const text = bytes.replace(/^\xef\xbb\xbf/, '').trimStart();
  return TEXT_FORMS.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}

/** What a file is in which nothing was found; null where there is nothing to say. */
export function describeOther(head: Uint8Array): OtherFile | null {
  const form = findRefusedForm(head);
  if (form !== null) return form;
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.length).toString('latin1');
  const text = bytes.replace(/^\xef\xbb\xbf/, '').trimStart();
  if (text === '') return without('empty');
  if (/^[[{]/.test(text)) return /"\d{3}[@A-Z]"/.test(text) ? PICA : without('JSON without MARC');
  return text.startsWith('<') ? describeXml(text) : null;
}

function describeXml(text: string): OtherFile {
  if (/^(?:<!--[^>]*-->\s*|<\?[^>]*>\s*)*<(?:!doctype\s+html|html)[\s>]/i.test(text)) {
    return refused('a web page (HTML), perhaps an error page: fetch the file again');
  }
  const dublinCore = /<(?:oai_dc:dc|qualifieddc|(?:dc|dcterms):\w+)[\s/>]/.test(text);
  if (isOaiPmh(text)) return without(dublinCore ? 'OAI-PMH with Dublin Core only' : 'OAI-PMH without MARC');
  const root = /<([A-Za-z_][\w.:-]*)/.exec(text)?.[1] ?? '';
  const form = XML_FORMS[root.slice(root.indexOf(':') + 1)];
  if (form !== undefined) return refused(`${form}, not MARC: export it as MARC 21`);
  if (text.includes('info:srw/schema/5/picaXML')) return PICA;
  return without(dublinCore ? 'Dublin Core' : `XML without MARC (${root})`);
}

export function isOaiPmh(text: string): boolean {
  return /<(?:[\w.-]+:)?OAI-PMH[\s>]/.test(text);
}

/** A header of tar states the sum of its own bytes: that holds for the form of before POSIX, too, which has no name in it. */
function isTar(head: Uint8Array): boolean {
  if (head.length < TAR_BLOCK) return false;
  const header = Buffer.from(head.buffer, head.byteOffset, TAR_BLOCK);
  const stated = Number.parseInt(header.toString('latin1', 148, 156).replaceAll('\0', ' ').trim(), 8);
  const blanked = header.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 0x20 : byte), 0);
  return stated === blanked;
}

function refused(what: string): OtherFile {
  return { what, refused: true };
}

function without(what: string): OtherFile {
  return { what, refused: false };
}
