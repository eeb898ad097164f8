// The texts that all pages share. What people wrote comes from the API and is only ever rendered as text.

export const texts = {
  brand: 'Unicorn Properties',
  notFound: {
    title: 'There is no page at this address',
    body: 'The link may be old, or mistyped.',
    home: 'See all places',
  },
  price: {
    onRequest: 'Price on request',
    periods: { week: 'a week', month: 'a month', year: 'a year' },
    hidden: 'on request',
  },
  failed: {
    retry: 'Try again',
    offline: 'You are offline',
    offlineBody: 'Check your connection. This page continues by itself as soon as you are back online.',
    unreachable: 'We cannot be reached at the moment',
    unreachableBody: 'Your connection works, but our service does not answer. Try again in a minute.',
    slow: 'This takes too long',
    slowBody: 'The answer did not come in time. Try again.',
    broken: 'Something went wrong on our side',
    rejected: 'This was not accepted',
    statuses: {
      401: 'Please sign in again',
      404: 'This is not here any more',
      412: 'Somebody else changed this first',
      429: 'Too many people are asking at once',
    },
    signedOut: 'You are not signed in',
    signedOutBody: 'Sign in to go on.',
    stillWaiting: 'This takes longer than usual. Still waiting for the answer…',
    loading: 'Loading…',
    unexpected: 'Something unexpected happened',
    unexpectedBody: 'Reload the page. If it happens again, let us know what you did.',
    fields: /** @param {string[]} labels */ (labels) => `Change this and send it again: ${labels.join('; ')}.`,
    report: /** @param {string} id */ (id) => `If you contact us, quote this id: ${id}`,
  },
};
