import { foldText, foldTitle } from '../normalise/text.ts';
import { memoise } from './memoise.ts';

export const fold: (text: string) => string = memoise(foldText);

/** {@link foldTitle}, with the titles at hand that came before. */
export const foldedTitle: (text: string) => string = memoise(foldTitle);
