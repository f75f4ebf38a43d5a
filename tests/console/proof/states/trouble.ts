/** Libraries that move, systems and parts of the graph that fail, and a region that was never read. */
import { decide, recordsIn } from '../worlds/decided.ts';
import { FALSE_ALARM, press, title, type State } from './state.ts';

export const TROUBLE: readonly State[] = [
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
  { name: 'title', world: 'one system silent', path: title, says: /did not answer in time/ },
  { name: 'title', world: 'one system garbled', path: title, says: /could not read/ },
  { name: 'title', world: 'one system refuses', path: title, says: /did not let us ask/ },
  { name: 'title', world: 'all systems down', path: title, says: /is not answering/, never: /None available now/ },
  { name: 'title, online', world: 'all systems down', path: ({ online }) => online, says: /Read online/ },
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

  // Somebody decided.
  {
    name: 'title that was merged',
    world: 'somebody decided',
    path: ({ merged }) => merged,
    says: /At least \d+ available now|available now/,
  },
  {
    name: 'lenders of a title that was merged',
    world: 'somebody decided',
    path: ({ merged }) => `${merged}/lenders`,
    says: /Library that asks/,
  },
  {
    name: 'rulings',
    world: 'somebody decided',
    path: '/rulings',
    says: /One edition: .*Reason: “The cover is the same”/,
    tabbed: true,
  },
  {
    name: 'two records that somebody joined',
    world: 'somebody decided',
    path: ({ apart }) => apart,
    says: /Somebody decided .* that these records are one edition. This stands, whatever matching says/,
  },
  {
    name: 'two records that somebody joined, to undo',
    world: 'somebody decided',
    who: 'migration',
    path: ({ apart }) => apart,
    says: /Undo the decision/,
    tabbed: true,
  },
  {
    name: 'a ruling to undo',
    world: 'somebody decided',
    who: 'migration',
    path: ({ apart }) => apart,
    steps: ({ page }) => press(page, 'Undo the decision'),
    says: /You are about to take the decision on these two records back/,
  },
  {
    name: 'audit',
    world: 'somebody decided',
    who: 'operator',
    path: '/operate/audit',
    says: /Ruled on two records .*SAME: The cover is the same/,
  },
  {
    name: 'somebody ruled meanwhile',
    world: 'somebody decided',
    who: 'migration',
    path: ({ pair }) => pair,
    steps: async ({ page, worlds: { graph, places } }) => {
      await page.locator('input[name="decision"][value="DIFFERENT"]').check();
      await page.locator('#note').fill('Another printing');
      await press(page, 'See what would change');
      const [a, b] = recordsIn(places.pair);
      await decide(graph, { a, b, decision: 'SAME', note: 'Matching is right' });
      await press(page, 'Decide: two editions');
    },
    status: 409,
    says: [/Somebody decided meanwhile|What stands now/, /Their reason: “Matching is right”/, /“Another printing”/],
    tabbed: true,
  },
  {
    name: 'somebody ruled before the preview',
    world: 'somebody decided',
    who: 'migration',
    path: ({ pair }) => pair,
    steps: async ({ page }) => {
      await page.evaluate("document.querySelectorAll('[name=seen]').forEach((seen) => { seen.value = ''; })");
      await page.locator('input[name="decision"][value="DIFFERENT"]').check();
      await press(page, 'See what would change');
    },
    status: 409,
    says: /What stands now.*Their reason: “Matching is right”/,
  },
  {
    name: 'a ruling that is made',
    world: 'somebody decided',
    who: 'migration',
    path: ({ pair }) => pair,
    steps: async ({ page }) => {
      await page.locator('input[name="decision"][value="DIFFERENT"]').check();
      await press(page, 'See what would change');
      await press(page, 'Decide: two editions');
    },
    says: /Done .*Somebody decided .* that these records are two editions/,
  },

  // Libraries move.
  {
    name: 'library that is frozen',
    world: 'libraries move',
    path: '/libraries/severnhythe',
    says: /The library is moving\. Nothing is changed in .* since 20 November 2026/,
  },
  {
    name: 'library whose catalogue is frozen',
    world: 'libraries move',
    path: '/libraries/clentwood',
    says: /The library is moving\. Its catalogue in .* is not edited since 20 November 2026; loans go on/,
  },
  {
    name: 'library that moved',
    world: 'libraries move',
    path: '/libraries/tamehollow',
    says: /The library left .* since 20 November 2026/,
  },
  {
    name: 'title at libraries that move',
    world: 'libraries move',
    path: title,
    says: /on 20 November 2026 at 00:00; the library is moving to another system/,
  },
  {
    name: 'one system whose libraries move',
    world: 'libraries move',
    path: '/systems/koha-a',
    says: /Severnhythe[^.]*: /,
  },

  // What was read is old, or not all.
  {
    name: 'start',
    world: 'a catalogue is old',
    path: '/',
    says: /Last read 5 days ago\./,
    never: FALSE_ALARM,
  },
  {
    name: 'systems',
    world: 'a catalogue is old',
    path: '/systems',
    says: /Old .*Last read 5 days ago\. It should have been read since/,
  },
  { name: 'one system', world: 'a catalogue is old', path: '/systems/koha-c', says: /It should have been read since/ },
  {
    name: 'search, nothing found',
    world: 'a catalogue is old',
    path: '/find?q=zzzzzzzz',
    says: /Nothing found\. .*incomplete: .*changes since .* may be missing.*It may be there/,
  },
  {
    name: 'systems',
    world: 'records cannot be read',
    path: '/systems',
    says: /Incomplete .*Some records could not be read/,
  },
  {
    name: 'search, nothing found',
    world: 'records cannot be read',
    path: '/find?q=zzzzzzzz',
    says: /Nothing found\. .*incomplete: .*some records could not be read.*It may be there/,
  },
  {
    name: 'lenders of a library',
    world: 'one system down',
    path: (places) => `${places.title}/lenders?for=severnhythe`,
    says: /on the shelf today \d\d:\d\d[^.]*not answering/,
  },

  // A region in which nothing is, and sessions that cannot be read.
  { name: 'start', world: 'no system', path: '/', says: /This region has no system yet/, never: /up to date/ },
  { name: 'systems', world: 'no system', path: '/systems', says: /This region has no system yet/, never: /up to date/ },
  { name: 'search', world: 'no system', path: '/find?q=nursing', says: /Nothing found/ },
  {
    name: 'lenders',
    world: 'database down',
    path: (places) => `${places.title}/lenders?for=severnhythe`,
    status: 503,
    says: /This says nothing of whether a copy is on its shelf/,
    never: FALSE_ALARM,
  },
  { name: 'two records', world: 'database down', path: ({ pair }) => pair, status: 503, says: /cannot be shown now/ },
  { name: 'rulings', world: 'database down', path: '/rulings', status: 503, says: /cannot be shown now/ },
  {
    name: 'compare',
    world: 'database down',
    who: 'migration',
    path: '/compare',
    status: 503,
    says: /cannot be shown now/,
  },
  { name: 'sign in', world: 'graph gone', path: '/sign-in', says: /Go to the sign-in service/ },
  {
    name: 'help',
    world: 'sessions gone',
    who: 'librarian',
    path: '/help',
    steps: async ({ page, worlds }) => {
      await worlds.loseSessions();
      await page.reload();
    },
    says: /We cannot check your sign-in now.*This page shows what everybody may see.*What the words mean/,
  },
  {
    name: 'account',
    world: 'sessions gone',
    who: 'librarian',
    path: '/help',
    steps: async ({ page, url, worlds }) => {
      await worlds.loseSessions();
      await page.goto(`${url}/account`);
    },
    status: 503,
    says: /Nobody can sign in or out now.*Nothing was done. If you were signed in, you still are/,
  },
];
