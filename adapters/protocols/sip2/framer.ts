/** Cuts what arrives on a socket into messages, however it is split into packets. */

/** What some servers send before and behind a message: the rest of CR LF, and NULs as padding. */
const PADDING: ReadonlySet<number> = new Set([0x00, 0x0a, 0x0d, 0x20]);

/** `end` is the byte that ends a message: CR, or LF at servers that send no CR. */
export function createFramer({ end, maxBytes }: { readonly end: number; readonly maxBytes: number }) {
  // In the pieces in which it came, so that a server that sends single bytes costs no more than another.
  let pieces: Buffer[] = [];
  let size = 0;

  function keep(piece: Buffer): void {
    if (piece.length === 0) return;
    pieces.push(piece);
    size += piece.length;
    if (size > maxBytes) throw new RangeError('the answer is too long');
  }

  function takeAll(): Buffer {
    const all = Buffer.concat(pieces);
    pieces = [];
    size = 0;
    return all;
  }

  return {
    /**
     * The next message without its line end, once all of it has arrived; null before. Throws a RangeError when more than
     * `maxBytes` came without an end.
     */
    push(chunk: Buffer): Buffer | null {
      const fresh = size === 0 ? withoutPadding(chunk) : chunk;
      const at = fresh.indexOf(end);
      keep(at === -1 ? fresh : fresh.subarray(0, at));
      if (at === -1) return null;
      const message = takeAll();
      keep(withoutPadding(fresh.subarray(at + 1)));
      return message;
    },
    /** Bytes that arrived behind the message, without padding, or before its end. More than one message at a time is not expected. */
    get restBytes(): number {
      return size;
    },
  };
}

function withoutPadding(bytes: Buffer): Buffer {
  const start = bytes.findIndex((byte) => !PADDING.has(byte));
  return start === -1 ? bytes.subarray(0, 0) : bytes.subarray(start);
}
