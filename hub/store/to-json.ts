/**
 * A value as JSON text that PostgreSQL takes: NUL characters and halves of surrogate pairs, which it refuses and library
 * systems do send, become U+FFFD. Rows travel as one JSON parameter, so that a page is one statement, not hundreds.
 */
export function toJson(value: unknown): string {
  const text = JSON.stringify(value);
  if (!text.includes('\\u')) return text;
  // An escaped backslash is matched first, so that `\\u0000` in a text is left alone.
  return text.replaceAll(/\\(?:\\|u0000|ud[89a-f][0-9a-f]{2})/g, (escape) => (escape === '\\\\' ? escape : '\\ufffd'));
}
