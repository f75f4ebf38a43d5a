/** Libraries that move, systems and parts of the graph that fail, and a region that was never read. */
import { decide, recordsIn } from '../worlds/decided.ts';
import { FALSE_ALARM, inWorld, press, type State, title } from './state.ts';

export const TROUBLE: readonly State[] = [
  ...inWorld('one system down', [
    { name: 'start', path: '/', says: /Last read .* ago\..*may be missing here, or old/, never: FALSE_ALARM },
    { name: 'search', path: '/find?q=nursing', says: /titles found/ },
    { name: 'search, nothing found', path: '/find?q=zzzzzzzz', says: /Nothing found/ },
    { name: 'title', path: title, says: /on the shelf today \d\d:\d\d[^.]*not answering/ },
    { name: 'library', path: '/libraries/tamehollow', says: /Last read .* ago\./ },
    { name: 'systems', path: '/systems', says: /1 of 6 is in trouble\..*(?:Trouble|Not answering)/ },
    { name: 'one system', path: '/systems/koha-b', says: /does not answer.*may be missing here, or old/ },
    {
      name: 'account',
      who: 'reader',
      path: '/account',
      says: /At least \d+ loans.*could not ask.*does not mean that you have none/,
      never: /You have nothing on loan/,
    },
  ]),
  ...inWorld('one system silent', [{ name: 'title', path: title, says: /did not answer in time/ }]),
  ...inWorld('one system garbled', [{ name: 'title', path: title, says: /could not read/ }]),
  ...inWorld('one system refuses', [{ name: 'title', path: title, says: /did not let us ask/ }]),
  ...inWorld('all systems down', [
    { name: 'title', path: title, says: /is not answering/, never: /None available now/ },
    { name: 'title, online', path: ({ online }) => online, says: /Read online/ },
  ]),
  ...inWorld('nothing read yet', [
    { name: 'start', path: '/', says: /have not been read yet/, never: /all systems are up to date/ },
    { name: 'search', path: '/find?q=nursing', says: /systems are incomplete/ },
    { name: 'systems', path: '/systems', says: /6 of 6 are in trouble/ },
    { name: 'library', path: '/libraries/severnhythe', says: /have not been read yet/ },
  ]),
  ...inWorld('first harvest', [
    { name: 'start', path: '/', says: /being read for the first time/ },
    { name: 'systems', path: '/systems', says: /Being read/ },
  ]),
  ...inWorld('database down', [
    { name: 'start', path: '/', status: 503, says: /cannot be shown now/, never: FALSE_ALARM },
    {
      name: 'search',
      path: '/find?q=nursing',
      status: 503,
      says: /cannot be shown now|cannot be answered now/,
      never: FALSE_ALARM,
    },
    {
      name: 'title',
      path: title,
      status: 503,
      says: /This says nothing of whether a copy is on its shelf/,
      never: FALSE_ALARM,
    },
    { name: 'systems', path: '/systems', status: 503, says: /cannot be shown now/, never: FALSE_ALARM },
    { name: 'library', path: '/libraries/severnhythe', status: 503, says: /cannot be shown now/, never: FALSE_ALARM },
    { name: 'help', path: '/help', says: /What the words mean/ },
  ]),
  ...inWorld('graph gone', [
    { name: 'start', path: '/', status: 503, says: /cannot be shown now/, never: FALSE_ALARM },
    { name: 'title', path: title, status: 503, says: /cannot be shown now/, never: FALSE_ALARM },
  ]),
  // Somebody decided.
  ...inWorld('somebody decided', [
    { name: 'title that was merged', path: ({ merged }) => merged, says: /At least \d+ available now|available now/ },
    {
      name: 'lenders of a title that was merged',
      path: ({ merged }) => `${merged}/lenders`,
      says: /Library that asks/,
    },
    { name: 'rulings', path: '/rulings', says: /One edition: .*Reason: “The cover is the same”/, tabbed: true },
    {
      name: 'two records that somebody joined',
      path: ({ apart }) => apart,
      says: /Somebody decided .* that these records are one edition. This stands, whatever matching says/,
    },
    {
      name: 'two records that somebody joined, to undo',
      who: 'migration',
      path: ({ apart }) => apart,
      says: /Undo the decision/,
      tabbed: true,
    },
    {
      name: 'a ruling to undo',
      who: 'migration',
      path: ({ apart }) => apart,
      steps: ({ page }) => press(page, 'Undo the decision'),
      says: /You are about to take the decision on these two records back/,
    },
    {
      name: 'audit',
      who: 'operator',
      path: '/operate/audit',
      says: /Ruled on two records .*SAME: The cover is the same/,
    },
    {
      name: 'somebody ruled meanwhile',
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
      who: 'migration',
      path: ({ pair }) => pair,
      steps: async ({ page }) => {
        await page.locator('input[name="decision"][value="DIFFERENT"]').check();
        await press(page, 'See what would change');
        await press(page, 'Decide: two editions');
      },
      says: /Done .*Somebody decided .* that these records are two editions/,
    },
  ]),
  // Libraries move.
  ...inWorld('libraries move', [
    {
      name: 'library that is frozen',
      path: '/libraries/severnhythe',
      says: /The library is moving\. Nothing is changed in .* since 20 November 2026/,
    },
    {
      name: 'library whose catalogue is frozen',
      path: '/libraries/clentwood',
      says: /The library is moving\. Its catalogue in .* is not edited since 20 November 2026; loans go on/,
    },
    { name: 'library that moved', path: '/libraries/tamehollow', says: /The library left .* since 20 November 2026/ },
    {
      name: 'title at libraries that move',
      path: title,
      says: /on 20 November 2026 at 00:00; the library is moving to another system/,
    },
    { name: 'one system whose libraries move', path: '/systems/koha-a', says: /Severnhythe[^.]*: / },
  ]),
  // What was read is old, or not all.
  ...inWorld('a catalogue is old', [
    { name: 'start', path: '/', says: /Last read 5 days ago\./, never: FALSE_ALARM },
    { name: 'systems', path: '/systems', says: /Old .*Last read 5 days ago\. It should have been read since/ },
    { name: 'one system', path: '/systems/koha-c', says: /It should have been read since/ },
    {
      name: 'search, nothing found',
      path: '/find?q=zzzzzzzz',
      says: /Nothing found\. .*incomplete: .*changes since .* may be missing.*It may be there/,
    },
  ]),
  ...inWorld('records cannot be read', [
    { name: 'systems', path: '/systems', says: /Incomplete .*Some records could not be read/ },
    {
      name: 'search, nothing found',
      path: '/find?q=zzzzzzzz',
      says: /Nothing found\. .*incomplete: .*some records could not be read.*It may be there/,
    },
  ]),
  ...inWorld('one system down', [
    {
      name: 'lenders of a library',
      path: (places) => `${places.title}/lenders?for=severnhythe`,
      says: /on the shelf today \d\d:\d\d[^.]*not answering/,
    },
  ]),
  // A region in which nothing is, and sessions that cannot be read.
  ...inWorld('no system', [
    { name: 'start', path: '/', says: /This region has no system yet/, never: /up to date/ },
    { name: 'systems', path: '/systems', says: /This region has no system yet/, never: /up to date/ },
    { name: 'search', path: '/find?q=nursing', says: /Nothing found/ },
  ]),
  ...inWorld('database down', [
    {
      name: 'lenders',
      path: (places) => `${places.title}/lenders?for=severnhythe`,
      status: 503,
      says: /This says nothing of whether a copy is on its shelf/,
      never: FALSE_ALARM,
    },
    { name: 'two records', path: ({ pair }) => pair, status: 503, says: /cannot be shown now/ },
    { name: 'rulings', path: '/rulings', status: 503, says: /cannot be shown now/ },
    { name: 'compare', who: 'migration', path: '/compare', status: 503, says: /cannot be shown now/ },
  ]),
  ...inWorld('graph gone', [{ name: 'sign in', path: '/sign-in', says: /Go to the sign-in service/ }]),
  ...inWorld('sessions gone', [
    {
      name: 'help',
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
      who: 'librarian',
      path: '/help',
      steps: async ({ page, url, worlds }) => {
        await worlds.loseSessions();
        await page.goto(`${url}/account`);
      },
      status: 503,
      says: /Nobody can sign in or out now.*Nothing was done. If you were signed in, you still are/,
    },
  ]),
];
