/* Starts GraphiQL in the page. A file, not an inline script: the page's policy runs scripts of its own origin only. */
import { openSignIn } from './sign-in.js';

/** What an earlier version of this page left in the browser: queries with their variables, cards and PINs among them. */
for (const name of Object.keys(localStorage)) if (name.startsWith('graphiql:')) localStorage.removeItem(name);

const root = document.getElementById('explorer');
const token = await openSignIn(document.getElementById('sign-in'));
const fetcher = GraphiQL.createFetcher({
  url: root.dataset.endpoint,
  headers: token === null ? {} : { authorization: `Bearer ${token}` },
});

ReactDOM.createRoot(root).render(
  // Without a storage nothing outlives the page: what is typed here may be a card, a PIN or a key.
  React.createElement(GraphiQL, {
    fetcher,
    defaultQuery: root.dataset.query,
    defaultTabs: JSON.parse(root.dataset.tabs),
    storage: null,
    shouldPersistHeaders: false,
  }),
);
