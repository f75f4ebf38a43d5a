import { SaxesParser, type SaxesTagNS } from 'saxes';
import { faultWords } from '#xml/fault-words.ts';
import { DEEPEST } from '#xml/whole-xml.ts';
import type { MarcParse } from './marc-outcome.ts';
import { isSubfieldCode, type MarcField, type MarcSubfield } from './marc-record.ts';
import { completeLeader } from './leader.ts';
import { MARCXML_NAMESPACE } from './marcxml-write.ts';
import { isWrongComment, withoutWrongComments } from '#xml/xml-comments.ts';

/** The namespaces whose `record` is a MARC record; no namespace at all is common and taken too. */
export function isMarcNamespace(uri: string): boolean {
  return uri === '' || uri === MARCXML_NAMESPACE || uri.startsWith('info:lc/xmlns/marcxchange-v');
}

interface OpenField {
  readonly tag: string;
  readonly ind1: string;
  readonly ind2: string;
  readonly control: boolean;
  readonly subfields: MarcSubfield[];
  value: string;
}

export interface ParseMarcXmlOptions {
  /** Declared further out: prefix → URI, `''` for the default one. */
  readonly namespaces?: Readonly<Record<string, string>>;
  /** A namespace to take for MARCXML's, where the source misspelt it. */
  readonly alsoNamespace?: string;
}

/**
 * One MARCXML or MarcXchange `record` element, with whatever prefix; wrappers around it and an XML declaration are
 * allowed, the first record counts. Not well-formed XML, document type declarations and entities beyond XML's own five
 * are refused.
 */
export function parseMarcXmlRecord(text: string, options: ParseMarcXmlOptions = {}): MarcParse {
  const parse = parseStrictly(text, options);
  if (parse.kind === 'record' || !isWrongComment(parse.reason)) return parse;
  const mended = withoutWrongComments(text);
  if (mended === null) return parse;
  const again = parseStrictly(mended, options);
  const repair = 'comment: hyphens that XML forbids in it, left out';
  return again.kind === 'reject' ? again : { ...again, repairs: [repair, ...again.repairs] };
}

function parseStrictly(text: string, options: ParseMarcXmlOptions): MarcParse {
  const builder = new RecordBuilder(options.alsoNamespace ?? null);
  const parser = new SaxesParser({ xmlns: true, position: true, additionalNamespaces: { ...options.namespaces } });
  let depth = 0;
  parser.on('error', (error) => {
    throw new Refused(faultWords(error.message));
  });
  parser.on('doctype', () => {
    throw new Refused('document type declarations are refused');
  });
  parser.on('opentag', (tag) => {
    if ((depth += 1) > DEEPEST) throw new Refused(`elements are nested deeper than ${DEEPEST}`);
    builder.open(tag);
  });
  parser.on('closetag', (tag) => {
    depth -= 1;
    builder.close(tag);
  });
  parser.on('text', (value) => {
    builder.text(value);
  });
  parser.on('cdata', (value) => {
    builder.text(value);
  });
  try {
    parser.write(text).close();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { kind: 'reject', reason: `XML not well-formed: ${error.message}` };
  }
  return builder.finish();
}

/** Ends the parser where it is: behind its first fault it would report every other one, for seconds. */
class Refused extends Error {}

class RecordBuilder {
  readonly #alsoNamespace: string | null;
  readonly #repairs = new Set<string>();
  readonly #fields: MarcField[] = [];
  #leader: string | null = null;
  #depth = 0;
  #recordDepth = -1;
  #finished = false;
  #field: OpenField | null = null;
  #code: string | null = null;
  #text: string | null = null;
  #fault: string | null = null;

  constructor(alsoNamespace: string | null) {
    this.#alsoNamespace = alsoNamespace;
  }

