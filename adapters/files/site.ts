/** One system that is files, as its adapter knows it. */
import type { SystemConfig } from '#domain/region.ts';
import type { Logger } from '#platform/logger.ts';
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
  return { ...site, ownerCodeOf: ({ owner }) => owner ?? standing };
}
