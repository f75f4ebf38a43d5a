/** Joins the parts of an adapter of files. */
import type { DataPurpose } from '#domain/region.ts';
import type { Logger } from '#platform/logger.ts';
import type { AdapterContext, Capability, HarvestSource, LmsAdapter, PolicySource } from '#contract/adapter.ts';
import { createDeliveryReader } from './delivery.ts';
import { createArrivals } from './drops/arrival.ts';
import { createDropHarvest } from './drops/harvest-drops.ts';
import { findNewestDrop } from './drops/newest-drop.ts';
import type { PlaceOptions, DropPlace } from './drops/place.ts';
import { createHarvest, pagesOfFixed, toPublic } from './harvest.ts';
import { probeFiles, type FindParts } from './probe.ts';
import { itemIdOfListed } from './copy.ts';
import { createFilesSite, type FilesSite } from './site.ts';
import { createFixedLists, type FindListFiles } from '../shared/reader-lists/list-files.ts';
import { createUnmappedWarning } from '../shared/reader-lists/open-holds.ts';
import { createReaderLists, listCapabilities } from '../shared/reader-lists/reader-lists.ts';
import { entriesOf } from '../shared/reader-lists/settings.ts';
import { mergeCodes, namesIn } from '../shared/policies/code-lists.ts';
import { rulesOf } from '../shared/policies/declared-rules.ts';
import { createFolderPlace } from './drops/folder-place.ts';
import { createSftpPlace } from './drops/sftp-place.ts';
import { createWebPlace } from './drops/web-place.ts';

/** A file answers nobody: how copies stand now, accounts and holds are not there. */
const CAPABILITIES: readonly Capability[] = ['HARVEST_FULL', 'HARVEST_CHANGES', 'HOLDING_STATEMENTS', 'CODE_LISTS'];

/** Builds the adapter of one system that is files; nothing is read. Throws CONFIG_INVALID where `settings` are wrong. */
export function createFilesAdapter(context: AdapterContext): LmsAdapter {
  const { system, logger, now, secret, readerToken, agreedPurposes } = context;
  const site = createFilesSite(system, logger);
  const { drop } = site.settings;
  const policies = createPolicySource(site);
  const { lists } = site.settings;
  const source = drop === null ? readFixed(site, now) : readDrops({ site, drop, secret, now, logger });
  const hasLists = readerToken !== undefined && entriesOf(lists).length > 0;
  const capabilities: readonly Capability[] = [
    ...CAPABILITIES,
    ...(policies.loanRules === undefined ? [] : (['LOAN_POLICIES'] as const)),
    ...(hasLists ? listCapabilities(lists) : []),
  ];
  const listsReadFor = hasLists ? (agreedPurposes ?? new Set<DataPurpose>()) : null;
  return {
    system: { id: system.id, kind: system.kind, name: system.name },
    capabilities,
    probe: (signal) => probeFiles({ site, findParts: source.findParts, capabilities, now, listsReadFor }, signal),
    harvest: createHarvest(site, source.pages),
    policies,
    ...(hasLists && {
      loans: createReaderLists({
        system,
        lists,
        readerToken,
        findFiles: source.findLists,
        itemIdOf: itemIdOfListed(site.settings),
        now,
        onUnmapped: createUnmappedWarning(logger),
        toPublic: (error) => toPublic(site, error),
      }),
    }),
    close: async () => {
      source.close();
    },
  };
}

/** Where pages come from, and what `mercia doctor` looks at. */
interface Source {
  readonly pages: HarvestSource['pages'];
  readonly findParts: FindParts;
  readonly findLists: FindListFiles;
  close(): void;
}

/** Files that are always called the same and are replaced. */
function readFixed(site: FilesSite, now: () => number): Source {
  const reader = createDeliveryReader(site, now);
  const { lists, timeoutSeconds, maxMegabytes } = site.settings;
  const fixed = createFixedLists({ system: site.system, lists, timeoutSeconds, maxMegabytes });
  return {
    pages: (from, signal) => pagesOfFixed(site, reader, from, signal),
    findParts: async (signal) => {
      const { parts, close } = await fixed.find(signal);
      return { ...reader, lists: parts, steps: [], close };
    },
    findLists: fixed.find,
    close: () => {
      reader.close();
      fixed.close();
    },
  };
}

/** Exports that arrive one after the other. */
function readDrops({ logger, ...options }: PlaceOptions & { readonly logger: Logger }): Source {
  const place = createDropPlace(options);
  const arrivals = createArrivals(options);
  return {
    pages: createDropHarvest({ ...options, place, arrivals, logger }),
    findParts: (signal) => findNewestDrop({ ...options, place, arrivals }, signal),
    findLists: (signal) => findNewestDrop({ ...options, place, arrivals }, signal),
    close: () => undefined,
  };
}

/** What a library has set up that gives nothing but files: what the region file says of it. */
function createPolicySource({ settings }: FilesSite): PolicySource {
  const { policies } = settings;
  const { rules } = policies;
  return {
    async codeLists() {
      const lists = [
        mergeCodes('LOCATION', null, settings.locations),
        mergeCodes('ITEM_TYPE', null, namesIn(settings.itemTypes)),
        mergeCodes('PATRON_CATEGORY', null, policies.categories),
      ];
      return lists.filter((list) => list !== null);
    },
    ...(rules !== null && { loanRules: async () => rulesOf(rules, policies.currency) }),
  };
}

/** Where the settings say that drops arrive. */
export function createDropPlace(options: PlaceOptions): DropPlace {
  const { folder, sftp, address } = options.drop;
  if (folder !== undefined) return createFolderPlace(options, folder);
  if (sftp !== undefined) return createSftpPlace(options, sftp);
  return createWebPlace(options, address ?? '');
}
