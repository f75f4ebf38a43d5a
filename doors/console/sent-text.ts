/** Whether what a browser sent, an address or a form, can be read at all. Pure. */

/** Its escapes are whole and give UTF-8, and no NUL is in it: no database takes one, and nobody types one. */
export function isReadable(text: string): boolean {
  try {
    return !decodeURIComponent(text).includes('\0');
  } catch {
    return false;
  }
}
