// Every text of the customers' pages about viewings, fetched with their code.

export const texts = {
  lead: 'The agent shows you the home. All times are by the clocks at the home.',
  noTimes: 'No times at the moment',
  gone: 'This home is no longer on offer.',
  none: 'The agent offers none. Ask about one below.',
  slot: 'Time',
  choose: 'Choose a time',
  kept: 'Only the agent reads this. It is deleted 30 days after the viewing.',
  book: 'Book this time',
  booked: 'Your viewing is booked.',
  required: 'Choose a time',
  /** @param {string} when */
  mine: (when) => `You have booked a viewing: ${when}.`,
  cancelledOf: {
    CANCELLED_BY_VISITOR: 'You have cancelled your viewing.',
    CANCELLED_BY_AGENT: 'The agent has cancelled your viewing.',
    HOME_TAKEN_DOWN: 'Your viewing is cancelled, because the home was taken down.',
  },
  open: 'Move or cancel it',
  calendar: 'Add to your calendar',
  calendarOff: 'Take it out of your calendar',
  file: 'viewing.ics',
  page: {
    title: 'Your viewing',
    keep: 'Keep the address of this page: whoever has it can move and cancel the viewing. This browser remembers it.',
    /** @param {string} when */
    deleted: (when) => `What you wrote is deleted on ${when}.`,
    home: 'See the home',
    move: 'Move it to another time',
    moveTo: 'Move it to this time',
    moved: 'Your viewing is moved.',
    noOther: 'There is no other time at the moment.',
    cancel: 'Cancel the viewing',
    sure: 'Cancel this viewing? The time is free for others then.',
    yes: 'Yes, cancel it',
    no: 'Keep it',
    cancelled: 'Your viewing is cancelled.',
    over: 'This viewing has begun or is over, so it can no longer be changed.',
    missing: 'There is no such viewing',
    missingBody: 'The address may not be whole, or the viewing was long ago and is deleted.',
  },
};
