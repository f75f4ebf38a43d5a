/** A hub under measurement, in one process or in parts, and the systems that it asks. */
import type { Child } from '../support/child.ts';
import type { HostsCommands } from './hosts-child.ts';
import type { RegionNotes } from './region.ts';

export interface MeasuredHub {
  /** `one process`, `parts apart`. */
  readonly where: string;
  readonly url: string;
  readonly notes: RegionNotes;
  readonly hosts: Child<HostsCommands>;
  /** Processor time of the hub so far, milliseconds; null if it cannot be read. */
  readonly cpu: () => Promise<number | null>;
}
