/**
 * What the parser says of a text that is no XML, with its line and column and without the names that stand there: the text may be
 * anything, and the words are shown to others. `3:14: unmatched closing tag: Smith.` → `3:14: unmatched closing tag`
 */
export function faultWords(message: string): string {
  return /^\d+:\d+: [^:]*/.exec(message)?.[0] ?? 'no XML';
}
