/** Who bore witness on the papers of a claim. It proves nothing and decides nothing; it lets the same person be seen again. */
import { Injectable } from '@nestjs/common'
import { parseLocalDate } from '#libs/local-date'
import { maskNik, parseNik } from '#libs/nik'
import type { Actor } from '../claims/claim-command.port.js'
import { Clock } from '../platform/clock/clock.js'
import { Sql } from '../platform/database/sql.js'
import { PersonalData } from '../platform/personal-data/personal-data.service.js'
import { InvalidInput, NotAllowed, NotFound } from '../platform/problem/problems.js'

export interface Witness {
  name: string
  /** Masked. */
  nik: string
}

@Injectable()
export class Witnesses {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly personal: PersonalData,
  ) {}

  async of(claimId: string): Promise<Witness[]> {
    const kept = await this.sql.rows<Witness>(
      'select name, nik from claim_witness where claim_id = $1 order by recorded_at, nik_index',
      [claimId],
    )
    const known = await this.personal.reveal(kept, { name: 'claim_witness.name', nik: 'claim_witness.nik' })
    return known.map(({ name, nik }) => ({ name, nik: maskNik(nik) }))
  }

  /** Written down once, however often it is sent. @throws InvalidInput with `/name` or `/nik`, NotAllowed, NotFound */
  async record(claimId: string, { name, nik }: Witness, actor: Actor): Promise<void> {
    const called = name.trim()
    const digits = nik.replace(/\D/g, '')
    const now = this.clock.now()
    if (called === '' || called.length > 100)
      throw refused('/name', 'NAME_MISSING', 'Tulis nama saksi seperti pada KTP-nya.')
    if (!parseNik(digits, parseLocalDate(now.slice(0, 10))).ok)
      throw refused('/nik', 'NIK_INVALID', 'Tulis NIK saksi, 16 angka. Periksa angkanya.')
    await this.assertOwn(claimId, actor)
    const seals = await this.personal.ofClaim(claimId)
    await this.sql.rows(
      `insert into claim_witness (claim_id, nik_index, name, nik, recorded_by, recorded_at) values ($1, $2, $3, $4, $5, $6)
       on conflict do nothing`,
      [
        claimId,
        await this.personal.indexOf('nik', digits),
        seals.text('claim_witness.name', called),
        seals.text('claim_witness.nik', digits),
        actor.id,
        now,
      ],
    )
  }

  private async assertOwn(claimId: string, { branchId }: Actor): Promise<void> {
    const claim = await this.sql.first<{ branch_id: string }>('select branch_id from claim where id = $1', [
      claimId,
    ])
    if (!claim) throw new NotFound('Klaim ini tidak ditemukan.')
    if (branchId !== null && branchId !== claim.branch_id)
      throw new NotAllowed('Klaim ini ditangani kantor cabang lain.')
  }
}

function refused(pointer: string, code: string, detail: string): InvalidInput {
  return new InvalidInput(detail, [{ pointer, code, detail }])
}
