/** Whether a password can be guessed: by the lists that guessers use, in Indonesian and English, and by what is known here. */
import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary as common } from '@zxcvbn-ts/language-common'
import { dictionary as english } from '@zxcvbn-ts/language-en'
import { dictionary as indonesian } from '@zxcvbn-ts/language-id'
import { PASSWORD_MAX, PASSWORD_MIN } from './password.js'

/** Guessed in more than a hundred million tries; what counts as strong enough from the library's scale of four. */
const STRONG_ENOUGH = 3
/** Words that anybody who attacks this house would try first. */
const local = [
  'santun',
  'bpjs',
  'ketenagakerjaan',
  'paser',
  'grogot',
  'kalimantan',
  'jkk',
  'jkm',
  'klaim',
  'santunan',
]

let guesser: ZxcvbnFactory | undefined

export interface PasswordFault {
  code: 'WRONG_LENGTH' | 'TOO_EASY'
  detail: string
}

/** What is to be mended in a new password; undefined when nothing is. `known` are words about the person. */
export function faultOfPassword(password: string, known: readonly string[]): PasswordFault | undefined {
  if (password.length < PASSWORD_MIN || password.length > PASSWORD_MAX) {
    const detail = `Kata sandi terdiri dari ${PASSWORD_MIN} sampai ${PASSWORD_MAX} huruf.`
    return { code: 'WRONG_LENGTH', detail }
  }
  guesser ??= new ZxcvbnFactory({
    dictionary: { ...common, ...english, ...indonesian },
    graphs: adjacencyGraphs,
  })
  const own = known.flatMap((text) => text.split(/[^\p{L}\p{N}]+/u)).filter((word) => word.length > 2)
  // What an attacker knows beforehand adds nothing: the rest alone must be hard to guess.
  const rest = [...local, ...own].reduce(
    (left, word) => left.replaceAll(new RegExp(word, 'giu'), ''),
    password,
  )
  if (guesser.check(rest).score >= STRONG_ENOUGH) return undefined
  const detail = 'Kata sandi ini mudah ditebak. Pakai empat kata yang tidak berhubungan, tanpa nama Anda.'
  return { code: 'TOO_EASY', detail }
}
