/** Every page, by its address. */
import { accountPage } from './account/page.ts';
import { findPage } from './find/page.ts';
import { homePage } from './home/page.ts';
import { libraryPage } from './library/page.ts';
import { linkCardPage } from './link-card/page.ts';
import type { Page } from './page.ts';
import { systemsPage } from './systems/page.ts';
import { textPages } from './text/pages.ts';
import { titlePage } from './title/page.ts';

export const PAGES: readonly Page[] = [
  homePage,
  findPage,
  titlePage,
  libraryPage,
  systemsPage,
  accountPage,
  linkCardPage,
  ...textPages,
];
