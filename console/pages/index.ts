/** Every page, by its address. */
import { findPage } from './find/page.ts';
import { homePage } from './home/page.ts';
import { lendersPage } from './lenders/page.ts';
import { libraryPage } from './library/page.ts';
import type { Page } from './page.ts';
import { systemsPage } from './systems/page.ts';
import { textPages } from './text/pages.ts';
import { titlePage } from './title/page.ts';

export const PAGES: readonly Page[] = [
  homePage,
  findPage,
  titlePage,
  lendersPage,
  libraryPage,
  systemsPage,
  ...textPages,
];
