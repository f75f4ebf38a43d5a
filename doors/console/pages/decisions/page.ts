import type { Page } from '../page.ts';
import { noSuchSnapshot, refusedPage } from '../compare/refused.ts';
import { NEEDS, notWhole } from '../report/page.ts';
import { askDecisions } from './ask.ts';
import { decisionsView } from './view.ts';

/** `/compare/:snapshot/decisions`: what is to be decided, by whom and by when; what was decided. */
export const decisionsPage: Page = {
  path: '/compare/:snapshot/decisions',
  needs: NEEDS,
  async show({ graph, viewer, params: { snapshot = '' }, query, now }) {
    const library = query.get('library');
    const [open, decided] = await Promise.all([
      askDecisions(graph, { state: 'OPEN', snapshot, library }),
      askDecisions(graph, { state: 'DECIDED', snapshot, library }),
    ]);
    const region = open.data.region?.name;
    const refused = refusedPage(region, [...open.errors, ...decided.errors]);
    if (refused !== null) return refused;
    const asked = open.data.snapshot;
    if (asked === null) return noSuchSnapshot(region);
    if (asked.state !== 'WHOLE') return notWhole(region, snapshot, asked.state);
    return {
      template: 'pages/decisions/page.njk',
      model: decisionsView({ snapshot, open, decided, viewer, now }),
    };
  },
};
