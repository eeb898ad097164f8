// Every text about reviews: the admins' page, and what agents see of theirs.

import { LIMITS } from '../generated/rules.js';
import { counted } from '../shared/format.js';

export const texts = {
  title: 'Reviews',
  lead: 'Requests that no machine could judge, and appeals, oldest first. What you decide is final for the request.',
  waiting: (/** @type {number} */ n) => (n >= 100 ? '100 or more wait' : `${n} ${n === 1 ? 'waits' : 'wait'}`),
  shown: (/** @type {number} */ n) => counted(n, 'review', 'reviews'),
  empty: 'Nothing waits for a person.',
  more: 'Show more',
  reload: 'Load the page again to see what waits now.',
  asked: (/** @type {string} */ agent, /** @type {string} */ when) => `${agent} requested publication on ${when}.`,
  decideBy: (/** @type {string} */ when, /** @type {string} */ left) =>
    `Decide by ${when}, ${left} from now. Without a decision it is declined then.`,
  timeIsUp: 'Its time is over: it is declined.',
  why: { questions: 'No machine could judge all of it.', appeal: 'The agent appeals a decline:' },
  judged: 'What is judged',
  fields: { headline: 'Headline', description: 'Description', captions: 'Texts of the photos' },
  photos: 'Photos',
  photo: (/** @type {number} */ place, /** @type {number} */ of) => `Photo ${place} of ${of}`,
  full: 'Open it in full size',
  alt: 'What it shows',
  caption: 'Caption',
  other: 'Further questions',
  accepted: 'No objection',
  question: 'Question',
  own: 'This is your own listing: another admin has to decide.',
  comment: 'Comment for the agent',
  commentHelp: `Needed to decline: say what is to be changed. At most ${counted(LIMITS.comment.maxLength, 'character', 'characters')}.`,
  commentMissing: 'Say why it is declined; the agent reads it.',
  approve: 'Approve',
  decline: 'Decline',
  deciding: 'Sending…',
  done: { APPROVED: 'Approved.', DECLINED: 'Declined.' },
  /** What agents see of the review of their own listing. */
  agents: {
    station: 'A person looks at it',
    waits: {
      questions: 'No machine can judge all of it, so a person looks at it.',
      appeal: 'A person looks at it, as you appealed.',
    },
    until: (/** @type {string} */ when, /** @type {string} */ left) =>
      `It waits for that until ${when}, ${left} from now. Without an answer it is declined then.`,
    timeIsUp: 'Its time is over; it is declined soon.',
    looked: 'What it is about',
    yourAppeal: 'Your appeal',
    approved: 'A person has looked at it and approved its texts and photos.',
    declined: 'A person has looked at it and declined it.',
    said: 'The person wrote',
  },
  appeal: {
    open: 'Appeal',
    help: 'Is the check wrong? Then a person looks at the listing as it is now. You can appeal once; after a change and another decline, once more.',
    comment: 'Why it may be published',
    commentHelp: `The person who looks at it reads this. At most ${counted(LIMITS.comment.maxLength, 'character', 'characters')}.`,
    missing: 'Say why the check is wrong.',
    submit: 'Send the appeal',
    sending: 'Sending…',
    sent: 'Your appeal is sent.',
  },
};