  open(tag: SaxesTagNS): void {
    this.#depth += 1;
    if (this.#finished) return;
    if (this.#recordDepth === -1) {
      const ours = isMarcNamespace(tag.uri) || tag.uri === this.#alsoNamespace;
      if (tag.local === 'record' && ours) this.#recordDepth = this.#depth;
      return;
    }
    const level = this.#depth - this.#recordDepth;
    if (level === 1) this.#openChild(tag);
    else if (level === 2 && tag.local === 'subfield' && this.#field !== null) this.#openSubfield(tag, this.#field);
    else this.#note(`element: ${tag.local} is not part of MARCXML, left out`);
  }

  #openChild(tag: SaxesTagNS): void {
    if (tag.local === 'leader') {
      this.#text = '';
    } else if (tag.local === 'controlfield' || tag.local === 'datafield') {
      const name = attribute(tag, 'tag');
      if (name === null || name === '') this.#fault ??= `a ${tag.local} has no tag`;
      else if (/^\d{3}[@A-Z]$/.test(name)) this.#fault ??= `tag "${name}" is PICA's, not MARC's`;
      else if (name.length !== 3) this.#note(`tag: "${name}" is none, kept as it stands`);
      const control = tag.local === 'controlfield';
      const fieldTag = name ?? '';
      this.#field = {
        tag: fieldTag,
        ind1: control ? ' ' : this.#indicator(tag, 'ind1', fieldTag),
        ind2: control ? ' ' : this.#indicator(tag, 'ind2', fieldTag),
        control,
        subfields: [],
        value: '',
      };
    } else {
      this.#note(`element: ${tag.local} is not part of MARCXML, left out`);
    }
  }

  #openSubfield(tag: SaxesTagNS, field: OpenField): void {
    const code = attribute(tag, 'code');
    if (code === null || code === '') {
      this.#fault ??= `a subfield of ${field.tag} has no code`;
    } else if (!isSubfieldCode(code)) {
      this.#note(`subfield code: ${field.tag}$${code} is none, kept as it stands`);
    }
    this.#code = code ?? '';
    this.#text = '';
  }

  #indicator(tag: SaxesTagNS, name: string, fieldTag: string): string {
    const value = attribute(tag, name);
    if (value !== null && /^.$/su.test(value)) return value;
    this.#note(
      `indicators: ${fieldTag} has ${value === null ? 'no' : 'not one character for'} ${name}, read as a blank`,
    );
    return ' ';
  }

  text(value: string): void {
    if (this.#text !== null) this.#text += value;
    else if (this.#field !== null) this.#field.value += value;
  }

  close(tag: SaxesTagNS): void {
    const level = this.#depth - this.#recordDepth;
    this.#depth -= 1;
    if (this.#recordDepth === -1 || this.#finished) return;
    if (level === 0) this.#finished = true;
    else if (level === 1) this.#closeChild(tag);
    else if (level === 2 && this.#code !== null && this.#field !== null) {
      this.#field.subfields.push({ code: this.#code, value: this.#text ?? '' });
      this.#code = null;
      this.#text = null;
    }
  }

  #closeChild(tag: SaxesTagNS): void {
    if (tag.local === 'leader') {
      if (this.#leader !== null) this.#note('leader: given twice, the first was kept');
      this.#leader ??= this.#text ?? '';
      this.#text = null;
      return;
    }
    const field = this.#field;
    this.#field = null;
    if (field === null) return;
    // Exports made by careless string code hold a backslash and an n between the elements.
    const loose = field.value.replaceAll('\\n', '').trim();
    if (loose === '' && field.value.trim() !== '') this.#note('text: escaped line ends between subfields, left out');
    if (field.control && field.subfields.length === 0) {
      this.#fields.push({ tag: field.tag, value: field.value });
    } else if (!field.control && field.subfields.length === 0 && loose !== '') {
      this.#note(`field without subfields: ${field.tag}`);
      this.#fields.push({ tag: field.tag, value: field.value });
    } else {
      if (field.control) this.#note(`control field with subfields: ${field.tag}`);
      else if (loose !== '') this.#fault ??= `field ${field.tag} has text outside its subfields`;
      this.#fields.push({ tag: field.tag, ind1: field.ind1, ind2: field.ind2, subfields: field.subfields });
    }
  }

  #note(repair: string): void {
    this.#repairs.add(repair);
  }

  finish(): MarcParse {
    if (this.#recordDepth === -1) return { kind: 'reject', reason: 'no MARCXML record element' };
    if (this.#fault !== null) return { kind: 'reject', reason: this.#fault };
    const repairs = [...this.#repairs];
    const leader = completeLeader(this.#leader, repairs);
    return { kind: 'record', record: { leader, fields: this.#fields }, repairs, charset: 'utf-8' };
  }
}

function attribute(tag: SaxesTagNS, name: string): string | null {
  return tag.attributes[name]?.value ?? null;
}
