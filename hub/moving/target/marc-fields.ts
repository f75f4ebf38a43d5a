import type { MarcField } from '#marc/index.ts';

/** The fields with others behind the last one whose tag is not greater; those that were there keep their order. */
export function insertInOrder(fields: readonly MarcField[], added: readonly MarcField[]): readonly MarcField[] {
  const result = [...fields];
  for (const field of added) {
    result.splice(result.findLastIndex(({ tag }) => tag <= field.tag) + 1, 0, field);
  }
  return result;
}
