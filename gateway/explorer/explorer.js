/* Starts GraphiQL in the page. A file, not an inline script: the page's policy runs scripts of its own origin only. */
import { loadExamples } from './examples.js';
import { openSignIn } from './sign-in.js';

/** What an earlier version of this page left in the browser: queries with their variables, cards and PINs among them. */
for (const name of Object.keys(localStorage)) if (name.startsWith('graphiql:')) localStorage.removeItem(name);

const root = document.getElementById('explorer');
const token = await openSignIn(document.getElementById('sign-in'));
const fetcher = GraphiQL.createFetcher({
  url: root.dataset.endpoint,
  headers: token === null ? {} : { authorization: `Bearer ${token}` },
});

const own = JSON.parse(root.dataset.tabs);
const tabs = own.length > 0 ? own : await loadExamples(root.dataset.endpoint);

ReactDOM.createRoot(root).render(
  // Without a storage nothing outlives the page: what is typed here may be a card, a PIN or a key.
  React.createElement(GraphiQL, {
    fetcher,
    defaultQuery: tabs[0].query,
    defaultTabs: tabs,
    // GraphiQL takes those of the first tab only from here.
    ...(tabs[0].variables === undefined ? {} : { variables: tabs[0].variables }),
    storage: null,
    shouldPersistHeaders: false,
  }),
);
