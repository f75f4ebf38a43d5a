/** NLM's descriptor file (`desc2025.xml`), read as it comes: headings one by one, whatever its length. */
import { TextDecoder } from 'node:util';
import { SaxesParser } from 'saxes';
import { termProblem, VARIANTS_MAX, type HeadingOutcome } from './heading.ts';

/** Text of an element that is longer is a note; it is not kept. */
const TEXT_MAX = 10_000;
/** Elements within elements: the file has nine. */
const DEPTH_MAX = 50;

/** What a `DescriptorRecord` says so far. */
interface Descriptor {
  name: string;
  readonly terms: string[];
  readonly trees: string[];
}

/** Where names stand: the element, within the elements around it that decide what it is. */
const NAME = 'DescriptorRecord/DescriptorName/String';
const TERM = 'TermList/Term/String';
const TREE = 'DescriptorRecord/TreeNumberList/TreeNumber';

/**
 * Takes chunks of the file and gives headings. A heading above another is known by its tree number, and may come later in the
 * file: {@link treeNumbers} has them all in the end.
 */
export class DescriptorReader {
  readonly #parser = new SaxesParser({ position: true });
  readonly #decoder = new TextDecoder('utf-8', { fatal: true });
  readonly #path: string[] = [];
  readonly #found: HeadingOutcome[] = [];
  #text = '';
  #descriptor: Descriptor | null = null;
  #number = 0;
  #closed = false;
  #fault: string | null = null;
  /** The headings' tree numbers, in the order of the headings given. */
  readonly treeNumbers: (readonly string[])[] = [];

  constructor() {
    this.#parser.on('error', ({ message }) => {
      this.#fail(`is no well-formed XML: ${message.replace(/^\d+:\d+: /, '')}`);
    });
    this.#parser.on('opentag', ({ name }) => {
      this.#open(name);
    });
    this.#parser.on('text', (text) => {
      this.#addText(text);
    });
    this.#parser.on('cdata', (text) => {
      this.#addText(text);
    });
    this.#parser.on('closetag', ({ name }) => {
      this.#close(name);
    });
  }

  /** What of the file is at fault, with the record's number; null so far. Nothing is read behind it. */
  get fault(): string | null {
    return this.#fault;
  }

  /** The headings that end in this chunk. */
  read(chunk: Uint8Array): readonly HeadingOutcome[] {
    this.#write(() => this.#decoder.decode(chunk, { stream: true }));
    return this.#found.splice(0);
  }

  /** Ends the file: one that was cut is at fault. */
  end(): readonly HeadingOutcome[] {
    this.#write(() => this.#decoder.decode());
    if (this.#fault === null && !this.#closed) this.#fail('was cut: the end of DescriptorRecordSet is missing');
    return this.#found.splice(0);
  }

  #write(decode: () => string): void {
    if (this.#fault !== null) return;
    try {
      this.#parser.write(decode());
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      this.#fail('has bytes that are not UTF-8');
    }
  }

  #fail(what: string): void {
    const { line, column } = this.#parser;
    this.#fault ??= `record ${this.#number + 1}, line ${line}, column ${column}: the file ${what}`;
  }

  #open(name: string): void {
    this.#text = '';
    if (this.#path.length >= DEPTH_MAX) this.#fail('has too many elements within elements');
    if (this.#fault !== null) return;
    this.#path.push(name);
    if (name !== 'DescriptorRecord') return;
    this.#descriptor = { name: '', terms: [], trees: [] };
    this.#number += 1;
  }

  #addText(text: string): void {
    if (this.#text.length < TEXT_MAX) this.#text += text;
  }

  #close(name: string): void {
    if (this.#fault !== null) return;
    const path = this.#path.join('/');
    this.#path.pop();
    const text = this.#text.replaceAll(/\s+/g, ' ').trim();
    this.#text = '';
    if (name === 'DescriptorRecordSet') this.#closed = true;
    const descriptor = this.#descriptor;
    if (descriptor === null) return;
    if (path.endsWith(NAME)) descriptor.name = text;
    else if (path.endsWith(TERM)) descriptor.terms.push(text);
    else if (path.endsWith(TREE)) descriptor.trees.push(text);
    else if (name === 'DescriptorRecord') this.#finish(descriptor);
  }

  #finish({ name, terms, trees }: Descriptor): void {
    this.#descriptor = null;
    const outcome = toHeading(`record ${this.#number}`, name, terms);
    this.#found.push(outcome);
    if (outcome.kind === 'heading') this.treeNumbers.push(trees);
  }
}

function toHeading(place: string, name: string, terms: readonly string[]): HeadingOutcome {
  const wrong = name === '' ? 'no name' : termProblem(name);
  if (wrong !== null) return { kind: 'reject', problem: `${place}, field DescriptorName: ${wrong}` };
  const problems: string[] = [];
  const variants: string[] = [];
  for (const term of terms.filter((other) => other !== name)) {
    const problem = variants.length < VARIANTS_MAX ? termProblem(term) : `more than ${VARIANTS_MAX} terms`;
    if (problem === null) variants.push(term);
    else problems.push(`${place}, field Term: ${problem}`);
  }
  return { kind: 'heading', heading: { term: name, variants, broader: [] }, problems };
}
