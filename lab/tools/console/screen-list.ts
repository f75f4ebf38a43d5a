/** The pictures of docs/console.md: who looks at which page, and when. */
import type { DemoPersonId } from '#demo/persons.ts';

export type Who = DemoPersonId | 'nobody';

export interface Screen {
  /** Of its file. */
  readonly name: string;
  readonly who: Who;
  /** All is well if not given. */
  readonly world?: 'one system down';
  readonly path: string;
  /** Links that are followed from there. */
  readonly steps?: readonly (string | RegExp)[];
}

const PATHOLOGY = '/find?q=9780702075551';

export const SCREENS: readonly Screen[] = [
  { name: 'start', who: 'nobody', path: '/' },
  { name: 'find', who: 'nobody', path: '/find?q=nursing' },
  { name: 'title', who: 'nobody', path: PATHOLOGY, steps: [/^Wheater's Pathology/] },
  { name: 'library', who: 'nobody', path: '/libraries/severnhythe' },
  { name: 'account', who: 'reader', path: '/account' },
  { name: 'compare', who: 'migration', path: '/compare' },
  { name: 'snapshot', who: 'migration', path: '/compare/spring' },
  { name: 'overlap', who: 'migration', path: '/compare/spring/overlap?library=severnhythe' },
  { name: 'scarce', who: 'migration', path: '/compare/spring/scarce' },
  { name: 'two-records', who: 'migration', path: PATHOLOGY, steps: [/^Wheater's Pathology/, /^Why are these one/] },
  { name: 'fix-list', who: 'librarian', path: '/my-library/severnhythe' },
  { name: 'operate', who: 'operator', path: '/operate' },
  {
    name: 'title-system-down',
    who: 'nobody',
    world: 'one system down',
    path: PATHOLOGY,
    steps: [/^Wheater's Pathology/],
  },
  { name: 'systems-down', who: 'nobody', world: 'one system down', path: '/systems' },
];
