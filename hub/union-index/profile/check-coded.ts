import type { FaultList } from './validity-rules.ts';

const LEADER = 'LDR';
const BIBLIOGRAPHIC_TYPES = 'acdefgijkmoprt';
const MATERIALS = 'acdfghkmoqrstvz';
const LENGTH_006 = 18;
const LENGTH_008 = 40;

/** The coded positions of the leader. */
export function checkLeader(leader: string, faults: FaultList): void {
  if (!isOneOf('acdnp', leader[5])) faults.add(LEADER, 'RECORD_STATUS');
  if (!isOneOf(BIBLIOGRAPHIC_TYPES, leader[6])) faults.add(LEADER, 'RECORD_TYPE');
  if (!isOneOf('abcdims', leader[7])) faults.add(LEADER, 'BIBLIOGRAPHIC_LEVEL');
  // The capital letters are OCLC's, whose records half of all libraries have.
  if (!isOneOf(' 1234578uzEIJKLM', leader[17])) faults.add(LEADER, 'ENCODING_LEVEL');
  if (!isOneOf(' aciunpr', leader[18])) faults.add(LEADER, 'CATALOGUING_FORM');
}

/** Whether the leader says that the record describes something, and is no authority, holding or community record. */
export function isBibliographic(leader: string): boolean {
  return !isOneOf('uvxyzwq', leader[6]);
}

export function checkControlField(tag: string, value: string, leader: string, faults: FaultList): void {
  if (tag === '008') check008(value, leader, faults);
  else if (tag === '005' && !/^\d{14}\.\d$/.test(value)) faults.add(tag, 'FORM');
  else if (tag === '006' && value.length !== LENGTH_006) faults.add(tag, 'LENGTH');
  else if (tag === '007' && !isOneOf(MATERIALS, value[0])) faults.add(tag, 'CATEGORY');
}

function check008(value: string, leader: string, faults: FaultList): void {
  // The positions of what is too short or too long cannot be told.
  if (value.length !== LENGTH_008) {
    faults.add('008', 'LENGTH');
    return;
  }
  const dateType = value[6];
  if (!isOneOf('bcdeikmnpqrstu|', dateType)) faults.add('008', 'DATE_TYPE');
  else if (leader[7] === 's' && isOneOf('eikmpqrst', dateType)) faults.add('008', 'SERIAL_DATE_TYPE');
  // Of a detailed date (e) the second is month and day; before Christ (b) both are blank.
  if (!isDate(value.slice(7, 11)) || !(dateType === 'e' || isDate(value.slice(11, 15)))) faults.add('008', 'DATE');
  checkLanguage('008', value.slice(35, 38), faults);
}

function isDate(text: string): boolean {
  return /^(?:[\du]{4}| {4}|\|{4})$/.test(text);
}

/** A language as coded in 008 or a subfield of 041; `|||` and blanks say nothing. */
export function checkLanguage(tag: '008' | '041', code: string, faults: FaultList): void {
  if (LANGUAGE_CODES.has(code) || code === '   ' || code === '|||') return;
  if (OBSOLETE_LANGUAGE_CODES.has(code)) faults.add(tag, 'OBSOLETE_LANGUAGE');
  else if (tag === '041' && code.length > 3 && isJoined(code)) faults.add(tag, 'JOINED_LANGUAGES');
  else faults.add(tag, 'LANGUAGE');
}

function isJoined(text: string): boolean {
  return text.length % 3 === 0 && (text.match(/.{3}/g) ?? []).every((code) => LANGUAGE_CODES.has(code));
}

function isOneOf(codes: string, code: string | undefined): boolean {
  return code !== undefined && codes.includes(code);
}

/** The MARC Code List for Languages (https://www.loc.gov/marc/languages/): the codes of ISO 639-2/B. */
const LANGUAGE_CODES: ReadonlySet<string> = new Set(
  (
    'aar abk ace ach ada ady afa afh afr ain aka akk alb ale alg alt amh ang anp apa ara arc arg arm arn arp art arw ' +
    'asm ast ath aus ava ave awa aym aze bad bai bak bal bam ban baq bas bat bej bel bem ben ber bho bih bik bin bis ' +
    'bla bnt bos bra bre btk bua bug bul bur byn cad cai car cat cau ceb cel cha chb che chg chi chk chm chn cho chp ' +
    'chr chu chv chy cmc cnr cop cor cos cpe cpf cpp cre crh crp csb cus cze dak dan dar day del den dgr din div doi ' +
    'dra dsb dua dum dut dyu dzo efi egy eka elx eng enm epo est ewe ewo fan fao fat fij fil fin fiu fon fre frm fro ' +
    'frr frs fry ful fur gaa gay gba gem geo ger gez gil gla gle glg glv gmh goh gon gor got grb grc gre grn gsw guj ' +
    'gwi hai hat hau haw heb her hil him hin hit hmn hmo hrv hsb hun hup iba ibo ice ido iii ijo iku ile ilo ina inc ' +
    'ind ine inh ipk ira iro ita jav jbo jpn jpr jrb kaa kab kac kal kam kan kar kas kau kaw kaz kbd kha khi khm kho ' +
    'kik kin kir kmb kok kom kon kor kos kpe krc krl kro kru kua kum kur kut lad lah lam lao lat lav lez lim lin lit ' +
    'lol loz ltz lua lub lug lui lun luo lus mac mad mag mah mai mak mal man mao map mar mas may mdf mdr men mga mic ' +
    'min mis mkh mlg mlt mnc mni mno moh mon mos mul mun mus mwl mwr myn myv nah nai nap nau nav nbl nde ndo nds nep ' +
    'new nia nic niu nno nob nog non nor nqo nso nub nwc nya nym nyn nyo nzi oci oji ori orm osa oss ota oto paa pag ' +
    'pal pam pan pap pau peo per phi phn pli pol pon por pra pro pus que raj rap rar roa roh rom rum run rup rus sad ' +
    'sag sah sai sal sam san sas sat scn sco sel sem sga sgn shn sid sin sio sit sla slo slv sma sme smi smj smn smo ' +
    'sms sna snd snk sog som son sot spa srd srn srp srr ssa ssw suk sun sus sux swa swe syc syr tah tai tam tat tel ' +
    'tem ter tet tgk tgl tha tib tig tir tiv tkl tlh tli tmh tog ton tpi tsi tsn tso tuk tum tup tur tut tvl twi tyv ' +
    'udm uga uig ukr umb und urd uzb vai ven vie vol vot wak wal war was wel wen wln wol xal xho yao yap yid yor ypk ' +
    'zap zbl zen zgh zha znd zul zun zxx zza'
  ).split(' '),
);

/** Codes that the list once had, each replaced by another: `scr` by `hrv`. */
const OBSOLETE_LANGUAGE_CODES: ReadonlySet<string> = new Set(
  'ajm cam esk esp eth far fri gae gag gal gua int iri kus lan lap max mla mol sao scc scr sho snh sso swz tag taj tar tru tsw'.split(
    ' ',
  ),
);
