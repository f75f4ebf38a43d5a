import { adapterFolders, SKELETON } from './lab/tools/adapters/entries.ts';

/** The folders at the top that hold code; who may import whom is in ARCHITECTURE.md. A new arrow needs an ADR. */
const folders = ['adapters', 'clients', 'doors', 'gateway', 'hub', 'lab', 'schema', 'subgraphs', 'tests'];

/** Forbids `from` every import of our own files but those below `allowed` and its own. */
const only = (name, from, allowed, fromNot) => ({
  name,
  severity: 'error',
  from: { path: from, pathNot: ['\\.test\\.ts$', ...(fromNot ?? [])] },
  to: { path: `^(${folders.join('|')})/`, pathNot: [from, ...allowed] },
});

const contract = '^hub/contract/';
/** What the router knows of adapters: the contract, and which kinds there are. */
const adapterContract = '^(hub/contract/|adapters/registry\\.ts$)';
/** The contract, and what adapters of every kind share beside it. */
const sharedByAdapters = '^(hub/contract/|adapters/shared/)';
/** Each kind of system has a folder of its own, and may import no other. */
const adapters = [...adapterFolders(), SKELETON];
const marc = '^hub/marc/';
/** The index of editions, what finds them, and what is passed on of them. */
const index = ['^hub/union-index/', '^hub/search/', '^hub/feed-log/'];
/** What is read and written whoever sent it. */
const texts = '^hub/(marc|xml)/';

/** The folders of comparison: each may import only those before it. */
const comparison = [
  'jobs',
  'snapshots',
  'populations',
  'codes',
  'reports',
  'mappings',
  'taking',
  'collisions',
  'policies',
  'profiles',
  'readers',
  'day-one',
  'control-totals',
  'changes',
  'decisions',
  'fix-lists',
  'overlap',
  'overlap/reports',
];

