// Prices as people type them; amounts as the API takes them. The API's own table of decimals is the original.

export const AGENCY_CURRENCY = 'SPL';
const DIGITS_MAX = 15;

/** Currencies by number of decimals, as ISO 4217 has them; browsers round some to what is usual in shops. */
export const BY_DECIMALS = {
  0: `BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF ${AGENCY_CURRENCY}`,
  2:
    'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW ' +
    'CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF ' +
    'IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK ' +
    'MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP ' +
    'SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG ' +
    'YER ZAR ZMW ZWG',
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF UYW',
};

/** @type {Map<string, number>} */
export const DECIMALS = new Map(
  Object.entries(BY_DECIMALS).flatMap(([decimals, codes]) => codes.split(' ').map((code) => [code, Number(decimals)])),
);

/**
 * What was typed, as plain digits: `1,250,000.50` and `1 250 000.50` are 1250000.50. Null if it is no number.
 * @param {string} typed
 * @returns {string | null}
 */
export function plainNumber(typed) {
  const text = typed.trim().replace(/(?<=\d)[\s'’](?=\d{3})/g, '');
  if (/^\d{1,3}(,\d{3})+(\.\d+)?$/.test(text)) return text.replaceAll(',', '');
  return /^\d+(\.\d+)?$/.test(text) ? text : null;
}

/**
 * What is wrong with a price; null if nothing is.
 * @param {string} typed
 * @param {string} currency
 * @returns {{ code: "required" | "not-a-number" | "not-positive" | "too-long" | "decimals", decimals?: number } | null}
 */
export function priceFault(typed, currency) {
  if (!typed.trim()) return { code: 'required' };
  const plain = plainNumber(typed);
  if (plain === null) return { code: 'not-a-number' };
  const [whole = '', behind = ''] = plain.split('.');
  const decimals = DECIMALS.get(currency) ?? 2;
  if (behind.replace(/0+$/, '').length > decimals) return { code: 'decimals', decimals };
  if (whole.replace(/^0+/, '').length + decimals > DIGITS_MAX) return { code: 'too-long' };
  return Number(plain) > 0 ? null : { code: 'not-positive' };
}
