/**
 * Every page in every state: what is visited, by whom, in which world, and what is to be read there, so that no state is only thought
 * to be reached. A page that is new is added here by one line.
 */
import type { DemoPersonId } from '#demo/persons.ts';
import type { Places, WorldName } from './worlds.ts';

export interface State {
  readonly name: string;
  readonly world: WorldName;
  /** Signed in; the public if not given. */
  readonly who?: DemoPersonId;
  readonly path: string | ((places: Places) => string);
  /** 200 if not given. */
  readonly status?: number;
  /** Read in the page. */
  readonly says: RegExp;
  /** Never read there. */
  readonly never?: RegExp;
  /** Whether the whole page is walked through with the tab key: once for each page. */
  readonly tabbed?: boolean;
}

const title = (places: Places): string => places.title;
const FALSE_ALARM =
  /no such title|no such library|None available now|Nothing found|0 libraries|all systems are up to date/;

export const STATES: readonly State[] = [
  // Everything is well.
  { name: 'start', world: 'all well', path: '/', says: /hold [\d,]+ titles\./, tabbed: true },
  { name: 'search, nothing asked', world: 'all well', path: '/find', says: /titles found\./ },
  { name: 'search, results', world: 'all well', path: '/find?q=nursing', says: /titles found\./, tabbed: true },
  { name: 'search, one library', world: 'all well', path: '/find?q=&library=severnhythe', says: /Chosen/ },
  { name: 'search, nothing found', world: 'all well', path: '/find?q=zzzzzzzz', says: /Nothing found\./ },
  { name: 'title', world: 'all well', path: title, says: /At least \d+ available now/, tabbed: true },
  { name: 'title, online', world: 'all well', path: ({ online }) => online, says: /Read online/ },
  {
    name: 'title, not there',
    world: 'all well',
    path: '/titles/demo%3Aedition%3A99999999',
    status: 404,
    says: /no such title/,
  },
  { name: 'library', world: 'all well', path: '/libraries/severnhythe', says: /Opening hours/, tabbed: true },
  {
    name: 'library that tells nothing live',
    world: 'all well',
    path: '/libraries/hawkenlow',
    says: /cannot be asked/,
  },
  {
    name: 'library that says little',
    world: 'all well',
    path: '/libraries/leamsworth',
    says: /opening hours are not known/,
  },
  { name: 'library, not there', world: 'all well', path: '/libraries/nowhere', status: 404, says: /no such library/ },
  { name: 'systems', world: 'all well', path: '/systems', says: /No system is in trouble\./, tabbed: true },
  { name: 'help', world: 'all well', path: '/help', says: /What the words mean/, tabbed: true },
  { name: 'accessibility', world: 'all well', path: '/accessibility', says: /level AA/ },
  { name: 'privacy', world: 'all well', path: '/privacy', says: /kept/ },
  { name: 'cookies', world: 'all well', path: '/cookies', says: /cookies/ },
  { name: 'no page', world: 'all well', path: '/nothing', status: 404, says: /There is no such page/ },

  // Beside the main pages, for everybody.
  {
    name: 'lenders',
    world: 'all well',
    path: (places) => `${places.title}/lenders`,
    says: /Library that asks/,
  },
  {
    name: 'lenders of a library',
    world: 'all well',
    path: (places) => `${places.title}/lenders?for=severnhythe`,
    says: /Whom not to ask/,
  },
  { name: 'develop', world: 'all well', path: '/develop', says: /explorer/ },
  { name: 'discover', world: 'all well', path: '/discover', says: /SRU/ },
  {
    name: 'two records',
    world: 'all well',
    path: (places) => places.pair,
    says: /These two records are joined/,
    tabbed: true,
  },
  { name: 'rulings, none', world: 'all well', path: '/rulings', says: /Decisions/ },
  { name: 'sign in', world: 'all well', path: '/sign-in', says: /sign-in service/i, tabbed: true },
  { name: 'account, not signed in', world: 'all well', path: '/account', says: /sign in/i },
  { name: 'compare, not signed in', world: 'all well', path: '/compare', says: /sign in/i },

  // Signed in, and nothing there yet.
  { name: 'start, signed in', world: 'all well', who: 'reader', path: '/', says: /Sign out/ },
  {
    name: 'account, no card linked',
    world: 'all well',
    who: 'reader',
    path: '/account',
    says: /No card is linked yet/,
  },
  {
    name: 'link a card',
    world: 'all well',
    who: 'reader',
    path: '/account/link',
    says: /PIN or password of the card/,
    tabbed: true,
  },
  {
    name: 'compare, no snapshot',
    world: 'all well',
    who: 'migration',
    path: '/compare',
    says: /There is no snapshot yet/,
    tabbed: true,
  },
  {
    name: 'compare, no snapshot, staff',
    world: 'all well',
    who: 'librarian',
    path: '/compare',
    says: /There is no snapshot yet/,
  },
  { name: 'compare, not for readers', world: 'all well', who: 'reader', path: '/compare', status: 403, says: /staff/i },
  {
    name: 'snapshot, not for readers',
    world: 'all well',
    who: 'reader',
    path: '/compare/spring',
    status: 403,
    says: /not for your role/,
  },
  {
    name: 'two records, to decide',
    world: 'all well',
    who: 'migration',
    path: (places) => places.pair,
    says: /Decide otherwise.*Everybody can read it/,
    tabbed: true,
  },

  // Signed in, with cards and a snapshot.
  {
    name: 'account',
    world: 'cards linked, snapshot taken',
    who: 'reader',
    path: '/account',
    says: /You have \d+ loans/,
    tabbed: true,
  },
  {
    name: 'compare',
    world: 'cards linked, snapshot taken',
    who: 'migration',
    path: '/compare',
    says: /spring.*Complete/,
  },
  {
    name: 'compare, staff',
    world: 'cards linked, snapshot taken',
    who: 'librarian',
    path: '/compare',
    says: /your own library only/,
  },
  {
    name: 'snapshot',
    world: 'cards linked, snapshot taken',
    who: 'migration',
    path: '/compare/spring',
    says: /What is missing/,
  },
  {
    name: 'snapshot, staff',
    world: 'cards linked, snapshot taken',
    who: 'librarian',
    path: '/compare/spring',
    says: /your own library only/,
  },
  {
    name: 'snapshot, not there',
    world: 'cards linked, snapshot taken',
    who: 'migration',
    path: '/compare/nothing',
    status: 404,
    says: /snapshot/,
  },
  {
    name: 'overlap',
    world: 'cards linked, snapshot taken',
    who: 'migration',
    path: '/compare/spring/overlap?library=severnhythe',
    says: /What each two libraries have together/,
  },
  {
    name: 'rows',
    world: 'cards linked, snapshot taken',
    who: 'migration',
    path: '/compare/spring/rows?of=RECORDS',
    says: /Snapshot spring/,
  },
  {
    name: 'scarce',
    world: 'cards linked, snapshot taken',
    who: 'migration',
    path: '/compare/spring/scarce',
    says: /Snapshot spring/,
  },
  {
    name: 'conflicts',
    world: 'cards linked, snapshot taken',
    who: 'migration',
    path: '/compare/spring/conflicts',
    says: /Snapshot spring/,
  },
  {
    name: 'collisions',
    world: 'cards linked, snapshot taken',
    who: 'migration',
    path: '/compare/spring/collisions',
    says: /Snapshot spring/,
  },
  {
    name: 'policies',
    world: 'cards linked, snapshot taken',
    who: 'migration',
    path: '/compare/spring/policies',
    says: /Snapshot spring/,
  },

  {
    name: 'mappings',
    world: 'cards linked, snapshot taken',
    who: 'migration',
    path: '/compare/spring/mappings',
    says: /spring/,
  },
  {
    name: 'decisions',
    world: 'cards linked, snapshot taken',
    who: 'migration',
    path: '/compare/spring/decisions',
    says: /spring/,
  },
  {
    name: 'a question',
    world: 'cards linked, snapshot taken',
    who: 'migration',
    path: '/compare/spring/questions/duplicates',
    says: /spring/,
  },
  {
    name: 'fix list',
    world: 'cards linked, snapshot taken',
    who: 'librarian',
    path: '/my-library/severnhythe',
    says: /the worst first/,
  },
  {
    name: 'fix list of another library',
    world: 'cards linked, snapshot taken',
    who: 'librarian',
    path: '/my-library/fosseholm',
    status: 403,
    says: /./,
  },

  // For operators, and of one system.
  {
    name: 'one system',
    world: 'cards linked, snapshot taken',
    path: '/systems/koha-a',
    says: /Four Rivers/,
    tabbed: true,
  },
  {
    name: 'one system, operator',
    world: 'cards linked, snapshot taken',
    who: 'operator',
    path: '/systems/koha-a',
    says: /Four Rivers/,
  },
  {
    name: 'operate',
    world: 'cards linked, snapshot taken',
    who: 'operator',
    path: '/operate',
    says: /Operate/,
    tabbed: true,
  },
  {
    name: 'rejects',
    world: 'cards linked, snapshot taken',
    who: 'operator',
    path: '/operate/rejects',
    says: /cannot be read/,
  },
  {
    name: 'keys',
    world: 'cards linked, snapshot taken',
    who: 'operator',
    path: '/operate/keys',
    says: /Keys are made at the command line/,
  },
  { name: 'audit', world: 'cards linked, snapshot taken', who: 'operator', path: '/operate/audit', says: /Operate/ },
  { name: 'jobs', world: 'cards linked, snapshot taken', who: 'operator', path: '/operate/jobs', says: /Comparing/ },
  {
    name: 'operate, not for staff',
    world: 'cards linked, snapshot taken',
    who: 'librarian',
    path: '/operate/keys',
    status: 403,
    says: /not for your role/,
  },

  // One system is down, and its harvest failed.
  {
    name: 'start',
    world: 'one system down',
    path: '/',
    says: /Last read .* ago\..*may be missing here, or old/,
    never: FALSE_ALARM,
  },
  { name: 'search', world: 'one system down', path: '/find?q=nursing', says: /titles found/ },
  {
    name: 'search, nothing found',
    world: 'one system down',
    path: '/find?q=zzzzzzzz',
    says: /Nothing found/,
  },
  { name: 'title', world: 'one system down', path: title, says: /on the shelf today \d\d:\d\d[^.]*not answering/ },
  { name: 'library', world: 'one system down', path: '/libraries/tamehollow', says: /Last read .* ago\./ },
  {
    name: 'systems',
    world: 'one system down',
    path: '/systems',
    says: /1 of 6 is in trouble\..*(?:Trouble|Not answering)/,
  },
  {
    name: 'one system',
    world: 'one system down',
    path: '/systems/koha-b',
    says: /does not answer.*may be missing here, or old/,
  },

  {
    name: 'account',
    world: 'one system down',
    who: 'reader',
    path: '/account',
    says: /At least \d+ loans.*could not ask.*does not mean that you have none/,
    never: /You have nothing on loan/,
  },

  // Asked, and no answer comes; or none that can be read; or none that it gives us.
  { name: 'title', world: 'one system silent', path: title, says: /did not answer in time/ },
  { name: 'title', world: 'one system garbled', path: title, says: /could not read/ },
  { name: 'title', world: 'one system refuses', path: title, says: /did not let us ask/ },
  { name: 'title', world: 'all systems down', path: title, says: /is not answering/, never: /None available now/ },
  { name: 'title, online', world: 'all systems down', path: ({ online }) => online, says: /Read online/ },

  // Nothing was harvested yet; then the first harvest is under way.
  {
    name: 'start',
    world: 'nothing read yet',
    path: '/',
    says: /have not been read yet/,
    never: /all systems are up to date/,
  },
  { name: 'search', world: 'nothing read yet', path: '/find?q=nursing', says: /systems are incomplete/ },
  { name: 'systems', world: 'nothing read yet', path: '/systems', says: /6 of 6 are in trouble/ },
  { name: 'library', world: 'nothing read yet', path: '/libraries/severnhythe', says: /have not been read yet/ },
  { name: 'start', world: 'first harvest', path: '/', says: /being read for the first time/ },
  { name: 'systems', world: 'first harvest', path: '/systems', says: /Being read/ },

  // The index does not answer; nothing does.
  { name: 'start', world: 'database down', path: '/', status: 503, says: /cannot be shown now/, never: FALSE_ALARM },
  {
    name: 'search',
    world: 'database down',
    path: '/find?q=nursing',
    status: 503,
    says: /cannot be shown now|cannot be answered now/,
    never: FALSE_ALARM,
  },
  {
    name: 'title',
    world: 'database down',
    path: title,
    status: 503,
    says: /This says nothing of whether a copy is on its shelf/,
    never: FALSE_ALARM,
  },
  {
    name: 'systems',
    world: 'database down',
    path: '/systems',
    status: 503,
    says: /cannot be shown now/,
    never: FALSE_ALARM,
  },
  {
    name: 'library',
    world: 'database down',
    path: '/libraries/severnhythe',
    status: 503,
    says: /cannot be shown now/,
    never: FALSE_ALARM,
  },
  { name: 'help', world: 'database down', path: '/help', says: /What the words mean/ },
  { name: 'start', world: 'graph gone', path: '/', status: 503, says: /cannot be shown now/, never: FALSE_ALARM },
  { name: 'title', world: 'graph gone', path: title, status: 503, says: /cannot be shown now/, never: FALSE_ALARM },
];
