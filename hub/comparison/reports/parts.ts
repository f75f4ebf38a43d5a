/** Records of a part of another publication, whose copies are those of that one: they lack none. */
import { NOT_TOLD, type Condition } from '#domain/comparison.ts';

export const PART: Condition = { dimension: 'PART', in: ['YES'] };
/** All other records. */
export const NO_PART: Condition = { dimension: 'PART', in: ['NO', NOT_TOLD] };
