import { hash, verify } from '@node-rs/argon2'

/** argon2id (the library's default) with 19 MiB and two passes. */
const COST = { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 }

export const PASSWORD_MIN = 12
export const PASSWORD_MAX = 128

/** The hash of random bytes that nobody kept; checking against it takes as long as checking a real one. */
export const STAND_IN =
  '$argon2id$v=19$m=19456,t=2,p=1$MnLaI8VzYlgJiiDfrgnO9A$KTSgTj0qH5W7wypBHp3mTFqqOtnInCPR84501Rtxhrw'

export function hashOfPassword(password: string): Promise<string> {
  return hash(password, COST)
}

/** Whether the password belongs to the hash. Without a hash the answer is no, after the same time. */
export async function isPassword(password: string, known: string | undefined): Promise<boolean> {
  const matches = await verify(known ?? STAND_IN, password)
  return known !== undefined && matches
}
