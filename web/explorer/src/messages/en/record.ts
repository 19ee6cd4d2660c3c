/** What the pages of organisations, markets, corridors and the data have in common. */
export const record = {
  moreSources: (count: number) => (count === 1 ? '1 more source' : `${count} more sources`),
  who: 'Who asks?', you: 'you', another: 'Ask for somebody else',
  doors: (where: string) => `Who opens doors to ${where} for you?`,
  doorsWho: 'Name your organisation: its own ties and what it may use without an introduction decide.',
  doorsFor: (where: string, who: string) => `Who opens doors to ${where} for ${who}`,
  wholeAnswer: (count: number) => (count === 1 ? 'The whole answer: 1 door opener' : `The whole answer: ${count} door openers`),
  routes: (who: string) => `Find routes to ${who}`,
  routesWho: 'Name your organisation, and see who could introduce you.',
  routesFrom: (to: string, from: string) => `Routes from ${from} to ${to}`,
  strength: 'strength',
  rest: (count: string) => `More on record: ${count}.`,
  counted: (now: string, past: number, pastSaid: string) => (past ? `${now}, and ${pastSaid} of the past` : now),
  inherited: (who: string) => `From its predecessor ${who}.`,
  cite: 'Cite this page', copy: 'Copy',
  citation: (name: string, revision: number, day: string, address: string) => `“${name}”. OpenDoors, revision ${revision}, as of ${day}. ${address}`,
  held: 'Clusters held, beside published estimates',
  holding: (held: string, unconfirmed: string, untied: string) =>
    `${held} living cluster organisations are held. Of ${unconfirmed} it is only recalled or inferred that they are there; ${untied} have no tie on record.`,
  noneHeld: 'No living cluster organisation is held.',
  noEstimate: 'No published estimate is known.',
  share: (share: string) => `held: ${share} of that`,
};
