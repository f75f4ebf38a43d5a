/** The door for `mercia verify-index`: whether the index is what its stored records make. */
export { verifyIndex, type Difference, type IndexVerdict } from './verify-index.ts';
