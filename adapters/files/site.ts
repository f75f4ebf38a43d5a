/** One system that is files, as its adapter knows it. */
import type { SystemConfig } from '#domain/region.ts';
import type { Logger } from '#platform/logger.ts';
import { looksLikeCode } from '../shared/codes.ts';
import { lmsError } from '../shared/lms-error.ts';
import { createSite, type Site } from '../shared/site.ts';
import { filesSettings, kbartKeyOf, type FilesSettings } from './config.ts';
import type { FileCopy } from './copy.ts';

export interface FilesSite extends Site<FilesSettings> {
  /** The owner code of a copy: its own, else that of the settings, else the only one that there is; empty when unknown. */
  readonly ownerCodeOf: (copy: Pick<FileCopy, 'owner'>) => string;
  /** Logs once that a value of the column `hidden` is neither yes nor no, and hides for that. */
  readonly onUntoldHidden: (value: string) => void;
}

const UNTOLD_HIDDEN =
  'a value that is to hide copies is neither yes nor no: what carries it is hidden; list the values that hide in suppression.copies.hidden';
/** Such values that are logged; a column of texts has as many as there are copies. */
const MOST_UNTOLD = 20;

/** Throws CONFIG_INVALID if the settings are wrong. */
export function createFilesSite(system: SystemConfig, logger: Logger): FilesSite {
  const site = createSite({ system, schema: filesSettings, logger, ownerList: 'owner' });
  const [only, ...others] = system.owners;
  const standing = site.settings.owner ?? (others.length === 0 ? only?.code : undefined) ?? '';
  const keys = new Map<string, number>();
  for (const [index, source] of site.settings.records.entries()) {
    const { csv, kbart } = source;
    if (csv !== null && csv.runs !== null && csv.runs.owner === null && standing === '' && site.onlyLibrary === null) {
      const what = 'is needed where a system has several owners; name the column with the owner codes, or set owner';
      throw lmsError(system.id, 'CONFIG_INVALID', `settings.records[${index}].csv.runs.owner: ${what}`);
    }
    if (kbart === null) continue;
    refuseSameKey(system.id, keys, kbartKeyOf(source), index);
    const owners = kbart.owners.length > 0 ? kbart.owners : [standing];
    const unknown = owners.find((code) => site.libraryOf(code) === null);
    if (unknown === undefined) continue;
    const what =
      unknown === '' ? 'is needed where a system has several owners' : `has "${unknown}", which is no owner code`;
    const todo = 'name the codes of those who may read what is in the list';
    throw lmsError(system.id, 'CONFIG_INVALID', `settings.records[${index}].kbart.owners: ${what}; ${todo}`);
  }
  const untold = new Set<string>();
  return {
    ...site,
    ownerCodeOf: ({ owner }) => owner ?? standing,
    onUntoldHidden(value) {
      if (untold.has(value) || untold.size >= MOST_UNTOLD) return;
      untold.add(value);
      logger.warn({ list: 'hidden', ...(looksLikeCode(value) && { code: value }) }, UNTOLD_HIDDEN);
    },
  };
}

/** Titles of two lists that are known by the same would be taken for one another. */
function refuseSameKey(system: string, keys: Map<string, number>, key: string, index: number): void {
  const before = keys.get(key);
  keys.set(key, index);
  if (before === undefined && key !== '') return;
  const what = key === '' ? 'the file has no name to go by' : `"${key}" is that of records[${String(before)}], too`;
  const todo = 'give each list a name of its own, which stays the same; the ids of its titles begin with it';
  throw lmsError(system, 'CONFIG_INVALID', `settings.records[${String(index)}].kbart.name: ${what}; ${todo}`);
}
