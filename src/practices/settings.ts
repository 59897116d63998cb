/** Numbers that a contract may set otherwise. Each says where it is from; the pages print that. */
export const practiceSettings = {
  /** A special note is looked at again at most so many months after it was written. */
  reviewWithinMonths: {
    value: 12,
    source:
      'Our own choice until a contract names another. Of the notes that a study of out-of-hours callers found, about half were out of date (PMC4413715).',
  },
  /** The practice is shown a review as due so many days before. */
  reviewNoticeDays: { value: 7, source: 'Our own choice: a week of working days before the date.' },
  /** At this contact within so many days, without a note, the practice is asked for one. */
  contactsBeforeAsking: {
    value: 3,
    source:
      'The third contact in a month: half of frequent callers had no note, and practices wrote one when asked (PMC4413715).',
  },
  contactDays: { value: 31, source: 'The longest month: a shorter one would ask later.' },
  /** A concern of a practice is answered within so many working days, the day of its raising not counted. */
  concernReplyWorkingDays: {
    value: 10,
    source: 'Our own choice until a contract names another. A formal complaint has clocks of its own.',
  },
} as const;
