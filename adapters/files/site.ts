/** One system that is files, as its adapter knows it. */
import type { SystemConfig } from '#domain/region.ts';
import type { Logger } from '#platform/logger.ts';
import { lmsError } from '../shared/lms-error.ts';
import { createSite, type Site } from '../shared/site.ts';
import { filesSettings, type FilesSettings } from './config.ts';
import type { FileCopy } from './copy.ts';

export interface FilesSite extends Site<FilesSettings> {
  /** The owner code of a copy: its own, else that of the settings, else the only one that there is; empty when unknown. */
  readonly ownerCodeOf: (copy: Pick<FileCopy, 'owner'>) => string;
}

/** Throws CONFIG_INVALID if the settings are wrong. */
export function createFilesSite(system: SystemConfig, logger: Logger): FilesSite {
  const site = createSite({ system, schema: filesSettings, logger, ownerList: 'owner' });
  const [only, ...others] = system.owners;
  const standing = site.settings.owner ?? (others.length === 0 ? only?.code : undefined) ?? '';
  for (const [index, { csv, kbart }] of site.settings.records.entries()) {
    if (csv !== null && csv.runs !== null && csv.runs.owner === null && standing === '' && site.onlyLibrary === null) {
      const what = 'is needed where a system has several owners; name the column with the owner codes, or set owner';
      throw lmsError(system.id, 'CONFIG_INVALID', `settings.records[${index}].csv.runs.owner: ${what}`);
    }
    if (kbart === null) continue;
    const owners = kbart.owners.length > 0 ? kbart.owners : [standing];
    const unknown = owners.find((code) => site.libraryOf(code) === null);
    if (unknown === undefined) continue;
    const what =
      unknown === '' ? 'is needed where a system has several owners' : `has "${unknown}", which is no owner code`;
    const todo = 'name the codes of those who may read what is in the list';
    throw lmsError(system.id, 'CONFIG_INVALID', `settings.records[${index}].kbart.owners: ${what}; ${todo}`);
  }
  return { ...site, ownerCodeOf: ({ owner }) => owner ?? standing };
}
