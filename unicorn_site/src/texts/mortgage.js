// The texts of the mortgage estimate.

/** @typedef {typeof import('../customers/mortgage.js').LIMITS} Limits */

export const texts = {
  /** @param {string} currency */
  deposit: (currency) => `Deposit in ${currency}`,
  depositHint: 'What you pay without the loan',
  rate: 'Interest, percent a year',
  rateHint: 'As your bank offers it, such as 3.5',
  years: 'Term in years',
  wrong: {
    deposit: () => 'Use a whole number below the price, such as 50,000',
    rate: /** @param {Limits} limits */ ({ rate }) => `Use a number from 0 to ${rate}, such as 3.5`,
    years: /** @param {Limits} limits */ ({ years }) => `Use a whole number from 1 to ${years}`,
  },
  incomplete: 'Fill in all three fields to see the estimate.',
  /** @param {string} amount */
  monthly: (amount) => `About ${amount} a month`,
  /** @param {string} loan @param {string} interest @param {number} years */
  details: (loan, interest, years) =>
    `for a loan of ${loan} over ${years} ${years === 1 ? 'year' : 'years'}; ${interest} of what you pay is interest.`,
  disclaimer:
    'This is an estimate and no offer: equal monthly payments and one rate for the whole term, without fees, taxes and insurance.',
};
