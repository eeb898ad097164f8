// A loan with equal monthly payments and one rate for its whole term: what it costs, and which terms make sense.

export const LIMITS = { rate: 30, years: 50 }; // percent a year; whole years

/**
 * @typedef {object} Terms
 * @property {number} price
 * @property {number} deposit what the buyer pays without the loan
 * @property {number} rate percent a year
 * @property {number} years
 *
 * @typedef {object} Estimate
 * @property {number} loan
 * @property {number} monthly
 * @property {number} interest over the whole term
 *
 * @typedef {'deposit' | 'rate' | 'years'} Field
 */

/** Read a number as people type it, `250,000`, `3.5` or `3,5`: whole numbers may have separators of thousands, others have
 * one mark and at most three decimals. NaN if it is none. @param {string} text @param {{whole?: boolean}} [how] */
export function typedNumber(text, { whole = false } = {}) {
  const plain = text.trim();
  if (whole) return /^\d{1,15}$|^\d{1,3}([.,\s'’]\d{3}){1,4}$/.test(plain) ? Number(plain.replace(/\D/g, '')) : NaN;
  return /^\d{1,3}([.,]\d{1,3})?$/.test(plain) ? Number(plain.replace(',', '.')) : NaN;
}

/** Which terms make no sense. @param {Terms} terms @returns {Field[]} */
export function wrongTerms({ price, deposit, rate, years }) {
  /** @type {Record<Field, boolean>} */
  const isRight = {
    deposit: deposit >= 0 && deposit < price,
    rate: rate >= 0 && rate <= LIMITS.rate,
    years: Number.isInteger(years) && years >= 1 && years <= LIMITS.years,
  };
  return /** @type {Field[]} */ (Object.keys(isRight)).filter((field) => !isRight[field]);
}

/** What a loan on right terms costs; amounts are not rounded. @param {Terms} terms @returns {Estimate} */
export function estimate({ price, deposit, rate, years }) {
  const loan = price - deposit;
  const [months, monthlyRate] = [years * 12, rate / 1200];
  const monthly = monthlyRate ? (loan * monthlyRate) / -Math.expm1(-months * Math.log1p(monthlyRate)) : loan / months;
  return { loan, monthly, interest: Math.max(0, monthly * months - loan) };
}
