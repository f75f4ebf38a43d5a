/**
 * The part of a source that a scanner still needs, with absolute positions. Given the whole source at once it copies
 * nothing; fed in chunks it keeps only what was not consumed.
 */
export class ByteWindow {
  #store: Uint8Array = new Uint8Array(0);
  #from = 0;
  #to = 0;
  #shared = false;
  /** Position in the source of the first byte of {@link bytes}. */
  offset = 0;

  /** What was appended and not consumed yet; valid until the next call of append. */
  get bytes(): Uint8Array {
    return this.#store.subarray(this.#from, this.#to);
  }

  get length(): number {
    return this.#to - this.#from;
  }

  /** Absolute position behind the last byte. */
  get end(): number {
    return this.offset + this.length;
  }

  /** Uses the bytes as they are; {@link take} then gives views on them. Only for an empty window. */
  appendWhole(bytes: Uint8Array): void {
    this.#store = bytes;
    this.#from = 0;
    this.#to = bytes.length;
    this.#shared = true;
  }

  append(chunk: Uint8Array): void {
    const kept = this.length;
    if (this.#to + chunk.length > this.#store.length) {
      const needed = kept + chunk.length;
      const store = needed * 2 > this.#store.length ? new Uint8Array(Math.max(needed * 2, 65_536)) : this.#store;
      store.set(this.bytes);
      this.#store = store;
      this.#from = 0;
      this.#to = kept;
    }
    this.#store.set(chunk, this.#to);
    this.#to += chunk.length;
  }

  consume(length: number): void {
    this.#from += length;
    this.offset += length;
  }

  /** The bytes between two absolute positions, safe to keep. */
  take(from: number, to: number): Uint8Array {
    const start = this.#from + from - this.offset;
    const end = this.#from + to - this.offset;
    return this.#shared ? this.#store.subarray(start, end) : this.#store.slice(start, end);
  }
}
