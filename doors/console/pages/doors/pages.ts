/** `/develop` and `/discover`: where a person goes on who wants to program, or to connect a discovery system. */
import { HomeDocument } from '../../__generated__/operations.ts';
import { partOf } from '../../graph.ts';
import type { Page, PageModel } from '../page.ts';
import { developView, discoverView, type Addresses } from './view.ts';

export function doorPages(addresses: Addresses): readonly Page[] {
  return [doorPage('/develop', addresses, developView), doorPage('/discover', addresses, discoverView)];
}

function doorPage(
  path: string,
  addresses: Addresses,
  view: (region: string | undefined, addresses: Addresses) => PageModel,
): Page {
  return {
    path,
    async show({ graph }) {
      const region = partOf(await graph.ask(HomeDocument, {}), 'region');
      return {
        template: 'pages/doors/page.njk',
        model: view(region?.name, addresses),
      };
    },
  };
}
