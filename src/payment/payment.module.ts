/**
 * From approval to the account: obligations in the ledger, payments, batches, the bank. It moves money only; what a
 * claim is owed is decided before, and a claim's own state changes only through its lifecycle.
 */
import { Module, type OnModuleInit } from '@nestjs/common'
import { ClaimFactsParts } from '../claims/claim-facts.port.js'
import { ClaimRecordMakers } from '../claims/claim-records.port.js'
import { ClaimsModule } from '../claims/claims.module.js'
import { Sql } from '../platform/database/sql.js'
import { LawModule } from '../platform/law-loader/law.module.js'
import { OutboxModule } from '../platform/outbox/outbox.module.js'
import { PersonalDataModule } from '../platform/personal-data/personal-data.module.js'
import { BankAgreement } from './bank-agreement.service.js'
import { BankAnswers } from './bank-answers.service.js'
import { BankByFile } from './bank-file.adapter.js'
import { AccountInquiry } from './account-inquiry.service.js'
import { BankInUse, RailChoice } from './bank-in-use.js'
import { BankFiles } from './bank-files.service.js'
import { BankPatience, BankPort } from './bank.port.js'
import { BankSimulator } from './bank-simulator.adapter.js'
import { BankStatementService, StatementPorts } from './bank-statement.service.js'
import { LateCompensation } from './late-compensation.maker.js'
import { LatePayouts } from './late-payouts.service.js'
import { Escrows } from './escrows.service.js'
import { obligations, obligationsReversal } from './obligations.maker.js'
import { PaymentBatchGate } from './payment-batch-gate.service.js'
import { PaymentBatches } from './payment-batches.service.js'
import { PaymentClocks } from './payment-clocks.js'
import { PaymentConclusion } from './payment-conclusion.service.js'
import { paymentFacts } from './payment.facts-part.js'
import { PaymentEvidence } from './payment-evidence.service.js'
import { PaymentInquiry } from './payment-inquiry.service.js'
import { PaymentLifecycle } from './payment-lifecycle.service.js'
import { PaymentProgress } from './payment-progress.service.js'
import { PaymentReissue } from './payment-reissue.service.js'
import { PaymentRelease } from './payment-release.service.js'
import { PaymentSender } from './payment-sender.service.js'
import { PaymentSweep } from './payment-sweep.service.js'
import { PaymentWords } from './payment-words.service.js'
import { raisedRecoveries } from './raised-recoveries.maker.js'
import { Recoveries } from './recoveries.service.js'
import { ReissuedPayments } from './reissued-payments.maker.js'
import { SnapBank } from './snap/snap-bank.adapter.js'
import { SnapBankKeys, SnapNotices } from './snap/snap-notices.service.js'
import { snapSettingsFrom } from './snap/snap-settings.js'
import { earlierShares } from './earlier-shares.maker.js'
import { StatementImport } from './statement-import.service.js'
import { StatementInbox } from './statement-inbox.service.js'
import { StatementPlacing } from './statement-placing.service.js'
import { StatementReader } from './statement-reader.service.js'
import { UnmatchedLines } from './unmatched-lines.query.js'
import { WriteBack } from './write-back.service.js'

@Module({
  imports: [ClaimsModule, LawModule, OutboxModule, PersonalDataModule],
  providers: [
    BankSimulator,
    BankByFile,
    BankInUse,
    {
      provide: BankPort,
      inject: [BankInUse],
      useFactory: (banks: BankInUse) => banks.forMoney,
    },
    { provide: RailChoice, useFactory: () => new RailChoice(process.env.SANTUN_BANK) },
    {
      provide: SnapBank,
      inject: [SnapBankKeys, Sql, BankAgreement, BankPatience],
      useFactory: ({ settings }: SnapBankKeys, sql: Sql, agreement: BankAgreement, patience: BankPatience) =>
        settings && SnapBank.at(settings, sql, agreement.debtor.account, patience),
    },
    AccountInquiry,
    { provide: SnapBankKeys, useFactory: () => ({ settings: snapSettingsFrom(process.env) }) },
    SnapNotices,
    BankAgreement,
    BankAnswers,
    BankFiles,
    { provide: BankPatience, useFactory: () => new BankPatience() },
    BankStatementService,
    LateCompensation,
    LatePayouts,
    Escrows,
    Recoveries,
    PaymentBatchGate,
    PaymentBatches,
    PaymentClocks,
    PaymentConclusion,
    PaymentEvidence,
    PaymentInquiry,
    PaymentLifecycle,
    PaymentProgress,
    PaymentReissue,
    PaymentRelease,
    PaymentSender,
    PaymentSweep,
    PaymentWords,
    ReissuedPayments,
    StatementImport,
    StatementInbox,
    StatementPlacing,
    StatementPorts,
    StatementReader,
    UnmatchedLines,
    WriteBack,
  ],
  exports: [
    AccountInquiry,
    PaymentReissue,
    PaymentBatchGate,
    PaymentBatches,
    PaymentRelease,
    PaymentProgress,
    PaymentSweep,
    BankStatementService,
    BankSimulator,
    BankAgreement,
    BankAnswers,
    BankFiles,
    PaymentEvidence,
    PaymentWords,
    SnapNotices,
    StatementImport,
    StatementInbox,
    UnmatchedLines,
    LatePayouts,
    Escrows,
    Recoveries,
  ],
})
export class PaymentModule implements OnModuleInit {
  constructor(
    private readonly parts: ClaimFactsParts,
    private readonly makers: ClaimRecordMakers,
    private readonly late: LateCompensation,
    private readonly reissued: ReissuedPayments,
  ) {}

  onModuleInit(): void {
    this.parts.register(paymentFacts)
    this.makers.register(
      obligations,
      obligationsReversal,
      this.reissued.maker,
      this.late.maker,
      raisedRecoveries,
      earlierShares,
    )
  }
}
