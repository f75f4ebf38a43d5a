/** Where somebody may be sent after signing in: to these pages and nowhere else. Pure. */

const NOWHERE = 'http://pages.invalid';
/** Of these no page is shown that one could come back to. */
const NOT_BACK_TO = /^\/(?:sign-in|sign-out|signed-out|session|assets|health|ready|unreadable-address)(?:[/?]|$)/;
const LONGEST = 2_000;

/** The path and its query; null for an address of elsewhere, or one that cannot be read. */
export function ownPath(path: string): string | null {
  // Browsers read a backslash as a slash, and drop tabs and line ends.
  if (path.length > LONGEST || !path.startsWith('/') || /^\/[/\\]|[\\\p{Cc}]/u.test(path)) return null;
  if (!URL.canParse(path, NOWHERE)) return null;
  const { origin, pathname, search } = new URL(path, NOWHERE);
  if (origin !== NOWHERE || pathname.startsWith('//') || NOT_BACK_TO.test(pathname)) return null;
  return `${pathname}${search}`;
}
