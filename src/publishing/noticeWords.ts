/** What a public notice can say of a base: code, and the words that a person reads. */
export const saysWords = { open: 'Open', shut: 'Shut' } as const;
