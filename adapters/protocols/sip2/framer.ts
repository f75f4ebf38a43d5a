/** Cuts what arrives on a socket into messages, however it is split into packets. */

/** What some servers send before and behind a message: the rest of CR LF, and NULs as padding. */
const PADDING: ReadonlySet<number> = new Set([0x00, 0x0a, 0x0d, 0x20]);

export interface Framer {
  /**
   * The next message without its line end, once all of it has arrived; null before. Throws a RangeError when more than
   * `maxBytes` came without an end.
   */
  push(chunk: Uint8Array): Buffer | null;
  /** What arrived behind the message, without padding, or before its end. */
  readonly rest: Buffer;
}

/** `end` is the byte that ends a message: CR, or LF at servers that send no CR. */
export function createFramer({ end, maxBytes }: { readonly end: number; readonly maxBytes: number }): Framer {
  let rest: Buffer = Buffer.alloc(0);
  return {
    push(chunk) {
      // Only the new bytes are looked through, so that a slow server costs no more than its answer is long.
      const seen = rest.length;
      rest = withoutPadding(Buffer.concat([rest, chunk]));
      const at = rest.indexOf(end, seen === 0 ? 0 : seen);
      if (at === -1 ? rest.length > maxBytes : at > maxBytes) throw new RangeError('the answer is too long');
      if (at === -1) return null;
      const message = rest.subarray(0, at);
      rest = withoutPadding(rest.subarray(at + 1));
      return message;
    },
    get rest() {
      return rest;
    },
  };
}

function withoutPadding(bytes: Buffer): Buffer {
  const start = bytes.findIndex((byte) => !PADDING.has(byte));
  return start === -1 ? bytes.subarray(0, 0) : bytes.subarray(start);
}
