/** Whether PostgreSQL can hold a text: it has no NUL. What it cannot hold it cannot find, and asking is an error there. */
export function isStorable(text: string): boolean {
  return !text.includes('\0');
}
