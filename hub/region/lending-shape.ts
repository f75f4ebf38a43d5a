/** The shape of `lending` of a library: what it lends to others. */
import { USUAL_LENDING } from '#domain/lending/lending-rules.ts';
import { z } from 'zod';
import { closuresShape, hoursShape } from './places-shape.ts';

export const lendingShape = z.strictObject({
  loans: z.boolean().default(USUAL_LENDING.loans),
  copies: z.boolean().default(USUAL_LENDING.copies),
  outsideNetwork: z.boolean().default(USUAL_LENDING.outsideNetwork),
  outsideRegion: z.boolean().default(USUAL_LENDING.outsideRegion),
  lastResort: z.boolean().default(USUAL_LENDING.lastResort),
  // Their place before they were the library's own; `cross-checks.ts` sees to it that they are given once.
  hours: hoursShape.nullable().optional(),
  closures: closuresShape.optional(),
});
