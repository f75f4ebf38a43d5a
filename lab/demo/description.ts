/** What a record is to describe, and who catalogues it. */
import type { DemoLibrary } from './libraries.ts';
import type { Publication } from './publications.ts';

export interface Description {
  readonly publication: Publication;
  readonly library: DemoLibrary;
  /** Goes into 001; unique within its system. */
  readonly controlNumber: string;
  /** 942 $c, the record's item type in its Koha; null leaves out the field, which other systems do not have. */
  readonly itemType: string | null;
  /** The other form of the same publication, where both stand on one record. */
  readonly joined?: Publication | undefined;
  /** Other volumes, where a set stands on one record. */
  readonly volumes?: readonly Publication[] | undefined;
  /** Another edition whose ISBN stands on this record by mistake: copied from the record of the old one. */
  readonly isbnOf?: Publication | undefined;
  /** 942 $n: hidden from the public. */
  readonly suppressed?: boolean | undefined;
  /** False: no slips, nothing left out. */
  readonly careful?: boolean | undefined;
}
