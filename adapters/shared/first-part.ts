/** The first part of a file, for `mercia doctor`. */

/** How much of each file is looked at. */
const FIRST_BYTES = 8 * 1024 * 1024;
const END_OF_LINE = 0x0a;

/** The beginning of a file, no longer than is looked at. */
export function createFirstPart(source: AsyncIterable<Uint8Array>, wholeLines: boolean) {
  let isCut = false;
  return {
    isCut: () => isCut,
    async *chunks(): AsyncGenerator<Uint8Array> {
      let length = 0;
      let width: Width | null = null;
      for await (const chunk of source) {
        width ??= widthIn(chunk);
        const before = length;
        length += chunk.length;
        if (length < FIRST_BYTES) {
          yield chunk;
          continue;
        }
        isCut = true;
        if (wholeLines) yield chunk.subarray(0, endOfLines(chunk, before, width));
        return;
      }
    },
  };
}

/** Bytes of a letter of one, or of two with the lower or the higher first (UTF-16). */
type Width = 'one' | 'two, lower first' | 'two, higher first';

/** By its mark, or by the nothing that stands in the higher byte of every plain letter. */
function widthIn([one, two]: Uint8Array): Width {
  if ((one === 0xff && two === 0xfe) || two === 0) return 'two, lower first';
  return (one === 0xfe && two === 0xff) || one === 0 ? 'two, higher first' : 'one';
}

/** Behind the last end of a line: a letter of two bytes is not cut, and half of one that is alike ends none. */
function endOfLines(chunk: Uint8Array, before: number, width: Width): number {
  let at = chunk.lastIndexOf(END_OF_LINE);
  if (width === 'one') return at + 1;
  const [place, other] = width === 'two, lower first' ? [0, 1] : [1, -1];
  while (at >= 0 && ((before + at) % 2 !== place || chunk[at + other] !== 0)) {
    at = at === 0 ? -1 : chunk.lastIndexOf(END_OF_LINE, at - 1);
  }
  return at === -1 ? 0 : at + 2 - place;
}
