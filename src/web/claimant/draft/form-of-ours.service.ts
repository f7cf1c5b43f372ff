import { Injectable } from '@nestjs/common'
import { formatDateId, parseLocalDate } from '#libs/local-date'
import { DocumentService } from '../../../documents/document.service.js'
import { BankList } from '../../../intake/bank-list.service.js'
import { ClaimForms, type FilledForm } from '../../../letters/claim-form.service.js'
import { draftWords as words } from '../../words/claimant-draft.js'
import { isHappening } from './answer-forms.js'
import { isFormOfOurs } from './document-status.js'
import { happeningWords } from './happening-words.js'
import type { OwnDraft } from './own-drafts.service.js'

/** Where the law wants an application form, the family's answers are that form: nobody writes them down a second time. */
@Injectable()
export class FormOfOurs {
  constructor(
    private readonly forms: ClaimForms,
    private readonly documents: DocumentService,
    private readonly banks: BankList,
  ) {}

  /** Files it with the claim. The same answers make the same file, which is stored once. */
  async file({ draft, actor }: OwnDraft): Promise<void> {
    const documents = await this.documents.listFor(draft.claimId, actor)
    for (const { code, name } of documents.filter((one) => isFormOfOurs(one) && one.state === 'required')) {
      const content = await this.forms.write({ ...this.filled(draft), title: name })
      await this.documents.receive(
        draft.claimId,
        { code, name: `${code} ${draft.number}.pdf`, content },
        actor,
      )
    }
  }

  private filled({ number, createdAt, answers }: OwnDraft['draft']): Omit<FilledForm, 'title'> {
    const { participant, event, claimant, children, account } = answers
    const bank = this.banks.find(account?.bankCode)
    return {
      number,
      madeAt: createdAt,
      declaration: words.checkDeclaration,
      sections: [
        {
          heading: words.hubParticipant,
          rows: [
            [words.checkParticipant, participant.name],
            participant.nik ? [words.checkNik, participant.nik] : [words.checkKpj, participant.kpj ?? ''],
            [words.checkEvent, isHappening(event.type) ? happeningWords[event.type] : ''],
            [words.checkEventDate, longDate(event.eventDate)],
            [words.checkDeathDate, longDate(event.deathDate ?? event.eventDate)],
            [words.place, event.place ?? words.notFilled],
          ],
        },
        {
          heading: words.formClaimant,
          rows: [
            [words.formName, claimant.name],
            [words.formRelation, words[claimant.relation]],
            [words.checkPhone, claimant.phone],
          ],
        },
        {
          heading: words.hubChildren,
          rows: (children ?? []).map(({ name, birthDate }) => [name, longDate(birthDate)] as const),
        },
        {
          heading: words.hubAccount,
          rows: bank
            ? [
                [words.accountBank, bank.name],
                [words.accountNumber, account?.accountNumber ?? ''],
                [words.accountHolder, account?.accountHolder ?? ''],
              ]
            : [[words.hubAccount, account?.none ? words.hubAccountNone : words.notFilled]],
        },
      ].filter(({ rows }) => rows.length > 0) as FilledForm['sections'],
    }
  }
}

const longDate = (date: string): string => formatDateId(parseLocalDate(date))
