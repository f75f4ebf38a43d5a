/** What the bytes of a text are written in, and the text. */

/**
 * What a text is written in: UTF-16 where it begins with the mark of it; else UTF-8, though some bytes do not fit, as long as no fewer
 * letters beyond ASCII are good UTF-8 than are not; else Windows-1252. The name is one that `TextDecoder` knows.
 */
export async function detectEncoding(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<string> {
  const seen = createUtf8Scan();
  let isFirst = true;
  for await (const chunk of chunks) {
    if (isFirst && chunk[0] === 0xff && chunk[1] === 0xfe) return 'utf-16le';
    if (isFirst && chunk[0] === 0xfe && chunk[1] === 0xff) return 'utf-16be';
    isFirst = false;
    seen.add(chunk);
  }
  const { good, bad } = seen.end();
  return good >= bad ? 'utf-8' : 'windows-1252';
}

/** The text of these bytes. Where they are to be UTF-8 and are not, throws what `faultOf` makes of the line, counted from 1. */
export async function* decodeText(
  chunks: AsyncIterable<Uint8Array>,
  encoding: string,
  faultOf: (line: number) => Error,
): AsyncGenerator<string> {
  const seen = encoding === 'utf-8' ? createUtf8Scan() : null;
  const decoder = new TextDecoder(encoding);
  const refuse = (line: number | null | undefined): void => {
    // What is known to be something else is not read as letters that nobody wrote.
    if (line !== null && line !== undefined) throw faultOf(line);
  };
  for await (const chunk of chunks) {
    refuse(seen?.add(chunk).firstBadLine);
    yield decoder.decode(chunk, { stream: true });
  }
  refuse(seen?.end().firstBadLine);
  yield decoder.decode();
}

interface Utf8Seen {
  /** Letters beyond ASCII that are good UTF-8. */
  readonly good: number;
  /** Bytes that are none. */
  readonly bad: number;
  /** Where the first of those stands; null for none. */
  readonly firstBadLine: number | null;
}

/** Bytes of a letter behind its first one, and within which bounds the second has to be (Unicode, table 3-7). */
interface Lead {
  readonly more: number;
  readonly from: number;
  readonly to: number;
}

function leadOf(byte: number): Lead | null {
  if (byte < 0xc2 || byte > 0xf4) return null;
  const more = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
  const from = byte === 0xe0 ? 0xa0 : byte === 0xf0 ? 0x90 : 0x80;
  const to = byte === 0xed ? 0x9f : byte === 0xf4 ? 0x8f : 0xbf;
  return { more, from, to };
}

/** Counts letters as bytes come; a letter may begin in one part and end in the next. */
function createUtf8Scan() {
  const seen = { good: 0, bad: 0, firstBadLine: null as number | null };
  let line = 1;
  let [more, from, to] = [0, 0x80, 0xbf];
  const refuse = (): void => {
    seen.bad += 1;
    seen.firstBadLine ??= line;
    more = 0;
  };
  const begin = (byte: number): void => {
    if (byte < 0x80) {
      if (byte === 0x0a) line += 1;
      return;
    }
    const lead = leadOf(byte);
    if (lead === null) refuse();
    else ({ more, from, to } = lead);
  };
  return {
    add(chunk: Uint8Array): Utf8Seen {
      for (const byte of chunk) {
        if (more === 0) {
          begin(byte);
        } else if (byte >= from && byte <= to) {
          more -= 1;
          [from, to] = [0x80, 0xbf];
          if (more === 0) seen.good += 1;
        } else {
          refuse();
          begin(byte);
        }
      }
      return seen;
    },
    /** Behind the last part: a letter that was begun and not ended is none. */
    end(): Utf8Seen {
      if (more > 0) refuse();
      return seen;
    },
  };
}
