/** The door for those who keep terms; `suggest` and `browse` are read through `hub/search/index.ts`. */
export { startTermKeeper } from './keeper.ts';
