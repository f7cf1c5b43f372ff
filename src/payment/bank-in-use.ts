import { Inject, Injectable } from '@nestjs/common'
import { BankByFile } from './bank-file.adapter.js'
import { BankSimulator } from './bank-simulator.adapter.js'
import type { BankPort } from './bank.port.js'
import { SnapBank } from './snap/snap-bank.adapter.js'

/** The name of the rail, as `SANTUN_BANK` gives it. */
export class RailChoice {
  constructor(readonly rail = 'simulator') {}
}

/** Which rail money takes: one for the whole product, so that a reference is never known to two banks. */
@Injectable()
export class BankInUse {
  constructor(
    private readonly simulator: BankSimulator,
    private readonly byFile: BankByFile,
    @Inject(SnapBank) private readonly overSnap: SnapBank | null,
    private readonly choice: RailChoice,
  ) {}

  /** The bank in the box unless `SANTUN_BANK` says otherwise. */
  get forMoney(): BankPort {
    const { rail } = this.choice
    if (rail === 'simulator') return this.simulator
    if (rail === 'file') return this.byFile
    if (rail !== 'snap') throw new Error(`SANTUN_BANK=${rail}: pilih simulator, file, atau snap.`)
    if (!this.overSnap) throw new Error('SANTUN_BANK=snap: isi SANTUN_SNAP_URL dan kawan-kawannya.')
    return this.overSnap
  }

  /** Who is asked whose an account is: a bank that speaks SNAP, even where the money goes by file. */
  get forInquiries(): BankPort {
    return this.overSnap ?? this.forMoney
  }
}
