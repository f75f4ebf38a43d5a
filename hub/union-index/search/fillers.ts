/** Words that join others and say nothing of what is looked for. Pure. */
const FILLERS = new Set('the of a an in for and to on with by at from into its'.split(' '));

/** Whether a folded word is one; `it` and `who` are not: in a health library they are search terms. */
export function isFiller(word: string): boolean {
  return FILLERS.has(word);
}
