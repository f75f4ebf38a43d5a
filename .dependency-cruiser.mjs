import { adapterFolders, SKELETON } from './tools/adapters/entries.ts';

/** The rooms of the house and who may import whom (ARCHITECTURE.md). A new arrow needs an ADR. */
const rooms = [
  'domain',
  'shapes',
  'platform',
  'store',
  'region',
  'schema',
  'adapters',
  'gateway',
  'subgraphs',
  'union-index',
  'comparison',
  'feeds',
  'console',
  'simulators',
  'cli',
  'clients',
  'demo',
  'deploy',
  'examples',
  'tests',
  'bench',
  'conformance',
  'drill',
  'tools',
];

/** Forbids `from` every import of our own files but those below `allowed` and its own. */
const only = (name, from, allowed, fromNot) => ({
  name,
  severity: 'error',
  from: { path: from, pathNot: ['\\.test\\.ts$', ...(fromNot ?? [])] },
  to: { path: `^(${rooms.join('|')})/`, pathNot: [from, ...allowed] },
});

const adapterContract = '^adapters/(adapter|registry|shared/reason-codes)\\.ts$';
/** The contract, and what adapters of every kind share beside it. */
const sharedByAdapters = '^adapters/(adapter\\.ts$|shared/)';
/** Each kind of system has a folder of its own, and may import no other. */
const adapters = [...adapterFolders(), SKELETON];
const marc = '^adapters/protocols/marc/';

export default {
  forbidden: [
    only('domain-imports-nothing', '^domain/', []),
    {
      name: 'domain-is-pure',
      comment: 'The vocabulary needs no package and nothing of Node: neither clock, nor files, nor sockets.',
      severity: 'error',
      from: { path: '^domain/', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'core'] },
    },
    only('shapes', '^shapes/', ['^domain/']),
    only('platform-stands-alone', '^platform/', []),
    only('store', '^store/', ['^domain/', '^shapes/', '^platform/']),
    only('region', '^region/', ['^domain/', '^platform/']),
    only('schema-tools', '^schema/', []),
    only('protocols', '^adapters/protocols/', ['^domain/', '^platform/']),
    only('adapter-contract', sharedByAdapters, ['^domain/', '^platform/', '^adapters/protocols/']),
    ...adapters.map((kind) =>
      only(`${kind}-adapter`, `^adapters/${kind}/`, [
        '^domain/',
        '^platform/',
        '^adapters/protocols/',
        sharedByAdapters,
      ]),
    ),
    only('composed-adapter', '^adapters/composed/', ['^domain/', '^platform/', sharedByAdapters]),
    only('presets', '^adapters/presets/', ['^platform/']),
    only('remote-adapter', '^adapters/(remote/|adapter-server(/|\\.ts$))', [
      '^domain/',
      '^shapes/',
      '^platform/',
      marc,
      sharedByAdapters,
    ]),
    only('union-index', '^union-index/', ['^domain/', '^platform/', '^store/', adapterContract, marc]),
    only('circulation', '^subgraphs/circulation/', ['^domain/', '^platform/', '^store/', '^schema/', adapterContract]),
    only('catalogue', '^subgraphs/catalogue/', [
      '^domain/',
      '^platform/',
      '^store/',
      '^schema/',
      '^union-index/((feed|rulings|take-back)/)?index\\.ts$',
      '^adapters/adapter\\.ts$',
    ]),
    only('patrons', '^subgraphs/patrons/', ['^domain/', '^platform/', '^store/', '^schema/']),
    only('comparison', '^comparison/', [
      '^domain/',
      '^platform/',
      '^store/',
      '^region/',
      '^union-index/(index\\.ts$|match/|normalise/|profile/|description\\.ts$)',
      marc,
      adapterContract,
    ]),
    only('migration', '^subgraphs/migration/', [
      '^domain/',
      '^platform/',
      '^store/',
      '^schema/',
      '^comparison/index\\.ts$',
    ]),
    // Live facts are asked of the graph, as every client asks; everything else is read through the door of the index.
    only('feeds', '^feeds/', ['^domain/', '^platform/', '^union-index/feed/index\\.ts$', marc]),
    // Pages ask the graph like any client, through the library that others use.
    only('console', '^console/', ['^platform/', '^clients/typescript/index\\.ts$', '^store/tables\\.ts$']),
    only('gateway', '^gateway/', ['^platform/', '^domain/', '^schema/supergraph\\.graphql$']),
    // Settings, and what the two doors have in common; a router that is not ours knows no more of ours.
    only('deploy', '^deploy/', [
      '^platform/',
      '^gateway/(correlation|end-caller|http-errors|http-executor|prefer|public-errors|request-context)\\.ts$',
      '^gateway/(identity|limits)/',
      '^cli/(graph/identity|region/region-source|settings|supergraph-source|serve/context-secret)\\.ts$',
    ]),
    // What somebody else's program would take along: nothing of ours.
    only('clients', '^clients/', []),
    only('examples', '^examples/', []),
    only('simulators', '^simulators/', ['^platform/', '^domain/', marc]),
    // The checks of every adapter: the contract, and the router's own model of what is told. No test runner, no kind of system.
    only('conformance', '^conformance/', [
      '^domain/',
      '^shapes/',
      '^platform/',
      '^subgraphs/circulation/',
      marc,
      sharedByAdapters,
    ]),
    only('demo', '^demo/', ['^domain/', '^platform/', '^region/', '^simulators/', marc]),
    {
      name: 'what-serves-loads-no-rig',
      comment:
        'A region of its own runs neither simulators nor the demonstration: of that only where it is and what opens it.',
      severity: 'error',
      from: { path: '^cli/(commands/serve\\.ts$|(graph|region|reload|serve)/)', pathNot: '\\.test\\.ts$' },
      to: {
        path: '^(simulators|demo|conformance|drill|bench|tools|tests)/',
        pathNot: '^demo/(region-text|secrets)\\.ts$',
        reachable: true,
      },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-tests-in-code',
      severity: 'error',
      from: { pathNot: ['^tests/', '\\.test\\.ts$', '^bench/', '^drill/'] },
      to: { path: '^tests/' },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'declared',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      // A package of types alone has no other entry.
      mainFields: ['main', 'typings'],
      conditionNames: ['import', 'require', 'node', 'default'],
      extensions: ['.ts', '.mjs', '.js'],
    },
  },
};
