// Every sentence that the site itself says, in one place. What people wrote comes from the API and is only ever text.

export const texts = {
  brand: 'Unicorn Properties',
  skip: 'Skip to content',
  nav: { label: 'Main', search: 'Find a home', agent: 'For agents', live: 'Live map' },
  notFound: {
    title: 'There is nothing at this address',
    body: 'The link may be old, or mistyped.',
    home: 'See all places',
  },
  failed: {
    retry: 'Try again',
    offline: 'You are offline',
    offlineBody: 'Check your connection. This page goes on by itself as soon as you are back.',
    unreachable: 'We cannot be reached at the moment',
    unreachableBody: 'Your connection works, but our service does not answer. Try again in a minute.',
    slow: 'This takes too long',
    slowBody: 'The answer did not come in time. Try again.',
    busy: 'Too many people are asking at once',
    broken: 'Something went wrong on our side',
    refused: 'This was not accepted',
    gone: 'This is not here any more',
    signIn: 'Please sign in again',
    unexpected: 'Something unexpected happened',
    unexpectedBody: 'Load the page again. If it stays, tell us what you did.',
    report: /** @param {string} id */ (id) => `If you write to us, name this number: ${id}`,
  },
};
