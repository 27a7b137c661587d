/** What a phone number as written turns out to be. */
export type PhoneRead = { kind: 'mobile'; value: string } | { kind: 'refused'; reason: PhoneReason };

/** `digits-lost`: a spreadsheet shortened it (3.00E+09). */
export type PhoneReason =
  | 'missing'
  | 'not-a-number'
  | 'wrong-length'
  | 'fixed-line'
  | 'no-mobile'
  | 'digits-lost';

/** Reads a number as people write it; one without a country code is Colombian. */
export type ReadPhone = (written: string) => PhoneRead;
