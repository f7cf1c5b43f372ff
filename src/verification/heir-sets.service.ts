/**
 * The family behind a claim. A verifier writes down who lives of it, the law names who is paid and who receives for a
 * minor, and only those can be paid. Each settling is kept: whoever appears later, what was known is known.
 */
import { Injectable } from '@nestjs/common'
import { type Family, fundOn, type HeirSettlement, isMinor, settleHeirs } from '#libs/heirs'
import type { ClaimType } from '#libs/lifecycle'
import { parseLocalDate } from '#libs/local-date'
import type { Actor } from '../claims/claim-command.port.js'
import { Clock } from '../platform/clock/clock.js'
import { Sql, type SqlRunner } from '../platform/database/sql.js'
import { LawInForce } from '../platform/law-loader/law-in-force.js'
import { PersonalData } from '../platform/personal-data/personal-data.service.js'
import { InvalidInput } from '../platform/problem/problems.js'
import { type EntitledPayee, matchEntitled } from './entitled.rule.js'
import type { FamilyDto } from './family.dto.js'
import { familyRelations } from './family.dto.js'
import { type HeldClaim, holdInVerification } from './hold-in-verification.js'
import type { PayeeDto } from './settle-heirs.dto.js'

/** The class of heirs, each who is paid, and who is not although he lives. */
export type Settlement = Pick<HeirSettlement, 'heirClass' | 'payees' | 'excluded' | 'willRefused'> & {
  /** Where nobody is entitled: whose the share is once heirs were called in vain, and who is paid the burial cost. */
  fund?: string
  burialArranger?: string | undefined
}

export interface HeirSet {
  id: bigint
  /** A verifier wrote the family down; else the payees were taken for all of it. */
  stated: boolean
  family: FamilyDto
  settlement: Settlement
}

export interface Entitled<Payee extends PayeeDto> {
  /** Null for a benefit that the worker receives himself. */
  heirSetId: bigint | null
  payees: readonly EntitledPayee<Payee>[]
  /** Whose the rest is, where the payee arranged the burial and nobody is entitled. */
  fund?: string
}

@Injectable()
export class HeirSets {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly personal: PersonalData,
    private readonly law: LawInForce,
  ) {}

  /** What was settled last. */
  async latest(claimId: string, sql: SqlRunner = this.sql): Promise<HeirSet | undefined> {
    const rows = await sql.rows<HeirSet>(
      'select id, stated, family, settlement from heir_set where claim_id = $1 order by id desc limit 1',
      [claimId],
    )
    const [found] = await this.personal.reveal(rows, {
      family: 'heir_set.family',
      settlement: 'heir_set.settlement',
    })
    return found
  }

  /**
   * Keeps the family as a verifier wrote it down; whoever was settled as a payee before must be settled anew.
   * @throws NotFound, NotAllowed, TransitionRefused, InvalidInput
   */
  async keep(claimId: string, family: FamilyDto, actor: Actor): Promise<Settlement> {
    return this.sql.transaction(async (sql) => {
      const claim = await holdInVerification(sql, claimId, actor, this.clock.now())
      const settlement = this.settle(family, claim)
      if (settlement.willRefused) {
        const detail = 'Wasiat ini harus berupa akta notaris. Lampirkan aktanya, atau kosongkan wasiatnya.'
        throw new InvalidInput(detail, [{ pointer: '/will/deed', code: 'WILL_NOT_NOTARIAL', detail }])
      }
      await this.write(sql, claim, { stated: true, family, settlement }, actor)
      return settlement
    })
  }

  /**
   * Whom of these payees the law names, eldest first.
   * @throws InvalidInput with a pointer to each who is not entitled, is missing, or has nobody to receive for him
   */
  async entitled<Payee extends PayeeDto>(
    sql: SqlRunner,
    claim: HeldClaim,
    payees: readonly Payee[],
    actor: Actor,
  ): Promise<Entitled<Payee>> {
    if (!isInherited(claim.type))
      return {
        heirSetId: null,
        payees: payees.map((payee) => ({ payee, heir: { name: payee.name, ...himself } })),
      }
    const latest = await this.latest(claim.id, sql)
    const family = latest?.stated ? latest.family : familyOf(payees)
    const settlement = this.settle(family, claim)
    const matched = matchEntitled(payees, settlement)
    if (!matched.ok) throw new InvalidInput('Susunan penerima belum benar.', matched.problems)
    const heirSetId =
      latest?.stated === true
        ? latest.id
        : await this.write(sql, claim, { stated: false, family, settlement }, actor)
    return { heirSetId, payees: matched.entitled, fund: settlement.fund }
  }

  /** By the law of the day of death; whoever has come of age since receives himself. */
  private settle({ relatives, ...others }: FamilyDto, claim: HeldClaim): Settlement {
    if (claim.event_date === null)
      throw new InvalidInput('Tanggal kejadian belum diketahui. Lengkapi klaimnya lebih dulu.')
    const on = parseLocalDate(claim.event_date)
    const today = parseLocalDate(claim.today)
    const family: Family = {
      ...others,
      will: others.will && { ...others.will, date: dateOf(others.will.date) },
      relatives: relatives.map((each) => ({ ...each, birthDate: dateOf(each.birthDate) })),
      on,
    }
    const { heirClass, payees, excluded, willRefused } = settleHeirs(family, this.law.book)
    const ofAge = ({ name, relation }: { name: string; relation?: string }): boolean => {
      const relative = family.relatives.find((each) => each.name === name && each.relation === relation)
      return relative === undefined || !isMinor(relative, today, this.law.book)
    }
    const named = payees.map((heir) => (heir.minor && ofAge(heir) ? { ...heir, ...himself } : heir))
    const nobody = heirClass === 'NONE' && {
      fund: fundOn(this.law.book, on),
      burialArranger: others.burialArranger,
    }
    return { heirClass, payees: named, excluded, willRefused, ...nobody }
  }

  private async write(
    sql: SqlRunner,
    claim: HeldClaim,
    { stated, family, settlement }: Omit<HeirSet, 'id'>,
    actor: Actor,
  ): Promise<bigint> {
    const seals = await this.personal.ofClaim(claim.id, sql)
    const [row] = await sql.rows<{ id: bigint }>(
      `insert into heir_set (claim_id, round, stated, heir_class, family, settlement, law_digest, kept_by, kept_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id`,
      [
        claim.id,
        claim.round,
        stated,
        settlement.heirClass,
        seals.json('heir_set.family', family),
        seals.json('heir_set.settlement', settlement),
        this.law.digest,
        actor.id,
        this.clock.now(),
      ],
    )
    if (!row) throw new Error(`heir set of ${claim.id} was not kept`)
    return row.id
  }
}

/** Death benefits go to heirs; every other one goes to the worker. */
export function isInherited(type: ClaimType): boolean {
  return type === 'jkm_death' || type === 'jkk_death'
}

const himself = { minor: false, receivedBy: 'self', receiver: undefined } as const

const dateOf = (text: string | undefined) => (text === undefined ? undefined : parseLocalDate(text))

/** Those who are to be paid, taken for the whole family. */
function familyOf(payees: readonly PayeeDto[]): FamilyDto {
  return {
    relatives: payees.flatMap(({ name, relation, birthDate }) => {
      const known = familyRelations.find((each) => each === relation)
      return known ? [{ name, relation: known, birthDate }] : []
    }),
  }
}
