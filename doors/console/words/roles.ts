/** Who is signed in, in words: no name, because nothing here knows one. */
import type { Viewer } from '../viewer.ts';

/** `Staff of Severnhythe Hospitals Library`. */
export function sayWho({ role, libraries }: Viewer): string {
  switch (role) {
    case 'PATRON':
      return 'Reader';
    case 'STAFF':
      return sayStaff(libraries);
    case 'MIGRATION':
      return 'Migration team';
    case 'OPERATOR':
      return 'Operator';
  }
}

/** More names than this would fill the head of each page. */
const MOST_NAMES = 1;

function sayStaff(libraries: Viewer['libraries']): string {
  if (libraries.length === 0) return 'Staff';
  if (libraries.length > MOST_NAMES) return `Staff of ${libraries.length} libraries`;
  return `Staff of ${libraries.map(({ name }) => name).join(', ')}`;
}
