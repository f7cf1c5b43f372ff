/** Acts that decide over money, or over who may: whoever does one proves at that very moment who he is. */
export const provenActs = ['approve', 'endorse', 'reject', 'release', 'agree_staff_change'] as const
export type ProvenAct = (typeof provenActs)[number]

/** A code of the second factor, one for the day its phone is lost, or the password where a person has no second factor. */
export type ProofMethod = 'code' | 'recovery_code' | 'password'

export function isProvenAct(name: string): name is ProvenAct {
  return (provenActs as readonly string[]).includes(name)
}
