/**
 * The place of a library among its equals for one title and one asker: a number without meaning, the same each time, and
 * spread so evenly that of many titles each library is asked first for its share. FNV-1a with a last stir, because
 * FNV alone leaves ids that differ in their last letters close together.
 */
export function fairOrder(edition: string, asker: string, library: string): number {
  let hash = 0x81_1c_9d_c5;
  for (const letter of `${edition} ${asker} ${library}`) {
    hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01_00_01_93);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85_eb_ca_6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2_b2_ae_35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
