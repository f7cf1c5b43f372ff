import { Module } from '@nestjs/common'
import { DocumentsModule } from '../documents/documents.module.js'
import { LawModule } from '../platform/law-loader/law.module.js'
import { PersonalDataModule } from '../platform/personal-data/personal-data.module.js'
import { ClaimForms } from './claim-form.service.js'
import { DecisionDrafts } from './decision-drafts.service.js'
import { IncidentLetters } from './incident-letters.service.js'
import { LetterCheck } from './letter-check.service.js'
import { LetterContents } from './letter-contents.service.js'
import { LetterNumbers } from './letter-numbers.service.js'
import { LetterShelf } from './letter-shelf.service.js'
import { LetterWords } from './letter-words.js'
import { Letters } from './letters.service.js'
import { MissingLetters } from './missing-letters.service.js'
import { PublicUrlModule } from '../platform/public-url.module.js'

/**
 * Letters to the family: receipt, request, decision, advice of payment; to a facility: the guarantee of care. They say
 * what was decided elsewhere, from what was frozen at that step; they decide nothing, and once written they never change.
 */
@Module({
  imports: [PublicUrlModule, DocumentsModule, LawModule, PersonalDataModule],
  providers: [
    { provide: LetterWords, useFactory: () => new LetterWords() },
    ClaimForms,
    DecisionDrafts,
    LetterContents,
    LetterNumbers,
    Letters,
    IncidentLetters,
    LetterShelf,
    LetterCheck,
    MissingLetters,
  ],
  exports: [ClaimForms, DecisionDrafts, Letters, IncidentLetters, LetterShelf, LetterCheck, MissingLetters],
})
export class LettersModule {}
