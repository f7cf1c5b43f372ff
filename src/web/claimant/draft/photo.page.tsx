import type { DocumentOfClaim } from '../../../documents/documents-of-claim.query.js'
import { Details, WarningText } from '../../shared/components/blocks.js'
import type { FormErrors } from '../../shared/form.js'
import { draftWords as words } from '../../words/claimant-draft.js'
import { GivenPhotos, GoodPhoto, PhotoForm } from '../photo-form.js'
import { isGiven } from './document-status.js'
import { DraftFrame } from './draft-frame.js'

interface PhotoPageProps {
  number: string
  document: DocumentOfClaim
  zone: string
  errors?: FormErrors
}

/** W5: one document, how a good photo of it looks, and the way to send it. Script makes it smaller and sends it in pieces. */
export function PhotoPage({ number, document, zone, errors }: PhotoPageProps) {
  const { name, why, issuer, photo, code, files, defect } = document
  const at = `/ajukan/${number}/berkas/${code}`
  const given = isGiven(document)
  return (
    <DraftFrame title={name} back={`/ajukan/${number}/berkas`} errors={errors}>
      <p class="govuk-body">{why}</p>
      {defect && <WarningText>{`${defect.words} ${defect.cure}`}</WarningText>}
      {given && <GivenPhotos files={files} zone={zone} />}
      <GoodPhoto photo={photo} />
      <PhotoForm at={at} next={`/ajukan/${number}/berkas?hasil=diterima`} errors={errors} />
      {!given && (
        <p class="govuk-body">
          <a class="govuk-link" href={`${at}/tidak-ada`}>
            {words.photoNotThere}
          </a>
        </p>
      )}
      <Details summary={words.photoWhoIssues}>{issuer}</Details>
    </DraftFrame>
  )
}
