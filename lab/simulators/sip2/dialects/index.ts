/** Every dialect by its name. */
import type { Dialect, DialectName } from './dialect.ts';
import { generic } from './generic.ts';
import { koha } from './koha.ts';
import { evergreen, horizon, polaris, sierra, symphony } from './others.ts';

export { DIALECTS, tellingOf } from './dialect.ts';
export type { Answer, Dialect, DialectName, Pin, Telling } from './dialect.ts';

export const dialects: Readonly<Record<DialectName, Dialect>> = {
  generic,
  koha,
  symphony,
  evergreen,
  sierra,
  polaris,
  horizon,
};
