// Every text of the customers' pages about saved searches, fetched with their code.

export const texts = {
  lead: 'We mail you new homes that match this search, at most once a day. First we send you a link to confirm it.',
  email: 'Your e-mail address',
  required: 'Write your e-mail address',
  kept: 'We use your address for these mails alone, and delete it when you end them. Unconfirmed, it is deleted within days.',
  save: 'Mail me new homes',
  saved: 'Your search is saved.',
  /** @param {string} until */
  next: (until) => `Now open the link in the mail that we sent you, until ${until}. Without that we send nothing more.`,
  page: {
    title: 'Your saved search',
    see: 'See the homes of this search',
    unconfirmed: 'It is not confirmed yet: we send no mails.',
    confirm: 'Yes, mail me new homes',
    confirmed: 'We mail you new homes that match it, at most once a day.',
    confirmedNow: 'Your search is confirmed.',
    /** @param {string} until */
    until: (until) => `The mails end on ${until}, unless you keep them.`,
    /** @param {string} until */
    forgotten: (until) => `It ends on ${until}, and is deleted with your address.`,
    keep: 'Keep them for half a year from today',
    kept: 'The mails go on.',
    end: 'End the mails',
    ended: 'The mails have ended',
    endedBody: 'Your saved search and your address are deleted.',
    gone: 'This search is no longer saved',
    goneBody: 'It was ended, or was not confirmed or kept in time. Search again to save it anew.',
    missing: 'There is no such saved search',
    missingBody: 'The address may not be whole. Open the link in the mail again.',
  },
};
