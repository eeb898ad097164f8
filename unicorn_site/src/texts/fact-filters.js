// The texts of the filters by facts of a home.

export const texts = {
  /** Labels of the least and the greatest, by the fact. @type {Record<string, [string, string]>} */
  ranges: {
    living_area: ['Living area from (m²)', 'Living area to (m²)'],
    lot_size: ['Lot from (m²)', 'Lot to (m²)'],
    year_built: ['Built since', 'Built until'],
  },
  /** @type {Record<string, string>} */
  choices: { property_type: 'Type', heating: 'Heating', rent_period: 'Rent per' },
  bathrooms: 'Bathrooms',
  words: 'Words in its description',
  wordsExample: 'rose garden',
  badWords: 'Use a word with letters or digits',
  any: 'Any',
  /** @param {number} count */
  atLeast: (count) => `${count} or more`,
  /** @param {number} most */
  badArea: (most) => `Use a number up to ${most.toLocaleString('en')}, such as 85 or 120.5`,
  /** @param {number} first @param {number} last */
  badYear: (first, last) => `Use a year from ${first} to ${last}`,
  crossed: 'The greatest is below the least',
};
