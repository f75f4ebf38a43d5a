/** `latest BNF`, `current edition of Gray's anatomy`: a wish for the newest, which is no word of the title. Pure. */
import { isPlain, type ParsedQuery, type QueryGroup, type Term } from './terms.ts';

const NEWEST = new Set(['latest', 'newest']);
/** They are words of titles where no edition follows: *Current medical diagnosis*, *New approaches to asthma*. */
const NEWEST_EDITION = new Set(['current', 'recent', 'new', 'last']);
const EDITION = new Set(['edition', 'ed', 'edn', 'issue', 'version']);

/** The query without the words of such a wish; null if it has none, or nothing else. */
export function readNewestIntent(query: ParsedQuery): ParsedQuery | null {
  const [group, ...others] = query.groups;
  if (group === undefined || others.length > 0) return null;
  const start = lengthAt(group, 0);
  if (start > 0) return withRest(query, group.slice(start));
  for (const length of [1, 2, 3]) {
    const at = group.length - length;
    if (at > 0 && lengthAt(group, at) === length) return withRest(query, group.slice(0, at));
  }
  return null;
}

function withRest(query: ParsedQuery, rest: QueryGroup): ParsedQuery | null {
  return rest.some(({ without }) => !without) ? { ...query, groups: [rest] } : null;
}

/** How many terms at a place say so: `latest`, `latest edition`, `most recent edition`. */
function lengthAt(group: QueryGroup, at: number): number {
  const [first, second, third] = [0, 1, 2].map((step) => wordOf(group[at + step]));
  if (first === 'most' && second === 'recent') return isEdition(third) ? 3 : 2;
  if (NEWEST.has(first ?? '')) return isEdition(second) ? 2 : 1;
  return NEWEST_EDITION.has(first ?? '') && isEdition(second) ? 2 : 0;
}

function isEdition(word: string | undefined): boolean {
  return EDITION.has(word ?? '');
}

function wordOf(term: Term | undefined): string | undefined {
  return term !== undefined && isPlain(term) ? term.words[0]?.toLowerCase().replace(/\.$/, '') : undefined;
}
