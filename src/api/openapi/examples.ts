/** One good example of everything that is sent here; all people in them are invented. A test sends each past its rules. */
import type { Type } from '@nestjs/common'
import {
  AnswerInput,
  InvestigateInput,
  MergeInput,
  ProposeInput,
  ProposeReclassificationInput,
  ReasonInput,
  ReferInput,
  ReopenInput,
} from '../../intake/event-input.dto.js'
import { CareBillDto, CareNoteDto, StmbPeriodDto } from '../../incidents/care.dto.js'
import { IncidentStepDto } from '../../incidents/incident-step.dto.js'
import { NoticeDto } from '../../incidents/notice.dto.js'
import { CreateClaimDto } from '../../intake/claim-answers.dto.js'
import { AskCoverageDto } from '../../membership/ask-coverage.dto.js'
import { SettleCoverageDto } from '../../membership/settle-coverage.dto.js'
import { YearStepDto } from '../../scholarship/scholarship-step.dto.js'
import { FamilyDto } from '../../verification/family.dto.js'
import { InvestigationAnswerDto } from '../../verification/investigation.dto.js'
import { SettleHeirsDto } from '../../verification/settle-heirs.dto.js'
import { DecideDocumentDto, DeclareMissingDto } from '../documents/documents.dto.js'
import { DeliveryReportDto } from '../callbacks/delivery-report.dto.js'
import { EscrowDecisionDto } from '../payments/escrows.controller.js'
import { FoundDto, RecoveryStepDto } from '../payments/recoveries.dto.js'
import { DeclaredDto, ReopenBatchDto } from '../payments/payment-batch.dto.js'
import { BegunRunDto } from '../scholarships/scholarship-runs.dto.js'
import { YearApplicationDto } from '../scholarships/year-applications.dto.js'
import { SignInDto } from '../sessions/session.dto.js'

const ID = '6f1c2d6e-4f0b-4c8e-9a57-1f3a2b4c5d6e'
const died = '2026-03-02'
const reporter = { kind: 'family', name: 'Siti Aminah', relation: 'spouse', phone: '0812 5550 1234' }

export const examples: ReadonlyMap<Type<object>, object> = new Map<Type<object>, object>([
  [SignInDto, { username: 'dewi', password: 'rotan-muara-pasir-42' }],
  [
    CreateClaimDto,
    {
      type: 'jkm_death',
      branch: 'PSR',
      answers: {
        participant: { nik: '6401041708800001', name: 'Abdul Rahman' },
        event: { type: 'non_work_death', eventDate: died },
        claimant: { name: reporter.name, relation: reporter.relation, phone: reporter.phone },
        children: [{ name: 'Nur Aini', birthDate: '2015-06-09', level: 'TK_SD', grade: '5' }],
      },
    },
  ],
  [ReasonInput, { reason: 'Kartu Keluarga dan surat ahli waris berbeda.' }],
  [
    ProposeInput,
    {
      proposal: 'refuse',
      grounds: [
        { code: 'NOT_COVERED', article: 'PP 44/2015 Pasal 34', fact: 'Iuran terakhir untuk Oktober 2025.' },
      ],
      counterfactual: 'Bukti bahwa iuran November 2025 sampai Maret 2026 sudah dibayar.',
    },
  ],
  [ReferInput, { party: 'RSUD Panglima Sebaya', question: 'Kapan pasien masuk?', dueOn: '2026-03-20' }],
  [AnswerInput, { answerDocumentId: ID }],
  [
    InvestigateInput,
    { questions: ['Apakah almarhum bekerja pada hari itu?'], investigatorId: ID, dueOn: '2026-03-30' },
  ],
  [MergeInput, { survivingClaimId: ID }],
  [ReopenInput, { ground: 'new_evidence', reason: 'Keluarga membawa akta kematian yang baru.' }],
  [
    ProposeReclassificationInput,
    { deathCause: 'work_accident', occurredOn: died, reason: 'Terjadi di perjalanan ke tempat kerja.' },
  ],
  [
    InvestigationAnswerDto,
    { position: 1, answer: 'Ya, menurut mandor.', source: 'Mandor, 5 Maret 2026, di kebun.' },
  ],
  [FamilyDto, { relatives: [{ name: reporter.name, relation: 'spouse', birthDate: '1984-01-20' }] }],
  [
    SettleHeirsDto,
    {
      payees: [
        {
          ...{ name: reporter.name, relation: 'spouse', birthDate: '1984-01-20' },
          ...{ bankCode: '002', accountNumber: '401202551234567', accountHolder: reporter.name },
        },
      ],
    },
  ],
  [DecideDocumentDto, { decision: 'defective', defectCode: 'BLURRED', note: 'Nomor akta tidak terbaca.' }],
  [DeclareMissingDto, { reason: 'Masih diurus di Dukcapil.' }],
  [DeclaredDto, { count: 2, total: 112_000_000 }],
  [ReopenBatchDto, { reason: 'Satu pembayaran perlu ditahan.' }],
  [
    FoundDto,
    { payeeId: ID, amount: 5_000_000, reason: 'Bagian anak dibayar dua kali karena kekeliruan kami.' },
  ],
  [RecoveryStepDto, { amount: 500_000, reference: 'TRF-0412-77', valueDate: '2026-04-12' }],
  [EscrowDecisionDto, { kind: 'release', reason: 'Penetapan pengadilan menyebut ahli waris ini.' }],
  [DeliveryReportDto, { message_id: `${ID}-1`, status: 'delivered' }],
  [AskCoverageDto, { nik: '6401041708800001', eventDate: died }],
  [
    SettleCoverageDto,
    { outcome: 'adopted', reason: 'Tanggal mulai sudah dicocokkan dengan formulir pendaftaran.' },
  ],
  [
    NoticeDto,
    {
      ...{ branch: 'PSR', eventType: 'work_accident', eventDate: died, accidentAt: `${died}T09:30:00+08:00` },
      ...{ nik: '6401041708800001', participantName: 'Abdul Rahman', place: 'Kebun Desa Tapis' },
      ...{ chronology: 'Tertimpa dahan saat memanen, kaki kiri patah.', reporter },
    },
  ],
  [IncidentStepDto, { receivedAt: `${died}T14:00:00+08:00`, reference: 'F3/2026/12' }],
  [CareNoteDto, { kind: 'progress', notedOn: '2026-03-09', body: 'Gips dilepas dua minggu lagi.' }],
  [StmbPeriodDto, { from: died, to: '2026-03-31', payee: 'participant', doctor: 'dr. Rina Lestari' }],
  [
    CareBillDto,
    {
      ...{ kind: 'medical', payee: 'facility', issuer: 'RSUD Panglima Sebaya', number: 'INV/2026/0301' },
      ...{ issuedOn: '2026-03-10', amount: 4_350_000 },
    },
  ],
  [YearStepDto, { reason: 'Rapor sudah dicocokkan.' }],
  [BegunRunDto, { kind: 'open', schoolYear: '2026/2027' }],
  [
    YearApplicationDto,
    { level: 'TK_SD', grade: '5', repeated: false, school: 'SD Negeri 4 Tanah Grogot', married: false },
  ],
])
