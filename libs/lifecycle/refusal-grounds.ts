/**
 * Grounds to refuse a claim that a person finds and no calculation can. Words, article and what would change the decision
 * are in `config/messages/refusal-grounds.yaml`; codes never change.
 */
export const groundsFound = [
  'NOT_AN_HEIR',
  'NEARER_HEIR',
  'DEATH_NOT_PROVEN',
  'HEIRS_NOT_PROVEN',
  'NOT_THE_PARTICIPANT',
  'PAPERS_NOT_GENUINE',
  'CAUSED_THE_DEATH',
  'ALREADY_PAID',
  'NOT_TIED_TO_WORK',
  'NO_DISABILITY_FOUND',
  'COST_NOT_OF_THIS_EVENT',
] as const
export type GroundFound = (typeof groundsFound)[number]
