import { Injectable } from '@nestjs/common'
import { type ReasonCode, reasonInWords, reasonsToRefuse } from '#libs/benefits'
import { type ClaimType, claimTypes, type GroundFound, groundsFound } from '#libs/lifecycle'
import type { LocalDate } from '#libs/local-date'
import { z } from 'zod'
import { LawInForce } from './law-in-force.js'
import { readRuleFile } from './read-rule-file.js'

const text = z.string().trim().min(1)
const ground = z.strictObject({
  text,
  article: text.optional(),
  fact: text,
  would_change: text,
  /** Left out: of any claim. */
  claims: z.array(z.enum(claimTypes)).min(1).optional(),
})
const file = z.strictObject({
  grounds: z.strictObject(
    Object.fromEntries(groundsFound.map((code) => [code, ground])) as Record<GroundFound, typeof ground>,
  ),
})

/** A ground that may be chosen, with what it brings along. */
export interface RefusalGround {
  code: string
  /** The part of a sentence after "karena". */
  words: string
  article?: string
  /** Which fact of the claim is asked for. */
  fact?: string
  wouldChange?: string
}

/** A ground as it was given for one claim. */
export interface GroundGiven {
  code: string
  article: string
  fact: string
}

export interface GroundInWords extends GroundGiven {
  words: string | undefined
}

/** Every ground on which a claim may be refused: those the law computes, and those that only a person can find. */
@Injectable()
export class RefusalGrounds {
  private readonly found: Readonly<Record<string, z.infer<typeof ground>>> = readRuleFile(
    'messages/refusal-grounds.yaml',
    file,
  ).grounds

  constructor(private readonly law: LawInForce) {}

  computed(on: LocalDate): RefusalGround[] {
    return reasonsToRefuse(this.law.book, on).map(({ reason, words }) => ({ code: reason, words }))
  }

  foundByPeople(type: ClaimType): RefusalGround[] {
    return Object.entries(this.found)
      .filter(([, { claims }]) => claims === undefined || claims.includes(type))
      .map(([code, { text: words, article, fact, would_change: wouldChange }]) => ({
        ...{ code, words, fact, wouldChange },
        ...(article === undefined ? {} : { article }),
      }))
  }

  /** The grounds of a claim, each with its words where we have any. */
  worded(given: readonly GroundGiven[]): GroundInWords[] {
    return given.map((one) => ({ ...one, words: this.inWords(one.code) }))
  }

  /** Undefined for a code of an older or another list: then its fact speaks for itself. */
  inWords(code: string): string | undefined {
    return this.found[code]?.text ?? reasonInWords(code as ReasonCode)
  }
}
