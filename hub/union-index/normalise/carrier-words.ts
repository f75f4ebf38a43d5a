/**
 * Words by which a record says what carries a text, in the languages that matching reads; asked of folded text. Many
 * catalogues say it nowhere else: `1 ressource en ligne (345 p.)` under the coded data of the printed book.
 */

const ONLINE =
  /\bon ?line|\ben ligne\b|\bin linea\b|\ben linea\b|\bem linha\b|\binternet|\belectroni[cqk]|\belectroni(?:co|ca|que)|\belektroni|\belettronic|\beletronic|\bnumerique|\bnett ?ressurs|\bverkko(?:aineisto|kirja)|онлаин|электронн|\be ?(?:books?|journals?|boken?|bog|boek|buch|kirja|kniha)\b|\bebk\b|\be ?pub\b|\bpdf\b/;
const DISC =
  /\bcd ?roms?\b|\bcederoms?\b|\bdis[ck]s?\b|\bdisques?\b|\bdisc(?:hi|os?)\b|\bdis[ckq]u?ett\w*|\bcomputer ?dis\w*|\bdvds?\b|\bcds?\b|\bcass?ett|\bkassett|\bmemory ?stick|\busb\b|\bdatentrager|компакт дис|электронн\w* опт/;
/** Paper, film or cards that are read through a lens. */
const MICROFORM = /\bmi[ck]ro ?(?:f[io]|[ck]ards?\b|kort|opaque|print|scheda|schede)/;

export function mentionsOnline(folded: string): boolean {
  return ONLINE.test(folded);
}

export function mentionsDisc(folded: string): boolean {
  return DISC.test(folded);
}

export function mentionsMicroform(folded: string): boolean {
  return MICROFORM.test(folded);
}

/** `1 CD-ROM`, `2 discs (345 p.)`: what is counted first is the disc; a book may have one with it. */
export function countsDiscFirst(folded: string): boolean {
  const words = folded.split(' ').slice(0, 4).join(' ');
  return DISC.test(words) && !/\b(?:p|pages?|s|seiten|v|vol|volumes?|ba?nde?)\b/.test(words);
}
