/**
 * What a text is written in: UTF-16 where it begins with the mark of it, UTF-8 where every byte fits, else Windows-1252. The
 * name is one that `TextDecoder` knows.
 */
export async function detectEncoding(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let isFirst = true;
  for await (const chunk of chunks) {
    if (isFirst && chunk[0] === 0xff && chunk[1] === 0xfe) return 'utf-16le';
    if (isFirst && chunk[0] === 0xfe && chunk[1] === 0xff) return 'utf-16be';
    isFirst = false;
    try {
      decoder.decode(chunk, { stream: true });
    } catch {
      return 'windows-1252';
    }
  }
  try {
    // A character that was begun and not ended is none.
    decoder.decode();
  } catch {
    return 'windows-1252';
  }
  return 'utf-8';
}
