/** What the words say that titles and results have of copies, as Help explains them. Each that is quoted is made by those pages. */
export const AVAILABILITY_HELP = [
  '“Certainly in” in results, “2 available now” in a title: the library’s own system said so when it was checked. Beside it stands when that was.',
  '“Perhaps in, ask first” in results: a copy may be on the shelf. In brackets stands why that is not certain.',
  '“Perhaps on the shelf: the system cannot tell for sure” in a title, “(the system cannot tell for sure)” in results: the system answers, but cannot tell whether a copy is kept for a reader or on its way to another site.',
  '“1 copy on the shelf yesterday 14:05; the system is not answering” and “Perhaps on the shelf yesterday 14:05; the system is not answering” in a title, “(not checked now; as it was yesterday 14:05)” in results: so it was when the system was last asked. It could not be asked now, so it may have changed.',
  '“None available yesterday 14:05, but one may be back; the system is not answering” in a title, “None available when last checked” in results: so it was then.',
  '“(its system cannot be asked; as listed yesterday 14:05)” in results: so it was in the last list of that system. It may have changed since.',
  '“We could not check. It may be on the shelf.” in a title, “Not checked” in results: nothing is known at the moment. The copy may well be on the shelf: ask the library.',
  '“This system cannot tell us; ask the library.” in a title, also “Not checked” in results: the library’s system has no way to say how its copies stand.',
] as const;
