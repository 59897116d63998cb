/** Languages that people are asked for by code, as ISO 639 has them; signing is one of them (NQR 13). */
export const languages = {
  en: 'English',
  ar: 'Arabic',
  bfi: 'British Sign Language',
  bn: 'Bengali',
  bg: 'Bulgarian',
  yue: 'Cantonese',
  cs: 'Czech',
  fa: 'Farsi',
  fr: 'French',
  de: 'German',
  el: 'Greek',
  gu: 'Gujarati',
  hi: 'Hindi',
  hu: 'Hungarian',
  it: 'Italian',
  ku: 'Kurdish',
  lt: 'Lithuanian',
  lv: 'Latvian',
  cmn: 'Mandarin',
  ne: 'Nepali',
  ps: 'Pashto',
  pl: 'Polish',
  pt: 'Portuguese',
  pa: 'Punjabi',
  ro: 'Romanian',
  rom: 'Romani',
  ru: 'Russian',
  sk: 'Slovak',
  so: 'Somali',
  es: 'Spanish',
  sq: 'Albanian',
  sw: 'Swahili',
  ta: 'Tamil',
  th: 'Thai',
  ti: 'Tigrinya',
  tr: 'Turkish',
  uk: 'Ukrainian',
  ur: 'Urdu',
  vi: 'Vietnamese',
  cy: 'Welsh',
  yo: 'Yoruba',
  // ISO 639-2: a language that nobody has been able to name yet. An interpreter service asks.
  und: 'Not known yet',
} as const;

/** Whether an interpreter is wanted; `declined` where somebody asked and they speak enough English. */
export const interpreterAnswers = { no: 'No', yes: 'Yes', declined: 'Asked, no' } as const;

/** The language that nothing has to be arranged for. */
export const USUAL = 'en';

export function languageWords(code: string): string {
  return languages[code as keyof typeof languages] ?? code;
}
