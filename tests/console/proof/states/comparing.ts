/** Snapshots that are taken, stopped and dropped, and their rows. */
import { fill, follow, inWorld, press, type State } from './state.ts';

export const COMPARING: readonly State[] = [
  ...inWorld('cards linked, snapshot taken', [
    {
      name: 'rows, the next page',
      who: 'migration',
      path: '/compare/spring/rows?of=ITEMS',
      steps: ({ page }) => follow(page, /Next/),
      says: /Rows 51 to 100/,
    },
  ]),
  // One snapshot failed, one is being taken, and one waits.
  ...inWorld('work under way', [
    {
      name: 'a snapshot with a name that is taken',
      who: 'migration',
      path: '/compare',
      steps: async ({ page }) => {
        await fill(page, { Name: 'spring' });
        await press(page, 'Take a snapshot');
      },
      status: 400,
      says: /There is a snapshot "spring" already; choose another name/,
    },
    {
      name: 'work that is stopped',
      who: 'migration',
      path: '/compare',
      steps: ({ page }) => press(page, 'Stop Taking the snapshot next'),
      says: [/The work was stopped.*Drop it/, /Taking the snapshot next Stopped/],
    },
    {
      name: 'a snapshot that is dropped',
      who: 'migration',
      path: '/compare/next/drop',
      steps: ({ page }) => press(page, 'Drop the snapshot'),
      says: /The snapshot “next” was dropped/,
    },
    {
      name: 'a snapshot that is being taken',
      who: 'migration',
      path: '/compare',
      steps: async ({ page }) => {
        await fill(page, { Name: 'next' });
        await press(page, 'Take a snapshot');
      },
      says: /The snapshot “next” was asked for.*You may leave this page/,
    },
    {
      name: 'a snapshot that somebody dropped meanwhile',
      who: 'migration',
      path: '/compare/broken/drop',
      steps: async ({ page, worlds: { graph } }) => {
        const token = await graph.tokenOf('operator');
        await graph.ask('mutation { dropSnapshot(input: { name: "broken" }) { name } }', { token });
        await press(page, 'Drop the snapshot');
      },
      says: /Nothing was dropped.*There is no snapshot “broken” any more/,
    },
  ]),
];
