// The facts of a listing in words: for agents in their form, and for customers on a home's page.

/** @typedef {typeof import('../generated/rules.js').FACT_NAMES[number]} FactName */
/**
 * @typedef {object} FactText
 * @property {string} label in the agent's form
 * @property {string} [shown] on a home's page, if it is called otherwise there
 * @property {Record<string, string>} [choices] of a closed list, by their values
 */

/** @type {Record<FactName, FactText>} */
export const facts = {
  property_type: {
    label: 'Type of property',
    shown: 'Type',
    choices: {
      house: 'House',
      townhouse: 'Townhouse',
      apartment: 'Apartment',
      condominium: 'Condominium',
      villa: 'Villa',
      farm: 'Farm',
      land: 'Land',
      commercial: 'Commercial',
      other: 'Other',
    },
  },
  bedrooms: { label: 'Bedrooms' },
  bathrooms: { label: 'Bathrooms' },
  living_area: { label: 'Living area' },
  lot_size: { label: 'Lot size', shown: 'Lot' },
  year_built: { label: 'Year built', shown: 'Built in' },
  heating: {
    label: 'Heating',
    choices: {
      none: 'None',
      gas: 'Gas',
      oil: 'Oil',
      electric: 'Electric',
      heat_pump: 'Heat pump',
      district: 'District heating',
      wood: 'Wood',
      solar: 'Solar',
      other: 'Other',
    },
  },
};

/** The words for a value of a closed list. @param {FactName} name @param {string} value */
export const choiceText = (name, value) => facts[name].choices?.[value] ?? value;
