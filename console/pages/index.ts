/** Every page, by its address. */
import { findPage } from './find/page.ts';
import { homePage } from './home/page.ts';
import { libraryPage } from './library/page.ts';
import { operatePages } from './operate/pages.ts';
import type { Page } from './page.ts';
import { systemPage } from './system/page.ts';
import { systemsPage } from './systems/page.ts';
import { textPages } from './text/pages.ts';
import { titlePage } from './title/page.ts';

export const PAGES: readonly Page[] = [
  homePage,
  findPage,
  titlePage,
  libraryPage,
  systemsPage,
  systemPage,
  ...operatePages,
  ...textPages,
];
