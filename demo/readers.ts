/** Who borrows in the demo region. */
/** Names that stand on no one's card, so that finding one in an answer proves a leak. */
export const READER_SURNAMES = [
  'Quillfeather',
  'Thistlewick',
  'Marrowbanks',
  'Pennyfoldge',
  'Larksworthy-Ott',
  'Brambleforth',
  'Ousegrave',
  'Wimblecrake',
] as const;
