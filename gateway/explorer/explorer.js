/* Starts GraphiQL in the page. A file, not an inline script: the page's policy runs scripts of its own origin only. */
import { openSignIn } from './sign-in.js';

const root = document.getElementById('explorer');
const token = await openSignIn(document.getElementById('sign-in'));
const fetcher = GraphiQL.createFetcher({
  url: root.dataset.endpoint,
  headers: token === null ? {} : { authorization: `Bearer ${token}` },
});

ReactDOM.createRoot(root).render(
  React.createElement(GraphiQL, { fetcher, defaultQuery: root.dataset.query, shouldPersistHeaders: false }),
);
