/** What a value means that is to say whether the public may see a copy. Pure. */
import { hasCode } from '../shared/codes.ts';
import type { FilesSettings } from './config.ts';

const YES = ['1', 'y', 'yes', 't', 'true'];
const NO = ['0', 'n', 'no', 'f', 'false', '-'];

/** UNTOLD: it is neither yes nor no, and the region file does not say which values hide. */
export type HiddenMark = 'HIDES' | 'SHOWS' | 'UNTOLD';

/** The meaning of what stands in the column `hidden`; null where nothing stands there. */
export function hiddenMarkOf({ suppression }: Pick<FilesSettings, 'suppression'>, value: string | null): HiddenMark {
  const { hidden } = suppression.copies;
  if (value === null) return 'SHOWS';
  if (hasCode(hidden ?? YES, value)) return 'HIDES';
  return hidden !== null || hasCode(NO, value) ? 'SHOWS' : 'UNTOLD';
}
