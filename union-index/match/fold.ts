import { foldText, foldTitle } from '../normalise/text.ts';
import { remember } from './remember.ts';

/** {@link foldText}, with the texts at hand that came before. */
export const fold: (text: string) => string = remember(foldText);

/** {@link foldTitle}, with the titles at hand that came before. */
export const foldedTitle: (text: string) => string = remember(foldTitle);
