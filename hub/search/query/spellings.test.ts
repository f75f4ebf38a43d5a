import { describe, expect, it } from 'vitest';
import { spellingsOf } from './spellings.ts';

const PAIRS = `
paediatric pediatric
paediatrics pediatrics
orthopaedic orthopedic
orthopaedics orthopedics
encyclopaedia encyclopedia
haemorrhage hemorrhage
haematology hematology
anaemia anemia
leukaemia leukemia
septicaemias septicemias
ischaemic ischemic
hypoglycaemia hypoglycemia
anaesthesia anesthesia
anaesthetist anesthetist
gynaecology gynecology
aetiology etiology
caesarean cesarean
caecum cecum
faecal fecal
palaeontology paleontology
oestrogen estrogen
oestradiol estradiol
oedema edema
oesophagus esophagus
foetus fetus
foetal fetal
diarrhoea diarrhea
gonorrhoea gonorrhea
dyspnoea dyspnea
coeliac celiac
homoeopathy homeopathy
pharmacopoeia pharmacopeia
amoebiasis amebiasis
leucocyte leukocyte
sulphonamide sulfonamide
tumour tumor
tumours tumors
behaviour behavior
behavioural behavioral
colour color
labour labor
neighbourhood neighborhood
centre center
centres centers
fibre fiber
goitre goiter
litre liter
organisation organization
hospitalised hospitalized
immunisations immunizations
randomised randomized
analyse analyze
dialysed dialyzed
catalogue catalog
counselling counseling
counsellor counselor
modelling modeling
licence license
defence defense
practise practice
programme program
programmes programs
ageing aging
haemodialysed hemodialyzed
haemorrhagic hemorrhagic
paediatric-anaesthesia pediatric-anesthesia
`
  .trim()
  .split('\n')
  .map((line) => line.split(' ') as [string, string]);

describe('the spellings of a word', () => {
  it.each(PAIRS)('find %s and %s from each other', (british, american) => {
    expect(spellingsOf(british)).toContain(american);
    expect(spellingsOf(american)).toContain(british);
  });

  it.each([
    'chemistry',
    'them',
    'infection',
    'developed',
    'coffee',
    'prize',
    'size',
    'restrict',
    'asthma',
    'pedal',
    '6th',
  ])('are no others for %s', (word) => {
    expect(spellingsOf(word)).toEqual([word]);
  });

  it('fold capitals and ligatures', () => {
    expect(spellingsOf('Pædiatric')).toEqual(['paediatric', 'pediatric']);
  });

  it('stay few, however long the word', () => {
    expect(spellingsOf('haemoleucopaediatricoedemaorganisation').length).toBeLessThanOrEqual(8);
  });
});
