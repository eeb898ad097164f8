// The site's three documents; each area is a page of its own, with its own script and style.

export const PAGES = [
  {
    area: 'customers',
    file: 'index.html',
    address: '/',
    readsConfig: false,
    link: 'Find a home',
    title: 'Unicorn Properties: homes for sale and for rent',
    description: 'Houses and apartments for sale and for rent, each with photos, price history and all details.',
  },
  {
    area: 'agent',
    file: 'agent/index.html',
    address: '/agent/',
    readsConfig: true,
    link: 'For agents',
    title: 'For agents: Unicorn Properties',
    description: 'Listings, photos, contracts and publication, for the agents of Unicorn Properties.',
  },
  {
    area: 'live',
    file: 'live/index.html',
    address: '/live/',
    readsConfig: true,
    link: 'Live map',
    title: 'Live map: Unicorn Properties',
    description: 'The events of Unicorn Properties as they travel between the three contexts.',
  },
];

/** The links at the top of each page: the documents, and the customers' saved homes. */
export const LINKS = [PAGES[0], { address: '/saved', link: 'Saved' }, ...PAGES.slice(1)];
