/* Starts GraphiQL in the page. A file, not an inline script: the page's policy runs scripts of its own origin only. */
'use strict';

const root = document.getElementById('explorer');
const fetcher = GraphiQL.createFetcher({ url: root.dataset.endpoint });

ReactDOM.createRoot(root).render(
  React.createElement(GraphiQL, { fetcher, defaultQuery: root.dataset.query, shouldPersistHeaders: false }),
);
