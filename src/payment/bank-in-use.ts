import { Injectable } from '@nestjs/common'
import { Sql } from '../platform/database/sql.js'
import { BankAgreement } from './bank-agreement.service.js'
import { BankByFile } from './bank-file.adapter.js'
import { BankSimulator } from './bank-simulator.adapter.js'
import { BankPatience, type BankPort } from './bank.port.js'
import { SnapBank } from './snap/snap-bank.adapter.js'
import { SnapClient } from './snap/snap-client.js'
import { SnapBankKeys } from './snap/snap-notices.service.js'

/** Which rail money takes: one for the whole product, so that a reference is never known to two banks. */
@Injectable()
export class BankInUse {
  constructor(
    private readonly simulator: BankSimulator,
    private readonly byFile: BankByFile,
    private readonly snap: SnapBankKeys,
    private readonly sql: Sql,
    private readonly agreement: BankAgreement,
    private readonly patience: BankPatience,
  ) {}

  /** `SANTUN_BANK`: the bank in the box unless it says otherwise. */
  choose(rail = 'simulator'): BankPort {
    if (rail === 'simulator') return this.simulator
    if (rail === 'file') return this.byFile
    if (rail !== 'snap') throw new Error(`SANTUN_BANK=${rail}: pilih simulator, file, atau snap.`)
    const { settings } = this.snap
    if (!settings) throw new Error('SANTUN_BANK=snap: isi SANTUN_SNAP_URL dan kawan-kawannya.')
    const client = new SnapClient(this.sql, settings, this.patience.answerWithin * 1000)
    return new SnapBank(this.sql, client, this.agreement.debtor.account)
  }
}
