interface Frame {
  readonly name: string;
  readonly namespaces: Readonly<Record<string, string>>;
}

/** Elements deeper than this are passed over: no document with records is so deep, and each look-up walks the stack. */
const MAX_DEPTH = 100;

/** Which namespaces the open elements declare. Forgiving: an end tag closes the nearest element of its name. */
export class NamespaceStack {
  readonly #frames: Frame[] = [];
  readonly #outer: Readonly<Record<string, string>>;

  /** `outer`: what is declared around the first element. */
  constructor(outer: Readonly<Record<string, string>> = {}) {
    this.#outer = outer;
  }

  get depth(): number {
    return this.#frames.length;
  }

  /** `attributes`: the start tag's text. */
  open(name: string, attributes: string): void {
    if (this.#frames.length < MAX_DEPTH) this.#frames.push({ name, namespaces: declared(attributes, this.inScope()) });
  }

  close(name: string): void {
    const index = this.#frames.findLastIndex((frame) => frame.name === name);
    if (index !== -1) this.cutTo(index);
  }

  has(name: string): boolean {
    return this.#frames.some((frame) => frame.name === name);
  }

  cutTo(depth: number): void {
    if (depth < this.#frames.length) this.#frames.length = Math.max(depth, 0);
  }

  /** Prefix → URI, `''` for the default namespace. */
  inScope(): Readonly<Record<string, string>> {
    return this.#frames.at(-1)?.namespaces ?? this.#outer;
  }

  /** The namespace of a name in scope; `''` for none, null for a prefix that nobody declared. */
  uriOf(name: string): string | null {
    const colon = name.indexOf(':');
    const prefix = colon === -1 ? '' : name.slice(0, colon);
    return this.inScope()[prefix] ?? (prefix === '' ? '' : null);
  }
}

const XMLNS = /\sxmlns(?::([^\s=]+))?\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

function declared(attributes: string, outer: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  if (!attributes.includes('xmlns')) return outer;
  const namespaces: Record<string, string> = { ...outer };
  for (const [, prefix = '', double, single] of attributes.matchAll(XMLNS)) {
    namespaces[prefix] = (double ?? single ?? '').trim();
  }
  return namespaces;
}
