/** Pages of operators and of single systems: what there is to do, and what comes of it. */
import { startRetryingRejects } from '#union-index/harvest/index.ts';
import { follow, inWorld, nothingMore, press, type Scene, type State } from './state.ts';

export const OPERATING: readonly State[] = [
  // A job failed, one runs and one waits; a key ends soon.
  ...inWorld('work under way', [
    {
      name: 'a key to revoke',
      who: 'operator',
      path: '/operate/keys',
      steps: (scene) => toKey(scene),
      says: /Revoke the key “Lost on a train”\?.*It cannot be made valid again/,
      tabbed: true,
    },
    {
      name: 'a key that was revoked',
      who: 'operator',
      path: '/operate/keys',
      steps: async (scene) => {
        await toKey(scene);
        await press(scene.page, 'Revoke the key');
      },
      says: [/The key “Lost on a train” is revoked/, /1 key is valid/],
    },
    {
      name: 'a key that was revoked before',
      who: 'operator',
      path: '/operate/keys',
      steps: async ({ page, url, worlds: { graph } }) => {
        const { id } = await graph.database.db
          .selectFrom('api_key')
          .select('id')
          .where('name', '=', 'Lost on a train')
          .executeTakeFirstOrThrow();
        await page.goto(`${url}/operate/keys/${id}/revoke`);
      },
      says: /There is nothing to do/,
    },
    {
      name: 'a job that is cancelled',
      who: 'operator',
      path: '/operate/jobs',
      steps: ({ page }) => press(page, /^Cancel\W+Taking the snapshot next/),
      says: [/The job is cancelled/, /Taking the snapshot next Cancelled/],
    },
    {
      name: 'a job that was over',
      who: 'operator',
      path: '/operate/jobs',
      steps: async ({ page, worlds: { graph } }) => {
        const { id } = await graph.database.db
          .selectFrom('comparison_job')
          .select('id')
          .where('state', '=', 'FAILED')
          .executeTakeFirstOrThrow();
        await page.evaluate(`document.querySelector('input[name=job]').value = '${id}'`);
        await press(page, /^Cancel/);
      },
      says: /Nothing was cancelled It was over already/,
    },
    { name: 'audit', who: 'operator', path: '/operate/audit', steps: nothingMore, says: /Revoked a key/ },
  ]),
  // Records that cannot be read.
  ...inWorld('records cannot be read', [
    {
      name: 'rejects, to be read again',
      who: 'operator',
      path: '/operate/rejects',
      steps: ({ page }) => press(page, /^Read them again/),
      says: [
        /Records of Hollow and Dale Libraries will be read again/,
        /Reading them again: Waiting/,
        /Look again how far it is/,
      ],
    },
    {
      name: 'jobs, records to be read again',
      who: 'operator',
      path: '/operate/jobs',
      steps: nothingMore,
      says: /Reading records of Hollow and Dale Libraries again Waiting/,
    },
    {
      name: 'rejects, still not to be read',
      who: 'operator',
      path: '/operate/rejects',
      steps: async (scene) => {
        await readAgain(scene);
        await scene.page.reload();
      },
      says: /Reading them again: Done .*0 records can be read now, 1 still cannot be read/,
    },
    {
      name: 'rejects, read again',
      who: 'operator',
      path: '/operate/rejects',
      steps: async (scene) => {
        await press(scene.page, /^Read them again/);
        await scene.worlds.graph.simulator('koha-b').faults.clear();
        await readAgain(scene);
        await scene.page.reload();
      },
      says: [/Reading them again: Done .*1 record can be read now/, /Every record that was harvested could be read/],
    },
  ]),
];

const toKey = ({ page }: Scene): Promise<void> => follow(page, 'Revoke Lost on a train');

/** Whoever harvests takes the wish up, and is done with it. */
async function readAgain({ worlds: { graph } }: Scene): Promise<void> {
  const { hub, database } = graph;
  const end = new AbortController();
  const working = startRetryingRejects({
    db: hub.store.db,
    holder: hub.holder,
    adapters: () => hub.adapters,
    ingest: () => hub.ingest,
    clock: () => new Date(),
    logger: hub.logger,
    signal: end.signal,
    lookEveryMs: 50,
  });
  const isOpen = async (): Promise<boolean> =>
    (await database.db.selectFrom('reject_retry').select('id').where('state', 'in', ['WAITING', 'RUNNING']).execute())
      .length > 0;
  for (let look = 0; look < 600 && (await isOpen()); look += 1) await new Promise((resolve) => setTimeout(resolve, 50));
  end.abort();
  await working;
}
