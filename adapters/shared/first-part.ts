/** The first part of a file, for `mercia doctor`. */

/** How much of each file is looked at. */
const FIRST_BYTES = 8 * 1024 * 1024;

/** The beginning of a file, no longer than is looked at. */
export function createFirstPart(source: AsyncIterable<Uint8Array>, wholeLines: boolean) {
  let isCut = false;
  return {
    isCut: () => isCut,
    async *chunks(): AsyncGenerator<Uint8Array> {
      let length = 0;
      for await (const chunk of source) {
        length += chunk.length;
        if (length < FIRST_BYTES) {
          yield chunk;
          continue;
        }
        isCut = true;
        if (wholeLines) yield chunk.subarray(0, chunk.lastIndexOf(0x0a) + 1);
        return;
      }
    },
  };
}
