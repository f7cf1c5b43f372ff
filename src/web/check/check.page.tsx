/** What anybody may learn from a letter or a card that somebody shows: whether it is ours, and of nobody whose it is. */
import type { KnownLetter } from '../../letters/letter-check.service.js'
import type { CardValidity } from '../../membership/participation-cards.service.js'
import { formatDateId } from '#libs/local-date'
import { ClaimantPage } from '../claimant/claimant-page.js'
import { SummaryList } from '../shared/components/blocks.js'
import { TextInput } from '../shared/components/fields.js'
import { Button, ButtonLink } from '../shared/components/form.js'
import { dayInWords } from '../shared/when.js'
import { checkWords as words } from '../words/check.js'

const ZONE = 'Asia/Makassar'

export function LetterFormPage() {
  return (
    <ClaimantPage title={words.letterTitle} back="/">
      <h1 class="govuk-heading-l">{words.letterTitle}</h1>
      <p class="govuk-body">{words.letterText}</p>
      <form action="/surat" method="get" noValidate>
        <TextInput
          name="kode"
          label={words.letterCode}
          hint={words.letterCodeHint}
          width={20}
          maxLength={40}
        />
        <Button>{words.letterButton}</Button>
      </form>
    </ClaimantPage>
  )
}

export function LetterKnownPage({ letter }: { letter: KnownLetter }) {
  const { number, label, issuedOn, sha256 } = letter
  return (
    <ClaimantPage title={words.letterKnown} back="/surat">
      <h1 class="govuk-heading-l">{words.letterKnown}</h1>
      <p class="govuk-body">{words.letterKnownHow}</p>
      <SummaryList
        rows={[
          { key: words.letterNumber, value: number },
          { key: words.letterKind, value: label },
          { key: words.letterDate, value: dayInWords(issuedOn, ZONE) },
          { key: words.letterHash, value: <code class="santun-hash">{sha256}</code> },
        ]}
      />
      <p class="govuk-body">{words.letterHashHow}</p>
      <p class="govuk-body">{words.nothingPersonal}</p>
    </ClaimantPage>
  )
}

/** Says nothing of the code: every code that is not ours gets these very words. */
export function LetterUnknownPage() {
  return (
    <ClaimantPage title={words.letterUnknown} back="/surat">
      <h1 class="govuk-heading-l">{words.letterUnknown}</h1>
      <p class="govuk-body">{words.letterUnknownHow}</p>
      <p class="govuk-body">{words.letterUnknownStill}</p>
      <ButtonLink href="/surat">{words.letterOther}</ButtonLink>
    </ClaimantPage>
  )
}

const programs = { JKK: words.cardProgramJkk, JKM: words.cardProgramJkm } as const

export function CardValidityPage({ card }: { card: CardValidity }) {
  const title = card.valid ? words.cardValid : words.cardNotValid
  const asOf = { key: words.cardAsOf, value: formatDateId(card.asOf) }
  const protection = {
    key: words.cardPrograms,
    value: (
      <ul class="govuk-list">
        {card.programs.map((program) => (
          <li key={program}>{programs[program]}</li>
        ))}
      </ul>
    ),
  }
  const until =
    card.validUntil === null ? [] : [{ key: words.cardUntil, value: formatDateId(card.validUntil) }]
  return (
    <ClaimantPage title={title}>
      <h1 class="govuk-heading-l">{title}</h1>
      {!card.valid && <p class="govuk-body">{words.cardNotValidHow}</p>}
      <SummaryList rows={card.valid ? [asOf, protection, ...until] : [asOf, ...until]} />
      <p class="govuk-body">{words.cardAsk}</p>
      <ButtonLink href="/ajukan" kind="secondary">
        {words.cardBegin}
      </ButtonLink>
      <p class="govuk-body">{words.nothingPersonal}</p>
    </ClaimantPage>
  )
}
