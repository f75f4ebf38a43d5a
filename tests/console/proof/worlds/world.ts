/** What worlds are, and what they are made of. */
import type { DemoConsole, DemoConsoleOptions } from '#tests/console/support/console.ts';
import type { DemoGraph } from '#tests/e2e/support/whole-graph.ts';
import type { WorldName } from './names.ts';

/** What addresses need that only the region knows. */
export interface Places {
  /** Address of the page of the title that is in all systems. */
  readonly title: string;
  /** The same of an e-book. */
  readonly online: string;
  /** The same of a title that has nothing to do with it. */
  readonly other: string;
  /** Address of two records that are one title. */
  readonly pair: string;
  /** Address of two records of different titles. */
  readonly apart: string;
  /** Address of a title that somebody joined with another one; empty before. */
  readonly merged: string;
  /** Address of the decision that was raised; empty before. */
  readonly decision: string;
}

export interface World {
  readonly name: WorldName;
  /** Makes it, and gives where the console listens. */
  begin(): Promise<string>;
  end(): Promise<void>;
}

export interface Worlds {
  readonly graph: DemoGraph;
  readonly places: Places;
  /** In the order in which they are made. */
  readonly worlds: readonly World[];
  /** Links the reader's cards and takes the snapshot `spring`, unless that was done. */
  prepare(): Promise<void>;
  /** In the world in which a session ends: from now on it is so much later for its console. */
  setLater(milliseconds: number): void;
  /** In the world in which sessions are gone: their database is dropped. */
  loseSessions(): Promise<void>;
  close(): Promise<void>;
}

/** What worlds are made of. */
export interface Stage {
  readonly graph: DemoGraph;
  /** As they are known by now. */
  readonly places: { -readonly [Place in keyof Places]: Places[Place] };
  /** Where the console of the demonstration listens. */
  readonly url: string;
  readonly prepare: () => Promise<void>;
  /** Opens another console; it is closed with everything. */
  open(options: DemoConsoleOptions): Promise<DemoConsole>;
  onClose(close: () => Promise<void>): void;
}
