// Every text of the customers' pages.

import { counted } from '../shared/format.js';

/** @param {number} count */
const homes = (count) => counted(count, 'home', 'homes');

export const texts = {
  crumbs: 'You are here',
  everywhere: 'All places',
  unnamed: { country: 'This country', city: 'This city', street: 'This street' },
  home: {
    title: 'Find a home',
    lead: 'with a story to tell.',
    body: 'Every home is checked before it is published: its photos, its description and its contract.',
    /** @param {number} places @param {number} count */
    found: (places, count) => `${homes(count)} in ${counted(places, 'country', 'countries')}`,
    none: 'There are no homes yet',
    noneBody: 'Our agents are at work. The first homes appear here as soon as they are approved.',
  },
  box: {
    label: 'Where, and what kind of home?',
    example: 'Anytown 3 bed under 500k',
    button: 'Search',
    list: 'Places',
    /** @param {number} count */
    suggested: (count) => counted(count, 'place', 'places'),
    /** @param {string[]} words */
    unread: (words) => `Not understood, and left out: ${words.map((one) => `“${one}”`).join(', ')}`,
    choose: 'Which place do you mean?',
    none: 'No place with homes has this name',
    noneBody: 'Type the name of a country, a city, or a street and its city.',
    all: 'See all places',
  },
  country: {
    /** @param {string | undefined} name as far as it is known */
    title: (name) => (name ? `Homes in ${name}` : 'Homes'),
    /** @param {number} cities @param {number} count */
    counts: (cities, count) => `${homes(count)} in ${counted(cities, 'city', 'cities')}`,
    search: 'Search all of its homes',
    homesOf: 'All homes',
    /** @param {string | undefined} name as far as it is known */
    titleOfHomes: (name) => (name ? `All homes in ${name}` : 'All homes'),
    homes,
    none: 'There are no homes in this country at the moment',
    noneBody: 'Look at another place, or come back soon.',
  },
  search: {
    /** @param {string | undefined} place as far as it is known */
    title: (place) => (place ? `Homes in ${place}` : 'Homes'),
    filters: 'Filters',
    moreFilters: 'More filters',
    contract: 'Offer',
    contracts: { '': 'All', sale: 'For sale', rent: 'For rent' },
    currency: 'Currency',
    minPrice: 'Price from',
    maxPrice: 'Price to',
    any: 'Any',
    bedrooms: 'Bedrooms',
    /** @param {number} count */
    atLeast: (count) => `${count} or more`,
    sort: 'Sort by',
    sorts: { place: 'Address', newest: 'Newest first', price: 'Lowest price', '-price': 'Highest price' },
    clear: 'Clear filters',
    badPrice: 'Use a whole number, such as 250000',
    crossed: 'The highest price is below the lowest',
    more: 'Show more homes',
    save: 'Save this search',
    map: 'Show on a map',
    /** @param {number} count @param {boolean} andMore */
    shown: (count, andMore) => (andMore ? `The first ${homes(count)}` : homes(count)),
    /** @param {string} currency */
    inCurrency: (currency) => `Only homes priced in ${currency}: prices in two currencies are not compared.`,
    loading: 'Looking for homes',
    none: 'No homes found',
    noneFiltered: 'No home here matches all of these filters. Ask for less, or clear them.',
    nonePlain: 'There are no homes here at the moment. Have a look nearby.',
    nearby: 'Look nearby',
  },
  card: {
    noImage: 'No photo yet',
    bedrooms: /** @param {number} count */ (count) => `${count} bed`,
    bathrooms: /** @param {number} count */ (count) => `${count} bath`,
  },
  offers: { sale: 'For sale', rent: 'For rent' },
  property: {
    gallery: 'Photos',
    /** @param {number} index @param {number} count @param {string} place */
    image: (index, count, place) => `Photo ${index} of ${count}: ${place}`,
    previous: 'Previous photo',
    next: 'Next photo',
    enlarge: 'Show the photos full-screen',
    leave: 'Close the photos',
    facts: 'At a glance',
    perArea: 'Price per m²',
    published: 'On the market since',
    agent: /** @param {string} name */ (name) => `Your agent: ${name}`,
    description: 'About this home',
    history: 'Price history',
    now: 'today',
    mortgage: 'Estimate the mortgage',
    viewing: 'See this home',
    place: 'Where it is',
    similar: 'Similar homes',
    print: 'Print',
    share: 'Share',
    copied: 'The address is copied',
    copyFailed: 'Copy the address from the top of your browser',
    back: /** @param {string} place */ (place) => `More homes in ${place}`,
    gone: 'This home is not on offer',
    goneBody: 'It may have been sold, let, or taken down. There may be others nearby.',
  },
  saved: {
    title: 'Your homes',
    lead: 'Kept in this browser alone, without an account.',
    save: 'Save',
    remove: 'Remove from saved',
    done: 'Saved:',
    removed: 'Removed:',
    notKept: 'Not saved: this browser keeps no more homes. Remove one first, or allow this site to store data:',
    saved: 'Saved homes',
    seen: 'Recently seen',
    clear: { saved: 'Remove all saved', seen: 'Clear recently seen' },
    cleared: 'The list is empty',
    none: 'No homes yet',
    noneBody: 'Homes that you save, and those that you have looked at, are listed here.',
    /** @param {string[]} names */
    gone: (names) => `Not on offer any more, and removed from your lists: ${names.join('; ')}.`,
  },
  enquiry: {
    title: 'Ask about this home',
    heading: 'Your question to the agent',
    lead: 'Your question goes to the agent of this home, who answers you by e-mail or phone.',
    fields: { name: 'Your name', email: 'E-mail', phone: 'Phone, instead or as well', text: 'Your question' },
    website: 'Leave this empty',
    kept: 'Only the agent reads it. It is deleted after 90 days, and 30 days after it is closed.',
    send: 'Send the question',
    sent: 'Your question is sent.',
    required: {
      name: 'Write your name',
      email: 'Write an e-mail address or a phone number, so that the agent can answer',
      text: 'Write your question',
    },
    /** @param {string} when @param {string} what */
    asked: (when, what) => `You asked about this home on ${when}. ${what}`,
    states: {
      NEW: 'The agent has your question.',
      ANSWERED: 'The agent has answered it.',
      CLOSED: 'It is closed.',
    },
    closed: {
      CLOSED_BY_AGENT: 'The agent has closed it.',
      HOME_TAKEN_DOWN: 'The home was taken down, so nobody will answer it.',
    },
  },
};
