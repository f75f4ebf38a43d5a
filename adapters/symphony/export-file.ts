/** The site's export, wherever it lies. */
import { createDataFileReader } from '../shared/data-file.ts';
import type { DataFileReader } from '../shared/data-file.ts';
import type { SymphonySettings } from './config.ts';

/** Binds the reading to one site's export. */
export function createExportReader(
  system: string,
  { source, timeoutSeconds, maxMegabytes }: NonNullable<SymphonySettings['export']>,
): DataFileReader {
  return createDataFileReader({
    system,
    source,
    operation: 'export',
    setting: 'settings.export.source',
    expected: 'a MARC file',
    timeoutSeconds,
    maxMegabytes,
  });
}
