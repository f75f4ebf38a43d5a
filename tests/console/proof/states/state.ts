/** What a state of a page is: where it is found, what is done there first, and what is to be read then. */
import type { DemoPersonId } from '#demo/persons.ts';
import type { Page } from 'playwright-core';
import type { Places, Worlds } from '../worlds/world.ts';
import type { WorldName } from '../worlds/names.ts';

export interface State {
  readonly name: string;
  readonly world: WorldName;
  /** Signed in; the public if not given. */
  readonly who?: DemoPersonId;
  readonly path: string | ((places: Places) => string);
  /** What is done on that page before it is looked at. States with steps are visited one after another, after all others of their world. */
  readonly steps?: (scene: Scene) => Promise<void>;
  /** Visited in a browser of its own: the steps end the session. */
  readonly apart?: boolean;
  /** 200 if not given. */
  readonly status?: number;
  /** Each is read in the page. */
  readonly says: RegExp | readonly RegExp[];
  /** Never read there. */
  readonly never?: RegExp;
  /** Whether the whole page is walked through with the tab key: once for each page. */
  readonly tabbed?: boolean;
}

/** States of one world, one after another. */
export function inWorld(world: WorldName, states: readonly Omit<State, 'world'>[]): readonly State[] {
  return states.map((state) => ({ ...state, world }));
}

/** What steps have at hand. */
export interface Scene {
  readonly page: Page;
  readonly worlds: Worlds;
  /** Where the console listens. */
  readonly url: string;
}

/** What only a page that was told so may say. */
export const FALSE_ALARM =
  /no such title|no such library|None available now|Nothing found|0 libraries|all systems are up to date/;

/** Presses a button, the first by this name, and waits for the page that it leads to. */
export async function press(page: Page, name: string | RegExp): Promise<void> {
  await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name }).first().click()]);
}

/** Follows a link, the first by this name. */
export async function follow(page: Page, name: string | RegExp): Promise<void> {
  await Promise.all([page.waitForEvent('load'), page.getByRole('link', { name }).first().click()]);
}

/** Of a state that is reached by the steps of those before it. */
export const nothingMore = async (): Promise<void> => undefined;

/** By the labels of the fields. */
export async function fill(page: Page, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, text] of Object.entries(fields)) await page.getByLabel(label).fill(text);
}