export default {
  forbidden: [
    only('domain-imports-nothing', '^hub/domain/', []),
    {
      name: 'domain-is-pure',
      comment: 'The vocabulary needs no package and nothing of Node: neither clock, nor files, nor sockets.',
      severity: 'error',
      from: { path: '^hub/domain/', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'core'] },
    },
    only('shapes', '^hub/shapes/', ['^hub/domain/']),
    only('platform-stands-alone', '^hub/platform/', []),
    only('store', '^hub/store/', ['^hub/domain/', '^hub/shapes/', '^hub/platform/']),
    only('region', '^hub/region/', ['^hub/domain/', '^hub/platform/']),
    only('schema-tools', '^schema/', []),
    only('xml', '^hub/xml/', ['^hub/platform/']),
    only('marc', marc, ['^hub/domain/', '^hub/platform/', '^hub/xml/']),
    only('contract', contract, ['^hub/domain/', '^hub/platform/', marc]),
    only('protocols', '^adapters/protocols/', ['^hub/domain/', '^hub/platform/', texts]),
    only('shared-by-adapters', '^adapters/shared/', [
      '^hub/domain/',
      '^hub/platform/',
      '^adapters/protocols/',
      texts,
      contract,
    ]),
    ...adapters.map((kind) =>
      only(`${kind}-adapter`, `^adapters/${kind}/`, [
        '^hub/domain/',
        '^hub/platform/',
        '^adapters/protocols/',
        texts,
        sharedByAdapters,
      ]),
    ),
    only('composed-adapter', '^adapters/composed/', ['^hub/domain/', '^hub/platform/', sharedByAdapters]),
    only('presets', '^adapters/presets/', ['^hub/platform/']),
    only('remote-adapter', '^adapters/(remote/|adapter-server(/|\\.ts$))', [
      '^hub/domain/',
      '^hub/shapes/',
      '^hub/platform/',
      marc,
      sharedByAdapters,
    ]),
    // From records to editions, then what finds them, then what is passed on of them: each knows those before it alone.
    only('union-index', '^hub/union-index/', ['^hub/domain/', '^hub/platform/', '^hub/store/', contract, marc]),
    only('search', '^hub/search/', ['^hub/domain/', '^hub/platform/', '^hub/store/', '^hub/union-index/', marc]),
    only('feed-log', '^hub/feed-log/', [
      '^hub/domain/',
      '^hub/platform/',
      '^hub/store/',
      '^hub/union-index/',
      '^hub/search/(condition|cql)/',
      marc,
    ]),
    // What goes through all three of them.
    only('take-back', '^hub/take-back/', ['^hub/domain/', '^hub/platform/', '^hub/store/', contract, ...index]),
    only('verify', '^hub/verify/', ['^hub/domain/', '^hub/platform/', '^hub/store/', ...index]),
    only('circulation', '^subgraphs/circulation/', [
      '^hub/domain/',
      '^hub/platform/',
      '^hub/store/',
      '^schema/',
      adapterContract,
    ]),
    only('catalogue', '^subgraphs/catalogue/', [
      '^hub/domain/',
      '^hub/platform/',
      '^hub/store/',
      '^schema/',
      '^hub/(union-index(/rulings)?|search|feed-log|take-back)/index\\.ts$',
      contract,
    ]),
    only('patrons', '^subgraphs/patrons/', ['^hub/domain/', '^hub/platform/', '^hub/store/', '^schema/']),
    only('comparison', '^hub/comparison/', [
      '^hub/domain/',
      '^hub/platform/',
      '^hub/store/',
      '^hub/region/',
      '^hub/union-index/(index\\.ts$|match/|normalise/|profile/|description\\.ts$)',
      marc,
      contract,
    ]),
    ...comparison.map((folder, place) => ({
      name: `comparison-${folder.replace('/', '-')}`,
      severity: 'error',
      from: { path: `^hub/comparison/${folder}/[^/]+$`, pathNot: '\\.test\\.ts$' },
      to: { path: '^hub/comparison/', pathNot: `^hub/comparison/(${comparison.slice(0, place + 1).join('|')})/[^/]+$` },
    })),
    {
      name: 'comparison-folders-are-in-order',
      comment: 'A new folder of comparison needs a place among the others.',
      severity: 'error',
      from: { path: '^hub/comparison/.+/', pathNot: `^hub/comparison/(${comparison.join('|')})/[^/]+$` },
      to: {},
    },
    // Beside comparing, and on it: neither it nor the index knows of a move.
    only('moving', '^hub/moving/', [
      '^hub/domain/',
      '^hub/platform/',
      '^hub/store/',
      '^hub/region/',
      '^hub/comparison/',
      '^hub/union-index/(index\\.ts$|match/|normalise/|profile/|description\\.ts$)',
      marc,
    ]),
    only('migration', '^subgraphs/migration/', [
      '^hub/domain/',
      '^hub/platform/',
      '^hub/store/',
      '^schema/',
      '^hub/(comparison|moving)/index\\.ts$',
    ]),
    // Live facts are asked of the graph, as every client asks; everything else is read through the door of the index.
    only('feeds', '^doors/feeds/', ['^hub/domain/', '^hub/platform/', '^hub/feed-log/index\\.ts$', marc]),
    // Pages ask the graph like any client, through the library that others use.
    only('console', '^doors/console/', [
      '^hub/platform/',
      '^clients/typescript/index\\.ts$',
      '^hub/store/tables\\.ts$',
    ]),
    only('gateway', '^gateway/', ['^hub/platform/', '^hub/domain/', '^schema/supergraph\\.graphql$']),
    // Settings, and what the two doors have in common; a router that is not ours knows no more of ours.
    only('other-router', '^lab/other-router/', [
      '^hub/platform/',
      '^gateway/(correlation|http-errors|http-executor|prefer|public-errors|request-context)\\.ts$',
      '^gateway/(identity|limits)/',
      '^doors/cli/(graph/identity|region/region-source|settings|supergraph-source|serve/part-keys)\\.ts$',
    ]),
    // What somebody else's program would take along: nothing of ours.
    only('clients', '^clients/', []),
    only('examples', '^clients/examples/', []),
    only('simulators', '^lab/simulators/', ['^hub/platform/', '^hub/domain/', marc]),
    // The checks of every adapter: the contract, and the router's own model of what is told. No test runner, no kind of system.
    only('conformance', '^lab/conformance/', [
      '^hub/domain/',
      '^hub/shapes/',
      '^hub/platform/',
      '^subgraphs/circulation/',
      marc,
      sharedByAdapters,
    ]),
    only('demo', '^lab/demo/', ['^hub/domain/', '^hub/platform/', '^hub/region/', '^lab/simulators/', marc]),
    {
      name: 'what-serves-loads-no-rig',
      // One file, for it loads all that serves: each further one is looked up against each of these a thousand.
      comment:
        'A region of its own runs neither simulators nor the demonstration: of that only where it is and what opens it.',
      severity: 'error',
      from: { path: '^doors/cli/commands/serve\\.ts$' },
      to: {
        path: '^(lab|tests)/',
        pathNot: '^lab/demo/(region-text|secrets)\\.ts$',
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
      from: { pathNot: ['^tests/', '\\.test\\.ts$', '^lab/bench/', '^lab/drill/'] },
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
