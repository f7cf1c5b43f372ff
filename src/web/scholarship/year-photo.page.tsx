import type { DocumentOfClaim } from '../../documents/documents-of-claim.query.js'
import { ClaimantPage } from '../claimant/claimant-page.js'
import { isGiven } from '../claimant/draft/document-status.js'
import { GivenPhotos, GoodPhoto, PhotoForm } from '../claimant/photo-form.js'
import { Details, WarningText } from '../shared/components/blocks.js'
import type { FormErrors } from '../shared/form.js'
import { fill } from '../shared/words.js'
import { draftWords } from '../words/claimant-draft.js'
import { scholarshipWords as words } from '../words/claimant-scholarship.js'
import type { OwnYear } from './own-scholarships.service.js'
import { yearPath } from './paths.js'

interface YearPhotoPageProps {
  of: OwnYear
  paper: DocumentOfClaim
  errors?: FormErrors
}

/** One paper of the year: what is wrong with what came, how a good photo looks, and the way to send it. */
export function YearPhotoPage({ of: { claim, award, year, branch }, paper, errors }: YearPhotoPageProps) {
  const { code, name, why, photo, issuer, defect, files } = paper
  const back = yearPath(claim.number, year.id)
  return (
    <ClaimantPage title={name} back={back} errors={errors}>
      <span class="govuk-caption-l">
        {fill(words.yearTitle, { year: year.school_year, child: award.child_name })}
      </span>
      <h1 class="govuk-heading-l">{name}</h1>
      <p class="govuk-body">{why}</p>
      {defect && <WarningText>{`${defect.words} ${defect.cure}`}</WarningText>}
      {isGiven(paper) && <GivenPhotos files={files} zone={branch.zone} />}
      <GoodPhoto photo={photo} />
      <PhotoForm
        at={yearPath(claim.number, year.id, `berkas/${code}`)}
        next={`${back}?hasil=diterima`}
        errors={errors}
      />
      <Details summary={draftWords.photoWhoIssues}>{issuer}</Details>
    </ClaimantPage>
  )
}
